//! The keys that office and device say to each other.

use ring::signature::{Ed25519KeyPair, KeyPair as _};
use shared::wire::{SyncReply, SyncRequest};
use shared::{DeviceKey, OfficeKey};

use crate::hostile_bodies::Scene;

/// The own key of a phone.
pub(crate) fn own(number: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[number; 32]).unwrap()
}

pub(crate) fn public(key: &Ed25519KeyPair) -> DeviceKey {
    DeviceKey(key.public_key().as_ref().try_into().unwrap())
}

impl Scene {
    /// A sync in which the phone says this key.
    pub(crate) async fn says(&self, device_key: Option<DeviceKey>) -> SyncReply {
        let request = SyncRequest { device_key, ..self.phone.request(vec![]) };
        self.office.post_sync(&self.phone, request.encode()).await.reply()
    }

    pub(crate) async fn office_key(&self) -> OfficeKey {
        let secret = self.office.app.engine.read(|store| store.office_secret()).await.unwrap();
        secret.unwrap().public()
    }
}

#[tokio::test]
async fn a_phone_gets_the_offices_key_until_the_office_knows_its_own() {
    let scene = Scene::open().await;
    let office = Some(scene.office_key().await);
    let key = public(&own(1));
    assert_eq!([scene.says(None).await.office_key, scene.says(None).await.office_key], [office, office]);
    assert_eq!(scene.says(Some(key)).await.office_key, None);
    assert_eq!(scene.says(Some(key)).await.office_key, None, "the reply was lost");
    assert_eq!(scene.says(None).await.office_key, None);
    let before = scene.office_key().await;
    let Scene { office, phone, .. } = scene;
    let office = office.restarted();
    let after = office.app.engine.read(|store| store.office_secret()).await.unwrap().unwrap().public();
    assert_eq!(after, before, "a restart changes nothing");
    let reply = office.post_sync(&phone, phone.request(vec![]).encode()).await.reply();
    assert_eq!(reply.office_key, None);
}

#[tokio::test]
async fn whoever_has_a_stolen_token_cannot_put_another_key_in_its_place_and_is_noticed() {
    let scene = Scene::open().await;
    let (key, thief) = (public(&own(1)), public(&own(2)));
    scene.says(Some(key)).await;
    for _ in 0..2 {
        assert_eq!(scene.says(Some(thief)).await.office_key, None);
    }
    let lines = scene.office.audit().await;
    assert_eq!(lines.iter().filter(|line| line.action == "device-copied").count(), 1);
    let device = scene.phone.device;
    let kept = scene.office.app.engine.read(move |store| store.device(device)).await.unwrap().unwrap();
    assert_eq!(kept.public_key, Some(key));
}

#[tokio::test]
async fn a_server_that_was_put_back_to_before_the_key_asks_for_it_again() {
    let scene = Scene::open().await;
    let key = public(&own(1));
    scene.says(Some(key)).await;
    let device = scene.phone.device;
    let forget = "UPDATE device SET public_key = NULL";
    let db = rusqlite::Connection::open(scene.office.data().join("server.db")).unwrap();
    db.execute(forget, []).unwrap();
    assert_eq!(scene.says(None).await.office_key, Some(scene.office_key().await));
    assert_eq!(scene.says(Some(key)).await.office_key, None);
    let known = scene.office.app.engine.read(move |store| store.device(device)).await.unwrap().unwrap();
    assert_eq!(known.public_key, Some(key));
}

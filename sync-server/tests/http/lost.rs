//! A lost phone: what the office knows it took along, and how it is withdrawn.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use futures_util::{FutureExt as _, StreamExt as _};
use shared::document::photo::{DatedBy, PhotoFacts, PhotoPhase};
use shared::wire::{Drain, RefusalReason, SyncReply, Waiting};
use shared::work_order::WorkOrderCommand;
use shared::{Sha256, Timestamp};
use sync_server::store::Store;
use sync_server::sync::drain::Withdrawal;

use crate::hostile_bodies::Scene;
use crate::photos::jpeg;
use crate::test_office::{COLLEAGUE, TECHNICIAN, after_the_first_word};

/// A phone with a visit under way and a photo that was named and not sent.
struct Lost {
    scene: Scene,
    picture: Vec<u8>,
    thumbnail: Vec<u8>,
}

impl Lost {
    async fn phone() -> Self {
        let mut scene = Scene::open().await;
        let (picture, thumbnail) = (jpeg(1), jpeg(2));
        let facts = PhotoFacts {
            taken_at: Timestamp(1_800_000_000_000),
            dated_by: DatedBy::Camera,
            caption: "vanne ouverte".to_owned(),
            phase: PhotoPhase::Before,
            sha256: Sha256::of(&picture),
            thumbnail: Sha256::of(&thumbnail),
            width_px: 64,
            height_px: 48,
            size_bytes: 1_234_567,
        };
        let mut work = scene.phone.does(&mut scene.order, WorkOrderCommand::Start);
        work.changes.extend(scene.phone.does(&mut scene.order, WorkOrderCommand::AddPhoto(facts)).changes);
        scene.office.sync(&mut scene.phone, vec![work]).await;
        Self { scene, picture, thumbnail }
    }

    async fn withdraw(&self, how: Withdrawal) {
        self.scene
            .office
            .app
            .engine
            .withdraw(crate::test_office::SUPERVISOR, self.scene.phone.device, how)
            .await
            .unwrap();
    }

    /// A sync that says how much waits, and that the phone knows what happens.
    async fn says(&mut self, waiting: Waiting) -> SyncReply {
        let mut request = self.scene.phone.request(vec![]);
        (request.waiting, request.draining) = (waiting, Some(true));
        self.scene.office.post_sync(&self.scene.phone, request.encode()).await.reply()
    }

    async fn sends_its_photos(&self) {
        for photo in [&self.thumbnail, &self.picture] {
            let answer = self.scene.office.upload(&self.scene.phone, Sha256::of(photo), photo).await;
            assert_eq!(answer.status, StatusCode::NO_CONTENT, "{answer}");
        }
    }

    async fn is_told_to_erase_itself(&self) {
        let asked = self.scene.phone.request(vec![]).encode();
        let answer = self.scene.office.post_sync(&self.scene.phone, asked).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (401, "device-withdrawn"));
    }

    async fn get(&self, path: &str) -> axum::response::Response {
        let request =
            Request::get(path).header("authorization", format!("Bearer {}", self.scene.phone.token));
        self.scene.office.stream(request.body(Body::empty()).unwrap()).await
    }
}

const SOMETHING: Waiting = Waiting { changes: 3, photos: 2, photo_bytes: 2_500_000 };

#[tokio::test]
async fn the_page_of_a_phone_says_what_is_on_it_and_what_it_has_not_delivered() {
    let mut lost = Lost::phone().await;
    let mut request = lost.scene.phone.request(vec![]);
    request.waiting = SOMETHING;
    lost.scene.office.post_sync(&lost.scene.phone, request.encode()).await.reply();
    let cancelled =
        lost.scene.phone.does(&mut lost.scene.another, WorkOrderCommand::Cancel { reason: "x".to_owned() });
    let mut refused = lost.scene.phone.request(vec![cancelled]);
    refused.waiting = SOMETHING;
    lost.scene.office.post_sync(&lost.scene.phone, refused.encode()).await.reply();
    // What was never on it is not shown.
    let others = lost.scene.office.order_for(&[COLLEAGUE]).await;

    let visitor = lost.scene.office.visitor().await;
    let page = visitor.get(&format!("/office/devices/{}", lost.scene.phone.device)).await;
    let section = |name: &str| {
        let (_, rest) = page.split_once(&format!("data-test=\"{name}\"")).expect("the section");
        rest.split("</section>").next().unwrap().to_owned()
    };
    let on_phone = section("orders-on-phone");
    for order in [&lost.scene.order, &lost.scene.another] {
        assert!(on_phone.contains(&order.id().to_string()), "{on_phone}");
    }
    assert!(!page.contains(&others.to_string()));
    let outstanding = section("outstanding");
    for said in [
        "3 modifications",
        "2 photos",
        "vanne ouverte",
        "1,3 Mo",
        "Travaux commencés",
        "Le rôle de cette personne",
    ] {
        assert!(outstanding.contains(said), "{said} in {outstanding}");
    }
    assert!(page.matches("data-test=\"contact\"").count() >= 3);
    let list = visitor.get("/office/devices").await;
    let (_, line) = list.split_once("data-test=\"device-line\"").expect("a line on the list");
    let line = line.split("</p>").next().unwrap();
    for said in ["1 travail commencé", "1 photo annoncée", "1 modification refusée"] {
        assert!(line.contains(said), "{said} in {line}");
    }
}

#[tokio::test]
async fn a_photo_is_announced_by_the_phone_that_named_it_and_no_other() {
    let lost = Lost::phone().await;
    let tablet = lost.scene.office.enrol(TECHNICIAN).await;
    let visitor = lost.scene.office.visitor().await;
    let page = visitor.get(&format!("/office/devices/{}", tablet.device)).await;
    assert!(!page.contains("announced-photo"), "{page}");
    lost.sends_its_photos().await;
    let page = visitor.get(&format!("/office/devices/{}", lost.scene.phone.device)).await;
    assert!(!page.contains("announced-photo"), "{page}");
}

#[tokio::test]
async fn while_it_drains_a_phone_delivers_and_gets_nothing() {
    let mut lost = Lost::phone().await;
    let picture = lost.scene.office.enrol(COLLEAGUE).await;
    let known = jpeg(9);
    lost.scene.office.upload(&picture, Sha256::of(&known), &known).await;
    lost.withdraw(Withdrawal::Drain).await;
    lost.scene.office.order_for(&[TECHNICIAN]).await;
    lost.scene
        .office
        .does(Some(lost.scene.another.id()), WorkOrderCommand::Cancel { reason: "x".to_owned() })
        .await;

    let mut request = lost.scene.phone.request(vec![]);
    request.feed = None;
    request.diverged = vec![lost.scene.order.id()];
    let reply = lost.scene.office.post_sync(&lost.scene.phone, request.encode()).await.reply();
    assert_eq!((reply.documents.len(), reply.withdrawn.len(), reply.more), (0, 0, false));
    assert_eq!(reply.drain, Some(Drain::Wanted));
    let fetched = lost.scene.office.photo(&lost.scene.phone, Sha256::of(&known)).await;
    assert_eq!((fetched.status.as_u16(), fetched.problem().as_str()), (403, "device-hands-over"));

    let work = lost.scene.phone.does(&mut lost.scene.order, WorkOrderCommand::Finish);
    let reply = lost.scene.office.sync(&mut lost.scene.phone, vec![work]).await;
    assert_eq!((reply.taken, reply.refused.len()), (1, 0));
    assert_eq!(lost.scene.office.document(lost.scene.order.id()).await.heads(), lost.scene.order.heads());
    lost.sends_its_photos().await;
}

#[tokio::test]
async fn it_is_told_to_erase_itself_once_everything_is_there_and_not_before() {
    let mut lost = Lost::phone().await;
    lost.withdraw(Withdrawal::Drain).await;
    let nothing = Waiting::default();
    assert_eq!(lost.says(SOMETHING).await.drain, Some(Drain::Wanted), "something waits");
    assert_eq!(lost.says(nothing).await.drain, Some(Drain::Wanted), "a photo was named");
    lost.sends_its_photos().await;
    let refused =
        lost.scene.phone.does(&mut lost.scene.another, WorkOrderCommand::Cancel { reason: "x".to_owned() });
    let mut request = lost.scene.phone.request(vec![refused]);
    request.draining = Some(true);
    let reply = lost.scene.office.post_sync(&lost.scene.phone, request.encode()).await.reply();
    assert_eq!(reply.drain, Some(Drain::Wanted), "a refused change waits for a decision");
    let rows = lost.scene.office.app.engine.read(|store| store.refused_page(true, 0, 10)).await.unwrap();
    lost.scene.office.app.engine.dismiss(rows[0].id, crate::test_office::SUPERVISOR).await.unwrap();
    let unaware = lost.scene.phone.request(vec![]).encode();
    let reply = lost.scene.office.post_sync(&lost.scene.phone, unaware).await.reply();
    assert_eq!(reply.drain, Some(Drain::Wanted), "somebody may still be writing on it");
    assert_eq!(lost.says(nothing).await.drain, Some(Drain::Complete));
    lost.is_told_to_erase_itself().await;
    let visitor = lost.scene.office.visitor().await;
    let page = visitor.get(&format!("/office/devices/{}", lost.scene.phone.device)).await;
    assert!(page.contains("Retiré, tout est remis") && !page.contains("data-test=\"withdraw\""), "{page}");
}

#[tokio::test]
async fn the_office_may_stop_waiting_for_what_a_phone_holds() {
    let lost = Lost::phone().await;
    let visitor = lost.scene.office.visitor().await;
    let path = format!("/office/devices/{}", lost.scene.phone.device);
    let withdraw = format!("{path}/withdraw");
    assert_eq!(visitor.post(&withdraw, "how=recover").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(visitor.post(&withdraw, "sure=yes").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(visitor.post(&withdraw, "how=recover&sure=yes").await.status, StatusCode::SEE_OTHER);
    let page = visitor.get(&path).await;
    assert!(page.contains("Remet ce qu’il contient depuis") && page.contains("value=\"erase\""), "{page}");
    assert!(!page.contains("value=\"recover\""), "{page}");
    assert_eq!(visitor.post(&withdraw, "how=erase&sure=yes").await.status, StatusCode::SEE_OTHER);
    lost.is_told_to_erase_itself().await;
}

#[tokio::test]
async fn a_phone_that_listens_is_called_when_it_is_withdrawn() {
    for how in [Withdrawal::Drain, Withdrawal::Erase] {
        let lost = Lost::phone().await;
        let other = lost.scene.office.enrol(COLLEAGUE).await;
        let mut heard = after_the_first_word(lost.get("/phone/v1/events").await).await;
        let request =
            Request::get("/phone/v1/events").header("authorization", format!("Bearer {}", other.token));
        let quiet = lost.scene.office.stream(request.body(Body::empty()).unwrap()).await;
        let mut quiet = after_the_first_word(quiet).await;
        lost.withdraw(how).await;
        let end = tokio::time::timeout(Duration::from_secs(30), heard.next()).await.unwrap();
        assert!(end.is_none(), "the stream ends, so that the phone comes back");
        assert!(quiet.next().now_or_never().is_none(), "the others hear nothing of it");
        // It comes back, and learns how it stands by its status or by the sync that follows.
        let again = lost.get("/phone/v1/events").await;
        match how {
            Withdrawal::Erase => assert_eq!(again.status(), StatusCode::UNAUTHORIZED),
            Withdrawal::Drain => {
                let mut silent = after_the_first_word(again).await;
                lost.scene.office.order_for(&[TECHNICIAN]).await;
                assert!(silent.next().now_or_never().is_none(), "no word of what happens");
            }
        }
    }
}

#[tokio::test]
async fn a_request_that_was_let_in_before_the_withdrawal_brings_nothing() {
    let lost = Lost::phone().await;
    let device = lost.scene.phone.device;
    let row = lost.scene.office.app.engine.read(move |store| store.device(device)).await.unwrap().unwrap();
    lost.withdraw(Withdrawal::Erase).await;
    let reply = lost.scene.office.app.engine.sync(row, lost.scene.phone.request(vec![])).await;
    assert!(matches!(reply, Err(sync_server::engine::error::EngineError::Withdrawn)), "{reply:?}");
}

#[tokio::test]
async fn a_photo_is_for_those_its_order_is_for_and_no_longer() {
    let lost = Lost::phone().await;
    let Lost { scene, picture, thumbnail } = &lost;
    for photo in [thumbnail, picture] {
        let sha256 = Sha256::of(photo);
        scene.office.announce(&scene.phone, sha256, photo.len()).await;
        scene.office.part(&scene.phone, sha256, 0, photo).await;
    }
    let (colleague, id) = (scene.office.enrol(COLLEAGUE).await, scene.order.id());
    let seen = async || {
        let photo = |sha256| scene.office.photo(&colleague, sha256);
        let (picture, thumbnail) = (photo(Sha256::of(picture)).await, photo(Sha256::of(thumbnail)).await);
        [picture.status.as_u16(), thumbnail.status.as_u16()]
    };
    assert_eq!(seen().await, [404, 404]);
    scene.office.does(Some(id), WorkOrderCommand::Assign([TECHNICIAN, COLLEAGUE].into())).await;
    assert_eq!(seen().await, [200, 200]);
    scene.office.does(Some(id), WorkOrderCommand::Assign([TECHNICIAN].into())).await;
    assert_eq!(seen().await, [404, 404]);
}

#[tokio::test]
async fn a_phone_that_still_holds_what_nobody_could_take_has_not_handed_over() {
    let mut lost = Lost::phone().await;
    lost.sends_its_photos().await;
    lost.scene.phone.does(&mut lost.scene.order, WorkOrderCommand::Pause);
    let held = lost.scene.phone.does(&mut lost.scene.order, WorkOrderCommand::Start);
    lost.withdraw(Withdrawal::Drain).await;
    // The office was restored meanwhile: what this builds on may be on a phone that has yet to come.
    let mut request = lost.scene.phone.request(vec![held]);
    (request.feed, request.draining) = (Some(shared::FeedId::from_bytes([7; 16])), Some(true));
    let reply = lost.scene.office.post_sync(&lost.scene.phone, request.encode()).await.reply();
    assert_eq!(reply.refused[0].reason, RefusalReason::Deferred);
    assert_eq!(reply.drain, Some(Drain::Wanted));
    // It may still come back and bring it.
    assert_eq!(lost.says(Waiting { changes: 1, ..Waiting::default() }).await.drain, Some(Drain::Wanted));
}

#[tokio::test]
async fn what_a_blocked_person_left_on_a_phone_is_fetched_before_it_erases_itself() {
    let mut lost = Lost::phone().await;
    let pause = lost.scene.phone.does(&mut lost.scene.order, WorkOrderCommand::Pause);
    let block = |store: &Store| store.set_blocked(TECHNICIAN, Some(Timestamp(1)));
    lost.scene.office.app.engine.write(block).await.unwrap();
    let mut asked = lost.scene.phone.request(vec![pause]);
    asked.draining = Some(true);
    let asked = asked.encode();
    let refused = lost.scene.office.post_sync(&lost.scene.phone, asked.clone()).await;
    assert_eq!(refused.problem(), "person-blocked");
    lost.withdraw(Withdrawal::Drain).await;
    let taken = lost.scene.office.post_sync(&lost.scene.phone, asked).await.reply();
    assert!(taken.refused.is_empty() && taken.documents.is_empty(), "{taken:?}");
    assert_eq!(taken.drain, Some(Drain::Wanted));
    lost.sends_its_photos().await;
}

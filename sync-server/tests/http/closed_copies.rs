//! Copies that were closed to an office and signed by a phone.

use axum::http::StatusCode;
use ring::signature::Ed25519KeyPair;
use shared::OfficeKey;
use shared::office_key::OfficeSecret;
use shared::wire::OutboxCopy;
use sync_server::accounts::device_token::TokenLife;
use sync_server::sync::drain::Withdrawal;

use crate::copies::{brings, copy};
use crate::device_keys::{own, public};
use crate::hostile_bodies::Scene;
use crate::test_office::{SUPERVISOR, TECHNICIAN};

const TAKEN: &str = "1 modification est au bureau";
const UNSIGNED: &str = "n’est pas signée";
const OF_NO_DEVICE: &str = "que ce bureau connaît, ou elle";
const CUT: &str = "incomplet ou a été modifié";
const OF_ANOTHER_OFFICE: &str = "fermée pour un autre bureau";

fn closed(copy: &OutboxCopy, token: &str, key: &Ed25519KeyPair, to: &OfficeKey) -> Vec<u8> {
    copy.closed(token, |statement| key.sign(statement).as_ref().try_into().unwrap(), to, || 7).unwrap()
}

impl Scene {
    /// What a supervisor reads who brings a file; whether it was taken.
    async fn hands_in(&self, file: &[u8], said: &str) {
        let cookie = self.office.visitor().await.cookie().to_owned();
        let answer = brings(&self.office, &cookie, file).await;
        let status = if said == TAKEN { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let page = String::from_utf8(answer.body).unwrap();
        assert!(answer.status == status && page.contains(said), "{said}: {} {page}", answer.status);
    }
}

#[tokio::test]
async fn what_a_thief_signs_whose_key_came_second_is_not_taken() {
    let mut scene = Scene::open().await;
    let (key, thief) = (own(1), own(2));
    scene.says(Some(public(&key))).await;
    scene.says(Some(public(&thief))).await;
    let (copy, token, office) = (copy(&mut scene), scene.phone.token.clone(), scene.office_key().await);
    scene.hands_in(&closed(&copy, &token, &thief, &office), OF_NO_DEVICE).await;
    scene.hands_in(&closed(&copy, &token, &key, &office), TAKEN).await;
}

#[tokio::test]
async fn once_the_office_knows_a_devices_key_only_what_it_signed_is_taken() {
    let mut scene = Scene::open().await;
    let (copy, token, office) = (copy(&mut scene), scene.phone.token.clone(), scene.office_key().await);
    let key = own(1);
    // The first copies of all may come before the key: then the token says whose they are.
    scene.hands_in(&closed(&copy, "another token", &key, &office), OF_NO_DEVICE).await;
    scene.hands_in(&closed(&copy, &token, &own(2), &office), TAKEN).await;
    scene.hands_in(&copy.sealed(&token), TAKEN).await;
    scene.says(Some(public(&key))).await;
    // Who reads a backup has the hash of the token, and can seal.
    scene.hands_in(&copy.sealed(&token), UNSIGNED).await;
    scene.hands_in(&closed(&copy, &token, &own(2), &office), OF_NO_DEVICE).await;
    scene.hands_in(&closed(&copy, &token, &key, &office), TAKEN).await;
}

#[tokio::test]
async fn a_file_that_is_cut_or_altered_or_of_another_office_or_device_says_so() {
    let mut scene = Scene::open().await;
    let (mut copy, token, office) = (copy(&mut scene), scene.phone.token.clone(), scene.office_key().await);
    let key = own(1);
    scene.says(Some(public(&key))).await;
    let good = closed(&copy, &token, &key, &office);
    scene.hands_in(&good[..good.len() / 2], CUT).await;
    scene.hands_in(&good[..12], CUT).await;
    scene.hands_in(&good[1..], "n’est pas une copie").await;
    let mut altered = good.clone();
    altered[40] ^= 1;
    scene.hands_in(&altered, CUT).await;
    let elsewhere = OfficeSecret::new(&[9; 32]).unwrap().public();
    scene.hands_in(&closed(&copy, &token, &key, &elsewhere), OF_ANOTHER_OFFICE).await;
    // What its head says of another office is under the encryption too.
    let mut relabelled = closed(&copy, &token, &key, &elsewhere);
    relabelled[..16].copy_from_slice(&good[..16]);
    scene.hands_in(&relabelled, CUT).await;
    copy.device = scene.office.enrol(TECHNICIAN).await.device;
    scene.hands_in(&closed(&copy, &token, &key, &office), OF_NO_DEVICE).await;
    scene.hands_in(&good, TAKEN).await;
}

#[tokio::test]
async fn a_device_with_a_new_token_or_withdrawn_is_heard_by_its_key() {
    let mut scene = Scene::open().await;
    let (copy, office) = (copy(&mut scene), scene.office_key().await);
    let key = own(1);
    scene.says(Some(public(&key))).await;
    let file = closed(&copy, &scene.phone.token, &key, &office);
    scene.office.pass_ms(24 * 60 * 60 * 1000 * i64::from(TokenLife::default().days + 1));
    let (code, former) = (scene.office.code_for(TECHNICIAN).await, &scene.phone.token);
    let asking = format!(r#"{{"code":"{code}","device_name":"x","former_token":"{former}"}}"#);
    let renewed = scene.office.post_enrolment(asking).await;
    assert_eq!(renewed.status, StatusCode::CREATED);
    scene.hands_in(&file, TAKEN).await;
    let engine = &scene.office.app.engine;
    engine.withdraw(SUPERVISOR, scene.phone.device, Withdrawal::Erase).await.unwrap();
    scene.hands_in(&file, TAKEN).await;
}

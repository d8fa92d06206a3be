//! A copy of what waits on a phone, brought to the office in a file.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use shared::limits::CHANGE_OPERATIONS_MAX;
use shared::wire::{ChangeBytes, DocumentChanges, OutboxCopy, PROTOCOL};
use shared::work_order::WorkOrderCommand;
use shared::{DeviceId, Role, Sha256, Timestamp};
use sync_server::base::limits::COPY_BYTES_MAX;

use crate::answer::Answer;
use crate::hostile_bodies::Scene;
use crate::hostile_changes::run_of_operations;
use crate::photos::jpeg;
use crate::test_office::{COLLEAGUE, TestOffice};

const BOUNDARY: &str = "----copy";

/// The form that carries a file.
fn form(file: &[u8]) -> Vec<u8> {
    let head = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.guichet\"\r\n\
         content-type: application/octet-stream\r\n\r\n"
    );
    [head.as_bytes(), file, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat()
}

/// Somebody at the office sends a file.
pub(crate) async fn brings(office: &TestOffice, cookie: &str, file: &[u8]) -> Answer {
    let body = form(file);
    let request = Request::post("/office/devices/copy")
        .header("host", "guichet.test")
        .header("origin", "https://guichet.test")
        .header("cookie", cookie)
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
    office.send(request.body(Body::from(body)).unwrap()).await
}

/// What the phone saved: a visit that was begun, something it may not do, a photo, a spoilt one.
pub(crate) fn copy(scene: &mut Scene) -> OutboxCopy {
    let mut work = scene.phone.does(&mut scene.order, WorkOrderCommand::Start);
    let cancel = WorkOrderCommand::Cancel { reason: "plus nécessaire".to_owned() };
    work.changes.extend(scene.phone.does(&mut scene.order, cancel).changes);
    OutboxCopy {
        protocol: PROTOCOL,
        device: scene.phone.device,
        made_at: Timestamp(1_800_000_000_000),
        documents: vec![work],
        photos: vec![ChangeBytes(jpeg(7)), ChangeBytes(b"not a picture".to_vec())],
    }
}

fn sealed_copy(scene: &mut Scene) -> Vec<u8> {
    copy(scene).sealed(&scene.phone.token)
}

#[tokio::test]
async fn a_copy_counts_as_delivered_by_its_device_and_twice_is_once() {
    let mut scene = Scene::open().await;
    let file = sealed_copy(&mut scene);
    let office = &scene.office;
    let cookie = office.visitor().await.cookie().to_owned();
    for _ in 0..2 {
        let answer = brings(office, &cookie, &file).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer}");
        let page = String::from_utf8(answer.body).unwrap();
        for said in [
            "1 modification est au bureau",
            "1 photo est au bureau",
            "1 modification refusée",
            "1 photo illisible",
        ] {
            assert!(page.contains(said), "{said} in {page}");
        }
    }
    let id = scene.order.id();
    let records = office.app.engine.read(move |store| store.change_records(id)).await.unwrap();
    let of_the_phone = records.iter().filter(|record| record.received.device == Some(scene.phone.device));
    assert_eq!(of_the_phone.count(), 1);
    assert_eq!(office.photo(&scene.phone, Sha256::of(&jpeg(7))).await.body, jpeg(7));
    assert_eq!(office.app.engine.read(|store| store.refused_count()).await.unwrap(), 1, "kept, once");
    let taken = office.audit().await.into_iter().filter(|line| line.action == "copy-taken").count();
    assert_eq!(taken, 2);
}

#[tokio::test]
async fn what_is_too_much_for_one_turn_is_taken_in_another() {
    let mut scene = Scene::open().await;
    let mut copy = copy(&mut scene);
    let costly = run_of_operations(CHANGE_OPERATIONS_MAX);
    let changes = vec![costly.changes[0].clone(); 3];
    copy.documents.insert(0, DocumentChanges { changes, ..costly });
    let cookie = scene.office.visitor().await.cookie().to_owned();
    let answer = brings(&scene.office, &cookie, &copy.sealed(&scene.phone.token)).await;
    let page = String::from_utf8(answer.body).unwrap();
    for said in ["1 modification est au bureau", "4 modifications refusées"] {
        assert!(page.contains(said), "{said} in {page}");
    }
}

#[tokio::test]
async fn a_withdrawn_device_may_still_be_heard_that_way() {
    let mut scene = Scene::open().await;
    let file = sealed_copy(&mut scene);
    let (device, office) = (scene.phone.device, &scene.office);
    office.app.engine.write(move |store| store.withdraw_device(device, Timestamp(0))).await.unwrap();
    let cookie = office.visitor().await.cookie().to_owned();
    let answer = brings(office, &cookie, &file).await;
    assert!(String::from_utf8(answer.body).unwrap().contains("1 modification est au bureau"));
}

/// A copy holds what its phone was to offer after a restore too.
#[tokio::test]
async fn work_of_others_in_a_copy_is_kept_refused_and_holds_up_nothing() {
    let mut scene = Scene::open().await;
    let (mut order, mut colleague) = (scene.order.clone(), scene.office.enrol(COLLEAGUE).await);
    let mut copy = copy(&mut scene);
    let foreign = colleague.does(&mut order, WorkOrderCommand::Start).changes;
    copy.documents[0].changes.splice(0..0, foreign);
    let visitor = scene.office.visitor().await;
    let answer = brings(&scene.office, visitor.cookie(), &copy.sealed(&scene.phone.token)).await;
    let page = String::from_utf8(answer.body).unwrap();
    for said in ["1 modification est au bureau", "2 modifications refusées"] {
        assert!(page.contains(said), "{said} in {page}");
    }
    assert!(visitor.get("/office/refused").await.contains("Signé au nom de quelqu’un d’autre"));
}

#[tokio::test]
async fn a_file_that_is_too_large_is_said_to_be_so() {
    let scene = Scene::open().await;
    let cookie = scene.office.visitor().await.cookie().to_owned();
    let answer = brings(&scene.office, &cookie, &vec![0; COPY_BYTES_MAX]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
    assert!(String::from_utf8(answer.body).unwrap().contains("en plusieurs fichiers"));
}

#[tokio::test]
async fn rubbish_an_unknown_device_and_other_roles_change_nothing() {
    let mut scene = Scene::open().await;
    let mut copy = copy(&mut scene);
    let token = scene.phone.token.clone();
    let (good, forged) = (copy.sealed(&token), copy.sealed("another token"));
    copy.device = DeviceId::from_bytes([0x5A; 16]);
    let foreign = copy.sealed(&token);
    copy.protocol = PROTOCOL + 1;
    let other_version = copy.sealed(&token);
    let office = &scene.office;
    let cookie = office.visitor().await.cookie().to_owned();
    let cases = [
        (&b"rubbish"[..], "n’est pas une copie"),
        (&[], "n’est pas une copie"),
        (&good[..good.len() / 2], "incomplet ou a été modifié"),
        (&other_version, "n’est pas une copie"),
        (&foreign, "que ce bureau connaît, ou elle"),
        (&forged, "que ce bureau connaît, ou elle"),
    ];
    for (file, said) in cases {
        let answer = brings(office, &cookie, file).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
        assert!(String::from_utf8(answer.body).unwrap().contains(said), "{said}");
    }
    let counter = office.session_as(Role::Counter).await;
    assert_eq!(brings(office, &counter, &good).await.status, StatusCode::FORBIDDEN);
    let id = scene.order.id();
    assert_eq!(office.app.engine.read(move |store| store.change_records(id)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_bytes_of_a_copy() {
    let office = TestOffice::open().await;
    let cookie = office.visitor().await.cookie().to_owned();
    let around = form(&[]).len();
    for (bytes, said) in
        [(COPY_BYTES_MAX, "n’est pas une copie"), (COPY_BYTES_MAX + 1, "en plusieurs fichiers")]
    {
        let answer = brings(&office, &cookie, &vec![0; bytes - around]).await;
        assert!(String::from_utf8(answer.body).unwrap().contains(said), "{bytes} bytes");
    }
}

//! A phone that stays away for too long: its token ends, and what waits on it comes by a new code.

use axum::body::Body;
use axum::http::Request;
use shared::work_order::WorkOrderCommand;
use shared::{DeviceId, PersonId, Timestamp};
use sync_server::accounts::device_token::note_serving;
use sync_server::store::Place;
use sync_server::sync::drain::Withdrawal;

use crate::answer::Answer;
use crate::enrolment::FOR_DEVICES;
use crate::hostile_bodies::Scene;
use crate::phone::Phone;
use crate::test_office::{COLLEAGUE, SUPERVISOR, TECHNICIAN, TestOffice};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn told(answer: &Answer) -> (u16, String) {
    (answer.status.as_u16(), if answer.status.is_success() { String::new() } else { answer.problem() })
}

impl TestOffice {
    async fn hears(&self, phone: &Phone) -> (u16, String) {
        told(&self.post_sync(phone, phone.request(vec![]).encode()).await)
    }

    async fn told_of_ended_tokens(&self) -> usize {
        self.audit().await.iter().filter(|line| line.action == "token-ended").count()
    }
}

fn ended() -> (u16, String) {
    (401, "device-token-ended".to_owned())
}

#[tokio::test]
async fn each_sync_lets_a_phone_stay_away_for_thirty_days_more() {
    let office = TestOffice::open().await;
    let mut phone = office.enrol(TECHNICIAN).await;
    for _ in 0..3 {
        office.pass_ms(30 * DAY_MS);
        assert_eq!(office.sync(&mut phone, vec![]).await.token_days, Some(30));
    }
    office.pass_ms(30 * DAY_MS + 1);
    assert_eq!(office.hears(&phone).await, ended());
}

#[tokio::test]
async fn an_ended_token_opens_nothing() {
    let office = TestOffice::open().await;
    let phone = office.enrol(TECHNICIAN).await;
    office.order_for(&[TECHNICIAN]).await;
    office.pass_ms(30 * DAY_MS + 1);
    for (method, path) in FOR_DEVICES {
        let authorization = format!("Bearer {}", phone.token);
        let request = Request::builder().method(method).uri(path).header("authorization", authorization);
        let answer = office.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status.as_u16(), 401, "{method} {path}");
    }
    assert_eq!(office.told_of_ended_tokens().await, 1, "the log has a line, however often it asks");
}

/// Enrols with a code for somebody and the token of before; the device, and its new token.
async fn enrols_again(office: &TestOffice, phone: &Phone, person: PersonId) -> (DeviceId, String) {
    let (code, token) = (office.code_for(person).await, &phone.token);
    let asked = format!(r#"{{"code":"{code}","device_name":"le même","former_token":"{token}"}}"#);
    let answer = office.post_enrolment(asked).await;
    assert_eq!(answer.status.as_u16(), 201, "{answer}");
    let json = answer.json();
    (json["device"].as_str().unwrap().parse().unwrap(), json["token"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn with_a_new_code_the_device_goes_on_and_brings_what_it_wrote_meanwhile() {
    let Scene { office, mut phone, mut order, mut another, .. } = Scene::open().await;
    // What it writes with is known to be its own.
    let first = phone.does(&mut another, WorkOrderCommand::Start);
    office.sync(&mut phone, vec![first]).await;
    let work = phone.does(&mut order, WorkOrderCommand::Start);
    office.pass_ms(31 * DAY_MS);
    let refused = office.post_sync(&phone, phone.request(vec![work.clone()]).encode()).await;
    assert_eq!(told(&refused), ended());
    assert_ne!(office.document(order.id()).await.heads(), order.heads(), "nothing of it was taken");

    let (device, token) = enrols_again(&office, &phone, TECHNICIAN).await;
    assert_eq!(device, phone.device);
    assert_eq!(office.hears(&phone).await, (401, "unknown-device".to_owned()), "the token of before");
    phone.token = token;
    let reply = office.sync(&mut phone, vec![work]).await;
    assert_eq!((reply.taken, reply.refused.len()), (1, 0));
    assert_eq!(office.document(order.id()).await.heads(), order.heads());
    assert_eq!(office.app.engine.read(|store| store.devices()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_token_that_has_not_ended_or_is_somebody_else_s_makes_no_device_go_on() {
    let office = TestOffice::open().await;
    let phone = office.enrol(TECHNICIAN).await;
    let (anew, _) = enrols_again(&office, &phone, TECHNICIAN).await;
    assert_ne!(anew, phone.device, "it works still");
    office.pass_ms(31 * DAY_MS);
    let (theirs, _) = enrols_again(&office, &phone, COLLEAGUE).await;
    assert_ne!(theirs, phone.device);
    assert_eq!(office.hears(&phone).await, ended(), "it is as it was");
    office.withdraw(&phone).await;
    let (anew, _) = enrols_again(&office, &phone, TECHNICIAN).await;
    assert_ne!(anew, phone.device);
    assert_eq!(office.hears(&phone).await, (401, "device-withdrawn".to_owned()));
}

#[tokio::test]
async fn one_that_is_lost_is_told_to_erase_itself_and_one_that_drains_may_deliver() {
    let office = TestOffice::open().await;
    let (lost, left) = (office.enrol(TECHNICIAN).await, office.enrol(TECHNICIAN).await);
    office.pass_ms(31 * DAY_MS);
    assert_eq!((office.hears(&lost).await, office.hears(&left).await), (ended(), ended()));
    let engine = &office.app.engine;
    engine.withdraw(SUPERVISOR, lost.device, Withdrawal::Erase).await.unwrap();
    engine.withdraw(SUPERVISOR, left.device, Withdrawal::Drain).await.unwrap();
    assert_eq!(office.hears(&lost).await, (401, "device-withdrawn".to_owned()));
    assert_eq!(office.hears(&left).await, (200, String::new()));
}

#[tokio::test]
async fn the_office_sees_that_a_phone_needs_a_new_code() {
    let office = TestOffice::open().await;
    let (mut away, mut used) = (office.enrol(TECHNICIAN).await, office.enrol(TECHNICIAN).await);
    office.sync(&mut away, vec![]).await;
    office.pass_ms(31 * DAY_MS);
    let place = Place::default();
    let log = sync_server::store::SyncLogRow {
        id: 0,
        device: used.device,
        at: Timestamp(crate::test_office::START.0 + 31 * DAY_MS),
        accepted: 0,
        refused: 0,
        sent_documents: 0,
        sent_bytes: 0,
        skew_ms: 0,
    };
    office.app.engine.write(move |store| store.record_sync(log, Default::default(), place)).await.unwrap();
    office.sync(&mut used, vec![]).await;
    let visitor = office.visitor().await;
    let list = visitor.get("/office/devices").await;
    assert_eq!(list.matches("data-test=\"token-ended\"").count(), 1);
    let page = visitor.get(&format!("/office/devices/{}", away.device)).await;
    assert!(page.contains("Faites un nouveau code") && page.contains("data-test=\"withdraw\""), "{page}");
    assert!(!visitor.get(&format!("/office/devices/{}", used.device)).await.contains("nouveau code"));
}

#[tokio::test]
async fn an_answer_that_was_lost_costs_the_device_nothing() {
    let Scene { office, mut phone, mut order, .. } = Scene::open().await;
    let first = phone.does(&mut order, WorkOrderCommand::Start);
    office.sync(&mut phone, vec![first]).await;
    let work = phone.does(&mut order, WorkOrderCommand::Pause);
    office.pass_ms(31 * DAY_MS);
    // The phone never hears that its device goes on, and asks once more with the token it has.
    let (device, _) = enrols_again(&office, &phone, TECHNICIAN).await;
    let (again, token) = enrols_again(&office, &phone, TECHNICIAN).await;
    assert_eq!((device, again), (phone.device, phone.device));
    let before = phone.clone();
    phone.token = token;
    let reply = office.sync(&mut phone, vec![work]).await;
    assert_eq!((reply.taken, reply.refused.len()), (1, 0));
    // Once it is heard of, whoever has a copy of that token makes nothing go on.
    office.pass_ms(1);
    office.sync(&mut phone, vec![]).await;
    let (other, _) = enrols_again(&office, &before, TECHNICIAN).await;
    assert_ne!(other, phone.device);
    assert_eq!(office.hears(&phone).await, (200, String::new()));
}

#[tokio::test]
async fn each_time_that_a_token_ends_has_its_line() {
    let office = TestOffice::open().await;
    let mut phone = office.enrol(TECHNICIAN).await;
    for lines in 1..=2 {
        office.pass_ms(31 * DAY_MS);
        assert_eq!(office.hears(&phone).await, ended());
        assert_eq!(office.told_of_ended_tokens().await, lines);
        phone.token = enrols_again(&office, &phone, TECHNICIAN).await.1;
    }
}

#[tokio::test]
async fn while_the_server_was_away_no_phone_could_sync_and_none_is_ended_for_that() {
    let office = TestOffice::open().await;
    let ended_before = office.enrol(TECHNICIAN).await;
    let engine = &office.app.engine;
    note_serving(engine).await.unwrap();
    for _ in 0..31 {
        office.pass_ms(DAY_MS);
        note_serving(engine).await.unwrap();
    }
    let phone = office.enrol(TECHNICIAN).await;
    office.pass_ms(40 * DAY_MS);
    // It slept, and has not noticed yet; then it starts again, perhaps on the data of that day.
    assert_eq!(office.hears(&phone).await.0, 200);
    note_serving(engine).await.unwrap();
    assert_eq!(office.hears(&phone).await.0, 200);
    assert_eq!(office.hears(&ended_before).await, ended(), "nothing brings it back to life");
    for _ in 0..31 {
        office.pass_ms(DAY_MS);
        note_serving(engine).await.unwrap();
    }
    assert_eq!(office.hears(&phone).await, ended(), "a server that was there all along");
}

#[tokio::test]
async fn of_a_clock_that_went_ahead_and_was_put_right_no_absence_is_left() {
    let office = TestOffice::open().await;
    let phone = office.enrol(TECHNICIAN).await;
    let engine = &office.app.engine;
    note_serving(engine).await.unwrap();
    office.pass_ms(3_000 * DAY_MS);
    // Nobody is shut out by it, whether it was noticed or not.
    let asked = phone.request(vec![]).encode();
    assert_eq!(office.post_sync(&phone, asked).await.status.as_u16(), 200);
    note_serving(engine).await.unwrap();
    office.pass_ms(-3_000 * DAY_MS);
    note_serving(engine).await.unwrap();
    let absences = engine.read(|store| store.absences()).await.unwrap();
    let now = Timestamp(crate::test_office::START.0);
    assert!(absences.iter().all(|absence| absence.to <= now), "{absences:?}");
}

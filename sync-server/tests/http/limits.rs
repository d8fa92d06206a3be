//! Every limit of the server at its edge: the last that fits, and the first that does not.

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use rusqlite::Connection;
use shared::catalogue::ChecklistTemplateItem;
use shared::limits::*;
use shared::wire::{ChangeBytes, DocumentChanges, RefusalReason};
use shared::work_order::{AnswerKind, NewWorkOrder, WorkOrder, WorkOrderCommand};
use shared::{DocumentKind, ItemId, Role, Sha256};
use sync_server::app::App;
use sync_server::base::limits::*;
use sync_server::http::problem::Problem;
use sync_server::photos::verify;
use sync_server::store::{Action, AuditEntry, Subject};

use crate::desk::PASSWORD;
use crate::exchange::whole;
use crate::hostile_bodies::{Scene, gzipped};
use crate::hostile_changes::run_of_operations;
use crate::phone::Phone;
use crate::photos::jpeg;
use crate::test_office::{SUPERVISOR, TECHNICIAN, TestOffice, new_order, sync_request};

/// A text of exactly so many bytes, `text` first and then blanks.
fn padded(text: &str, bytes: usize) -> Vec<u8> {
    let mut padded = text.as_bytes().to_vec();
    padded.resize(bytes, b' ');
    padded
}

#[tokio::test]
async fn the_bytes_of_an_enrolment() {
    let office = TestOffice::open().await;
    let asked = async |bytes| {
        let body = padded(r#"{"code":"ABCD-EFGH","device_name":"x"}"#, bytes);
        office.post_enrolment(String::from_utf8(body).unwrap()).await.problem()
    };
    assert_eq!(asked(ENROLMENT_BYTES_MAX).await, "enrolment-code-unknown");
    assert_eq!(asked(ENROLMENT_BYTES_MAX + 1).await, "too-large");
}

#[tokio::test]
async fn the_bytes_of_a_form() {
    let office = TestOffice::open().await;
    let sent = async |bytes| {
        let body = String::from_utf8(padded("login=x&password=x&next=", bytes)).unwrap();
        office.post("/office/sign-in", "", "https://guichet.test", body).await
    };
    assert_eq!(sent(FORM_BYTES_MAX).await.status, StatusCode::FORBIDDEN, "read, and nobody's password");
    let over = sent(FORM_BYTES_MAX + 1).await;
    assert_eq!(over.status, StatusCode::PAYLOAD_TOO_LARGE, "{over}");
    assert!(String::from_utf8(over.body).unwrap().contains("trop long"));
}

#[tokio::test]
async fn the_bytes_of_a_form_whose_session_is_over() {
    let office = TestOffice::open().await;
    let sent = async |bytes| {
        let body = String::from_utf8(padded("title=x&description=", bytes)).unwrap();
        office.post("/office/requests", "guichet_session=over", "https://guichet.test", body).await
    };
    let kept = sent(STRANGERS_FORM_BYTES_MAX).await;
    assert_eq!(kept.status, StatusCode::FORBIDDEN);
    assert!(String::from_utf8(kept.body).unwrap().contains("name=\"kept\""));
    let over = sent(STRANGERS_FORM_BYTES_MAX + 1).await;
    assert_eq!(over.status, StatusCode::SEE_OTHER, "to the sign-in page, without it");
}

#[tokio::test]
async fn the_age_of_a_form() {
    let scene = Scene::open().await;
    let (office, order) = (&scene.office, format!("/office/work-orders/{}", scene.order.id()));
    let visitor = office.visitor().await;
    let id = async || {
        let page = visitor.get(&order).await;
        page.split("name=\"once\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let older = id().await;
    office.pass_ms(1);
    let newer = id().await;
    office.pass_ms(FORM_AGE_MS_MAX);
    let visitor = office.visitor().await;
    let cancel = async |id: &str| {
        visitor.post(&format!("{order}/cancel"), &format!("reason=doublon&once={id}&page={order}")).await
    };
    let refused = cancel(&older).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{refused}");
    assert!(String::from_utf8(refused.body).unwrap().contains("doublon"));
    assert_eq!(cancel(&newer).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_bytes_of_a_login_and_a_password() {
    let office = TestOffice::open().await;
    let password = "p".repeat(SIGN_IN_BYTES_MAX);
    office.gives_a_password_to_exactly(&password).await;
    let sent = async |password: &str| {
        let form = format!("login=anne&password={password}");
        office.post("/office/sign-in", "", "https://guichet.test", form).await.status
    };
    assert_eq!(sent(&password).await, StatusCode::SEE_OTHER);
    assert_eq!(sent(&format!("{password}p")).await, StatusCode::FORBIDDEN);
}

impl TestOffice {
    async fn gives_a_password_to_exactly(&self, password: &str) {
        let password_hash = sync_server::accounts::sign_in::password_hash(password, self.app.engine.clock());
        let person = self.app.engine.read(|store| store.person(SUPERVISOR)).await.unwrap().unwrap();
        let row = sync_server::store::PersonRow { login: "anne".to_owned(), password_hash, ..person };
        self.app.engine.write(move |store| store.put_person(&row)).await.unwrap();
    }
}

#[tokio::test]
async fn the_bytes_of_a_sync_packed_and_unpacked() {
    let scene = Scene::open().await;
    let body = |bytes| {
        let mut body = scene.phone.request(vec![]).encode();
        body.resize(bytes, 0);
        body
    };
    let sent = async |body: Vec<u8>, coding: &str| {
        let request = sync_request(&scene.phone).header("content-encoding", coding);
        scene.office.send(request.body(body.into()).unwrap()).await.status
    };
    assert_eq!(sent(body(SYNC_BODY_BYTES_MAX), "identity").await, StatusCode::OK);
    assert_eq!(sent(body(SYNC_BODY_BYTES_MAX + 1), "identity").await, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(sent(gzipped(&body(SYNC_BODY_BYTES_MAX)), "gzip").await, StatusCode::OK);
    assert_eq!(sent(gzipped(&body(SYNC_BODY_BYTES_MAX + 1)), "gzip").await, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn the_changes_and_documents_of_a_sync() {
    let scene = Scene::open().await;
    let of = |count: usize| DocumentChanges {
        id: scene.order.id(),
        kind: DocumentKind::WorkOrder,
        changes: vec![ChangeBytes(vec![0]); count],
    };
    let sent = async |documents: Vec<DocumentChanges>| {
        scene.office.post_sync(&scene.phone, scene.phone.request(documents).encode()).await.status
    };
    assert_eq!(sent(vec![of(SYNC_CHANGES_MAX)]).await, StatusCode::OK);
    assert_eq!(sent(vec![of(SYNC_CHANGES_MAX + 1)]).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(sent(vec![of(0); SYNC_DOCUMENTS_MAX]).await, StatusCode::OK);
    assert_eq!(sent(vec![of(0); SYNC_DOCUMENTS_MAX + 1]).await, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn the_bytes_and_the_operations_of_a_change() {
    let mut scene = Scene::open().await;
    for (bytes, reason) in
        [(CHANGE_BYTES_MAX, RefusalReason::Corrupt), (CHANGE_BYTES_MAX + 1, RefusalReason::TooLarge)]
    {
        let mut start = scene.start();
        start.changes[0].0.resize(bytes, 0);
        assert_eq!(scene.refuses_changes(start).await, [reason], "{bytes} bytes");
    }
    // What is refused for its number is never looked into.
    for (operations, reason) in [
        (CHANGE_OPERATIONS_MAX, RefusalReason::Unreadable),
        (CHANGE_OPERATIONS_MAX + 1, RefusalReason::Corrupt),
    ] {
        assert_eq!(scene.refuses_changes(run_of_operations(operations)).await, [reason], "{operations}");
    }
}

#[tokio::test]
async fn the_bytes_of_a_document() {
    for over in [0, 1] {
        let mut scene = Scene::open().await;
        let start = scene.start();
        let before = DOCUMENT_BYTES_MAX - start.changes[0].0.len() + over;
        Connection::open(scene.office.data().join("server.db"))
            .unwrap()
            .execute(
                "UPDATE document SET change_bytes = ?1 WHERE id = ?2",
                (i64::try_from(before).unwrap(), scene.order.id().as_bytes()),
            )
            .unwrap();
        if over == 0 {
            assert!(scene.office.sync(&mut scene.phone, vec![start]).await.refused.is_empty());
        } else {
            assert_eq!(scene.refuses_changes(start).await, [RefusalReason::TooLarge]);
        }
    }
}

#[tokio::test]
async fn the_bytes_of_a_photo() {
    let office = TestOffice::open().await;
    let phone = office.enrol(TECHNICIAN).await;
    let name = Sha256::of(b"large");
    assert_eq!(office.announce(&phone, name, PHOTO_BYTES_MAX).await.status, StatusCode::CREATED);
    assert_eq!(office.announce(&phone, name, PHOTO_BYTES_MAX + 1).await.problem(), "photo-too-large");
    // And when more arrive than were announced, at the end: padding after a picture is allowed.
    let sized = |bytes: usize| {
        let mut photo = jpeg(1);
        let end = [0xFF, 0xD9];
        photo.resize(bytes - end.len(), 0);
        photo.extend(end);
        photo
    };
    let problem =
        |photo: &[u8]| verify(photo, Sha256::of(photo)).err().map(|error| Problem::from(error).name());
    assert_eq!(problem(&sized(PHOTO_BYTES_MAX)), None);
    assert_eq!(problem(&sized(PHOTO_BYTES_MAX + 1)), Some("photo-too-large"));
}

#[test]
fn the_pixels_of_a_photo() {
    let of = |width: u16, height: u16| {
        let mut photo = jpeg(1);
        let frame = photo.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
        photo[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
        photo[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
        verify(&photo, Sha256::of(&photo)).err().map(|error| Problem::from(error).name())
    };
    let edge = u16::try_from(PHOTO_EDGE_PX_MAX).unwrap();
    assert_ne!(of(edge, edge), Some("photo-too-large"), "it is decoded, whatever comes of it");
    assert_eq!(of(edge + 1, 1), Some("photo-too-large"));
    assert_eq!(of(1, edge + 1), Some("photo-too-large"));
}

#[test]
fn what_follows_the_end_of_a_picture() {
    let padded = |bytes: usize| {
        let mut photo = jpeg(1);
        photo.resize(photo.len() + bytes, 0);
        verify(&photo, Sha256::of(&photo)).err().map(|error| Problem::from(error).name())
    };
    assert_eq!(padded(0), None);
    assert_eq!(padded(JPEG_PADDING_BYTES_MAX), None);
    assert_eq!(padded(JPEG_PADDING_BYTES_MAX + 1), Some("photo-not-an-image"));
}

#[tokio::test]
async fn the_bodies_of_all_requests_together() {
    let mut scene = Scene::open().await;
    let bodies = scene.office.app.counters.bodies.clone();
    let work = scene.good_work();
    let body = scene.phone.request(vec![work]).encode();
    // A body counts once as it came and once unpacked.
    let others = bodies.begin();
    others.more(BODIES_BYTES_MAX - 2 * body.len() + 1).unwrap();
    let answer = scene.office.post_sync(&scene.phone, body.clone()).await;
    assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (503, "busy"));
    drop(others);
    let others = bodies.begin();
    others.more(BODIES_BYTES_MAX - 2 * body.len()).unwrap();
    assert!(scene.office.post_sync(&scene.phone, body).await.reply().refused.is_empty());
    drop(others);
    assert_eq!(bodies.bytes(), 0, "everything was given back");
}

#[tokio::test]
async fn the_bodies_of_one_device_together() {
    let mut scene = Scene::open().await;
    let bodies = scene.office.app.counters.bodies.clone();
    let work = scene.good_work();
    let body = scene.phone.request(vec![work]).encode();
    // A body counts once as it came and once unpacked.
    let others = bodies.begin_of_device(scene.phone.device);
    others.more(DEVICE_BODIES_BYTES_MAX - 2 * body.len() + 1).unwrap();
    let answer = scene.office.post_sync(&scene.phone, body.clone()).await;
    assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (503, "busy"));
    let mut colleague = scene.office.enrol(TECHNICIAN).await;
    scene.office.sync(&mut colleague, vec![]).await;
    drop(others);
    let others = bodies.begin_of_device(scene.phone.device);
    others.more(DEVICE_BODIES_BYTES_MAX - 2 * body.len()).unwrap();
    assert!(scene.office.post_sync(&scene.phone, body).await.reply().refused.is_empty());
    drop(others);
    assert_eq!(bodies.bytes(), 0, "everything was given back");
}

#[tokio::test]
async fn the_bodies_of_strangers_together() {
    let mut scene = Scene::open().await;
    let strangers = scene.office.app.counters.bodies.begin_of_stranger();
    strangers.more(STRANGERS_BODIES_BYTES_MAX).unwrap();
    let asked = r#"{"code":"ABCD-EFGH","device_name":"x"}"#.to_owned();
    assert_eq!(scene.office.post_enrolment(asked.clone()).await.problem(), "busy");
    scene.takes_good_work().await;
    drop(strangers);
    assert_eq!(scene.office.post_enrolment(asked).await.problem(), "enrolment-code-unknown");
}

/// A page that is open at the office.
async fn watch(office: &TestOffice, cookie: &str) -> Response {
    let request = Request::get("/office/events").header("cookie", cookie);
    let response = office.stream(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), StatusCode::OK);
    response
}

#[tokio::test]
async fn the_streams_of_events_of_a_person() {
    let office = TestOffice::open().await;
    let cookie = office.visitor().await.cookie;
    let mut streams = Vec::new();
    for _ in 0..EVENT_STREAMS_PER_PERSON_MAX {
        streams.push(watch(&office, &cookie).await);
    }
    assert_eq!(open_streams(&office.app), EVENT_STREAMS_PER_PERSON_MAX);
    streams.push(watch(&office, &cookie).await);
    assert_eq!(open_streams(&office.app), EVENT_STREAMS_PER_PERSON_MAX);
    to_bytes(streams.remove(0).into_body(), usize::MAX).await.unwrap();
}

/// An open stream of events.
async fn listen(office: &TestOffice, phone: &Phone) -> Response {
    let request = Request::get("/phone/v1/events").header("authorization", format!("Bearer {}", phone.token));
    let response = office.stream(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), StatusCode::OK);
    response
}

fn open_streams(App { counters, .. }: &App) -> usize {
    counters.streams.count()
}

#[tokio::test]
async fn the_streams_of_events_of_a_device() {
    let office = TestOffice::open().await;
    let (phone, other) = (office.enrol(TECHNICIAN).await, office.enrol(TECHNICIAN).await);
    let kept = listen(&office, &other).await;
    let mut streams = Vec::new();
    for _ in 0..EVENT_STREAMS_PER_DEVICE_MAX {
        streams.push(listen(&office, &phone).await);
    }
    assert_eq!(open_streams(&office.app), EVENT_STREAMS_PER_DEVICE_MAX + 1);
    streams.push(listen(&office, &phone).await);
    assert_eq!(open_streams(&office.app), EVENT_STREAMS_PER_DEVICE_MAX + 1);
    // It is the oldest that ended; reading to its end returns.
    to_bytes(streams.remove(0).into_body(), usize::MAX).await.unwrap();
    drop(streams);
    assert_eq!(open_streams(&office.app), 1, "that of another device is left alone");
    drop(kept);
    assert_eq!(open_streams(&office.app), 0);
}

#[tokio::test]
async fn the_wrong_codes_from_one_address() {
    let office = TestOffice::open().await;
    let wrong = async || {
        let asked = r#"{"code":"WRONG","device_name":"x"}"#.to_owned();
        office.post_enrolment(asked).await.problem()
    };
    for _ in 0..ADDRESS_CODES_MAX {
        assert_eq!(wrong().await, "enrolment-code-unknown");
    }
    assert_eq!(wrong().await, "too-many-attempts");
    // However often it is tried, what is remembered of it does not grow.
    for _ in 0..1_000 {
        assert_eq!(wrong().await, "too-many-attempts");
    }
    let server = Connection::open(office.data().join("server.db")).unwrap();
    let kept: u32 = server.query_row("SELECT count(*) FROM attempt", [], |row| row.get(0)).unwrap();
    // Each counts for its address, for the network around it, and for everywhere.
    assert_eq!(kept, 3 * ADDRESS_CODES_MAX);
}

#[tokio::test]
async fn a_megabyte_of_report_is_refused_with_its_reason_and_the_rest_goes_on() {
    let mut scene = Scene::open().await;
    let mut start = scene.start();
    start.changes[0].0.resize(1 << 20, b'e');
    assert_eq!(scene.refuses_changes(start).await, [RefusalReason::TooLarge]);
    scene.takes_good_work().await;
}

#[tokio::test]
async fn the_letters_of_a_detail_in_the_audit_log() {
    let office = TestOffice::open().await;
    for letters in [AUDIT_DETAIL_CHARS_MAX - 1, AUDIT_DETAIL_CHARS_MAX, AUDIT_DETAIL_CHARS_MAX + 1] {
        // Characters are counted, not bytes.
        let entry = AuditEntry::new(Action::OrdersRetired, Subject::Nothing).detailed("é".repeat(letters));
        office.app.engine.act(move |_| Ok(((), entry))).await.unwrap();
        let kept = office.audit().await.pop().unwrap().detail.chars().count();
        assert_eq!(kept, letters.min(AUDIT_DETAIL_CHARS_MAX));
    }
}

#[tokio::test]
async fn the_letters_of_what_a_browser_says_it_is() {
    let office = TestOffice::open().await;
    office.gives_a_password_to(SUPERVISOR, "anne", Role::Supervisor).await;
    for letters in [BROWSER_CHARS_MAX, BROWSER_CHARS_MAX + 1] {
        let form = format!("login=anne&password={}", PASSWORD.replace(' ', "+"));
        let request = Request::post("/office/sign-in")
            .header("host", "guichet.test")
            .header("origin", "https://guichet.test")
            .header("user-agent", "F".repeat(letters))
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = office.send(request.body(form.into()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
        let sessions = office.app.engine.read(|store| store.sessions_of(SUPERVISOR)).await.unwrap();
        assert!(sessions.iter().all(|session| session.browser.chars().count() == BROWSER_CHARS_MAX));
    }
}

/// How often something stands on a page.
async fn lists(visitor: &crate::desk::Visitor<'_>, path: &str, of: &str) -> usize {
    visitor.get(path).await.matches(of).count()
}

#[tokio::test]
async fn the_rows_of_a_page_of_work_orders() {
    let office = TestOffice::open().await;
    let visitor = office.visitor().await;
    for _ in 0..PAGE_ROWS_MAX {
        office.order_for(&[TECHNICIAN]).await;
    }
    let path = "/office/work-orders?state=all";
    let row = "href=\"/office/work-orders/0";
    assert_eq!(lists(&visitor, path, row).await, PAGE_ROWS_MAX);
    assert_eq!(lists(&visitor, path, "rel=\"next\"").await, 0);
    office.order_for(&[TECHNICIAN]).await;
    assert_eq!(lists(&visitor, path, row).await, PAGE_ROWS_MAX);
    assert_eq!(lists(&visitor, path, "rel=\"next\"").await, 1);
    assert_eq!(lists(&visitor, "/office/work-orders?state=all&page=2", row).await, 1);
}

#[tokio::test]
async fn the_longest_checklist_is_shown_whole_on_the_page_that_reviews_it() {
    let office = TestOffice::open().await;
    let visitor = office.visitor().await;
    let asked = |number: usize| {
        let mut id = [0x40; 16];
        id[..8].copy_from_slice(&number.to_be_bytes());
        let item = ChecklistTemplateItem {
            label: format!("Point de contrôle n° {number}"),
            kind: AnswerKind::Tick,
            unit: None,
            choices: vec![],
            required: true,
        };
        (ItemId::from_bytes(id), item)
    };
    let new =
        NewWorkOrder { checklist: (0..CHECKLIST_ITEMS_MAX).map(asked).collect(), ..new_order(&[TECHNICIAN]) };
    let id = office.does(None, WorkOrderCommand::Create(Box::new(new))).await;
    let page = visitor.get(&format!("/office/work-orders/{id}")).await;
    assert_eq!(page.matches("Point de contrôle n° ").count(), CHECKLIST_ITEMS_MAX);
    assert!(page.len() < 300_000, "{} bytes", page.len());
    // And a phone is sent all of it.
    let mut phone = office.enrol(TECHNICIAN).await;
    let copy = whole(&office.sync(&mut phone, vec![]).await.documents[0]);
    assert_eq!(WorkOrder::read(&copy).unwrap().checklist.len(), CHECKLIST_ITEMS_MAX);
}

//! Syncs of well-behaved phones.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use futures_util::StreamExt as _;
use insta::assert_snapshot;
use shared::limits::SYNC_DOCUMENTS_MAX;
use shared::wire::{DocumentUpdate, FeedCursor, SYNC_MEDIA_TYPE, SyncReply};
use shared::work_order::WorkOrderCommand;
use shared::{Document, DocumentId};
use sync_server::routes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::phone::Phone;
use crate::test_office::{COLLEAGUE, TECHNICIAN, TestOffice, after_the_first_word};

/// The document of an update that came whole.
pub(crate) fn whole(update: &DocumentUpdate) -> Document {
    let snapshot = update.snapshot.as_ref().expect("newly in scope comes whole");
    Document::load(update.kind, update.id, &snapshot.0).unwrap()
}

#[tokio::test]
async fn a_sync_is_answered_with_its_own_media_type_and_without_what_only_pages_need() {
    let office = TestOffice::open().await;
    let phone = office.enrol(TECHNICIAN).await;
    let answer = office.post_sync(&phone, phone.request(vec![]).encode()).await;
    let headers = answer.to_string().lines().take(3).collect::<Vec<_>>().join("\n");
    assert_snapshot!(headers, @"
    200 OK
    content-type: application/vnd.guichet.sync+cbor
    x-content-type-options: nosniff
    ");
}

#[tokio::test]
async fn a_request_may_be_compressed_and_a_long_answer_is() {
    let office = TestOffice::open().await;
    let phone = office.enrol(TECHNICIAN).await;
    let id = office.order_for(&[TECHNICIAN]).await;
    let request = crate::test_office::sync_request(&phone).header("content-encoding", "gzip");
    let body = crate::hostile_bodies::gzipped(&phone.request(vec![]).encode());
    let answer = office.send(request.body(body.into()).unwrap()).await;
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
    assert_eq!(answer.reply().documents[0].id, id);
}

#[tokio::test]
async fn work_done_on_one_phone_reaches_the_office_and_the_other_phone() {
    let office = TestOffice::open().await;
    let id = office.order_for(&[TECHNICIAN, COLLEAGUE]).await;
    let (mut phone, mut other) = (office.enrol(TECHNICIAN).await, office.enrol(COLLEAGUE).await);
    let mut document = whole(&office.sync(&mut phone, vec![]).await.documents[0]);
    let mut copy = whole(&office.sync(&mut other, vec![]).await.documents[0]);
    let work = phone.does(&mut document, WorkOrderCommand::Start);
    let reply = office.sync(&mut phone, vec![work]).await;
    assert_eq!((reply.taken, reply.refused.len(), reply.documents.len()), (1, 0, 0));
    let reply = office.sync(&mut other, vec![]).await;
    copy.apply(&reply.documents[0].changes).unwrap();
    assert_eq!(copy.heads(), document.heads());
    assert_eq!(office.document(id).await.heads(), document.heads());
}

#[tokio::test]
async fn the_same_request_again_is_harmless() {
    let office = TestOffice::open().await;
    let id = office.order_for(&[TECHNICIAN]).await;
    let mut phone = office.enrol(TECHNICIAN).await;
    let mut document = whole(&office.sync(&mut phone, vec![]).await.documents[0]);
    let work = phone.does(&mut document, WorkOrderCommand::Start);
    let body = phone.request(vec![work]).encode();
    let first = office.post_sync(&phone, body.clone()).await.reply();
    let dump = office.dump();
    for _ in 0..3 {
        let again = office.post_sync(&phone, body.clone()).await.reply();
        assert_eq!(SyncReply { id: first.id, ..again }, first);
    }
    assert_eq!(office.dump(), dump);
    let changes = office.app.engine.read(move |store| store.changes_after(id, FeedCursor(0))).await.unwrap();
    assert_eq!(changes.len(), 2, "the office made one, the phone one");
}

#[tokio::test]
async fn with_nothing_new_an_answer_fits_in_four_hundred_bytes_with_its_headers() {
    let office = TestOffice::open().await;
    for _ in 0..3 {
        office.order_for(&[TECHNICIAN]).await;
    }
    let mut phone = office.enrol(TECHNICIAN).await;
    office.sync(&mut phone, vec![]).await;

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = routes(office.app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let server = tokio::spawn(async move { axum::serve(listener, service).await });
    let answer = exchange_bytes(address, &phone).await;
    server.abort();

    let head_end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
    let head = std::str::from_utf8(&answer[..head_end]).unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    let reply = SyncReply::decode(&answer[head_end..]).unwrap();
    assert!(reply.documents.is_empty());
    assert!(answer.len() <= 400, "{} bytes:\n{head}", answer.len());
}

/// The bytes of the answer to a sync with nothing in it, as they come over the wire.
async fn exchange_bytes(address: SocketAddr, phone: &Phone) -> Vec<u8> {
    let body = phone.request(vec![]).encode();
    let head = format!(
        "POST /phone/v1/sync HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {}\r\nconnection: close\r\n\
         content-type: {SYNC_MEDIA_TYPE}\r\ncontent-length: {}\r\n\r\n",
        phone.token,
        body.len()
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(&[head.as_bytes(), &body].concat()).await.unwrap();
    let mut answer = Vec::new();
    tokio::time::timeout(Duration::from_secs(30), stream.read_to_end(&mut answer)).await.unwrap().unwrap();
    answer
}

#[tokio::test]
async fn an_answer_of_many_rounds_brings_every_document_once_and_later_work_afterwards() {
    let office = TestOffice::open().await;
    let mut phone = office.enrol(TECHNICIAN).await;
    let mut orders = Vec::new();
    for _ in 0..2 * SYNC_DOCUMENTS_MAX + 10 {
        orders.push(office.order_for(&[TECHNICIAN]).await);
    }
    orders.sort_unstable();
    let mut times: BTreeMap<DocumentId, u32> = BTreeMap::new();
    let mut rounds = 0;
    loop {
        let reply = office.sync(&mut phone, vec![]).await;
        rounds += 1;
        assert!(reply.documents.len() <= SYNC_DOCUMENTS_MAX);
        for update in &reply.documents {
            *times.entry(update.id).or_default() += 1;
        }
        assert_eq!(reply.more, reply.resume.is_some());
        if !reply.more {
            break;
        }
        assert_eq!(reply.cursor, FeedCursor(0), "the cursor waits for the last part");
    }
    assert_eq!(rounds, 3);
    assert!(times.keys().eq(&orders) && times.values().all(|count| *count == 1));
    assert!(office.sync(&mut phone, vec![]).await.documents.is_empty());
}

#[tokio::test]
async fn what_changes_between_two_rounds_of_an_answer_is_not_lost() {
    let office = TestOffice::open().await;
    let mut phone = office.enrol(TECHNICIAN).await;
    for _ in 0..SYNC_DOCUMENTS_MAX + 5 {
        office.order_for(&[TECHNICIAN]).await;
    }
    let mut copies: BTreeMap<DocumentId, Document> = BTreeMap::new();
    let mut take = |reply: &SyncReply| {
        for update in &reply.documents {
            match &update.snapshot {
                Some(_) => drop(copies.insert(update.id, whole(update))),
                None => copies.get_mut(&update.id).unwrap().apply(&update.changes).unwrap(),
            }
        }
        for gone in &reply.withdrawn {
            copies.remove(gone);
        }
    };
    let first = office.sync(&mut phone, vec![]).await;
    assert!(first.more);
    take(&first);
    // One that was sent is called off, another goes to a colleague, and a new one comes.
    let (cancelled, moved) = (first.documents[0].id, first.documents[1].id);
    office.does(Some(cancelled), WorkOrderCommand::Cancel { reason: "double emploi".to_owned() }).await;
    office.does(Some(moved), WorkOrderCommand::Assign([COLLEAGUE].into())).await;
    let new = office.order_for(&[TECHNICIAN]).await;
    let fleeting = office.order_for(&[TECHNICIAN]).await;
    take(&office.sync(&mut phone, vec![]).await);
    office.does(Some(fleeting), WorkOrderCommand::Assign([COLLEAGUE].into())).await;
    loop {
        let reply = office.sync(&mut phone, vec![]).await;
        take(&reply);
        if reply.documents.is_empty() && reply.withdrawn.is_empty() {
            break;
        }
    }
    assert_eq!(copies.len(), SYNC_DOCUMENTS_MAX + 5);
    assert!(copies.contains_key(&new) && !copies.contains_key(&moved) && !copies.contains_key(&fleeting));
    for (id, copy) in &copies {
        assert_eq!(copy.heads(), office.document(*id).await.heads());
    }
}

#[tokio::test]
async fn a_stream_of_events_says_something_after_a_sync_and_is_counted_while_it_is_open() {
    let office = TestOffice::open().await;
    office.order_for(&[TECHNICIAN, COLLEAGUE]).await;
    let (mut phone, other) = (office.enrol(TECHNICIAN).await, office.enrol(COLLEAGUE).await);
    let mut document = whole(&office.sync(&mut phone, vec![]).await.documents[0]);
    let request = Request::get("/phone/v1/events").header("authorization", format!("Bearer {}", other.token));
    let response = office.stream(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["x-accel-buffering"], "no", "nginx hands on each event as it comes");
    let mut events = after_the_first_word(response).await;
    let open = |text: &str| office.app.counters.text().contains(text);
    assert!(open("guichet_event_streams 1\n"));

    let work = phone.does(&mut document, WorkOrderCommand::Start);
    let reply = office.sync(&mut phone, vec![work]).await;
    let event = tokio::time::timeout(Duration::from_secs(30), events.next()).await.unwrap();
    let said = String::from_utf8(event.unwrap().unwrap().to_vec()).unwrap();
    assert_eq!(said, format!("event: feed\ndata: {}\n\n", reply.cursor.0));
    drop(events);
    assert!(open("guichet_event_streams 0\n"));
}

#[tokio::test]
async fn asking_for_the_documents_of_others_brings_nothing() {
    let office = TestOffice::open().await;
    let id = office.order_for(&[COLLEAGUE]).await;
    let phone = office.enrol(TECHNICIAN).await;
    let mut request = phone.request(vec![]);
    request.diverged = vec![id, DocumentId::from_bytes([9; 16])];
    assert!(office.post_sync(&phone, request.encode()).await.reply().documents.is_empty());
}

#[tokio::test]
async fn a_phone_that_arrived_at_other_heads_is_sent_the_whole_document_once() {
    let office = TestOffice::open().await;
    let id = office.order_for(&[TECHNICIAN]).await;
    let mut phone = office.enrol(TECHNICIAN).await;
    office.sync(&mut phone, vec![]).await;
    office.does(Some(id), WorkOrderCommand::Cancel { reason: "double emploi".to_owned() }).await;
    let mut request = phone.request(vec![]);
    request.diverged = vec![id];
    let reply = office.post_sync(&phone, request.encode()).await.reply();
    assert_eq!(reply.documents.len(), 1);
    assert_eq!(whole(&reply.documents[0]).heads(), office.document(id).await.heads());
}

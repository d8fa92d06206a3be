//! Bodies that no phone of ours would send: refused as a whole, and nothing is changed by them.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use insta::assert_snapshot;
use shared::document::photo::{DatedBy, PhotoFacts, PhotoPhase};
use shared::limits::{SYNC_BODY_BYTES_MAX, SYNC_CHANGES_MAX, SYNC_DOCUMENTS_MAX};
use shared::wire::{ChangeBytes, DocumentChanges, FeedCursor, Resume, Waiting};
use shared::work_order::WorkOrderCommand;
use shared::{Document, DocumentId, DocumentKind, FeedId, PersonId, Sha256, Timestamp};

use crate::answer::Answer;
use crate::exchange::whole;
use crate::phone::Phone;
use crate::test_office::{START, TECHNICIAN, TestOffice, sync_request};

pub(crate) fn gzipped(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

/// A picture of what there was before, of which the office gets only word.
pub(crate) fn photo_facts(caption: &str) -> PhotoFacts {
    PhotoFacts {
        taken_at: START,
        dated_by: DatedBy::Camera,
        caption: caption.to_owned(),
        phase: PhotoPhase::Before,
        sha256: Sha256::of(b"picture"),
        thumbnail: Sha256::of(b"thumbnail"),
        width_px: 10,
        height_px: 10,
        size_bytes: 1000,
    }
}

/// A technician with two work orders on the phone.
pub(crate) struct Scene {
    pub(crate) office: TestOffice,
    pub(crate) phone: Phone,
    pub(crate) order: Document,
    pub(crate) another: Document,
    at_work: bool,
}

impl Scene {
    pub(crate) async fn open() -> Self {
        let office = TestOffice::open().await;
        let phone = office.enrol(TECHNICIAN).await;
        Self::of(office, phone).await
    }

    /// With a phone of the technician's that somebody enrolled.
    pub(crate) async fn enrolled_by(maker: PersonId) -> Self {
        let office = TestOffice::open().await;
        let phone = office.enrol_by(maker, TECHNICIAN).await;
        Self::of(office, phone).await
    }

    async fn of(office: TestOffice, mut phone: Phone) -> Self {
        let order = office.order_for(&[TECHNICIAN]).await;
        let another = office.order_for(&[TECHNICIAN]).await;
        let reply = office.sync(&mut phone, vec![]).await;
        let copy = |id| whole(reply.documents.iter().find(|update| update.id == id).unwrap());
        let (order, another) = (copy(order), copy(another));
        Self { office, phone, order, another, at_work: false }
    }

    /// Something that may always be done, on the other order.
    pub(crate) fn good_work(&mut self) -> DocumentChanges {
        self.at_work = !self.at_work;
        let command = if self.at_work { WorkOrderCommand::Start } else { WorkOrderCommand::Pause };
        self.phone.does(&mut self.another, command)
    }

    /// Good work is taken: the office and the phone agree on the other order.
    pub(crate) async fn takes_good_work(&mut self) {
        let work = self.good_work();
        let reply = self.office.sync(&mut self.phone, vec![work]).await;
        assert_eq!((reply.taken, reply.refused.len()), (1, 0));
        assert_eq!(self.office.document(self.another.id()).await.heads(), self.another.heads());
    }

    /// Sends a body that is refused as a whole: nothing changes, and good work is taken after it.
    async fn refuses(&mut self, body: Vec<u8>) -> Answer {
        self.refuses_encoded(body, "identity").await
    }

    async fn refuses_encoded(&mut self, body: Vec<u8>, coding: &str) -> Answer {
        let before = self.office.dump();
        let request = sync_request(&self.phone).header("content-encoding", coding);
        let answer = self.office.send(request.body(body.into()).unwrap()).await;
        assert!(answer.status.is_client_error(), "{answer}");
        assert_eq!(self.office.dump(), before);
        self.takes_good_work().await;
        answer
    }

    fn good_body(&self) -> Vec<u8> {
        self.phone.request(vec![]).encode()
    }
}

#[tokio::test]
async fn a_body_of_another_kind_is_refused() {
    let mut scene = Scene::open().await;
    let mut request = sync_request(&scene.phone).body(scene.good_body().into()).unwrap();
    request.headers_mut().insert("content-type", "application/json".parse().unwrap());
    assert_snapshot!(scene.office.send(request).await, @r#"
    415 Unsupported Media Type
    content-type: application/problem+json
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 415,
      "title": "A sync message was expected.",
      "type": "urn:guichet:problem:unsupported-media-type"
    }
    "#);
    scene.takes_good_work().await;
}

#[tokio::test]
async fn rubbish_is_refused() {
    let mut scene = Scene::open().await;
    for rubbish in
        [b"rubbish".to_vec(), vec![], vec![0], vec![0xFF; 1000], b"{}".to_vec(), vec![0x80], vec![0xF6]]
    {
        assert_eq!(scene.refuses(rubbish).await.problem(), "malformed");
    }
}

#[tokio::test]
async fn a_body_cut_anywhere_is_refused() {
    let mut scene = Scene::open().await;
    let work = scene.good_work();
    let body = scene.phone.request(vec![work.clone()]).encode();
    let before = scene.office.dump();
    for end in (0..body.len()).step_by(7) {
        let answer = scene.office.post_sync(&scene.phone, body[..end].to_vec()).await;
        assert_eq!(answer.problem(), "malformed", "cut at {end} of {}", body.len());
    }
    assert_eq!(scene.office.dump(), before);
    assert!(scene.office.sync(&mut scene.phone, vec![work]).await.refused.is_empty());
}

#[tokio::test]
async fn a_body_with_a_letter_changed_anywhere_never_stops_the_server() {
    let mut scene = Scene::open().await;
    let start = scene.phone.does(&mut scene.order, WorkOrderCommand::Start);
    let body = scene.phone.request(vec![start]).encode();
    for at in (0..body.len()).step_by(3) {
        let mut changed = body.clone();
        changed[at] ^= 0x55;
        let answer = scene.office.post_sync(&scene.phone, changed).await;
        assert!(!answer.status.is_server_error(), "changed at {at}: {answer}");
    }
    scene.takes_good_work().await;
}

#[tokio::test]
async fn lengths_that_lie_and_nests_without_end_are_refused() {
    let mut scene = Scene::open().await;
    let good = scene.good_body();
    // The whole message, and the list of documents, as an array of 2^62 items.
    let endless = [0x9B, 0x40, 0, 0, 0, 0, 0, 0, 0];
    let documents = good.windows(2).rposition(|two| two == [0x00, 0x80]).map_or(22, |at| at + 1);
    let lies = [
        [&endless, &good[1..]].concat(),
        [&good[..documents], &endless[..], &good[documents + 1..]].concat(),
        // A byte string of 2^62 bytes where the device is.
        [&good[..2], &[0x5B, 0x40, 0, 0, 0, 0, 0, 0, 0], &good[3..]].concat(),
        // A tenth field nobody knows, of a million arrays in each other.
        [&[good[0] + 1], &good[1..], &vec![0x81; 1_000_000][..]].concat(),
        vec![0x81; 1_000_000],
        vec![0x9F; 1_000_000],
    ];
    for lie in lies {
        assert_eq!(scene.refuses(lie).await.problem(), "malformed");
    }
}

#[tokio::test]
async fn what_claims_to_be_compressed_and_is_not_is_refused() {
    let mut scene = Scene::open().await;
    let plain = scene.good_body();
    assert_eq!(scene.refuses_encoded(plain.clone(), "gzip").await.problem(), "malformed");
    let cut = gzipped(&plain)[..20].to_vec();
    assert_eq!(scene.refuses_encoded(cut, "gzip").await.problem(), "malformed");
    // And compressed without saying so.
    assert_eq!(scene.refuses(gzipped(&plain)).await.problem(), "malformed");
}

#[tokio::test]
async fn a_body_compressed_in_several_parts_is_read_to_its_end() {
    let mut scene = Scene::open().await;
    let work = scene.good_work();
    let plain = scene.phone.request(vec![work]).encode();
    let parts = |end: &[u8]| [&gzipped(&plain[..9]), &gzipped(&plain[9..]), end].concat();
    let sent = async |body: Vec<u8>| {
        let request = sync_request(&scene.phone).header("content-encoding", "gzip");
        scene.office.send(request.body(body.into()).unwrap()).await
    };
    assert_eq!(sent(parts(&[])).await.reply().taken, 1);
    assert_eq!(sent(parts(b"and more")).await.problem(), "malformed");
    scene.takes_good_work().await;
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let mut scene = Scene::open().await;
    assert_snapshot!(scene.refuses(vec![0; SYNC_BODY_BYTES_MAX + 1]).await, @r#"
    413 Payload Too Large
    content-type: application/problem+json
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 413,
      "title": "The message is over a limit.",
      "type": "urn:guichet:problem:too-large"
    }
    "#);
}

#[tokio::test]
async fn a_small_body_that_unpacks_to_a_huge_one_is_refused() {
    let mut scene = Scene::open().await;
    let bomb = gzipped(&vec![0; 64 << 20]);
    assert!(bomb.len() < 100_000);
    assert_snapshot!(scene.refuses_encoded(bomb, "gzip").await, @r#"
    413 Payload Too Large
    content-type: application/problem+json
    x-content-type-options: nosniff
    {
      "detail": "the body is over a limit: bytes",
      "status": 413,
      "title": "The message is over a limit.",
      "type": "urn:guichet:problem:too-large"
    }
    "#);
}

#[tokio::test]
async fn another_protocol_is_told_to_update() {
    let mut scene = Scene::open().await;
    let mut request = scene.phone.request(vec![]);
    request.protocol = shared::wire::PROTOCOL - 1;
    assert_snapshot!(scene.refuses(request.encode()).await, @r#"
    426 Upgrade Required
    content-type: application/problem+json
    x-content-type-options: nosniff
    {
      "detail": "protocol 1 is not spoken here",
      "status": 426,
      "title": "This version of the app is not spoken here. Update the app.",
      "type": "urn:guichet:problem:other-protocol"
    }
    "#);
}

#[tokio::test]
async fn a_protocol_of_the_future_need_not_have_our_fields() {
    let mut scene = Scene::open().await;
    assert_eq!(scene.refuses(vec![0x82, 0x18, 99, 0x61, b'x']).await.problem(), "other-protocol");
}

#[tokio::test]
async fn more_than_a_request_may_hold_is_refused() {
    let mut scene = Scene::open().await;
    let changes = |count| DocumentChanges {
        id: DocumentId::from_bytes([9; 16]),
        kind: DocumentKind::WorkOrder,
        changes: vec![ChangeBytes(vec![0]); count],
    };
    let many = scene.phone.request(vec![changes(SYNC_CHANGES_MAX), changes(1)]);
    assert_snapshot!(scene.refuses(many.encode()).await, @r#"
    413 Payload Too Large
    content-type: application/problem+json
    x-content-type-options: nosniff
    {
      "detail": "the body is over a limit: changes",
      "status": 413,
      "title": "The message is over a limit.",
      "type": "urn:guichet:problem:too-large"
    }
    "#);
    let many = scene.phone.request(vec![changes(0); SYNC_DOCUMENTS_MAX + 1]);
    assert_snapshot!(scene.refuses(many.encode()).await, @r#"
    413 Payload Too Large
    content-type: application/problem+json
    x-content-type-options: nosniff
    {
      "detail": "the body is over a limit: documents",
      "status": 413,
      "title": "The message is over a limit.",
      "type": "urn:guichet:problem:too-large"
    }
    "#);
    let mut many = scene.phone.request(vec![]);
    many.diverged = vec![DocumentId::from_bytes([9; 16]); SYNC_DOCUMENTS_MAX + 1];
    assert_eq!(scene.refuses(many.encode()).await.problem(), "too-large");
}

#[tokio::test]
async fn numbers_at_the_end_of_their_range_are_harmless() {
    let mut scene = Scene::open().await;
    let before = scene.office.dump();
    for extreme in [i64::MIN, i64::MAX] {
        let mut request = scene.phone.request(vec![]);
        request.sent_at = Timestamp(extreme);
        request.cursor = FeedCursor(u64::MAX);
        request.waiting = Waiting { changes: u32::MAX, photos: u32::MAX, photo_bytes: u64::MAX };
        let after = DocumentId::from_bytes([0xFF; 16]);
        for resume in [None, Some(Resume { until: FeedCursor(u64::MAX), after })] {
            request.resume = resume;
            let reply = scene.office.post_sync(&scene.phone, request.encode()).await.reply();
            assert!(reply.documents.is_empty());
        }
    }
    assert_eq!(scene.office.dump(), before);
    scene.takes_good_work().await;
}

#[tokio::test]
async fn a_phone_of_another_feed_begins_at_the_beginning() {
    let scene = Scene::open().await;
    let mut request = scene.phone.request(vec![]);
    request.feed = Some(FeedId::from_bytes([7; 16]));
    request.cursor = FeedCursor(u64::MAX);
    let reply = scene.office.post_sync(&scene.phone, request.encode()).await.reply();
    assert_eq!(reply.documents.len(), 2);
    assert_eq!(Some(reply.feed), scene.phone.feed);
}

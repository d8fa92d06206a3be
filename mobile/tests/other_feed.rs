//! The replica when its office's feed is another one, against answers written by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::Read as _;

use flate2::read::GzDecoder;
use mobile::client::{Answer, Ask, Contact};
use mobile::replica::{HttpReply, HttpRequest, Replica};
use mobile::shell::native::prepare;
use rusqlite::Connection;
use shared::command::{WorkOrderCommand, execute};
use shared::document::{Material, NewWorkOrder, PhotoPhase};
use shared::limits::{SYNC_CHANGES_MAX, SYNC_DOCUMENTS_MAX};
use shared::wire::{
    ChangeBytes, DocumentUpdate, FeedCursor, Refusal, RefusalReason, Resume, SealedCopy, SyncReply,
    SyncRequest,
};
use shared::{
    ActorId, Author, Command, Document, DocumentId, DocumentKind, FeedId, Moment, NatureId, OrganisationId,
    PersonId, Quantity, Sha256, Timestamp,
};

const PERSON: PersonId = PersonId::from_bytes([2; 16]);
const SOMEBODY_ELSE: PersonId = PersonId::from_bytes([3; 16]);
const OLD: FeedId = FeedId::from_bytes([3; 16]);
const NEW: FeedId = FeedId::from_bytes([4; 16]);

struct Phone {
    replica: Replica,
    ticks: u64,
}

impl Phone {
    /// Enrolled, and holding these documents of the old feed.
    fn holding(documents: &[Document]) -> Self {
        let replica = Replica::open(Connection::open_in_memory().unwrap()).unwrap();
        let mut phone = Self { replica, ticks: 0 };
        phone.enrols(PERSON, 1);
        for portion in documents.chunks(SYNC_DOCUMENTS_MAX) {
            phone.ask(Ask::SyncNow);
            phone.sync_request();
            phone.synced(SyncReply { documents: portion.iter().map(whole).collect(), ..reply(OLD) });
        }
        phone
    }

    fn enrols(&mut self, person: PersonId, device: u8) {
        self.ask(Ask::Enrol { code: "ABCD-EFGH".to_owned(), device_name: "phone".to_owned() });
        assert_eq!(self.request().path, "/api/v1/devices");
        let device = shared::DeviceId::from_bytes([device; 16]);
        let granted = format!(
            r#"{{"device":"{device}","token":"secret","person":"{person}","name":"Luc","role":"technician","server_time":0}}"#
        );
        self.answered(201, granted.into_bytes());
    }

    fn moment(&mut self) -> Moment {
        self.ticks += 1;
        let wall = Timestamp(1_800_000_000_000 + i64::try_from(self.ticks).unwrap() * 1000);
        Moment { wall, entropy: self.ticks.wrapping_mul(0x9E37_79B9_7F4A_7C15) }
    }

    fn ask(&mut self, ask: Ask) -> Answer {
        let moment = self.moment();
        self.replica.answer(ask, None, moment).0
    }

    fn notes(&mut self, id: DocumentId, text: &str) {
        let command = Command::WorkOrder(material(text));
        assert!(matches!(self.ask(Ask::Execute { document: Some(id), command }), Answer::Saved { .. }));
    }

    fn maybe_request(&mut self) -> Option<HttpRequest> {
        let moment = self.moment();
        self.replica.next_request(moment).unwrap()
    }

    fn request(&mut self) -> HttpRequest {
        self.maybe_request().expect("the replica has something to say")
    }

    fn sync_request(&mut self) -> SyncRequest {
        let http = self.request();
        assert_eq!(http.path, "/api/v1/sync");
        let mut body = Vec::new();
        GzDecoder::new(http.body.as_slice()).read_to_end(&mut body).unwrap();
        SyncRequest::decode(&body).unwrap()
    }

    fn answered(&mut self, status: u16, body: Vec<u8>) {
        let moment = self.moment();
        self.replica.take_reply(Ok(HttpReply { status, headers: vec![], body }), moment).unwrap();
    }

    fn synced(&mut self, reply: SyncReply) {
        self.answered(200, reply.encode());
    }

    /// Meets an office that was restored and answers everything at once with these documents.
    fn meets_a_restored_office(&mut self, documents: &[Document]) {
        self.ask(Ask::SyncNow);
        assert_eq!(self.sync_request().feed, Some(OLD));
        self.synced(SyncReply { documents: documents.iter().map(whole).collect(), ..reply(NEW) });
    }

    fn waiting(&self) -> u32 {
        self.replica.situation().unwrap().changes_waiting
    }

    fn holds(&mut self, id: DocumentId) -> bool {
        self.replica.document(id).unwrap().is_some()
    }
}

fn material(text: &str) -> WorkOrderCommand {
    let material = Material::Other(text.to_owned());
    WorkOrderCommand::UseMaterial { material, quantity: Quantity(1000), corrects: None }
}

/// An order the office made.
fn order(id: u8) -> Document {
    let new = NewWorkOrder {
        assigned: vec![PERSON],
        ..NewWorkOrder::new(
            format!("2026-{id:04}"),
            "Entretien".to_owned(),
            OrganisationId::from_bytes([5; 16]),
            DocumentId::from_bytes([9; 16]),
            NatureId::from_bytes([6; 16]),
        )
    };
    let mut document = Document::empty(DocumentKind::WorkOrder, DocumentId::from_bytes([id; 16]));
    by_somebody_else(&mut document, WorkOrderCommand::Create(Box::new(new)));
    document
}

fn by_somebody_else(document: &mut Document, command: WorkOrderCommand) {
    let entropy = document.changes_since(&shared::Heads::default()).len() as u64;
    let moment = Moment { wall: Timestamp(1_790_000_000_000), entropy };
    let author = Author { person: SOMEBODY_ELSE, actor: ActorId::from_bytes([7; 16]), moment };
    execute(document, &Command::WorkOrder(command), author).unwrap();
}

fn whole(document: &Document) -> DocumentUpdate {
    DocumentUpdate {
        id: document.id(),
        kind: document.kind(),
        changes: vec![],
        snapshot: Some(ChangeBytes(document.save())),
        heads: document.heads().digest(),
    }
}

fn reply(feed: FeedId) -> SyncReply {
    SyncReply::empty(feed, FeedCursor(1), Timestamp(0))
}

fn offered(request: &SyncRequest) -> usize {
    request.offered.iter().map(|document| document.changes.len()).sum()
}

fn sent(request: &SyncRequest) -> usize {
    request.documents.iter().map(|document| document.changes.len()).sum()
}

/// An order as it was, and as it is after somebody else wrote in it.
fn before_and_after() -> (Document, Document) {
    let before = order(4);
    let mut after = before.clone();
    by_somebody_else(&mut after, material("joint"));
    (before, after)
}

#[test]
fn only_what_the_new_feed_lacks_is_sent_own_changes_by_themselves_and_those_of_others_as_offers() {
    let (before, after) = before_and_after();
    let id = before.id();
    let mut phone = Phone::holding(&[after]);
    phone.notes(id, "vanne");
    phone.sync_request();
    phone.synced(SyncReply { taken: 1, ..reply(OLD) });
    assert_eq!(phone.waiting(), 0);

    phone.meets_a_restored_office(&[before]);
    let request = phone.sync_request();
    assert_eq!((offered(&request), sent(&request)), (1, 0), "first what the own change may build on");
    assert_eq!(request.awaiting, []);
    phone.synced(SyncReply { offers_taken: 1, ..reply(NEW) });
    let request = phone.sync_request();
    assert_eq!((offered(&request), sent(&request)), (0, 1));
    assert_eq!(request.awaiting, [id]);
}

#[test]
fn own_work_written_again_with_another_hand_is_not_offered_as_that_of_somebody_else() {
    let office = order(4);
    let mut phone = Phone::holding(std::slice::from_ref(&office));
    phone.notes(office.id(), "vanne");
    assert_eq!(sent(&phone.sync_request()), 1);
    let reused =
        Refusal { document: office.id(), position: 0, reason: RefusalReason::ActorReused, hash: None };
    phone.synced(SyncReply {
        refused: vec![reused],
        documents: vec![whole(&office)],
        taken: 1,
        ..reply(NEW)
    });
    let request = phone.sync_request();
    assert_eq!((offered(&request), sent(&request)), (0, 1));
    assert_eq!(request.awaiting, []);
}

#[test]
fn a_copy_holds_what_is_to_be_offered_too() {
    let (before, after) = before_and_after();
    let mut phone = Phone::holding(std::slice::from_ref(&after));
    phone.notes(before.id(), "vanne");
    phone.meets_a_restored_office(std::slice::from_ref(&before));
    let moment = phone.moment();
    let (_, file) = phone.replica.answer(Ask::SaveCopy(0), None, moment);
    let file = file.expect("a copy");
    let copy = SealedCopy::read(&file).unwrap().of_token(Sha256::of(b"secret").0).unwrap();
    assert_eq!((copy.documents.len(), copy.documents[0].changes.len()), (1, 2));
    let changes: Vec<&[u8]> = copy.documents[0].changes.iter().map(|change| change.0.as_slice()).collect();
    let mut office = before;
    assert!(office.apply(&changes[1..]).is_ok(), "the offer comes after what is this phone's own");
}

#[test]
fn what_is_held_stays_to_be_sent_and_is_sent_again_when_somebody_syncs_but_not_over_and_over() {
    let (before, after) = before_and_after();
    let id = before.id();
    let mut phone = Phone::holding(&[after]);
    phone.notes(id, "vanne");
    phone.meets_a_restored_office(&[before]);
    phone.sync_request();
    phone.synced(SyncReply { offers_taken: 1, ..reply(NEW) });
    let held = Refusal { document: id, position: 0, reason: RefusalReason::Held, hash: None };
    for _ in 0..3 {
        assert_eq!(sent(&phone.sync_request()), 1);
        phone.synced(SyncReply { taken: 1, refused: vec![held.clone()], ..reply(NEW) });
        assert_eq!(phone.maybe_request(), None);
        assert_eq!(phone.waiting(), 1);
        assert_eq!(phone.replica.situation().unwrap().set_aside, 0);
        phone.ask(Ask::SyncNow);
    }
}

#[test]
fn other_documents_go_through_while_one_is_held() {
    let (before, after) = before_and_after();
    let (id, other) = (before.id(), order(5));
    let mut phone = Phone::holding(&[after, other.clone()]);
    for number in 0..SYNC_CHANGES_MAX {
        phone.notes(id, &number.to_string());
    }
    phone.notes(other.id(), "coude");
    phone.meets_a_restored_office(&[before, other.clone()]);
    // The offer goes first, and with it what does not build on it.
    let request = phone.sync_request();
    assert_eq!(request.documents.iter().map(|document| document.id).collect::<Vec<_>>(), [other.id()]);
    phone.synced(SyncReply { taken: 0, offers_taken: 1, ..reply(NEW) });
    let request = phone.sync_request();
    assert_eq!(sent(&request), SYNC_CHANGES_MAX, "all of the held order is before it");
    let held = |position| Refusal { document: id, position, reason: RefusalReason::Held, hash: None };
    let taken = u32::try_from(SYNC_CHANGES_MAX).unwrap();
    phone.synced(SyncReply { taken, refused: (0..taken).map(held).collect(), ..reply(NEW) });
    let request = phone.sync_request();
    assert_eq!(request.documents.iter().map(|document| document.id).collect::<Vec<_>>(), [other.id()]);
}

#[test]
fn offers_keep_to_the_limits_of_a_request() {
    let before = order(4);
    let mut after = before.clone();
    for number in 0..SYNC_CHANGES_MAX + 20 {
        by_somebody_else(&mut after, material(&number.to_string()));
    }
    let mut phone = Phone::holding(&[after]);
    phone.meets_a_restored_office(&[before]);
    let mut left = SYNC_CHANGES_MAX + 20;
    while left > 0 {
        let count = offered(&phone.sync_request());
        assert_eq!(count, left.min(SYNC_CHANGES_MAX));
        left -= count;
        phone.synced(SyncReply { offers_taken: u32::try_from(count).unwrap(), ..reply(NEW) });
    }
}

#[test]
fn an_office_that_takes_no_offers_now_is_not_hammered() {
    let (before, after) = before_and_after();
    let mut phone = Phone::holding(&[after]);
    phone.meets_a_restored_office(&[before]);
    assert_eq!(offered(&phone.sync_request()), 1);
    phone.synced(reply(NEW));
    assert_eq!(phone.maybe_request(), None);
    assert_eq!(phone.waiting(), 1, "this phone cannot be handed back yet");
    phone.ask(Ask::SyncNow);
    assert_eq!(offered(&phone.sync_request()), 1);
}

#[test]
fn nothing_is_compared_with_half_an_answer() {
    let (listed, unlisted) = (order(6), order(5));
    let mut phone = Phone::holding(&[listed.clone(), unlisted.clone()]);
    phone.notes(listed.id(), "vanne");
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    let resume = Resume { until: FeedCursor(9), after: DocumentId::from_bytes([5; 16]) };
    let half = SyncReply { resume: Some(resume), more: true, cursor: FeedCursor(0), ..reply(NEW) };
    phone.synced(half);
    let request = phone.sync_request();
    assert_eq!((offered(&request), sent(&request), request.resume), (0, 0, Some(resume)));
    phone.synced(SyncReply { documents: vec![whole(&listed)], ..reply(NEW) });
    let request = phone.sync_request();
    assert_eq!(request.offered.iter().map(|document| document.id).collect::<Vec<_>>(), [unlisted.id()]);
    assert_eq!(sent(&request), 1);
}

#[test]
fn a_document_the_office_does_not_list_is_kept_until_the_office_has_decided() {
    let lost = order(4);
    let id = lost.id();
    let mut phone = Phone::holding(&[lost]);
    phone.meets_a_restored_office(&[]);
    phone.sync_request();
    phone.synced(SyncReply { offers_taken: 1, withdrawn: vec![id], ..reply(NEW) });
    assert!(phone.holds(id));
    phone.ask(Ask::SyncNow);
    assert_eq!(phone.sync_request().awaiting, [id]);
    phone.synced(reply(NEW));
    assert!(phone.holds(id));
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(SyncReply { settled: vec![id], withdrawn: vec![id], ..reply(NEW) });
    assert!(!phone.holds(id));
}

#[test]
fn once_it_is_decided_the_office_version_takes_the_place_of_what_was_offered() {
    let (before, after) = before_and_after();
    let id = before.id();
    let mut phone = Phone::holding(std::slice::from_ref(&after));
    phone.meets_a_restored_office(std::slice::from_ref(&before));
    phone.sync_request();
    phone.synced(SyncReply { offers_taken: 1, ..reply(NEW) });
    assert_eq!(phone.replica.document(id).unwrap().unwrap().heads(), after.heads());
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(SyncReply { settled: vec![id], ..reply(NEW) });
    assert_eq!(phone.sync_request().diverged, [id]);
    phone.synced(SyncReply { documents: vec![whole(&before)], ..reply(NEW) });
    assert_eq!(phone.replica.document(id).unwrap().unwrap().heads(), before.heads());
    assert_eq!(phone.maybe_request(), None);
}

#[test]
fn a_decision_that_comes_with_a_refusal_is_a_decision_all_the_same() {
    let (before, after) = before_and_after();
    let id = before.id();
    let mut phone = Phone::holding(std::slice::from_ref(&after));
    phone.notes(id, "vanne");
    phone.meets_a_restored_office(std::slice::from_ref(&before));
    phone.sync_request();
    phone.synced(SyncReply { offers_taken: 1, ..reply(NEW) });
    assert_eq!(sent(&phone.sync_request()), 1);
    let refused = Refusal { document: id, position: 0, reason: RefusalReason::MissingDependency, hash: None };
    phone.synced(SyncReply { taken: 1, refused: vec![refused], settled: vec![id], ..reply(NEW) });
    assert_eq!(phone.replica.situation().unwrap().set_aside, 1);
    assert_eq!(phone.sync_request().diverged, [id]);
    phone.synced(SyncReply { documents: vec![whole(&before)], ..reply(NEW) });
    assert_eq!(phone.replica.document(id).unwrap().unwrap().heads(), before.heads());
    assert_eq!(phone.maybe_request(), None);
}

/// A picture as a camera makes one.
fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(40, 20, image::Rgb([200, 30, 30]))
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

#[test]
fn photos_the_old_server_had_are_asked_about_again() {
    let document = order(4);
    let mut phone = Phone::holding(std::slice::from_ref(&document));
    let moment = phone.moment();
    let ask = Ask::AddPhoto { document: document.id(), phase: PhotoPhase::After, caption: String::new() };
    assert!(matches!(phone.replica.answer(ask, prepare(&picture()).ok(), moment).0, Answer::Saved { .. }));
    phone.sync_request();
    phone.synced(SyncReply { taken: 1, ..reply(OLD) });
    let received = [("upload-offset", "1"), ("guichet-photo", "received")];
    let received: Vec<(String, String)> =
        received.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let at_office = |phone: &mut Phone| {
        for _ in 0..2 {
            assert_eq!(phone.request().method, "HEAD");
            let moment = phone.moment();
            let has_it = HttpReply { status: 200, headers: received.clone(), body: vec![] };
            phone.replica.take_reply(Ok(has_it), moment).unwrap();
        }
    };
    at_office(&mut phone);
    assert_eq!(phone.replica.situation().unwrap().photos_waiting, 0);
    phone.meets_a_restored_office(&[document]);
    assert_eq!(phone.replica.situation().unwrap().photos_waiting, 2);
    assert_eq!(sent(&phone.sync_request()), 1);
    phone.synced(SyncReply { taken: 1, ..reply(NEW) });
    at_office(&mut phone);
    assert_eq!(phone.replica.situation().unwrap().photos_waiting, 0);
}

#[test]
fn a_phone_the_office_does_not_know_keeps_everything_and_may_be_enrolled_again_by_its_owner() {
    let document = order(4);
    let id = document.id();
    let mut phone = Phone::holding(&[document]);
    phone.notes(id, "vanne");
    let unknown = br#"{"type":"urn:guichet:problem:unknown-device","title":"x","status":401}"#;
    phone.sync_request();
    phone.answered(401, unknown.to_vec());
    assert_eq!(phone.replica.contact(), Contact::Withdrawn, "it says so");
    assert_eq!(phone.maybe_request(), None);
    assert!(phone.holds(id));
    assert_eq!(phone.waiting(), 1);

    phone.enrols(PERSON, 2);
    assert!(phone.holds(id));
    assert_eq!(phone.waiting(), 1);
    let request = phone.sync_request();
    assert_eq!((request.feed, sent(&request)), (Some(OLD), 1), "it will notice that the feed is another");

    phone.answered(401, unknown.to_vec());
    phone.enrols(SOMEBODY_ELSE, 3);
    assert!(phone.holds(id), "what waits is not erased without asking");
    phone.ask(Ask::EnrolAnyway);
    assert!(!phone.holds(id), "somebody else's phone begins anew");
}

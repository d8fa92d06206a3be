//! The replica when its office's feed is another one, against answers written by hand.

use mobile::client::{Answer, Ask, Contact};
use mobile::replica::HttpReply;
use mobile::shell::native::prepare;
use rusqlite::Connection;
use shared::document::photo::PhotoPhase;
use shared::limits::{SYNC_CHANGES_MAX, SYNC_DOCUMENTS_MAX};
use shared::wire::{FeedCursor, Refusal, RefusalReason, Resume, SealedCopy, SyncReply, SyncRequest};
use shared::work_order::WorkOrderCommand;
use shared::{DeviceId, Document, DocumentId, FeedId, Sha256, Timestamp};

use crate::phone::{
    OFFICE, OWNER, Phone, SOMEBODY_ELSE, made, material, new_order, office_secret, whole, writes,
};

const OLD: FeedId = FeedId::from_bytes([3; 16]);
const NEW: FeedId = FeedId::from_bytes([4; 16]);

/// Enrolled, and holding these documents of the old feed.
fn holding(documents: &[Document]) -> Phone {
    let mut phone = Phone::on(Connection::open_in_memory().unwrap());
    phone.enrols(OWNER, DeviceId::from_bytes([1; 16]), "secret");
    for portion in documents.chunks(SYNC_DOCUMENTS_MAX) {
        phone.ask(Ask::SyncNow);
        phone.sync_request();
        phone.synced(SyncReply { documents: portion.iter().map(whole).collect(), ..reply(OLD) });
    }
    phone
}

impl Phone {
    /// Meets an office that was restored and answers everything at once with these documents.
    fn meets_a_restored_office(&mut self, documents: &[Document]) {
        self.ask(Ask::SyncNow);
        assert_eq!(self.sync_request().feed, Some(OLD));
        self.synced(SyncReply { documents: documents.iter().map(whole).collect(), ..reply(NEW) });
    }

    fn waiting(&self) -> u32 {
        self.replica.status().unwrap().changes_waiting
    }

    fn holds(&mut self, id: DocumentId) -> bool {
        self.replica.document(id).unwrap().is_some()
    }
}

/// An order the office made.
fn order(id: u8) -> Document {
    let number = format!("2026-{id:04}");
    made(DocumentId::from_bytes([id; 16]), new_order().with(|plan| plan.number = number))
}

fn by_somebody_else(document: &mut Document, command: WorkOrderCommand) {
    writes(document, OFFICE, command);
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
    let mut phone = holding(&[after]);
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
    let mut phone = holding(std::slice::from_ref(&office));
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
    let mut phone = holding(std::slice::from_ref(&after));
    phone.notes(before.id(), "vanne");
    phone.meets_a_restored_office(std::slice::from_ref(&before));
    let moment = phone.moment();
    let (_, file) = phone.replica.answer(Ask::SaveCopy(0), None, moment);
    let file = file.expect("a copy");
    let copy = SealedCopy::read(file, &office_secret()).unwrap().of_token(Sha256::of(b"secret").0).unwrap();
    assert_eq!((copy.documents.len(), copy.documents[0].changes.len()), (1, 2));
    let changes: Vec<&[u8]> = copy.documents[0].changes.iter().map(|change| change.0.as_slice()).collect();
    let mut office = before;
    assert!(office.apply(&changes[1..]).is_ok(), "the offer comes after what is this phone's own");
}

#[test]
fn what_is_held_stays_to_be_sent_and_is_sent_again_when_somebody_syncs_but_not_over_and_over() {
    let (before, after) = before_and_after();
    let id = before.id();
    let mut phone = holding(&[after]);
    phone.notes(id, "vanne");
    phone.meets_a_restored_office(&[before]);
    phone.sync_request();
    phone.synced(SyncReply { offers_taken: 1, ..reply(NEW) });
    let held = Refusal { document: id, position: 0, reason: RefusalReason::Deferred, hash: None };
    for _ in 0..3 {
        assert_eq!(sent(&phone.sync_request()), 1);
        phone.synced(SyncReply { taken: 1, refused: vec![held.clone()], ..reply(NEW) });
        assert_eq!(phone.maybe_request(), None);
        assert_eq!(phone.waiting(), 1);
        assert_eq!(phone.replica.status().unwrap().rejected, 0);
        phone.ask(Ask::SyncNow);
    }
}

#[test]
fn other_documents_go_through_while_one_is_held() {
    let (before, after) = before_and_after();
    let (id, other) = (before.id(), order(5));
    let mut phone = holding(&[after, other.clone()]);
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
    let held = |position| Refusal { document: id, position, reason: RefusalReason::Deferred, hash: None };
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
    let mut phone = holding(&[after]);
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
    let mut phone = holding(&[after]);
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
    let mut phone = holding(&[listed.clone(), unlisted.clone()]);
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
    let mut phone = holding(&[lost]);
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
    let mut phone = holding(std::slice::from_ref(&after));
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
    let mut phone = holding(std::slice::from_ref(&after));
    phone.notes(id, "vanne");
    phone.meets_a_restored_office(std::slice::from_ref(&before));
    phone.sync_request();
    phone.synced(SyncReply { offers_taken: 1, ..reply(NEW) });
    assert_eq!(sent(&phone.sync_request()), 1);
    let refused = Refusal { document: id, position: 0, reason: RefusalReason::MissingDependency, hash: None };
    phone.synced(SyncReply { taken: 1, refused: vec![refused], settled: vec![id], ..reply(NEW) });
    assert_eq!(phone.replica.status().unwrap().rejected, 1);
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
    let mut phone = holding(std::slice::from_ref(&document));
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
    assert_eq!(phone.replica.status().unwrap().photos_waiting, 0);
    phone.meets_a_restored_office(&[document]);
    assert_eq!(phone.replica.status().unwrap().photos_waiting, 2);
    assert_eq!(sent(&phone.sync_request()), 1);
    phone.synced(SyncReply { taken: 1, ..reply(NEW) });
    at_office(&mut phone);
    assert_eq!(phone.replica.status().unwrap().photos_waiting, 0);
}

#[test]
fn a_phone_the_office_does_not_know_keeps_everything_and_may_be_enrolled_again_by_its_owner() {
    let document = order(4);
    let id = document.id();
    let mut phone = holding(&[document]);
    phone.notes(id, "vanne");
    let unknown = br#"{"type":"urn:guichet:problem:unknown-device","title":"x","status":401}"#;
    phone.sync_request();
    phone.answered(401, unknown.to_vec());
    assert_eq!(phone.replica.contact(), Contact::Withdrawn, "it says so");
    assert_eq!(phone.maybe_request(), None);
    assert!(phone.holds(id));
    assert_eq!(phone.waiting(), 1);

    phone.enrols(OWNER, DeviceId::from_bytes([2; 16]), "secret");
    assert!(phone.holds(id));
    assert_eq!(phone.waiting(), 1);
    let request = phone.sync_request();
    assert_eq!((request.feed, sent(&request)), (Some(OLD), 1), "it will notice that the feed is another");
    assert_eq!(
        request.reply_device,
        Some(DeviceId::from_bytes([1; 16])),
        "and says whom the office knew it by"
    );

    phone.answered(401, unknown.to_vec());
    phone.enrols(SOMEBODY_ELSE, DeviceId::from_bytes([3; 16]), "secret");
    assert!(phone.holds(id), "what waits is not erased without asking");
    phone.ask(Ask::EnrolAnyway);
    assert!(!phone.holds(id), "somebody else's phone begins anew");
}

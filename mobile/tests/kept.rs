//! Work that a phone must keep whatever the office answers, against answers written by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::Read as _;

use flate2::read::GzDecoder;
use mobile::client::{Answer, Ask, Failure, Notice};
use mobile::replica::{HttpReply, HttpRequest, Picture, Replica};
use rusqlite::Connection;
use shared::command::{RequestCommand, WorkOrderCommand, execute};
use shared::document::{
    Material, NewRequest, NewWorkOrder, PhotoPhase, Priority, RequestOrigin, WorkOrder, change_header,
};
use shared::limits::NOTE_CHARS_MAX;
use shared::wire::{
    ChangeBytes, DocumentUpdate, FeedCursor, Refusal, RefusalReason, SealedCopy, SyncReply, SyncRequest,
};
use shared::{
    ActorId, Author, Command, DeviceId, Document, DocumentId, DocumentKind, FeedId, Heads, Moment, NatureId,
    OrganisationId, PersonId, Quantity, Sha256, Timestamp,
};
use tempfile::TempDir;

const OWNER: PersonId = PersonId::from_bytes([2; 16]);
const SOMEBODY_ELSE: PersonId = PersonId::from_bytes([3; 16]);
const ORDER: DocumentId = DocumentId::from_bytes([4; 16]);
const OFFICE: ActorId = ActorId::from_bytes([7; 16]);

struct Phone {
    replica: Replica,
    folder: TempDir,
    ticks: u64,
}

impl Phone {
    /// Enrolled, and holding these documents.
    fn holding(documents: &[Document]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let replica = open(&folder);
        let mut phone = Self { replica, folder, ticks: 0 };
        phone.asks(Ask::Enrol { code: "ABCD-EFGH".to_owned(), device_name: "phone".to_owned() });
        phone.granted(OWNER, 1);
        phone.sync_request();
        phone.synced(SyncReply { documents: documents.iter().map(whole).collect(), ..reply(0) });
        phone
    }

    /// The app is started again.
    fn opened_again(self) -> Self {
        let Self { replica, folder, ticks } = self;
        drop(replica);
        Self { replica: open(&folder), folder, ticks }
    }

    /// The office takes the code as made for this person.
    fn granted(&mut self, person: PersonId, device: u8) {
        assert_eq!(self.request().path, "/api/v1/devices");
        self.answered(201, granted(person, device));
    }

    fn moment(&mut self) -> Moment {
        self.ticks += 1;
        let wall = Timestamp(1_800_000_000_000 + i64::try_from(self.ticks).unwrap() * 1000);
        Moment { wall, entropy: self.ticks.wrapping_mul(0x9E37_79B9_7F4A_7C15) }
    }

    fn asks(&mut self, ask: Ask) -> Answer {
        let moment = self.moment();
        self.replica.answer(ask, None, moment).0
    }

    fn notes(&mut self, text: &str) {
        let command = Command::WorkOrder(material(text));
        assert!(matches!(self.asks(Ask::Execute { document: Some(ORDER), command }), Answer::Saved { .. }));
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
        decoded(&http)
    }

    fn answered(&mut self, status: u16, body: Vec<u8>) {
        let moment = self.moment();
        self.replica.take_reply(Ok(HttpReply { status, headers: vec![], body }), moment).unwrap();
    }

    fn synced(&mut self, reply: SyncReply) {
        self.answered(200, reply.encode());
    }

    fn document(&mut self) -> Document {
        self.replica.document(ORDER).unwrap().expect("the order is here")
    }

    /// What was used on the order, by name.
    fn used(&mut self) -> Vec<String> {
        let order = WorkOrder::read(&self.document()).unwrap();
        let mut used: Vec<String> = order
            .materials
            .into_values()
            .map(|used| match used.material {
                Material::Other(label) => label,
                Material::Stock(item) => item.to_string(),
            })
            .collect();
        used.sort();
        used
    }

    fn set_aside(&self) -> u32 {
        self.replica.situation().unwrap().set_aside
    }
}

fn decoded(http: &HttpRequest) -> SyncRequest {
    let mut body = Vec::new();
    GzDecoder::new(http.body.as_slice()).read_to_end(&mut body).unwrap();
    SyncRequest::decode(&body).unwrap()
}

fn granted(person: PersonId, device: u8) -> Vec<u8> {
    let device = DeviceId::from_bytes([device; 16]);
    format!(
        r#"{{"device":"{device}","token":"secret","person":"{person}","name":"Luc","role":"technician","server_time":0}}"#
    )
    .into_bytes()
}

fn open(folder: &TempDir) -> Replica {
    Replica::open(Connection::open(folder.path().join("phone.db")).unwrap()).unwrap()
}

fn material(text: &str) -> WorkOrderCommand {
    let material = Material::Other(text.to_owned());
    WorkOrderCommand::UseMaterial { material, quantity: Quantity(1000), corrects: None }
}

/// An order the office made.
fn order() -> Document {
    let new = NewWorkOrder {
        assigned: vec![OWNER],
        ..NewWorkOrder::new(
            "2026-0004".to_owned(),
            "Entretien".to_owned(),
            OrganisationId::from_bytes([5; 16]),
            DocumentId::from_bytes([9; 16]),
            NatureId::from_bytes([6; 16]),
        )
    };
    let mut document = Document::empty(DocumentKind::WorkOrder, ORDER);
    writes(&mut document, OFFICE, WorkOrderCommand::Create(Box::new(new)));
    document
}

/// Somebody writes in a document with this hand.
fn writes(document: &mut Document, actor: ActorId, command: WorkOrderCommand) {
    let entropy = document.changes_since(&Heads::default()).len() as u64;
    let moment = Moment { wall: Timestamp(1_790_000_000_000), entropy };
    let author = Author { person: SOMEBODY_ELSE, actor, moment };
    execute(document, &Command::WorkOrder(command), author).unwrap();
}

/// The hand of the newest change.
fn newest_hand(document: &Document) -> ActorId {
    document.changes_since(&Heads::default()).last().unwrap().0.actor.unwrap()
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

/// The document by what `before` lacks of it.
fn news(document: &Document, before: &Document) -> DocumentUpdate {
    let lacking = document.changes_since(&before.heads()).into_iter();
    let changes = lacking.map(|(_, bytes)| ChangeBytes(bytes)).collect();
    DocumentUpdate { changes, snapshot: None, ..whole(document) }
}

fn reply(taken: u32) -> SyncReply {
    SyncReply { taken, ..SyncReply::empty(FeedId::from_bytes([3; 16]), FeedCursor(1), Timestamp(0)) }
}

fn refusal(position: u32, reason: RefusalReason) -> Refusal {
    Refusal { document: ORDER, position, reason, hash: None }
}

/// The changes a request carries.
fn sent(request: &SyncRequest) -> Vec<Vec<u8>> {
    request.documents.iter().flat_map(|document| &document.changes).map(|change| change.0.clone()).collect()
}

#[test]
fn an_edit_a_whole_document_clashes_with_is_kept_sent_and_written_again_with_another_hand() {
    let mut phone = Phone::holding(&[order()]);
    phone.asks(Ask::SyncNow);
    phone.sync_request();
    // Written while the request is under way; another phone has written the same place with this hand.
    phone.notes("vanne");
    let copied_hand = newest_hand(&phone.document());
    let mut office = order();
    writes(&mut office, copied_hand, material("coude"));
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(0) });
    assert_eq!(phone.used(), ["vanne"], "the office's version does not take the place of what waits");

    let request = phone.sync_request();
    assert_eq!((sent(&request).len(), &request.diverged[..]), (1, &[ORDER][..]));
    phone.synced(SyncReply {
        documents: vec![whole(&office)],
        refused: vec![refusal(0, RefusalReason::ActorReused)],
        ..reply(1)
    });
    let again = sent(&phone.sync_request());
    assert_eq!(again.len(), 1);
    assert_ne!(change_header(&again[0]).unwrap().actor, Some(copied_hand));
    office.apply(&again).unwrap();
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(1) });
    assert_eq!((phone.used(), phone.set_aside()), (vec!["coude".to_owned(), "vanne".to_owned()], 0));
    assert_eq!(phone.maybe_request(), None);
}

/// A phone whose office lost, without another feed, what it had taken: it sends news, and the phone
/// sees that the heads differ. The office's copy, and the request that asks for it whole.
fn whose_office_lost_a_change() -> (Phone, Document, SyncRequest) {
    let mut phone = Phone::holding(&[order()]);
    phone.notes("vanne");
    phone.sync_request();
    phone.synced(reply(1));
    let before = order();
    let mut office = before.clone();
    writes(&mut office, OFFICE, material("joint"));
    phone.asks(Ask::SyncNow);
    phone.sync_request();
    phone.synced(SyncReply { documents: vec![news(&office, &before)], ..reply(0) });
    let request = phone.sync_request();
    assert_eq!((sent(&request).len(), &request.diverged[..]), (0, &[ORDER][..]));
    (phone, office, request)
}

#[test]
fn own_work_the_office_lacks_goes_to_it_again_before_its_version_takes_the_place_of_what_is_here() {
    let (mut phone, mut office, _) = whose_office_lost_a_change();
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(0) });
    assert_eq!(phone.used(), ["joint", "vanne"]);
    let request = phone.sync_request();
    assert_eq!((sent(&request).len(), &request.diverged[..]), (1, &[ORDER][..]));
    office.apply(&sent(&request)).unwrap();
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(1) });
    assert_eq!(phone.document().heads(), office.heads());
    assert_eq!((phone.maybe_request(), phone.set_aside()), (None, 0));
}

#[test]
fn own_work_the_office_lacks_and_then_refuses_is_set_aside_and_not_sent_for_ever() {
    let (mut phone, office, _) = whose_office_lost_a_change();
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(0) });
    assert_eq!(sent(&phone.sync_request()).len(), 1);
    phone.synced(SyncReply {
        documents: vec![whole(&office)],
        refused: vec![refusal(0, RefusalReason::NotAllowed)],
        ..reply(1)
    });
    assert_eq!((phone.document().heads(), phone.set_aside()), (office.heads(), 1));
    assert_eq!(phone.maybe_request(), None);
}

#[test]
fn own_work_the_office_takes_and_does_not_show_is_not_sent_for_ever() {
    let (mut phone, office, _) = whose_office_lost_a_change();
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(0) });
    assert_eq!(sent(&phone.sync_request()).len(), 1);
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(1) });
    assert_eq!(phone.document().heads(), office.heads());
    assert_eq!(phone.maybe_request(), None);
}

#[test]
fn what_waits_while_the_office_sends_its_version_does_not_hide_what_it_lacks() {
    let (mut phone, mut office, _) = whose_office_lost_a_change();
    // Written while the request is under way: it builds on what the office lost.
    phone.notes("coude");
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(0) });
    let request = phone.sync_request();
    assert_eq!(sent(&request).len(), 2, "both, in the order they were written");
    office.apply(&sent(&request)).unwrap();
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(2) });
    assert_eq!(phone.used(), ["coude", "joint", "vanne"]);
    assert_eq!((phone.maybe_request(), phone.set_aside()), (None, 0));
}

fn is_listed(phone: &mut Phone) -> bool {
    let Answer::Today(lists) = phone.asks(Ask::Today { today: "2027-01-01".parse().unwrap() }) else {
        panic!("lists were asked for")
    };
    let Answer::Found(found) = phone.asks(Ask::Search { text: "entretien".to_owned() }) else {
        panic!("a search")
    };
    assert_eq!(lists.later.len(), found.len());
    !found.is_empty()
}

#[test]
fn a_document_of_which_only_changes_came_is_asked_for_whole_until_it_is_here() {
    let mut phone = Phone::holding(&[]);
    let before = order();
    let mut office = before.clone();
    writes(&mut office, OFFICE, material("joint"));
    phone.asks(Ask::SyncNow);
    phone.sync_request();
    phone.synced(SyncReply { documents: vec![news(&office, &before)], ..reply(0) });
    assert!(phone.replica.document(ORDER).unwrap().is_none());
    assert_eq!(phone.asks(Ask::WorkOrder(ORDER)), Answer::Failed(Failure::NotHere));
    assert!(!is_listed(&mut phone));

    // Nobody answers, and the app is started again.
    assert_eq!(phone.sync_request().diverged, [ORDER]);
    let mut phone = phone.opened_again();
    phone.asks(Ask::SyncNow);
    assert_eq!(phone.sync_request().diverged, [ORDER]);
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(0) });
    assert_eq!(phone.document().heads(), office.heads());
    assert!(is_listed(&mut phone));
    assert_eq!(phone.maybe_request(), None);
}

#[test]
fn another_feed_brings_a_document_of_which_only_changes_came_or_it_is_asked_for_again() {
    let before = order();
    let mut office = before.clone();
    writes(&mut office, OFFICE, material("joint"));
    let feed = FeedId::from_bytes([4; 16]);
    for documents in [vec![whole(&office)], vec![]] {
        let listed = !documents.is_empty();
        let mut phone = Phone::holding(&[]);
        phone.asks(Ask::SyncNow);
        phone.sync_request();
        phone.synced(SyncReply { documents: vec![news(&office, &before)], ..reply(0) });
        phone.sync_request();
        phone.synced(SyncReply { feed, documents, ..reply(0) });
        assert_eq!(is_listed(&mut phone), listed);
        phone.asks(Ask::SyncNow);
        let request = phone.sync_request();
        assert_eq!((request.diverged.is_empty(), request.awaiting), (listed, vec![]));
        phone.synced(SyncReply { feed, documents: vec![whole(&office)], ..reply(0) });
        phone.notes("vanne");
        assert_eq!(sent(&phone.sync_request()).len(), 1, "it is settled");
    }
}

impl Phone {
    fn enrols(&mut self) {
        self.asks(Ask::Enrol { code: "WXYZ-2345".to_owned(), device_name: "phone".to_owned() });
    }

    /// Whose work it says waits here, instead of becoming a device.
    fn says_that_work_waits(&mut self) -> Option<String> {
        self.replica.take_notices().into_iter().find_map(|notice| match notice {
            Notice::NotEnrolled(Failure::WorkWaits(name)) => Some(name),
            Notice::NotEnrolled(other) => panic!("{other:?}"),
            Notice::Changed(_)
            | Notice::Situation(_)
            | Notice::Picture(_)
            | Notice::OtherTab
            | Notice::NewVersion => None,
        })
    }

    fn owner(&self) -> PersonId {
        self.replica.situation().unwrap().owner.unwrap().person
    }
}

fn of_somebody_else(phone: &mut Phone) -> bool {
    phone.replica.document(ORDER).unwrap().is_none()
        && phone.owner() == SOMEBODY_ELSE
        && phone.replica.situation().unwrap().changes_waiting == 0
}

#[test]
fn a_code_is_not_used_while_work_waits_until_somebody_agrees_that_it_may_be_erased() {
    let mut phone = Phone::holding(&[order()]);
    phone.notes("vanne");
    phone.enrols();
    assert_eq!(phone.says_that_work_waits().as_deref(), Some("Luc"));
    assert_eq!(sent(&phone.sync_request()).len(), 1, "it is sent, if it can be");
    phone.answered(503, Vec::new());
    assert_eq!(phone.maybe_request(), None);

    phone.asks(Ask::EnrolAnyway);
    phone.granted(SOMEBODY_ELSE, 3);
    assert!(of_somebody_else(&mut phone));
    assert_eq!(phone.says_that_work_waits(), None);
}

#[test]
fn a_photo_that_waits_is_work_too() {
    let mut phone = Phone::holding(&[order()]);
    let picture = Picture { picture: vec![1], thumbnail: vec![2], width_px: 1, height_px: 1 };
    let ask = Ask::AddPhoto { document: ORDER, phase: PhotoPhase::After, caption: String::new() };
    let moment = phone.moment();
    assert!(matches!(phone.replica.answer(ask, Some(picture), moment).0, Answer::Saved { .. }));
    phone.sync_request();
    phone.synced(reply(1));
    phone.enrols();
    assert!(phone.says_that_work_waits().is_some());
}

#[test]
fn whoever_agrees_with_a_code_of_their_own_loses_nothing() {
    let mut phone = Phone::holding(&[order()]);
    phone.notes("vanne");
    phone.enrols();
    phone.asks(Ask::EnrolAnyway);
    phone.granted(OWNER, 3);
    assert_eq!(phone.used(), ["vanne"]);
    assert_eq!(sent(&phone.sync_request()).len(), 1);
}

#[test]
fn once_everything_is_at_the_office_a_code_is_used_at_once() {
    let mut phone = Phone::holding(&[order()]);
    phone.notes("vanne");
    phone.sync_request();
    phone.synced(reply(1));
    phone.enrols();
    phone.granted(SOMEBODY_ELSE, 3);
    assert!(of_somebody_else(&mut phone));
}

#[test]
fn a_phone_the_office_forgot_asks_only_when_the_code_turns_out_to_be_of_somebody_else_and_uses_it_once() {
    let mut phone = Phone::holding(&[order()]);
    phone.notes("vanne");
    phone.sync_request();
    phone
        .answered(401, br#"{"type":"urn:guichet:problem:unknown-device","title":"x","status":401}"#.to_vec());
    phone.enrols();
    phone.granted(SOMEBODY_ELSE, 3);
    assert_eq!(phone.says_that_work_waits().as_deref(), Some("Luc"));
    assert_eq!((phone.owner(), phone.used()), (OWNER, vec!["vanne".to_owned()]));
    assert_eq!(phone.maybe_request(), None);

    phone.asks(Ask::EnrolAnyway);
    assert!(of_somebody_else(&mut phone));
    assert_eq!(phone.sync_request().device, DeviceId::from_bytes([3; 16]));
}

#[test]
fn work_done_while_the_code_is_on_its_way_is_kept_too() {
    let mut phone = Phone::holding(&[order()]);
    phone.enrols();
    let request = phone.request();
    phone.notes("vanne");
    assert_eq!(request.path, "/api/v1/devices");
    phone.answered(201, granted(SOMEBODY_ELSE, 3));
    assert_eq!(phone.says_that_work_waits().as_deref(), Some("Luc"));
    assert_eq!(phone.used(), ["vanne"]);
    // Another code takes the place of this one.
    phone.enrols();
    phone.asks(Ask::EnrolAnyway);
    phone.granted(SOMEBODY_ELSE, 4);
    assert!(of_somebody_else(&mut phone));
}

#[test]
fn an_answer_to_the_owner_before_is_not_for_the_new_one() {
    let mut phone = Phone::holding(&[order()]);
    phone.enrols();
    assert_eq!(phone.request().path, "/api/v1/devices");
    phone.notes("vanne");
    phone.answered(201, granted(SOMEBODY_ELSE, 3));
    phone.sync_request();
    phone.asks(Ask::EnrolAnyway);
    phone.synced(SyncReply { documents: vec![whole(&order())], ..reply(1) });
    assert!(of_somebody_else(&mut phone));
    assert_eq!(phone.sync_request().device, DeviceId::from_bytes([3; 16]));
}

/// Text that compression makes little smaller.
fn noise(seed: u64) -> String {
    let mut state = seed;
    let letter = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'!' + u8::try_from(state % 90).unwrap())
    };
    (0..NOTE_CHARS_MAX).map(letter).collect()
}

#[test]
fn much_work_goes_in_requests_a_weak_signal_can_carry() {
    let mut phone = Phone::holding(&[]);
    for seed in 1..=180 {
        let new = NewRequest {
            origin: RequestOrigin::Field,
            title: "Fuite".to_owned(),
            description: noise(seed),
            organisation: OrganisationId::from_bytes([5; 16]),
            building: DocumentId::from_bytes([9; 16]),
            space: None,
            asset: None,
            nature: None,
            priority: Priority::Normal,
        };
        let command = Command::Request(RequestCommand::Create(Box::new(new)));
        assert!(matches!(phone.asks(Ask::Execute { document: None, command }), Answer::Saved { .. }));
    }
    let mut sizes = Vec::new();
    while let Some(http) = phone.maybe_request() {
        sizes.push(http.body.len());
        let carried = u32::try_from(sent(&decoded(&http)).len()).unwrap();
        phone.synced(reply(carried));
    }
    assert!(sizes.len() > 1 && sizes.iter().all(|size| *size < 520 << 10), "{sizes:?}");
    assert_eq!(phone.replica.situation().unwrap().changes_waiting, 0);
}

#[test]
fn a_copy_with_many_photos_is_several_files_each_with_every_change_and_together_with_every_photo() {
    let mut phone = Phone::holding(&[order()]);
    for photo in 0..5_u8 {
        let picture = vec![photo; 30 << 20];
        let picture = Picture { picture, thumbnail: vec![photo], width_px: 1, height_px: 1 };
        let ask = Ask::AddPhoto { document: ORDER, phase: PhotoPhase::After, caption: String::new() };
        let moment = phone.moment();
        assert!(matches!(phone.replica.answer(ask, Some(picture), moment).0, Answer::Saved { .. }));
    }
    let moment = phone.moment();
    let mut photos = 0;
    for at in 0..3 {
        let (answer, file) = phone.replica.answer(Ask::SaveCopy(at), None, moment);
        let Answer::Copy { file_name, files } = answer else { panic!("a copy") };
        assert_eq!(files, 3);
        assert!(file_name.ends_with(&format!("-{}-of-3.guichet", at + 1)), "{file_name}");
        let file = file.unwrap();
        assert!(file.len() <= (64 << 20) + 1024, "{}", file.len());
        let copy = SealedCopy::read(&file).unwrap().of_token(Sha256::of(b"secret").0).unwrap();
        assert_eq!(copy.documents[0].changes.len(), 5);
        photos += copy.photos.len();
    }
    assert_eq!(photos, 10);
}

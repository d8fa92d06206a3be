//! A phone without room: what cannot be kept is not shown as saved, nothing is half kept, and room
//! is enough to go on.
//!
//! The database has a quota: it may not have more pages than it has, some of them taken by a ballast
//! that another connection takes out when there is to be room again.
#![allow(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::io::{Cursor, Read as _};
use std::path::PathBuf;

use flate2::read::GzDecoder;
use mobile::client::{Answer, Ask, Contact, Failure, Notice};
use mobile::replica::{HttpReply, HttpRequest, Replica, ReplicaError};
use mobile::shell::native::prepare;
use rusqlite::Connection;
use shared::command::{WorkOrderCommand, execute};
use shared::document::{Material, NewWorkOrder, PhotoPhase, WorkOrder};
use shared::wire::{ChangeBytes, DocumentUpdate, FeedCursor, SyncReply, SyncRequest};
use shared::{
    ActorId, Author, Command, DeviceId, Document, DocumentId, DocumentKind, FeedId, Moment, NatureId,
    OrganisationId, PersonId, Quantity, Sha256, Timestamp,
};
use tempfile::TempDir;

const PERSON: PersonId = PersonId::from_bytes([2; 16]);
const DEVICE: DeviceId = DeviceId::from_bytes([0x80; 16]);
const ORDER: DocumentId = DocumentId::from_bytes([4; 16]);
const ANOTHER: DocumentId = DocumentId::from_bytes([5; 16]);
/// Edits before a phone without room must say so: pages in use may have room for some.
const EDITS_MAX: usize = 200;

struct Phone {
    folder: TempDir,
    replica: Replica,
    ticks: u64,
}

impl Phone {
    /// Enrolled, with one work order, and room.
    fn with_an_order() -> Self {
        let mut phone = Self::fresh();
        phone.enrols("secret");
        phone.asks(Ask::SyncNow);
        phone.request();
        phone.answered(200, reply(0, Some(&order(ORDER, ""))).encode()).unwrap();
        phone
    }

    fn fresh() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let replica = Replica::open(connect(&folder)).unwrap();
        Self { folder, replica, ticks: 0 }
    }

    fn enrols(&mut self, token: &str) {
        self.asks(Ask::Enrol { code: "ABCD-EFGH".to_owned(), device_name: "phone".to_owned() });
        self.request();
        let granted = format!(
            r#"{{"device":"{DEVICE}","token":"{token}","person":"{PERSON}","name":"Luc","role":"technician","server_time":0}}"#
        );
        self.answered(201, granted.into_bytes()).unwrap();
    }

    /// The app is started again.
    fn reopened(self) -> Self {
        let Self { folder, replica, ticks } = self;
        drop(replica);
        let replica = Replica::open(connect(&folder)).unwrap();
        Self { folder, replica, ticks }
    }

    /// The same, opened again with no room left.
    fn without_room(self) -> Self {
        let Self { folder, replica, ticks } = self;
        drop(replica);
        let limited = connect(&folder);
        limited.execute_batch("CREATE TABLE ballast (bytes BLOB)").unwrap();
        limited.execute("INSERT INTO ballast VALUES (zeroblob(4096 * 100))", []).unwrap();
        let pages: i64 = limited.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        limited.pragma_update(None, "max_page_count", pages).unwrap();
        let replica = Replica::open(limited).unwrap();
        Self { folder, replica, ticks }
    }

    /// Somebody deletes their holiday pictures.
    fn gets_room(&self) {
        connect(&self.folder).execute_batch("DELETE FROM ballast").unwrap();
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

    fn uses(&mut self, label: String) -> Answer {
        let used = WorkOrderCommand::UseMaterial {
            material: Material::Other(label),
            quantity: Quantity(1000),
            corrects: None,
        };
        self.asks(Ask::Execute { document: Some(ORDER), command: Command::WorkOrder(used) })
    }

    fn photographs(&mut self) -> Answer {
        let mut seed = 1_u64;
        let image = image::RgbImage::from_fn(400, 400, |_, _| {
            seed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(0xB54A);
            let [red, green, blue, ..] = seed.to_be_bytes();
            image::Rgb([red, green, blue])
        });
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
        let moment = self.moment();
        let ask = Ask::AddPhoto { document: ORDER, phase: PhotoPhase::After, caption: String::new() };
        self.replica.answer(ask, prepare(bytes.get_ref()).ok(), moment).0
    }

    /// Works until there is no room; how many edits were shown as saved.
    fn works_until_full(&mut self) -> usize {
        for saved in 0..EDITS_MAX {
            match self.uses(format!("{saved:04}{}", "x".repeat(150))) {
                Answer::Saved { .. } => {}
                Answer::Failed(failure) => {
                    assert_eq!(failure, Failure::Full);
                    return saved;
                }
                other => panic!("{other:?}"),
            }
        }
        panic!("the phone never was full")
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

    fn answered(&mut self, status: u16, body: Vec<u8>) -> Result<(), ReplicaError> {
        let moment = self.moment();
        self.replica.take_reply(Ok(HttpReply { status, headers: vec![], body }), moment)
    }

    fn order(&mut self) -> WorkOrder {
        let document = self.replica.document(ORDER).unwrap().expect("the order is here");
        WorkOrder::read(&document).unwrap()
    }

    fn waiting(&self) -> (usize, u32) {
        let situation = self.replica.situation().unwrap();
        (usize::try_from(situation.changes_waiting).unwrap(), situation.photos_waiting)
    }

    fn not_enrolled(&mut self) -> Option<Failure> {
        self.replica.take_notices().into_iter().find_map(|notice| match notice {
            Notice::NotEnrolled(failure) => Some(failure),
            _ => None,
        })
    }
}

fn connect(folder: &TempDir) -> Connection {
    let path: PathBuf = folder.path().join("phone.db");
    Connection::open(path).unwrap()
}

fn order(id: DocumentId, description: &str) -> Document {
    let new = NewWorkOrder {
        description: description.to_owned(),
        assigned: vec![PERSON],
        ..NewWorkOrder::new(
            "2026-0001".to_owned(),
            "Chaudière à l’arrêt".to_owned(),
            OrganisationId::from_bytes([5; 16]),
            DocumentId::from_bytes([9; 16]),
            NatureId::from_bytes([6; 16]),
        )
    };
    let mut document = Document::empty(DocumentKind::WorkOrder, id);
    let moment = Moment { wall: Timestamp(1_790_000_000_000), entropy: 1 };
    let author =
        Author { person: PersonId::from_bytes([1; 16]), actor: ActorId::from_bytes([7; 16]), moment };
    execute(&mut document, &Command::WorkOrder(WorkOrderCommand::Create(Box::new(new))), author).unwrap();
    document
}

fn reply(taken: u32, news: Option<&Document>) -> SyncReply {
    let documents = news.into_iter().map(|document| DocumentUpdate {
        id: document.id(),
        kind: document.kind(),
        changes: vec![],
        snapshot: Some(ChangeBytes(document.save())),
        heads: document.heads().digest(),
    });
    SyncReply {
        taken,
        documents: documents.collect(),
        ..SyncReply::empty(FeedId::from_bytes([3; 16]), FeedCursor(1 + u64::from(taken)), Timestamp(0))
    }
}

/// Text that does not get smaller by compression.
fn noise() -> String {
    let mut state = 88_172_645_463_325_252_u64;
    let letter = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'!' + u8::try_from(state % 90).unwrap())
    };
    (0..3_900).map(letter).collect()
}

#[test]
fn an_edit_that_finds_no_room_is_not_shown_as_saved_and_later_ones_are() {
    let mut phone = Phone::with_an_order().without_room();
    let saved = phone.works_until_full();
    assert_eq!((phone.order().materials.len(), phone.waiting()), (saved, (saved, 0)));
    phone.gets_room();
    assert!(matches!(phone.uses("joint".to_owned()), Answer::Saved { .. }));
    let mut phone = phone.reopened();
    assert_eq!((phone.order().materials.len(), phone.waiting()), (saved + 1, (saved + 1, 0)));
}

#[test]
fn a_photo_that_finds_no_room_leaves_nothing_of_it() {
    let mut phone = Phone::with_an_order().without_room();
    assert_eq!(phone.photographs(), Answer::Failed(Failure::Full));
    assert!(phone.order().photos.is_empty());
    assert_eq!(phone.waiting(), (0, 0));
    phone.gets_room();
    assert!(matches!(phone.photographs(), Answer::Saved { .. }));
    assert_eq!(phone.reopened().waiting(), (1, 2));
}

#[test]
fn what_the_office_sends_and_finds_no_room_is_asked_for_again_and_nothing_of_it_is_half_kept() {
    let mut phone = Phone::with_an_order().without_room();
    let saved = phone.works_until_full();
    let before = phone.sync_request();
    assert_eq!(before.documents[0].changes.len(), saved);
    let news = order(ANOTHER, &noise());
    let answer = reply(u32::try_from(saved).unwrap(), Some(&news)).encode();
    assert!(matches!(phone.answered(200, answer.clone()), Err(ReplicaError::Full)));
    assert_eq!(phone.replica.contact(), Contact::NoRoom, "the screen says what to do");
    assert_eq!(phone.maybe_request(), None, "nobody fetches again and again what cannot be kept");
    assert_eq!(phone.waiting(), (saved, 0));
    assert!(phone.replica.document(ANOTHER).unwrap().is_none());

    phone.gets_room();
    phone.asks(Ask::SyncNow);
    let again = phone.sync_request();
    assert_eq!((again.cursor, &again.documents), (before.cursor, &before.documents));
    phone.answered(200, answer).unwrap();
    assert_eq!(phone.waiting(), (0, 0));
    assert_eq!(phone.replica.document(ANOTHER).unwrap().unwrap().heads(), news.heads());
    assert_eq!(phone.replica.contact(), Contact::Idle);
}

#[test]
fn a_picture_to_look_at_that_finds_no_room_is_not_fetched_again_until_somebody_asks() {
    let mut phone = Phone::with_an_order().without_room();
    let picture = noise().repeat(4).into_bytes();
    let sha256 = Sha256::of(&picture);
    phone.asks(Ask::Picture(sha256));
    assert_eq!(phone.request().method, "GET");
    assert!(matches!(phone.answered(200, picture.clone()), Err(ReplicaError::Full)));
    phone.asks(Ask::SyncNow);
    phone.request();
    phone.answered(200, reply(0, None).encode()).unwrap();
    assert_eq!(phone.maybe_request(), None);
    phone.gets_room();
    phone.asks(Ask::Picture(sha256));
    phone.request();
    phone.answered(200, picture).unwrap();
    assert_eq!(phone.asks(Ask::Picture(sha256)), Answer::Picture);
}

#[test]
fn a_phone_without_room_for_its_enrolment_says_so() {
    let mut phone = Phone::fresh().without_room();
    phone.enrols(&"s".repeat(6_000));
    assert_eq!(phone.not_enrolled(), Some(Failure::Full));
    assert_eq!(phone.replica.situation().unwrap().owner, None);
    phone.gets_room();
    phone.enrols("secret");
    assert!(phone.replica.situation().unwrap().owner.is_some());
}

#[test]
fn a_full_office_does_not_make_a_code_wrong() {
    let mut phone = Phone::fresh();
    phone.asks(Ask::Enrol { code: "ABCD-EFGH".to_owned(), device_name: "phone".to_owned() });
    phone.request();
    let problem = br#"{"type":"urn:guichet:problem:disk-full","title":"x","status":507}"#;
    phone.answered(507, problem.to_vec()).unwrap();
    assert_eq!(phone.not_enrolled(), Some(Failure::OutOfReach));
}

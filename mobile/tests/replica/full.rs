//! A phone without room: what cannot be kept is not shown as saved, nothing is half kept, and room
//! is enough to go on.
//!
//! The database has a quota: it may not have more pages than it has, some of them taken by a ballast
//! that another connection takes out when there is to be room again.
#![allow(clippy::wildcard_enum_match_arm, reason = "a test names what it is about")]

use std::io::Cursor;

use mobile::client::{Answer, Ask, Contact, Failure, Notice};
use mobile::replica::ReplicaError;
use mobile::shell::native::prepare;
use shared::document::photo::PhotoPhase;
use shared::wire::{FeedCursor, SyncReply};
use shared::{Document, DocumentId, Sha256};

use crate::phone::{self, DEVICE, ORDER, OWNER, PhoneOnDisk, made, material, new_order, whole};

const ANOTHER: DocumentId = DocumentId::from_bytes([5; 16]);
/// Edits before a phone without room must say so: pages in use may have room for some.
const EDITS_MAX: usize = 200;

/// Enrolled, with one work order, and room.
fn with_an_order() -> PhoneOnDisk {
    let mut phone = PhoneOnDisk::new();
    phone.enrols(OWNER, DEVICE, "secret");
    phone.ask(Ask::SyncNow);
    phone.request();
    phone.synced(reply(0, Some(&made(ORDER, new_order()))));
    phone
}

impl PhoneOnDisk {
    /// The same, opened again with no room left.
    fn without_room(self) -> Self {
        self.opened_again_on(|limited| {
            limited.execute_batch("CREATE TABLE ballast (bytes BLOB)").unwrap();
            limited.execute("INSERT INTO ballast VALUES (zeroblob(4096 * 100))", []).unwrap();
            hold_to_its_size(limited);
        })
    }

    /// Somebody deletes their holiday pictures.
    fn gets_room(&self) {
        self.connect().execute_batch("DELETE FROM ballast").unwrap();
    }

    fn uses(&mut self, label: &str) -> Answer {
        self.execute(material(label))
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
            match self.uses(&format!("{saved:04}{}", "x".repeat(150))) {
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

    fn waiting(&self) -> (usize, u32) {
        let status = self.replica.status().unwrap();
        (usize::try_from(status.changes_waiting).unwrap(), status.photos_waiting)
    }

    fn not_enrolled(&mut self) -> Option<Failure> {
        self.replica.take_notices().into_iter().find_map(|notice| match notice {
            Notice::NotEnrolled(failure) => Some(failure),
            _ => None,
        })
    }
}

fn reply(taken: u32, news: Option<&Document>) -> SyncReply {
    let cursor = FeedCursor(1 + u64::from(taken));
    SyncReply { documents: news.into_iter().map(whole).collect(), cursor, ..phone::reply(taken) }
}

/// Text that does not get smaller by compression.
fn noise() -> String {
    phone::noise(88_172_645_463_325_252, 3_900)
}

/// The database takes not a page more than it has.
fn hold_to_its_size(limited: &rusqlite::Connection) {
    let pages: i64 = limited.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    limited.pragma_update(None, "max_page_count", pages).unwrap();
}

#[test]
fn an_edit_that_finds_no_room_is_not_shown_as_saved_and_later_ones_are() {
    let mut phone = with_an_order().without_room();
    let saved = phone.works_until_full();
    assert_eq!((phone.order().materials.len(), phone.waiting()), (saved, (saved, 0)));
    phone.gets_room();
    assert!(matches!(phone.uses("joint"), Answer::Saved { .. }));
    let mut phone = phone.opened_again();
    assert_eq!((phone.order().materials.len(), phone.waiting()), (saved + 1, (saved + 1, 0)));
}

#[test]
fn a_photo_that_finds_no_room_leaves_nothing_of_it() {
    let mut phone = with_an_order().without_room();
    assert_eq!(phone.photographs(), Answer::Failed(Failure::Full));
    assert!(phone.order().photos.is_empty());
    assert_eq!(phone.waiting(), (0, 0));
    phone.gets_room();
    assert!(matches!(phone.photographs(), Answer::Saved { .. }));
    assert_eq!(phone.opened_again().waiting(), (1, 2));
}

#[test]
fn what_the_office_sends_and_finds_no_room_is_asked_for_again_and_nothing_of_it_is_half_kept() {
    let mut phone = with_an_order().without_room();
    let saved = phone.works_until_full();
    let before = phone.sync_request();
    assert_eq!(before.documents[0].changes.len(), saved);
    let news = made(ANOTHER, new_order().with(|plan| plan.description = noise()));
    let answer = reply(u32::try_from(saved).unwrap(), Some(&news)).encode();
    assert!(matches!(phone.takes(200, &[], answer.clone()), Err(ReplicaError::Full)));
    assert_eq!(phone.replica.contact(), Contact::NoRoom, "the screen says what to do");
    assert_eq!(phone.maybe_request(), None, "nobody fetches again and again what cannot be kept");
    assert_eq!(phone.waiting(), (saved, 0));
    assert!(phone.replica.document(ANOTHER).unwrap().is_none());

    phone.gets_room();
    phone.ask(Ask::SyncNow);
    let again = phone.sync_request();
    assert_eq!((again.cursor, &again.documents), (before.cursor, &before.documents));
    phone.answered(200, answer);
    assert_eq!(phone.waiting(), (0, 0));
    assert_eq!(phone.replica.document(ANOTHER).unwrap().unwrap().heads(), news.heads());
    assert_eq!(phone.replica.contact(), Contact::Idle);
}

#[test]
fn a_picture_to_look_at_that_finds_no_room_is_not_fetched_again_until_somebody_asks() {
    let mut phone = with_an_order().without_room();
    let picture = noise().repeat(4).into_bytes();
    let sha256 = Sha256::of(&picture);
    phone.ask(Ask::Picture(sha256));
    assert_eq!(phone.request().method, "GET");
    assert!(matches!(phone.takes(200, &[], picture.clone()), Err(ReplicaError::Full)));
    phone.ask(Ask::SyncNow);
    phone.request();
    phone.answered(200, reply(0, None).encode());
    assert_eq!(phone.maybe_request(), None);
    phone.gets_room();
    phone.ask(Ask::Picture(sha256));
    phone.request();
    phone.answered(200, picture);
    assert_eq!(phone.ask(Ask::Picture(sha256)), Answer::Picture);
}

#[test]
fn a_phone_without_room_for_its_enrolment_says_so() {
    // Enrolling erases every table: the room is made by opening it without the limit.
    let mut phone = PhoneOnDisk::new().opened_again_on(hold_to_its_size);
    phone.enrols(OWNER, DEVICE, &"s".repeat(60_000));
    assert_eq!(phone.not_enrolled(), Some(Failure::Full));
    assert_eq!(phone.replica.status().unwrap().owner, None);
    let mut phone = phone.opened_again();
    phone.enrols(OWNER, DEVICE, "secret");
    assert!(phone.replica.status().unwrap().owner.is_some());
}

#[test]
fn a_full_office_does_not_make_a_code_wrong() {
    let mut phone = PhoneOnDisk::new();
    phone.ask(Ask::Enrol { code: "ABCD-EFGH".to_owned(), device_name: "phone".to_owned() });
    phone.request();
    let problem = br#"{"type":"urn:guichet:problem:disk-full","title":"x","status":507}"#;
    phone.answered(507, problem.to_vec());
    assert_eq!(phone.not_enrolled(), Some(Failure::OutOfReach));
}

//! The limits a phone keeps to, at their edges.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::Read as _;
use std::path::Path;

use mobile::client::{Answer, Ask, Failure};
use mobile::limits::{PHOTO_PIXELS_MAX, SENT_BYTES_MAX};
use mobile::replica::{HttpReply, Replica};
use mobile::shell::native::prepare;
use rusqlite::Connection;
use shared::command::{WorkOrderCommand, execute};
use shared::document::{AnswerKind, AnswerValue, ChecklistTemplateItem, NewWorkOrder, WorkOrder};
use shared::limits::{CHANGE_BYTES_MAX, CHECKLIST_ITEMS_MAX, OUTBOX_ENTRIES_MAX, SYNC_BODY_BYTES_MAX};
use shared::wire::{ChangeBytes, DocumentUpdate, FeedCursor, SyncReply, SyncRequest};
use shared::{
    ActorId, Author, Command, DeviceId, Document, DocumentId, DocumentKind, FeedId, ItemId, Moment, NatureId,
    OrganisationId, PersonId, Timestamp,
};

const PERSON: PersonId = PersonId::from_bytes([2; 16]);
/// The last items, which must be answered.
const ANSWERED: usize = 8;
const ORDER: DocumentId = DocumentId::from_bytes([4; 16]);

struct Phone {
    replica: Replica,
    ticks: u64,
}

impl Phone {
    /// Enrolled, its copy in this file, with one work order that asks for so many answers.
    fn with_an_order(file: &Path, items: usize) -> Self {
        let mut phone = Self { replica: Replica::open(Connection::open(file).unwrap()).unwrap(), ticks: 0 };
        phone.ask(Ask::Enrol { code: "ABCD-EFGH".to_owned(), device_name: "phone".to_owned() });
        let device = DeviceId::from_bytes([0x80; 16]);
        let granted = format!(
            r#"{{"device":"{device}","token":"secret","person":"{PERSON}","name":"Luc","role":"technician","server_time":0}}"#
        );
        phone.exchange(201, granted.into_bytes());
        let document = order(items);
        let update = DocumentUpdate {
            id: ORDER,
            kind: DocumentKind::WorkOrder,
            changes: vec![],
            snapshot: Some(ChangeBytes(document.save())),
            heads: document.heads().digest(),
        };
        let reply = SyncReply {
            documents: vec![update],
            ..SyncReply::empty(FeedId::from_bytes([3; 16]), FeedCursor(1), Timestamp(0))
        };
        phone.exchange(200, reply.encode());
        phone
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

    fn execute(&mut self, command: WorkOrderCommand) -> Answer {
        self.ask(Ask::Execute { document: Some(ORDER), command: Command::WorkOrder(command) })
    }

    fn exchange(&mut self, status: u16, body: Vec<u8>) {
        let moment = self.moment();
        self.replica.next_request(moment).unwrap().expect("the replica has something to say");
        self.replica.take_reply(Ok(HttpReply { status, headers: vec![], body }), moment).unwrap();
    }
}

fn item(number: usize) -> ItemId {
    let mut id = [0x40; 16];
    id[..8].copy_from_slice(&number.to_be_bytes());
    ItemId::from_bytes(id)
}

fn order(items: usize) -> Document {
    let asked = |number| ChecklistTemplateItem {
        label: format!("Point de contrôle n° {number}"),
        kind: AnswerKind::Tick,
        unit: None,
        choices: vec![],
        // Each edit reads the whole order: a few say what all would.
        required: number + ANSWERED >= items,
    };
    let new = NewWorkOrder {
        assigned: vec![PERSON],
        checklist: (0..items).map(|number| (item(number), asked(number))).collect(),
        ..NewWorkOrder::new(
            "2026-0001".to_owned(),
            "Contrôle annuel".to_owned(),
            OrganisationId::from_bytes([5; 16]),
            DocumentId::from_bytes([9; 16]),
            NatureId::from_bytes([6; 16]),
        )
    };
    let mut document = Document::empty(DocumentKind::WorkOrder, ORDER);
    let moment = Moment { wall: Timestamp(1_790_000_000_000), entropy: 1 };
    let author =
        Author { person: PersonId::from_bytes([1; 16]), actor: ActorId::from_bytes([7; 16]), moment };
    execute(&mut document, &Command::WorkOrder(WorkOrderCommand::Create(Box::new(new))), author).unwrap();
    document
}

#[test]
fn the_longest_checklist_is_answered_on_the_phone() {
    let folder = tempfile::tempdir().unwrap();
    let mut phone = Phone::with_an_order(&folder.path().join("phone.db"), CHECKLIST_ITEMS_MAX);
    phone.execute(WorkOrderCommand::Start);
    for number in CHECKLIST_ITEMS_MAX - ANSWERED..CHECKLIST_ITEMS_MAX - 1 {
        let value = Some(AnswerValue::Tick(true));
        let saved = phone.execute(WorkOrderCommand::Answer { item: item(number), value });
        assert!(matches!(saved, Answer::Saved { .. }), "{number}: {saved:?}");
    }
    let last = item(CHECKLIST_ITEMS_MAX - 1);
    assert_eq!(
        phone.execute(WorkOrderCommand::Finish),
        Answer::Failed(Failure::AnswersMissing(vec![last])),
        "it says which"
    );
    phone.execute(WorkOrderCommand::Answer { item: last, value: Some(AnswerValue::Tick(true)) });
    assert!(matches!(phone.execute(WorkOrderCommand::Finish), Answer::Saved { .. }));
    let document = phone.replica.document(ORDER).unwrap().unwrap();
    let order = WorkOrder::read(&document).unwrap();
    assert_eq!((order.checklist.len(), order.missing_answers().len()), (CHECKLIST_ITEMS_MAX, 0));
    assert_eq!(order.standing().state.name(), "finished");
}

#[test]
fn the_outbox_takes_its_last_entry_and_says_that_it_is_full_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("phone.db");
    let mut phone = Phone::with_an_order(&file, 0);
    // As if somebody had worked for years without a signal.
    Connection::open(&file)
        .unwrap()
        .execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
             INSERT INTO outbox (document, kind, hash, bytes, saved_at)
             SELECT zeroblob(16), 'work-order', i, x'00', 0 FROM n",
            [i64::try_from(OUTBOX_ENTRIES_MAX - 1).unwrap()],
        )
        .unwrap();
    assert!(matches!(phone.execute(WorkOrderCommand::Start), Answer::Saved { .. }));
    assert_eq!(phone.execute(WorkOrderCommand::Pause), Answer::Failed(Failure::Full));
    let document = phone.replica.document(ORDER).unwrap().unwrap();
    assert_eq!(
        WorkOrder::read(&document).unwrap().standing().state.name(),
        "in-progress",
        "what was not kept is not shown"
    );
}

/// How many changes go out in a request of a phone on which changes of these sizes wait.
fn sent(sizes: &[usize]) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("phone.db");
    let mut phone = Phone::with_an_order(&file, 0);
    let db = Connection::open(&file).unwrap();
    for (number, bytes) in (0_i64..).zip(sizes) {
        db.execute(
            "INSERT INTO outbox (document, kind, hash, bytes, saved_at)
             VALUES (?1, 'work-order', ?2, zeroblob(?3), 0)",
            (ORDER.as_bytes(), number, i64::try_from(*bytes).unwrap()),
        )
        .unwrap();
    }
    phone.ask(Ask::SyncNow);
    let moment = phone.moment();
    let request = phone.replica.next_request(moment).unwrap().unwrap();
    let mut body = Vec::new();
    flate2::read::GzDecoder::new(request.body.as_slice()).read_to_end(&mut body).unwrap();
    assert!(body.len() <= SYNC_BODY_BYTES_MAX);
    SyncRequest::decode(&body).unwrap().documents.iter().map(|document| document.changes.len()).sum()
}

#[test]
fn the_bytes_of_changes_in_a_request() {
    let full = [CHANGE_BYTES_MAX; SENT_BYTES_MAX / CHANGE_BYTES_MAX];
    assert_eq!(full.iter().sum::<usize>(), SENT_BYTES_MAX);
    assert_eq!(sent(&full), full.len());
    assert_eq!(sent(&[&full[..], &[1]].concat()), full.len(), "a byte more waits for the next request");
    assert_eq!(sent(&[&full[1..], &[CHANGE_BYTES_MAX - 1, 1]].concat()), full.len() + 1);
    // However large one is, it does not wait for ever.
    assert_eq!(sent(&[SENT_BYTES_MAX + 1, 1]), 1);
}

#[test]
fn the_pixels_of_a_picture() {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(8, 8).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let claiming = |width: u16, height: u16| {
        let mut picture = bytes.get_ref().clone();
        let frame = picture.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
        picture[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
        picture[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
        prepare(&picture).err()
    };
    assert_eq!(10_000 * 10_000, PHOTO_PIXELS_MAX);
    let over = claiming(10_000, 10_001);
    assert!(matches!(over, Some(image::ImageError::Limits(_))), "{over:?}");
    let under = claiming(10_000, 10_000);
    assert!(!matches!(under, Some(image::ImageError::Limits(_))), "{under:?}");
}

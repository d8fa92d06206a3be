//! The limits a phone keeps to, at their edges.

use mobile::client::{Answer, Ask, BadPicture, Failure};
use mobile::limits::{PHOTO_PIXELS_MAX, SENT_BYTES_MAX};
use mobile::replica::Header;
use shared::catalogue::ChecklistTemplateItem;
use shared::limits::{CHANGE_BYTES_MAX, CHECKLIST_ITEMS_MAX, OUTBOX_ENTRIES_MAX, SYNC_BODY_BYTES_MAX};
use shared::wire::SyncRequest;
use shared::work_order::{AnswerKind, AnswerValue, NewWorkOrder, WorkOrderCommand};
use shared::{Document, ItemId};

use crate::phone::{ORDER, PhoneOnDisk, made, new_order, unpacked};

/// The last items, which must be answered.
const ANSWERED: usize = 8;

/// Enrolled, with one work order that asks for so many answers.
fn with_an_order(items: usize) -> PhoneOnDisk {
    PhoneOnDisk::holding(&[order(items)])
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
    let checklist = (0..items).map(|number| (item(number), asked(number))).collect();
    made(ORDER, NewWorkOrder { checklist, ..new_order() })
}

#[test]
fn the_longest_checklist_is_answered_on_the_phone() {
    let mut phone = with_an_order(CHECKLIST_ITEMS_MAX);
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
    let order = phone.order();
    assert_eq!((order.checklist.len(), order.missing_answers().len()), (CHECKLIST_ITEMS_MAX, 0));
    assert_eq!(order.status().state.name(), "finished");
}

#[test]
fn the_outbox_takes_its_last_entry_and_says_that_it_is_full_after_it() {
    let mut phone = with_an_order(0);
    // As if somebody had worked for years without a signal.
    phone
        .connect()
        .execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
             INSERT INTO outbox (document, kind, hash, bytes, saved_at)
             SELECT zeroblob(16), 'work-order', i, x'00', 0 FROM n",
            [i64::try_from(OUTBOX_ENTRIES_MAX - 1).unwrap()],
        )
        .unwrap();
    assert!(matches!(phone.execute(WorkOrderCommand::Start), Answer::Saved { .. }));
    assert_eq!(phone.execute(WorkOrderCommand::Pause), Answer::Failed(Failure::Full));
    assert_eq!(phone.order().status().state.name(), "in-progress", "what was not kept is not shown");
}

/// How many changes go out in a request of a phone on which changes of these sizes wait.
fn sent(sizes: &[usize]) -> usize {
    let mut phone = with_an_order(0);
    let db = phone.connect();
    for (number, bytes) in (0_i64..).zip(sizes) {
        db.execute(
            "INSERT INTO outbox (document, kind, hash, bytes, saved_at)
             VALUES (?1, 'work-order', ?2, zeroblob(?3), 0)",
            (ORDER.as_bytes(), number, i64::try_from(*bytes).unwrap()),
        )
        .unwrap();
    }
    phone.ask(Ask::SyncNow);
    let body = unpacked(&phone.request());
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
        Header::read(&picture).err()
    };
    assert_eq!(10_000 * 10_000, PHOTO_PIXELS_MAX);
    let over = claiming(10_000, 10_001);
    assert_eq!(over, Some(BadPicture::TooManyPixels { megapixels: 101 }));
    assert_eq!(claiming(10_000, 10_000), None);
}

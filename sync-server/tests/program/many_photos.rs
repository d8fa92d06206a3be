//! Ten thousand photos of one order: named by several phones side by side, announced one after the
//! other, and sent.

use std::io::Cursor;
use std::sync::LazyLock;

use image::{ImageFormat, RgbImage};
use shared::limits::{DOCUMENT_BYTES_MAX, PHOTOS_MAX};
use shared::wire::{ChangeBytes, RefusalReason};
use shared::work_order::WorkOrder;
use shared::{Sha256, Timestamp};
use sync_server::base::limits::UPLOADS_PER_DEVICE_MAX;
use tokio::task::JoinSet;

use crate::at_work::{AtWork, enrol_a_crew, order, receives};
use crate::line::Line;
use crate::program::{Phone, Program};
use crate::raw_photo::add_photo;

const PHOTOS: u32 = 10_000;
const PHOTOS_PER_CHANGE: u32 = 250;
const PHONES: u16 = 10;
/// Of so many announced, one is sent.
const SENT_OF: u32 = 20;

/// A small picture; another number makes another one.
fn picture(number: u32) -> Vec<u8> {
    static ANY: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let mut bytes = Cursor::new(Vec::new());
        RgbImage::new(8, 8).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
        bytes.into_inner()
    });
    let mut bytes = ANY.clone();
    // A comment (ISO 10918-1, B.2.4.5) after the start of the image.
    let comment = [[0xFF, 0xFE, 0, 6].as_slice(), &number.to_be_bytes()].concat();
    bytes.splice(2..2, comment);
    bytes
}

/// What a phone writes: so many photos from this number on, past what the app lets people do.
fn photos(phone: &AtWork, first: u32, count: u32) -> Vec<ChangeBytes> {
    let mut changes = Vec::new();
    phone.would_write(|raw| {
        for number in first..first + count {
            let sha256 = Sha256::of(&picture(number));
            add_photo(raw, number, phone.phone.person, Timestamp(2_000_000_000_000), sha256);
            if (number + 1 - first).is_multiple_of(PHOTOS_PER_CHANGE) {
                raw.commit();
                changes.push(ChangeBytes(raw.get_last_local_change().unwrap().raw_bytes().to_vec()));
            }
        }
    });
    changes
}

/// One phone delivers its share of the photos; how many changes were taken.
async fn names(mut phone: AtWork, first: u32, count: u32) -> usize {
    let changes = photos(&phone, first, count);
    let refused = phone.delivers(&changes).await;
    let known = [RefusalReason::TooLarge, RefusalReason::MissingDependency];
    assert!(refused.iter().all(|(_, why)| known.contains(why)), "{refused:?}");
    changes.len() - refused.len()
}

/// One phone announces its share of the photos, and sends some of them.
async fn announces(mut line: Line, numbers: std::ops::Range<u32>) {
    for number in numbers {
        let photo = picture(number);
        let sha256 = Sha256::of(&photo);
        assert_eq!(line.announce(sha256, photo.len()).await.status, 201);
        if number.is_multiple_of(SENT_OF) {
            let last = line.upload(sha256, &photo).await;
            assert_eq!((last.status, last.header("guichet-photo")), (204, Some("received")));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_photos_of_one_order_named_side_by_side_and_sent_take_bounded_memory() {
    let mut id = None;
    let program = Program::start_after(&[], async |engine| {
        let phones = enrol_a_crew(engine, PHONES + 1).await;
        id = Some(order(engine, Vec::new()).await);
        phones
    })
    .await;
    let id = id.unwrap();
    let (reader, phones) = program.phones[1..].split_last().unwrap();
    let share = PHOTOS / u32::from(PHONES);
    assert_eq!(share as usize, PHOTOS_MAX, "each keeps to what the app lets one person add");
    let mut naming = JoinSet::new();
    for (phone, first) in phones.iter().zip((0..).step_by(share as usize)) {
        let phone = AtWork::on(&program, phone, id).await;
        naming.spawn(names(phone, first, share));
    }
    let (taken, waited) = program.serving_others(naming.join_all()).await;
    // Whoever comes first has all of theirs taken; the document is full before the last.
    assert!(taken.contains(&((share / PHOTOS_PER_CHANGE) as usize)) && taken.contains(&0), "{taken:?}");
    let copy = receives(&program, reader).await.remove(0);
    let kept = WorkOrder::read(&copy).unwrap().photos.len();
    assert_eq!(kept, taken.iter().sum::<usize>() * PHOTOS_PER_CHANGE as usize);
    assert!(kept > 2 * PHOTOS_MAX && copy.save().len() <= DOCUMENT_BYTES_MAX, "{kept} photos");
    let named_mb = program.peak_mb();

    let mut announcing = JoinSet::new();
    for (phone, first) in phones.iter().zip((0..).step_by(share as usize)) {
        announcing.spawn(announces(Line::open(&program, phone).await, first..first + share));
    }
    let (_, longest) = program.serving_others(announcing.join_all()).await;
    let received = u64::from(PHOTOS / SENT_OF);
    assert_eq!(program.metric("guichet_photos_received_total").await, received);
    let unfinished = program.files_in("uploads");
    assert_eq!(unfinished, 2 * phones.len() * UPLOADS_PER_DEVICE_MAX, "two files each");
    shows(&program, reader, 0, true).await;
    shows(&program, reader, 1, false).await;
    let peak_mb = program.peak_mb();
    println!(
        "{kept} of {PHOTOS} photos named, all announced, {received} sent: peak {named_mb} MB, then {peak_mb} MB; \
         others waited {waited:?}, then {longest:?} at most"
    );
    assert!(peak_mb < 200, "{peak_mb} MB");
}

/// Another phone of the order sees a photo, if it was sent.
async fn shows(program: &Program, phone: &Phone, number: u32, sent: bool) {
    let photo = picture(number);
    let path = format!("/phone/v1/photos/{}", Sha256::of(&photo));
    let answer = Line::open(program, phone).await.ask(("GET", &path), &[], &[]).await;
    assert_eq!((answer.status, answer.body == photo), if sent { (200, true) } else { (404, false) });
}

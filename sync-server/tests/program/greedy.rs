//! One device that does everything at once: what the server needs for it stays small, and is given back.

use std::io::Cursor;
use std::time::Duration;

use image::{ImageFormat, Rgb, RgbImage};
use shared::Sha256;
use shared::limits::{PHOTO_EDGE_PX_MAX, SYNC_BODY_BYTES_MAX};
use tokio::io::AsyncWriteExt as _;
use tokio::task::JoinSet;

use crate::line::Line;
use crate::program::{DEADLINE, Phone, Program, rest, sync};

const AT_ONCE: u32 = 60;
/// What a server needs whatever one device does, and what it keeps of it.
const MEMORY_MB_MAX: u64 = 200;
const KEPT_MB_MAX: u64 = 100;

/// A picture as large as one may be, made heavier by four megabytes of comments (ISO 10918-1, B.2.4.5);
/// another number makes another one.
fn heavy(picture: &[u8], number: u32) -> Vec<u8> {
    let mut bytes = picture[..2].to_vec();
    for part in 0..60_u32 {
        bytes.extend([0xFF, 0xFE, 0xFF, 0xFF]);
        bytes.extend((0..65_533_u32).map(|at| (at ^ part ^ number).to_le_bytes()[0]));
    }
    bytes.extend(&picture[2..]);
    bytes
}

/// Announces and sends a photo, again when it had to give way to others of its device meanwhile.
async fn uploads(mut line: Line, photo: Vec<u8>) {
    let sha256 = Sha256::of(&photo);
    loop {
        assert_eq!(line.announce(sha256, photo.len()).await.status, 201);
        let last = line.upload(sha256, &photo).await;
        if last.status != 404 {
            assert_eq!((last.status, last.header("guichet-photo")), (204, Some("received")));
            return;
        }
    }
}

/// Brings syncs as large as one may be.
async fn syncs(program: &Program, phone: &Phone) -> JoinSet<String> {
    let large = sync(phone, &[], &vec![0x81; SYNC_BODY_BYTES_MAX]);
    let mut sending = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (mut stream, large) = (program.connect().await, large.clone());
        sending.spawn(async move {
            drop(stream.write_all(&large).await);
            rest(&mut stream).await
        });
    }
    sending
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_one_device_does_at_once_takes_bounded_memory_and_gives_it_back() {
    let program = Program::start(1, &[]).await;
    let phone = program.phones[0].clone();
    let before_mb = program.memory_mb();
    let mut picture = Cursor::new(Vec::new());
    let any = RgbImage::from_fn(PHOTO_EDGE_PX_MAX, PHOTO_EDGE_PX_MAX, |x, y| {
        Rgb([(x ^ y).to_le_bytes()[0], x.to_le_bytes()[0], y.to_le_bytes()[0]])
    });
    any.write_to(&mut picture, ImageFormat::Jpeg).unwrap();
    let picture = picture.into_inner();
    let mut uploading = JoinSet::new();
    for number in 0..AT_ONCE {
        uploading.spawn(uploads(Line::open(&program, &phone).await, heavy(&picture, number)));
    }
    let syncing = syncs(&program, &phone).await;
    uploading.join_all().await;
    syncing.join_all().await;
    program.serves_others().await;
    assert_eq!(program.metric("guichet_photos_received_total").await, u64::from(AT_ONCE));
    let peak_mb = program.peak_mb();
    let given_back = async {
        while program.memory_mb() > KEPT_MB_MAX {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let is_given_back = tokio::time::timeout(DEADLINE, given_back).await.is_ok();
    let left_mb = program.memory_mb();
    println!(
        "{AT_ONCE} uploads and {AT_ONCE} syncs of 4 MiB at once: {before_mb} MB before, peak {peak_mb} MB, {left_mb} MB \
         left"
    );
    assert!(peak_mb < MEMORY_MB_MAX && is_given_back, "peak {peak_mb} MB, {left_mb} MB left");
}

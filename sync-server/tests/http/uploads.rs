//! Uploads nobody finishes: bounded for each device, cleared away in the end, and never in the way
//! of those that are.

use std::fs;
use std::time::{Duration, SystemTime};

use axum::http::StatusCode;
use shared::Sha256;
use shared::limits::PHOTO_BYTES_MAX;
use sync_server::base::limits::{
    PHOTO_BYTES_PER_DEVICE_DAY_MAX, PHOTOS_DAY_MS, UPLOAD_BYTES_PER_DEVICE_MAX, UPLOADS_PER_DEVICE_MAX,
};
use sync_server::store::PhotoRow;

use crate::phone::Phone;
use crate::photos::jpeg;
use crate::test_office::{COLLEAGUE, TECHNICIAN, TestOffice};

fn name(number: usize) -> Sha256 {
    Sha256::of(&number.to_be_bytes())
}

impl TestOffice {
    /// Begins an upload, `at` seconds after the others, by the clock of the file system.
    async fn begins(&self, phone: &Phone, number: usize, length: usize, at: u64) {
        let answer = self.announce(phone, name(number), length).await;
        assert_eq!(answer.status.as_u16(), 201, "{answer}");
        let part = self.data().join("uploads").join(format!("{}-{}", phone.device, name(number)));
        for file in [part.with_extension("length"), part] {
            let file = fs::File::options().write(true).open(file).unwrap();
            file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(at)).unwrap();
        }
    }

    async fn knows(&self, phone: &Phone, number: usize) -> bool {
        self.how_far(phone, name(number)).await.status.as_u16() == 200
    }

    fn files(&self) -> usize {
        fs::read_dir(self.data().join("uploads")).unwrap().count()
    }
}

#[tokio::test]
async fn one_upload_too_many_takes_the_place_of_the_devices_oldest() {
    let office = TestOffice::open().await;
    let (phone, colleague) = (office.enrol(TECHNICIAN).await, office.enrol(COLLEAGUE).await);
    office.begins(&colleague, 0, 100, 0).await;
    for number in 0..UPLOADS_PER_DEVICE_MAX {
        office.begins(&phone, number, 100, 10 + number as u64).await;
    }
    assert!(office.knows(&phone, 0).await);
    // Beginning again what was begun is not one more.
    office.begins(&phone, 1, 100, 11).await;
    assert!(office.knows(&phone, 0).await);
    for number in 0..5 {
        office.begins(&phone, 1_000 + number, 100, 10_000).await;
        assert!(!office.knows(&phone, number).await, "the oldest is gone");
        assert!(office.knows(&phone, number + 1).await, "and no other");
        assert_eq!(office.files(), 2 * (UPLOADS_PER_DEVICE_MAX + 1));
    }
    assert!(office.knows(&colleague, 0).await, "another device's is left alone");
}

#[tokio::test]
async fn what_unfinished_uploads_announce_together_is_bounded_too() {
    let office = TestOffice::open().await;
    let phone = office.enrol(TECHNICIAN).await;
    let most = usize::try_from(UPLOAD_BYTES_PER_DEVICE_MAX).unwrap();
    let (whole, rest) = (most / PHOTO_BYTES_MAX, most % PHOTO_BYTES_MAX);
    for number in 0..whole {
        office.begins(&phone, number, PHOTO_BYTES_MAX, number as u64).await;
    }
    office.begins(&phone, 100, rest, 100).await;
    assert!(office.knows(&phone, 0).await, "exactly as much as may be");
    office.begins(&phone, 101, 1, 101).await;
    assert!(!office.knows(&phone, 0).await);
    assert!(office.knows(&phone, 1).await);
}

#[tokio::test]
async fn what_the_photos_of_one_device_take_within_a_day_is_bounded() {
    let office = TestOffice::open().await;
    let (phone, colleague) = (office.enrol(TECHNICIAN).await, office.enrol(COLLEAGUE).await);
    let brought = PhotoRow {
        sha256: name(0),
        size_bytes: PHOTO_BYTES_PER_DEVICE_DAY_MAX - 100,
        received_at: office.app.engine.clock().now(),
    };
    let device = phone.device;
    office.app.engine.write(move |store| store.add_photo(brought, Some(device))).await.unwrap();
    office.pass_ms(PHOTOS_DAY_MS - 1);
    assert_eq!(office.announce(&phone, name(1), 100).await.status, StatusCode::CREATED);
    let over = office.announce(&phone, name(2), 101).await;
    assert_eq!((over.status, over.problem().as_str()), (StatusCode::TOO_MANY_REQUESTS, "photos-of-a-day"));
    assert_eq!(office.announce(&colleague, name(2), 101).await.status, StatusCode::CREATED);
    office.pass_ms(1);
    assert_eq!(office.announce(&phone, name(2), 101).await.status, StatusCode::CREATED, "the next day");
}

#[tokio::test]
async fn an_upload_nobody_goes_on_with_is_cleared_away_and_can_be_begun_anew() {
    let office = TestOffice::open().await;
    let phone = office.enrol(TECHNICIAN).await;
    let day = 24 * 60 * 60;
    office.begins(&phone, 0, 100, 0).await;
    office.begins(&phone, 1, 100, day).await;
    // What a power cut may leave: a length without a part, and a photo that was being put.
    for stray in ["stray.length", "put-stray"] {
        let path = office.data().join("uploads").join(stray);
        fs::write(&path, "100").unwrap();
        fs::File::options().write(true).open(path).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
    }
    let before = SystemTime::UNIX_EPOCH + Duration::from_secs(day);
    assert_eq!(office.app.photos.sweep_uploads(before).unwrap(), 3);
    assert!(!office.knows(&phone, 0).await);
    assert!(office.knows(&phone, 1).await, "a day younger");
    assert_eq!(office.files(), 2);
    let photo = jpeg(1);
    let last = office.upload(&phone, Sha256::of(&photo), &photo).await;
    assert_eq!(last.header("guichet-photo"), Some("received"));
}

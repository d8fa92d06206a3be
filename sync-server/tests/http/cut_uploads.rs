//! Uploads that are cut, repeated, or written by two requests at once.

use std::fs;

use shared::Sha256;
use sync_server::photos::FolderStore;

use crate::phone::Phone;
use crate::photos::jpeg;
use crate::test_office::{TECHNICIAN, TestOffice};

async fn scene() -> (TestOffice, Phone, Vec<u8>, Sha256) {
    let office = TestOffice::open().await;
    let phone = office.enrol(TECHNICIAN).await;
    let photo = jpeg(1);
    let sha256 = Sha256::of(&photo);
    (office, phone, photo, sha256)
}

#[tokio::test]
async fn a_last_part_sent_twice_at_once_is_received_once_and_said_twice() {
    let (office, phone, photo, sha256) = scene().await;
    office.announce(&phone, sha256, photo.len()).await;
    let (one, other) =
        tokio::join!(office.part(&phone, sha256, 0, &photo), office.part(&phone, sha256, 0, &photo));
    for answer in [one, other] {
        assert_eq!(
            (answer.status.as_u16(), answer.header("guichet-photo")),
            (204, Some("received")),
            "{answer}"
        );
    }
    assert_eq!(office.photo(&phone, sha256).await.body, photo);
}

#[tokio::test]
async fn a_part_sent_again_while_the_first_is_written_is_told_where_the_upload_is() {
    let (office, phone, photo, sha256) = scene().await;
    office.announce(&phone, sha256, photo.len()).await;
    let (one, other) = tokio::join!(
        office.part(&phone, sha256, 0, &photo[..300]),
        office.part(&phone, sha256, 0, &photo[..500])
    );
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409]);
    let at: usize = office.how_far(&phone, sha256).await.header("upload-offset").unwrap().parse().unwrap();
    let last = office.part(&phone, sha256, at, &photo[at..]).await;
    assert_eq!(last.header("guichet-photo"), Some("received"), "{last}");
}

#[tokio::test]
async fn a_photo_in_its_place_that_was_never_noted_is_noted_at_the_next_question() {
    let (office, phone, photo, sha256) = scene().await;
    // The power went between the file and the row.
    office.app.photos.store().put(sha256, &photo).unwrap();
    assert_eq!(office.photo(&phone, sha256).await.status.as_u16(), 404);
    let so_far = office.how_far(&phone, sha256).await;
    assert_eq!((so_far.status.as_u16(), so_far.header("guichet-photo")), (200, Some("received")), "{so_far}");
    assert_eq!(office.photo(&phone, sha256).await.body, photo);
}

#[tokio::test]
async fn what_is_in_the_place_of_a_photo_and_is_not_it_is_replaced() {
    let (office, phone, photo, sha256) = scene().await;
    let place = FolderStore::of(office.data()).path(sha256);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(&place, &photo[..300]).unwrap();
    assert_eq!(office.how_far(&phone, sha256).await.status.as_u16(), 404);
    let last = office.upload(&phone, sha256, &photo).await;
    assert_eq!(last.header("guichet-photo"), Some("received"), "{last}");
    assert_eq!(office.photo(&phone, sha256).await.body, photo);
}

#[tokio::test]
async fn an_announced_length_of_which_half_was_written_is_asked_for_again() {
    let (office, phone, photo, sha256) = scene().await;
    office.announce(&phone, sha256, photo.len()).await;
    office.part(&phone, sha256, 0, &photo[..300]).await;
    let length = office.data().join("uploads").join(format!("{}-{sha256}.length", phone.device));
    let digits = fs::read(&length).unwrap();
    fs::write(&length, &digits[..2]).unwrap();
    assert_eq!(office.how_far(&phone, sha256).await.status.as_u16(), 404, "not a photo of a few bytes");
    let again = office.announce(&phone, sha256, photo.len()).await;
    assert_eq!(again.header("upload-offset"), Some("300"), "{again}");
    let last = office.part(&phone, sha256, 300, &photo[300..]).await;
    assert_eq!(last.header("guichet-photo"), Some("received"), "{last}");
}

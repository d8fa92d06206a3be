//! Photos: sent in parts, resumed, verified, and served as nothing but a picture.

use std::io::Cursor;

use axum::body::Body;
use axum::http::Request;
use image::{ImageFormat, Rgb, RgbImage};
use insta::assert_snapshot;
use shared::Sha256;
use shared::document::photo::{DatedBy, PhotoFacts};
use shared::limits::PHOTO_BYTES_MAX;
use shared::work_order::WorkOrderCommand;

use crate::answer::Answer;
use crate::hostile_bodies::{Scene, photo_facts};
use crate::phone::Phone;
use crate::test_office::{COLLEAGUE, START, TECHNICIAN, TestOffice};

/// A small photo; another `shade` makes another one.
pub(crate) fn jpeg(shade: u8) -> Vec<u8> {
    let image = RgbImage::from_fn(64, 48, |x, y| {
        let low = |edge: u32| u8::try_from(edge).unwrap();
        Rgb([shade, low(x) * 3, low(y) * 5])
    });
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

pub(crate) fn base64(text: &str) -> String {
    use base64::Engine as _;
    base64::prelude::BASE64_STANDARD.encode(text)
}

impl TestOffice {
    pub(crate) async fn tus(
        &self,
        phone: &Phone,
        (method, path): (&str, String),
        headers: &[(&str, String)],
        body: &[u8],
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {}", phone.token))
            .header("tus-resumable", "1.0.0");
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        self.send(request.body(Body::from(body.to_vec())).unwrap()).await
    }

    /// Announces a photo.
    pub(crate) async fn announce(&self, phone: &Phone, sha256: Sha256, length: usize) -> Answer {
        let metadata = format!("sha256 {}", base64(&sha256.to_string()));
        let headers = [("upload-length", length.to_string()), ("upload-metadata", metadata)];
        self.tus(phone, ("POST", "/phone/v1/photos".to_owned()), &headers, &[]).await
    }

    /// Asks how far an upload is.
    pub(crate) async fn how_far(&self, phone: &Phone, sha256: Sha256) -> Answer {
        self.tus(phone, ("HEAD", upload(sha256)), &[], &[]).await
    }

    /// Sends a part of a photo.
    pub(crate) async fn part(&self, phone: &Phone, sha256: Sha256, offset: usize, bytes: &[u8]) -> Answer {
        let headers = [
            ("upload-offset", offset.to_string()),
            ("content-type", "application/offset+octet-stream".to_owned()),
        ];
        self.tus(phone, ("PATCH", upload(sha256)), &headers, bytes).await
    }

    /// Announces and sends a photo whole; the answer to its last part.
    pub(crate) async fn upload(&self, phone: &Phone, sha256: Sha256, bytes: &[u8]) -> Answer {
        let answer = self.announce(phone, sha256, bytes.len()).await;
        assert_eq!(answer.status.as_u16(), 201, "{answer}");
        self.part(phone, sha256, 0, bytes).await
    }

    pub(crate) async fn photo(&self, phone: &Phone, sha256: Sha256) -> Answer {
        self.tus(phone, ("GET", format!("/phone/v1/photos/{sha256}")), &[], &[]).await
    }

    /// The office does not have the photo, and nothing of an upload of it either.
    async fn has_nothing_of(&self, phone: &Phone, sha256: Sha256) {
        assert_eq!(self.photo(phone, sha256).await.status.as_u16(), 404);
        assert_eq!(self.how_far(phone, sha256).await.status.as_u16(), 404);
        assert_eq!(std::fs::read_dir(self.data().join("uploads")).unwrap().count(), 0);
        assert_eq!(std::fs::read_dir(self.data().join("photos")).unwrap().count(), 0);
    }
}

pub(crate) fn upload(sha256: Sha256) -> String {
    format!("/phone/v1/photos/uploads/{sha256}")
}

/// An office, a phone, and a photo with its name.
pub(crate) async fn scene() -> (TestOffice, Phone, Vec<u8>, Sha256) {
    let office = TestOffice::open().await;
    let phone = office.enrol(TECHNICIAN).await;
    let photo = jpeg(1);
    let sha256 = Sha256::of(&photo);
    (office, phone, photo, sha256)
}

#[tokio::test]
async fn a_photo_sent_in_two_parts_is_received_with_the_last() {
    let (office, phone, photo, sha256) = scene().await;
    let named = [(photo.len(), "length")];
    assert_snapshot!(office.announce(&phone, sha256, photo.len()).await, @"
    201 Created
    cache-control: no-store
    location: /phone/v1/photos/uploads/[64 digits]
    tus-resumable: 1.0.0
    upload-expires: Fri, 22 Jan 2027 08:00:00 GMT
    upload-offset: 0
    x-content-type-options: nosniff
    ");
    assert_snapshot!(office.part(&phone, sha256, 0, &photo[..300]).await, @"
    204 No Content
    cache-control: no-store
    tus-resumable: 1.0.0
    upload-expires: Fri, 22 Jan 2027 08:00:00 GMT
    upload-offset: 300
    x-content-type-options: nosniff
    ");
    assert_snapshot!(office.part(&phone, sha256, 300, &photo[300..]).await.naming(&named), @"
    204 No Content
    cache-control: no-store
    guichet-photo: received
    tus-resumable: 1.0.0
    upload-offset: [length]
    x-content-type-options: nosniff
    ");
    assert_eq!(office.photo(&phone, sha256).await.body, photo);
}

#[tokio::test]
async fn an_upload_that_was_cut_goes_on_where_head_says() {
    let (office, phone, photo, sha256) = scene().await;
    office.announce(&phone, sha256, photo.len()).await;
    office.part(&phone, sha256, 0, &photo[..500]).await;
    assert_snapshot!(office.how_far(&phone, sha256).await.naming(&[(photo.len(), "length")]), @"
    200 OK
    cache-control: no-store
    tus-resumable: 1.0.0
    upload-length: [length]
    upload-metadata: sha256 [base64]
    upload-offset: 500
    x-content-type-options: nosniff
    ");
    // Announcing it again, as a phone that forgot would, loses nothing.
    let again = office.announce(&phone, sha256, photo.len()).await;
    assert_eq!((again.status.as_u16(), again.header("upload-offset")), (201, Some("500")), "{again}");
    let last = office.part(&phone, sha256, 500, &photo[500..]).await;
    assert_eq!(last.header("guichet-photo"), Some("received"), "{last}");
    assert_snapshot!(office.how_far(&phone, sha256).await.naming(&[(photo.len(), "length")]), @"
    200 OK
    cache-control: no-store
    guichet-photo: received
    tus-resumable: 1.0.0
    upload-length: [length]
    upload-metadata: sha256 [base64]
    upload-offset: [length]
    x-content-type-options: nosniff
    ");
}

#[tokio::test]
async fn a_part_for_another_offset_is_told_where_the_upload_is() {
    let (office, phone, photo, sha256) = scene().await;
    office.announce(&phone, sha256, photo.len()).await;
    office.part(&phone, sha256, 0, &photo[..300]).await;
    assert_snapshot!(office.part(&phone, sha256, 200, &photo[200..]).await, @r#"
    409 Conflict
    content-type: application/problem+json
    tus-resumable: 1.0.0
    x-content-type-options: nosniff
    {
      "detail": "300",
      "status": 409,
      "title": "The upload is elsewhere. Ask where, and go on from there.",
      "type": "urn:guichet:problem:upload-offset"
    }
    "#);
    assert_eq!(office.part(&phone, sha256, 400, &photo[400..]).await.problem(), "upload-offset");
    let last = office.part(&phone, sha256, 300, &photo[300..]).await;
    assert_eq!(last.header("guichet-photo"), Some("received"), "{last}");
}

#[tokio::test]
async fn more_bytes_than_announced_are_not_taken() {
    let (office, phone, photo, sha256) = scene().await;
    office.announce(&phone, sha256, photo.len() - 1).await;
    assert_snapshot!(office.part(&phone, sha256, 0, &photo).await, @r#"
    413 Payload Too Large
    content-type: application/problem+json
    tus-resumable: 1.0.0
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 413,
      "title": "The photo is over the limit.",
      "type": "urn:guichet:problem:photo-too-large"
    }
    "#);
    assert_eq!(office.how_far(&phone, sha256).await.header("upload-offset"), Some("0"));
}

#[tokio::test]
async fn what_is_not_a_picture_is_not_received_and_nothing_of_it_stays() {
    let (office, phone, photo, _) = scene().await;
    let script = b"<script>alert(1)</script>".to_vec();
    assert_snapshot!(office.upload(&phone, Sha256::of(&script), &script).await, @r#"
    422 Unprocessable Entity
    content-type: application/problem+json
    tus-resumable: 1.0.0
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 422,
      "title": "This is not a JPEG picture, or only part of one.",
      "type": "urn:guichet:problem:photo-not-an-image"
    }
    "#);
    office.has_nothing_of(&phone, Sha256::of(&script)).await;
    let headless = photo[2..].to_vec();
    let png = b"\x89PNG\r\n\x1a\n".to_vec();
    let cut = photo[..photo.len() * 2 / 3].to_vec();
    let almost = photo[..photo.len() - 2].to_vec();
    let markers = [[0xFF, 0xD8], [0xFF, 0xD9]].concat();
    for wrong in [headless, png, cut, almost, markers, vec![0]] {
        let sha256 = Sha256::of(&wrong);
        let answer = office.upload(&phone, sha256, &wrong).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (422, "photo-not-an-image"));
        office.has_nothing_of(&phone, sha256).await;
    }
}

#[tokio::test]
async fn a_picture_that_unpacks_to_more_than_the_memory_is_not_decoded() {
    let (office, phone, mut photo, _) = scene().await;
    // The start of frame: a marker, its length, the precision, then height and width.
    let frame = photo.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
    photo[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0xFF]);
    let sha256 = Sha256::of(&photo);
    let answer = office.upload(&phone, sha256, &photo).await;
    assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (413, "photo-too-large"));
    office.has_nothing_of(&phone, sha256).await;
}

#[tokio::test]
async fn a_photo_that_is_not_the_announced_one_is_not_received() {
    let (office, phone, photo, _) = scene().await;
    let claimed = Sha256::of(b"another");
    assert_snapshot!(office.upload(&phone, claimed, &photo).await, @r#"
    422 Unprocessable Entity
    content-type: application/problem+json
    tus-resumable: 1.0.0
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 422,
      "title": "The photo is not the one that was announced.",
      "type": "urn:guichet:problem:photo-hash-mismatch"
    }
    "#);
    office.has_nothing_of(&phone, claimed).await;
    office.has_nothing_of(&phone, Sha256::of(&photo)).await;
}

#[tokio::test]
async fn announcements_that_make_no_sense_begin_nothing() {
    let (office, phone, photo, sha256) = scene().await;
    assert_snapshot!(office.announce(&phone, sha256, 0).await, @r#"
    422 Unprocessable Entity
    content-type: application/problem+json
    tus-resumable: 1.0.0
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 422,
      "title": "The photo has no bytes.",
      "type": "urn:guichet:problem:photo-empty"
    }
    "#);
    assert_snapshot!(office.announce(&phone, sha256, PHOTO_BYTES_MAX + 1).await, @r#"
    413 Payload Too Large
    content-type: application/problem+json
    tus-resumable: 1.0.0
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 413,
      "title": "The photo is over the limit.",
      "type": "urn:guichet:problem:photo-too-large"
    }
    "#);
    let begin = || ("POST", "/phone/v1/photos".to_owned());
    let hash = format!("sha256 {}", base64(&sha256.to_string()));
    assert_snapshot!(office.tus(&phone, begin(), &[("upload-metadata", hash.clone())], &[]).await, @r#"
    400 Bad Request
    content-type: application/problem+json
    tus-resumable: 1.0.0
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 400,
      "title": "An upload header is missing or is not a number.",
      "type": "urn:guichet:problem:upload-header-missing"
    }
    "#);
    for length in ["", "-1", "+1", "1e3", "99999999999999999999"] {
        let headers = [("upload-length", length.to_owned()), ("upload-metadata", hash.clone())];
        let answer = office.tus(&phone, begin(), &headers, &[]).await;
        assert_eq!(answer.problem(), "upload-header-missing", "{length:?}");
    }
    let wrong = [
        String::new(),
        "sha256".to_owned(),
        "sha256 !".to_owned(),
        format!("sha256 {}", base64("../../etc/passwd")),
        format!("sha256 {}", base64(&"é".repeat(32))),
        format!("filename {}", base64("photo.jpg")),
    ];
    for metadata in wrong {
        let headers = [("upload-length", photo.len().to_string()), ("upload-metadata", metadata)];
        let answer = office.tus(&phone, begin(), &headers, &[]).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (400, "upload-metadata"));
    }
}

#[tokio::test]
async fn bytes_the_office_has_already_are_received_at_once() {
    let (office, phone, photo, sha256) = scene().await;
    let colleague = office.enrol(COLLEAGUE).await;
    office.upload(&phone, sha256, &photo).await;
    let again = office.announce(&phone, sha256, photo.len()).await;
    let answer = office.announce(&colleague, sha256, photo.len()).await;
    assert_eq!(again.to_string(), answer.to_string());
    assert_snapshot!(answer.naming(&[(photo.len(), "length")]), @"
    201 Created
    cache-control: no-store
    guichet-photo: received
    location: /phone/v1/photos/uploads/[64 digits]
    tus-resumable: 1.0.0
    upload-offset: [length]
    x-content-type-options: nosniff
    ");
    assert!(office.app.counters.text().contains("guichet_photos_received_total 1\n"));
    assert_eq!(std::fs::read_dir(office.data().join("uploads")).unwrap().count(), 0);
}

#[tokio::test]
async fn two_phones_sending_the_same_photo_do_not_get_in_each_others_way() {
    let (office, phone, photo, sha256) = scene().await;
    let colleague = office.enrol(COLLEAGUE).await;
    office.announce(&phone, sha256, photo.len()).await;
    office.part(&phone, sha256, 0, &photo[..400]).await;
    assert_eq!(office.how_far(&colleague, sha256).await.status.as_u16(), 404, "the upload of another");
    let announced = office.announce(&colleague, sha256, photo.len()).await;
    assert_eq!(announced.header("upload-offset"), Some("0"));
    // A colleague who sends rubbish under the name spoils nothing.
    let rubbish = vec![0; photo.len()];
    assert_eq!(office.part(&colleague, sha256, 0, &rubbish).await.problem(), "photo-hash-mismatch");
    let last = office.part(&phone, sha256, 400, &photo[400..]).await;
    assert_eq!(last.header("guichet-photo"), Some("received"), "{last}");
    assert_eq!(office.photo(&phone, sha256).await.body, photo);
    let theirs = office.photo(&colleague, sha256).await;
    assert_eq!(theirs.status.as_u16(), 404, "no document of theirs names it");
}

#[tokio::test]
async fn a_part_of_another_kind_or_for_nothing_that_was_announced_is_refused() {
    let (office, phone, photo, sha256) = scene().await;
    assert_eq!(office.part(&phone, sha256, 0, &photo).await.problem(), "not-found");
    let headers = [("upload-offset", "0".to_owned()), ("content-type", "image/jpeg".to_owned())];
    let answer = office.tus(&phone, ("PATCH", upload(sha256)), &headers, &photo).await;
    assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (415, "unsupported-media-type"));
    let headers = [("content-type", "application/offset+octet-stream".to_owned())];
    let answer = office.tus(&phone, ("PATCH", upload(sha256)), &headers, &photo).await;
    assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (400, "upload-header-missing"));
}

#[tokio::test]
async fn a_photo_is_served_as_nothing_but_a_picture() {
    let (office, phone, photo, sha256) = scene().await;
    office.upload(&phone, sha256, &photo).await;
    let mut answer = office.photo(&phone, sha256).await;
    assert_eq!(std::mem::take(&mut answer.body), photo);
    assert_snapshot!(answer, @"
    200 OK
    cache-control: no-store
    content-security-policy: default-src 'none'; sandbox
    content-type: image/jpeg
    x-content-type-options: nosniff
    ");
}

#[tokio::test]
async fn a_photo_the_office_does_not_have_is_not_found() {
    let (office, phone, _, sha256) = scene().await;
    assert_snapshot!(office.photo(&phone, sha256).await, @r#"
    404 Not Found
    content-type: application/problem+json
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 404,
      "title": "There is nothing at this address.",
      "type": "urn:guichet:problem:not-found"
    }
    "#);
    for name in ["aa", "%2e%2e%2fserver.db", "..", "uploads"] {
        let path = format!("/phone/v1/photos/{name}");
        let answer = office.tus(&phone, ("GET", path), &[], &[]).await;
        assert_eq!(answer.status.as_u16(), 404, "{name}: {answer}");
    }
}

#[tokio::test]
async fn a_last_part_whose_answer_was_lost_is_answered_again() {
    let (office, phone, photo, sha256) = scene().await;
    office.announce(&phone, sha256, photo.len()).await;
    office.part(&phone, sha256, 0, &photo[..400]).await;
    for _ in 0..2 {
        let last = office.part(&phone, sha256, 400, &photo[400..]).await;
        assert_eq!((last.status.as_u16(), last.header("guichet-photo")), (204, Some("received")), "{last}");
    }
}

#[tokio::test]
async fn a_photo_whose_file_was_lost_can_be_brought_again() {
    let (office, phone, photo, sha256) = scene().await;
    office.upload(&phone, sha256, &photo).await;
    let name = sha256.to_string();
    let file = office.data().join("photos").join(&name[..2]).join(&name);
    for damage in [None, Some(&photo[..photo.len() / 2])] {
        match damage {
            None => std::fs::remove_file(&file).unwrap(),
            Some(part) => std::fs::write(&file, part).unwrap(),
        }
        assert_eq!(office.how_far(&phone, sha256).await.status.as_u16(), 404, "it is not said to be there");
        let answer = office.upload(&phone, sha256, &photo).await;
        assert_eq!(answer.header("guichet-photo"), Some("received"), "{answer}");
        assert_eq!(office.photo(&phone, sha256).await.body, photo);
    }
}

#[tokio::test]
async fn the_office_marks_a_photo_of_another_day_and_one_without_a_date() {
    let mut scene = Scene::open().await;
    let days_ago = |days: i64| START.plus_ms(-days * 24 * 60 * 60 * 1000);
    for (taken_at, dated_by) in
        [(START, DatedBy::Camera), (days_ago(2), DatedBy::Camera), (START, DatedBy::Phone)]
    {
        let facts = PhotoFacts { taken_at, dated_by, ..photo_facts("vanne") };
        let photo = scene.phone.does(&mut scene.order, WorkOrderCommand::AddPhoto(facts));
        scene.office.sync(&mut scene.phone, vec![photo]).await;
    }
    let visitor = scene.office.visitor().await;
    let page = visitor.get(&format!("/office/work-orders/{}", scene.order.id())).await;
    assert_eq!(page.matches("data-test=\"photo-another-day\"").count(), 1);
    assert_eq!(page.matches("data-test=\"photo-undated\"").count(), 1);
    assert_eq!(page.matches("figure class=\"photo\"").count(), 3);
}

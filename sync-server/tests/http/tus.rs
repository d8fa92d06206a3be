//! What tus 1.0 asks of a server, sentence by sentence of the protocol, for the parts that are spoken here.

use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use insta::assert_snapshot;
use sha2::{Digest as _, Sha256 as Sha2};
use shared::Sha256;
use shared::limits::{PHOTO_BYTES_MAX, SYNC_BODY_BYTES_MAX};

use crate::answer::Answer;
use crate::phone::Phone;
use crate::photos::{base64, jpeg, scene, upload};
use crate::test_office::TestOffice;

const PHOTOS: &str = "/phone/v1/photos";
const PART: (&str, &str) = ("content-type", "application/offset+octet-stream");

/// A photo so large: a small one with comments in it (ISO 10918-1, B.2.4.5).
pub(crate) fn large_jpeg(bytes: usize) -> Vec<u8> {
    let small = jpeg(1);
    let mut large = small[..2].to_vec();
    let mut left = bytes - small.len();
    while left > 0 {
        // A rest too short for a comment of its own is left to the last one.
        let comment = if left > 65_600 { 65_537 } else { left.min(65_537) };
        let comment = if left > comment && left - comment < 4 { comment - 4 } else { comment };
        large.extend([0xFF, 0xFE]);
        large.extend(u16::try_from(comment - 2).unwrap().to_be_bytes());
        large.extend(std::iter::repeat_n(0x20, comment - 4));
        left -= comment;
    }
    large.extend(&small[2..]);
    assert_eq!(large.len(), bytes);
    large
}

impl TestOffice {
    /// Asks with just these headers, and who is asking.
    async fn asks(
        &self,
        phone: &Phone,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let bearer = format!("Bearer {}", phone.token);
        let mut request = Request::builder().method(method).uri(path).header("authorization", bearer);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(body).unwrap()).await
    }

    async fn patch(
        &self,
        phone: &Phone,
        sha256: Sha256,
        offset: usize,
        more: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let offset = offset.to_string();
        let mut headers = vec![("tus-resumable", "1.0.0"), PART, ("upload-offset", offset.as_str())];
        headers.extend(more);
        self.asks(phone, "PATCH", &upload(sha256), &headers, body).await
    }

    async fn offset(&self, phone: &Phone, sha256: Sha256) -> Option<usize> {
        self.how_far(phone, sha256).await.header("upload-offset")?.parse().ok()
    }
}

#[tokio::test]
async fn options_tell_anybody_what_is_spoken_here_whatever_version_they_name() {
    let (office, _, _, sha256) = scene().await;
    let asked =
        |path: String| Request::options(path).header("tus-resumable", "0.1.0").body(Body::empty()).unwrap();
    let told = office.send(asked(PHOTOS.to_owned())).await.to_string();
    assert_snapshot!(told, @"
    204 No Content
    tus-checksum-algorithm: sha1,sha256
    tus-extension: creation,expiration,checksum,termination
    tus-max-size: 20971520
    tus-resumable: 1.0.0
    tus-version: 1.0.0
    x-content-type-options: nosniff
    ");
    assert_eq!(office.send(asked(upload(sha256))).await.to_string(), told);
}

#[tokio::test]
async fn another_version_is_refused_with_those_that_are_spoken_and_nothing_is_done() {
    let (office, phone, photo, sha256) = scene().await;
    office.announce(&phone, sha256, photo.len()).await;
    for (method, path) in [
        ("POST", PHOTOS.to_owned()),
        ("HEAD", upload(sha256)),
        ("PATCH", upload(sha256)),
        ("DELETE", upload(sha256)),
    ] {
        for version in [None, Some("0.2.2"), Some("2.0.0"), Some("1.0.0, 0.2.2"), Some("1.0")] {
            let version: Vec<_> = version.map(|version| ("tus-resumable", version)).into_iter().collect();
            let answer = office.asks(&phone, method, &path, &version, Body::empty()).await;
            assert_eq!(answer.status, StatusCode::PRECONDITION_FAILED, "{method} {version:?}: {answer}");
            assert_eq!(answer.header("tus-version"), Some("1.0.0"), "{method} {version:?}: {answer}");
        }
    }
    assert_eq!(office.offset(&phone, sha256).await, Some(0), "it was not given up");
}

#[tokio::test]
async fn every_answer_names_the_version_it_is_in() {
    let (office, phone, photo, sha256) = scene().await;
    let mut stranger = office.enrol(crate::test_office::TECHNICIAN).await;
    stranger.token = "00".to_owned();
    let version = ("tus-resumable", "1.0.0");
    for (who, method, path, headers) in [
        (&stranger, "POST", PHOTOS.to_owned(), vec![version]),
        (&stranger, "HEAD", upload(sha256), vec![version]),
        (&phone, "POST", PHOTOS.to_owned(), vec![version]),
        (&phone, "GET", PHOTOS.to_owned(), vec![version]),
        (&phone, "HEAD", upload(sha256), vec![version]),
        (&phone, "HEAD", upload(sha256).replace("uploads/", "uploads/x"), vec![version]),
        (&phone, "PATCH", upload(sha256), vec![version]),
        (&phone, "PATCH", upload(sha256), vec![version, PART, ("upload-offset", "0")]),
        (&phone, "DELETE", upload(sha256), vec![version]),
        (&phone, "PUT", upload(sha256), vec![version]),
        (&phone, "PATCH", upload(sha256), vec![]),
    ] {
        let answer = office.asks(who, method, &path, &headers, Body::empty()).await;
        assert!(answer.status.is_client_error(), "{method} {path}: {answer}");
        assert_eq!(answer.header("tus-resumable"), Some("1.0.0"), "{method} {path}: {answer}");
    }
    let photo = office.upload(&phone, sha256, &photo).await;
    assert_eq!(photo.header("tus-resumable"), Some("1.0.0"));
}

#[tokio::test]
async fn the_method_that_is_meant_may_be_said_in_a_header() {
    let (office, phone, photo, sha256) = scene().await;
    office.announce(&phone, sha256, photo.len()).await;
    let headers =
        [("tus-resumable", "1.0.0"), PART, ("upload-offset", "0"), ("x-http-method-override", "PATCH")];
    let last = office.asks(&phone, "POST", &upload(sha256), &headers, Body::from(photo)).await;
    assert_eq!((last.status.as_u16(), last.header("guichet-photo")), (204, Some("received")), "{last}");
}

#[tokio::test]
async fn head_gives_back_what_was_said_when_the_upload_was_announced() {
    let (office, phone, photo, sha256) = scene().await;
    let metadata =
        format!("filename {},sha256 {},note", base64("chaudière.jpg"), base64(&sha256.to_string()));
    let length = photo.len().to_string();
    let headers = [
        ("tus-resumable", "1.0.0"),
        ("upload-length", length.as_str()),
        ("upload-metadata", metadata.as_str()),
    ];
    let answer = office.asks(&phone, "POST", PHOTOS, &headers, Body::empty()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{answer}");
    let so_far = office.how_far(&phone, sha256).await;
    assert_eq!(so_far.header("upload-metadata"), Some(metadata.as_str()), "{so_far}");
    assert_eq!(
        (so_far.header("upload-length"), so_far.header("cache-control")),
        (Some(length.as_str()), Some("no-store"))
    );
    // An upload that an earlier version began, which kept the length alone.
    let file = office.data().join("uploads").join(format!("{}-{sha256}.length", phone.device));
    std::fs::write(file, format!("{length}\n")).unwrap();
    let so_far = office.how_far(&phone, sha256).await;
    assert_eq!(so_far.header("upload-metadata").unwrap(), format!("sha256 {}", base64(&sha256.to_string())));
}

#[tokio::test]
async fn a_part_larger_than_any_other_request_is_taken_as_it_comes() {
    let (office, phone, _, _) = scene().await;
    let photo = large_jpeg(PHOTO_BYTES_MAX);
    assert!(photo.len() > 4 * SYNC_BODY_BYTES_MAX);
    let sha256 = Sha256::of(&photo);
    office.announce(&phone, sha256, photo.len()).await;
    // In pieces, and without a word of how many there are.
    let pieces: Vec<_> =
        photo.chunks(100_000).map(|piece| Ok::<_, std::io::Error>(Bytes::copy_from_slice(piece))).collect();
    let body = Body::from_stream(futures_util::stream::iter(pieces));
    let last = office.patch(&phone, sha256, 0, &[], body).await;
    assert_eq!((last.status.as_u16(), last.header("guichet-photo")), (204, Some("received")), "{last}");
    assert_eq!(office.photo(&phone, sha256).await.body, photo);
}

/// The first bytes of a body, and then the connection is gone.
fn cut(bytes: &[u8]) -> Body {
    let first = Ok(Bytes::copy_from_slice(bytes));
    let then = Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset));
    Body::from_stream(futures_util::stream::iter([first, then]))
}

#[tokio::test]
async fn what_arrived_before_a_connection_was_cut_stays() {
    let (office, phone, photo, sha256) = scene().await;
    office.announce(&phone, sha256, photo.len()).await;
    let answer = office.patch(&phone, sha256, 0, &[], cut(&photo[..200])).await;
    assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (409, "upload-cut"));
    assert_eq!(office.offset(&phone, sha256).await, Some(200));
    let last = office.part(&phone, sha256, 200, &photo[200..]).await;
    assert_eq!(last.header("guichet-photo"), Some("received"), "{last}");
}

#[tokio::test]
async fn more_than_was_announced_is_taken_back_though_nobody_said_how_much_it_is() {
    let (office, phone, photo, sha256) = scene().await;
    office.announce(&phone, sha256, photo.len()).await;
    office.part(&phone, sha256, 0, &photo[..100]).await;
    let pieces = [photo[100..].to_vec(), vec![0]].map(|piece| Ok::<_, std::io::Error>(Bytes::from(piece)));
    let answer =
        office.patch(&phone, sha256, 100, &[], Body::from_stream(futures_util::stream::iter(pieces))).await;
    assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (413, "photo-too-large"));
    assert_eq!(office.offset(&phone, sha256).await, Some(100));
}

fn sum(bytes: &[u8]) -> String {
    format!("sha256 {}", BASE64.encode(Sha2::digest(bytes)))
}

#[tokio::test]
async fn a_part_that_is_not_what_its_checksum_says_is_not_taken_nor_one_that_was_cut() {
    let (office, phone, photo, sha256) = scene().await;
    office.announce(&phone, sha256, photo.len()).await;
    let (first, rest) = photo.split_at(300);
    let right = sum(first);
    let answer =
        office.patch(&phone, sha256, 0, &[("upload-checksum", &right)], Body::from(first.to_vec())).await;
    assert_eq!(answer.header("upload-offset"), Some("300"), "{answer}");
    let headers = [("upload-checksum", right.as_str())];
    let answer = office.patch(&phone, sha256, 300, &headers, Body::from(rest.to_vec())).await;
    assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (460, "upload-checksum-mismatch"));
    let answer =
        office.patch(&phone, sha256, 300, &[("upload-checksum", &sum(rest))], cut(&rest[..50])).await;
    assert_eq!(answer.problem(), "upload-cut");
    assert_eq!(office.offset(&phone, sha256).await, Some(300), "neither of them");
    for unknown in ["md5 AAAA", "sha256", "sha256 !", ""] {
        let answer = office
            .patch(&phone, sha256, 300, &[("upload-checksum", unknown)], Body::from(rest.to_vec()))
            .await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem().as_str()),
            (400, "upload-checksum"),
            "{unknown}"
        );
    }
    let last = office
        .patch(&phone, sha256, 300, &[("upload-checksum", &sum(rest))], Body::from(rest.to_vec()))
        .await;
    assert_eq!(last.header("guichet-photo"), Some("received"), "{last}");
}

#[tokio::test]
async fn an_upload_can_be_given_up_but_no_photo_the_office_has() {
    let (office, phone, photo, sha256) = scene().await;
    let give_up = async || office.tus(&phone, ("DELETE", upload(sha256)), &[], &[]).await;
    assert_eq!(give_up().await.status, StatusCode::NOT_FOUND);
    office.announce(&phone, sha256, photo.len()).await;
    office.part(&phone, sha256, 0, &photo[..100]).await;
    assert_snapshot!(give_up().await, @"
    204 No Content
    tus-resumable: 1.0.0
    x-content-type-options: nosniff
    ");
    assert_eq!(office.offset(&phone, sha256).await, None);
    assert_eq!(std::fs::read_dir(office.data().join("uploads")).unwrap().count(), 0);
    assert_eq!(give_up().await.status, StatusCode::NOT_FOUND);
    office.upload(&phone, sha256, &photo).await;
    assert_eq!(give_up().await.problem(), "photo-received");
    assert_eq!(office.photo(&phone, sha256).await.body, photo);
}

#[tokio::test]
async fn a_request_that_stands_still_gives_way_to_the_next_of_the_same_upload() {
    let (office, phone, photo, sha256) = scene().await;
    office.announce(&phone, sha256, photo.len()).await;
    let (come, comes) = tokio::sync::mpsc::channel(1);
    let body = Body::from_stream(tokio_stream::wrappers::ReceiverStream::new(comes));
    come.send(Ok::<_, std::io::Error>(Bytes::copy_from_slice(&photo[..200]))).await.unwrap();
    let dead = office.patch(&phone, sha256, 0, &[], body);
    let again = async {
        while office.offset(&phone, sha256).await != Some(200) {
            tokio::task::yield_now().await;
        }
        office.part(&phone, sha256, 200, &photo[200..]).await
    };
    let (dead, last) = tokio::join!(dead, again);
    assert_eq!(dead.problem(), "upload-cut");
    assert_eq!(last.header("guichet-photo"), Some("received"), "{last}");
    drop(come);
}

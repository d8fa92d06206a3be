//! What files say of their pictures before they are decoded, and the date a photo gets.

use mobile::client::{Answer, Ask, BadPicture, Failure};
use mobile::limits::{PHOTO_PIXELS_OPENED_MAX, PHOTO_TAKEN_AT_MIN};
use mobile::replica::Header;
use mobile::shell::native::prepare;
use rusqlite::Connection;
use shared::document::photo::{DatedBy, PhotoFacts, PhotoPhase};
use shared::wire::SyncReply;
use shared::{Moment, Timestamp};

use crate::phone::{DEVICE, ORDER, OWNER, Phone, jpeg, made, new_order, reply, whole};

fn with_an_order() -> Phone {
    let mut phone = Phone::on(Connection::open_in_memory().unwrap());
    phone.enrols(OWNER, DEVICE, "secret");
    phone.sync_request();
    phone.synced(SyncReply { documents: vec![whole(&made(ORDER, new_order()))], ..reply(0) });
    phone
}

/// The picture with EXIF (CIPA DC-008): an orientation, a date of taking, its zone.
fn with_exif(jpeg: &[u8], orientation: u8, taken: Option<&str>, zone: Option<&str>) -> Vec<u8> {
    let texts: Vec<(u16, String)> = [(0x9003, taken), (0x9011, zone)]
        .into_iter()
        .filter_map(|(tag, text)| Some((tag, format!("{}\0", text?))))
        .collect();
    let mut tiff = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    tiff.extend([0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0]);
    let mut after = 38 + 2 + 12 * texts.len() + 4;
    tiff.extend(u16::try_from(texts.len()).unwrap().to_be_bytes());
    for (tag, text) in &texts {
        tiff.extend(tag.to_be_bytes());
        tiff.extend([0, 2]);
        tiff.extend(u32::try_from(text.len()).unwrap().to_be_bytes());
        tiff.extend(u32::try_from(after).unwrap().to_be_bytes());
        after += text.len();
    }
    tiff.extend([0; 4]);
    texts.iter().for_each(|(_, text)| tiff.extend(text.as_bytes()));
    let length = u16::try_from(tiff.len() + 8).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1, length[0], length[1]], b"Exif\0\0", &tiff, &jpeg[2..]].concat()
}

fn dated(taken: &str, zone: Option<&str>) -> Vec<u8> {
    with_exif(&jpeg(8, 8), 1, Some(taken), zone)
}

/// The instant the header names on a phone in Belgium, in winter an hour and in summer two before UTC.
fn taken_in_belgium(taken: &str, zone: Option<&str>) -> Option<Timestamp> {
    // The last Sunday of March 2026, 1 h UTC.
    let summer = Timestamp(1_774_746_000_000);
    let header = Header::read(&dated(taken, zone)).unwrap();
    header.taken.map(|taken| taken.at(|at| if at < summer { 60 } else { 120 }))
}

#[test]
fn a_camera_says_when_it_took_a_picture_with_its_zone_or_by_the_phones() {
    let noon_utc = Some(Timestamp(1_767_960_000_000)); // 2026-01-09T12:00:00Z
    assert_eq!(taken_in_belgium("2026:01:09 13:00:00", None), noon_utc);
    assert_eq!(taken_in_belgium("2026:01:09 21:00:00", Some("+09:00")), noon_utc);
    assert_eq!(taken_in_belgium("2026:01:09 02:30:00", Some("-09:30")), noon_utc);
    assert_eq!(taken_in_belgium("2026:01:09 13:00:00", Some("   :  ")), noon_utc, "a zone left blank");
    // On both sides of the hour that there is not.
    assert_eq!(taken_in_belgium("2026:03:29 01:59:59", None), Some(Timestamp(1_774_745_999_000)));
    assert_eq!(taken_in_belgium("2026:03:29 03:00:00", None), Some(Timestamp(1_774_746_000_000)));
}

#[test]
fn what_is_no_date_is_none() {
    for rubbish in
        ["0000:00:00 00:00:00", "    :  :     :  :  ", "2026:02:30 10:00:00", "2026:01:09", "hier", ""]
    {
        assert_eq!(taken_in_belgium(rubbish, None), None, "{rubbish}");
    }
    assert_eq!(Header::read(&jpeg(8, 8)).unwrap().taken, None);
}

/// What the document says of a photo added at this moment.
fn added(picture: &[u8], wall: Timestamp) -> PhotoFacts {
    let mut phone = with_an_order();
    let ask = Ask::AddPhoto { document: ORDER, phase: PhotoPhase::After, caption: String::new() };
    let (answer, _) = phone.replica.answer(ask, prepare(picture).ok(), Moment { wall, entropy: 1 });
    assert!(matches!(answer, Answer::Saved { .. }), "{answer:?}");
    phone.order().photos.into_values().next().unwrap().facts
}

#[test]
fn a_photo_from_the_gallery_has_its_own_date_unless_it_cannot_be() {
    let noon = Timestamp(1_767_960_000_000);
    let (by_camera, by_phone) = (DatedBy::Camera, DatedBy::Phone);
    let said = |taken: &str, wall| {
        let facts = added(&dated(taken, Some("+00:00")), wall);
        (facts.taken_at, facts.dated_by)
    };
    let now = noon.plus_ms(86_400_000);
    assert_eq!(said("2026:01:09 12:00:00", now), (noon, by_camera));
    assert_eq!(said("2026:01:09 12:00:00", noon), (noon, by_camera), "just now");
    assert_eq!(said("2026:01:09 12:00:01", noon), (noon, by_phone), "not yet");
    assert_eq!(said("1995:01:01 00:00:00", now), (PHOTO_TAKEN_AT_MIN, by_camera));
    assert_eq!(said("1994:12:31 23:59:59", now), (now, by_phone));
    assert_eq!(said("0000:00:00 00:00:00", now), (now, by_phone));
    let facts = added(&jpeg(8, 8), now);
    assert_eq!((facts.taken_at, facts.dated_by), (now, by_phone));
}

#[test]
fn a_file_says_what_it_is_before_it_is_decoded() {
    let ftyp = |brand: &[u8]| [b"\0\0\0\x18ftyp", brand, b"\0\0\0\0mif1", brand].concat();
    let tiff =
        b"II*\0\x08\0\0\0\x02\0\0\x01\x03\0\x01\0\0\0\x08\0\0\0\x01\x01\x03\0\x01\0\0\0\x08\0\0\0\0\0\0\0";
    let why = |bytes: &[u8]| Header::read(bytes).map_or_else(|why| why, |header| header.not_decoded());
    assert_eq!(why(b""), BadPicture::Unreadable);
    assert_eq!(why(b"%PDF-1.7 and so on"), BadPicture::NotAPicture);
    assert_eq!(why(&ftyp(b"isom")), BadPicture::NotAPicture, "a film");
    assert_eq!(why(&ftyp(b"heic")), BadPicture::Heic);
    assert_eq!(why(&ftyp(b"avif")), BadPicture::Avif);
    assert_eq!(why(tiff), BadPicture::OtherKind);
    assert_eq!(why(b"\xFF\xD8\xFF and no more"), BadPicture::Damaged);
    assert_eq!(why(b"too short"), BadPicture::NotAPicture);
}

#[test]
fn a_picture_cut_short_is_damaged_wherever_it_was_cut() {
    // A whole thumbnail inside has an end of its own.
    let whole = jpeg(64, 64);
    let thumbnail = jpeg(8, 8);
    let length = u16::try_from(thumbnail.len() + 2).unwrap().to_be_bytes();
    let whole = [&whole[..2], &[0xFF, 0xE2, length[0], length[1]], &thumbnail, &whole[2..]].concat();
    assert!(Header::read(&whole).is_ok());
    for cut in 12..whole.len() {
        assert_eq!(Header::read(&whole[..cut]), Err(BadPicture::Damaged), "{cut} of {} bytes", whole.len());
    }
    let padded = [&whole[..2], &[0xFF; 5], &whole[2..]].concat();
    assert!(Header::read(&padded).is_ok(), "padding between segments is allowed");
    let with_more = [&whole[..], b"SEFT and a film", &[0xFF, 0xDA, 0]].concat();
    assert!(Header::read(&with_more).is_ok(), "phones write more after the end");
}

#[test]
fn a_picture_larger_than_a_canvas_is_opened_smaller() {
    let opened = |width: u16, height: u16, orientation| {
        let mut picture = jpeg(8, 8);
        let frame = picture.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
        picture[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
        picture[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
        Header::read(&with_exif(&picture, orientation, None, None)).unwrap().width_px_opened()
    };
    assert_eq!(4_096 * 4_096, PHOTO_PIXELS_OPENED_MAX);
    assert_eq!(opened(4_096, 4_096, 1), None);
    assert_eq!(opened(4_096, 4_097, 1), Some(4_095));
    for (width, height) in [(8_064_u16, 6_048_u16), (20_000, 2_000), (1_000, 60_000)] {
        let (wide, high) = (u64::from(width), u64::from(height));
        let fits = u64::from(opened(width, height, 1).unwrap());
        assert!(fits * (fits * high / wide) <= PHOTO_PIXELS_OPENED_MAX, "{width} × {height}");
        assert!((fits + 1) * (fits + 1) * high / wide >= PHOTO_PIXELS_OPENED_MAX, "{width} × {height}");
        // Lying on its side, it is as wide as it is high.
        assert_eq!(opened(width, height, 6), opened(height, width, 1));
    }
}

#[test]
fn what_is_no_picture_says_so() {
    let mut phone = with_an_order();
    let ask = Ask::AddPhoto { document: ORDER, phase: PhotoPhase::After, caption: String::new() };
    let moment = phone.moment();
    let answer = phone.replica.answer(ask, None, moment).0;
    assert_eq!(answer, Answer::Failed(Failure::BadPicture(BadPicture::Unreadable)));
    assert!(phone.order().photos.is_empty());
}

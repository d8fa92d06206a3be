//! The conversation about a photo: announced, asked about, sent in parts, in any order and by any header.
//!
//! The bytes are a script: what is done, with which photo, and what its headers say. A model knows what
//! was sent: the office must tell the same, take no photo that is not whole, and show no other bytes.

use std::time::{Duration, SystemTime};

use axum::http::StatusCode;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use shared::Sha256;

use super::office::{Answer, Office, at_office, of_the_phone};
use super::photo::picture;

/// Photos that are spoken of; one more is never announced.
const PHOTOS: usize = 3;
/// Far fewer than the unfinished uploads a device may have: none is given up for another.
const STEPS_MAX: usize = 24;
const PART: &str = "application/offset+octet-stream";

/// What is left of a script.
struct Script<'a>(&'a [u8]);

impl<'a> Script<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    fn number(&mut self) -> Option<usize> {
        Some(usize::from(u16::from_be_bytes([self.byte()?, self.byte()?])))
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let length = usize::from(self.byte()?).min(self.0.len());
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        Some(text)
    }
}

/// A photo, and what the office has of it.
struct Photo {
    sha256: Sha256,
    bytes: Vec<u8>,
    /// What was sent of the upload under way.
    sent: Option<Vec<u8>>,
    received: bool,
}

/// What a header says, or what would be right.
enum Says<'a> {
    Right,
    This(&'a [u8]),
}

impl<'a> Says<'a> {
    fn read(script: &mut Script<'a>) -> Option<Self> {
        Some(if script.byte()?.is_multiple_of(2) { Self::Right } else { Self::This(script.text()?) })
    }

    fn or(self, right: &str) -> Vec<u8> {
        match self {
            Self::Right => right.as_bytes().to_vec(),
            Self::This(said) => said.to_vec(),
        }
    }
}

pub(super) fn run(script: &[u8]) {
    at_office(|office| {
        let first = office.runs * 8;
        let mut photos: Vec<Photo> = (0..=PHOTOS as u32).map(|number| Photo::new(first + number)).collect();
        let mut script = Script(script);
        for _ in 0..STEPS_MAX {
            if step(office, &mut photos, &mut script).is_none() {
                break;
            }
        }
        let later = SystemTime::now() + Duration::from_secs(3600);
        office.app.photos.sweep_uploads(later).unwrap();
    });
}

/// One thing after another; nothing once the script is at its end.
fn step(office: &mut Office, photos: &mut [Photo], script: &mut Script<'_>) -> Option<()> {
    let step = script.byte()? % 5;
    let number = usize::from(script.byte()?);
    if step == 0 {
        return photos[number % PHOTOS].is_announced(office, script);
    }
    let photo = &mut photos[number % (PHOTOS + 1)];
    match step {
        1 => photo.is_asked_about(office),
        2 => {
            let (from, count) = (script.number()?.min(photo.bytes.len()), script.number()?);
            let part = photo.bytes[from..].iter().copied().take(count).collect();
            photo.goes_on(office, from.to_string().as_bytes(), "1.0.0".as_bytes(), PART.as_bytes(), part);
        }
        3 => {
            let offset = Says::read(script)?.or(&photo.sent.as_ref().map_or(0, Vec::len).to_string());
            let version = Says::read(script)?.or("1.0.0");
            let kind = Says::read(script)?.or(PART);
            let part = script.text()?.to_vec();
            photo.goes_on(office, &offset, &version, &kind, part);
        }
        _ => photo.is_looked_at(office),
    }
    Some(())
}

impl Photo {
    fn new(number: u32) -> Self {
        let bytes = picture(number);
        Self { sha256: Sha256::of(&bytes), bytes, sent: None, received: false }
    }

    fn upload(&self) -> String {
        format!("/phone/v1/photos/uploads/{}", self.sha256)
    }

    fn is_announced(&mut self, office: &mut Office, script: &mut Script<'_>) -> Option<()> {
        let right = format!("sha256 {}", BASE64.encode(self.sha256.to_string()));
        let length = Says::read(script)?.or(&self.bytes.len().to_string());
        let metadata = Says::read(script)?.or(&right);
        let version = Says::read(script)?.or("1.0.0");
        let is_this = metadata == right.as_bytes();
        let request = of_the_phone("POST", "/phone/v1/photos")
            .header("upload-length", length)
            .header("upload-metadata", metadata)
            .header("tus-resumable", version);
        let Some(answer) = office.send(request, Vec::new()) else { return Some(()) };
        if answer.status == StatusCode::CREATED && is_this {
            self.sent.get_or_insert_default();
            self.is_told_right(&answer);
        } else {
            assert!(
                answer.status == StatusCode::CREATED || answer.status.is_client_error(),
                "{}",
                answer.status
            );
        }
        Some(())
    }

    fn is_asked_about(&self, office: &mut Office) {
        let answer = office
            .send(of_the_phone("HEAD", &self.upload()).header("tus-resumable", "1.0.0"), Vec::new())
            .unwrap();
        if answer.status == StatusCode::OK {
            self.is_told_right(&answer);
        } else {
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
            assert!(self.sent.is_none() && !self.received, "what was taken is known");
        }
    }

    /// The answer says how far the upload is, and whether the office has the photo.
    fn is_told_right(&self, answer: &Answer) {
        let is_received = answer.header("guichet-photo") == Some("received");
        assert_eq!(is_received, self.received);
        let at = if self.received { self.bytes.len() } else { self.sent.as_ref().unwrap().len() };
        assert_eq!(answer.header("upload-offset"), Some(at.to_string().as_str()));
    }

    fn goes_on(&mut self, office: &mut Office, offset: &[u8], version: &[u8], kind: &[u8], part: Vec<u8>) {
        let request = of_the_phone("PATCH", &self.upload())
            .header("upload-offset", offset)
            .header("tus-resumable", version)
            .header("content-type", kind);
        let Some(answer) = office.send(request, part.clone()) else { return };
        if answer.status == StatusCode::UNPROCESSABLE_ENTITY {
            // All that was announced is here, and is not the photo.
            assert!(self.sent.take().is_some_and(|sent| [sent, part].concat() != self.bytes));
        } else if answer.status == StatusCode::NO_CONTENT {
            let is_received = answer.header("guichet-photo") == Some("received");
            if !self.received {
                let sent = self.sent.as_mut().expect("it was announced");
                sent.extend(part);
                assert!(!is_received || *sent == self.bytes, "only all of it is the photo");
                self.received = is_received;
            }
            self.is_told_right(&answer);
        } else {
            assert!(answer.status.is_client_error(), "{}", answer.status);
            assert!(answer.status != StatusCode::NOT_FOUND || self.sent.is_none(), "what was taken is known");
        }
    }

    fn is_looked_at(&self, office: &mut Office) {
        let path = format!("/phone/v1/photos/{}", self.sha256);
        let answer = office.send(of_the_phone("GET", &path), Vec::new()).unwrap();
        if self.received {
            assert!(answer.status == StatusCode::OK && answer.body == self.bytes);
        } else {
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
    }
}

/// A script as it is written.
#[derive(Default)]
struct Written(Vec<u8>);

impl Written {
    fn says(mut self, what: Option<&str>) -> Self {
        match what {
            None => self.0.push(0),
            Some(text) => {
                self.0.extend([1, u8::try_from(text.len()).unwrap()]);
                self.0.extend(text.as_bytes());
            }
        }
        self
    }

    fn announces(
        mut self,
        photo: u8,
        length: Option<&str>,
        metadata: Option<&str>,
        version: Option<&str>,
    ) -> Self {
        self.0.extend([0, photo]);
        self.says(length).says(metadata).says(version)
    }

    fn asks(mut self, photo: u8) -> Self {
        self.0.extend([1, photo]);
        self
    }

    fn sends(mut self, photo: u8, from: u16, count: u16) -> Self {
        self.0.extend([2, photo]);
        self.0.extend([from, count].iter().flat_map(|number| number.to_be_bytes()));
        self
    }

    fn claims(
        mut self,
        photo: u8,
        offset: Option<&str>,
        version: Option<&str>,
        kind: Option<&str>,
        part: &str,
    ) -> Self {
        self.0.extend([3, photo]);
        self = self.says(offset).says(version).says(kind);
        self.0.push(u8::try_from(part.len()).unwrap());
        self.0.extend(part.as_bytes());
        self
    }

    fn looks(mut self, photo: u8) -> Self {
        self.0.extend([4, photo]);
        self
    }
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let begun = || Written::default().announces(0, None, None, None);
    let all = u16::MAX;
    [
        begun().sends(0, 0, 200).asks(0).sends(0, 200, all).asks(0).looks(0),
        // Again and again, as after lost answers.
        begun().sends(0, 0, 200).announces(0, None, None, None).sends(0, 200, all).sends(0, 200, all).asks(0),
        // Out of order, and for nothing that was announced.
        begun().sends(0, 200, 100).sends(0, 0, 100).sends(0, 0, 100).sends(0, 100, 0).asks(0).looks(0),
        Written::default().asks(3).sends(3, 0, all).looks(3).asks(1).sends(1, 0, 1),
        // Two at once.
        begun()
            .announces(1, None, None, None)
            .sends(1, 0, 10)
            .sends(0, 0, 10)
            .asks(1)
            .sends(1, 10, all)
            .asks(0),
        // What is whole and not the photo.
        begun().announces(0, Some("9"), None, None).claims(0, None, None, None, "no photo!").asks(0).looks(0),
        begun().sends(0, 0, 300).announces(0, Some("5"), None, None).asks(0).sends(0, 300, all),
        // Headers that make no sense.
        Written::default().announces(0, Some("-1"), None, None).announces(
            0,
            Some("99999999999999999999"),
            None,
            None,
        ),
        Written::default().announces(0, Some("0"), None, None).announces(0, Some(""), Some(""), Some("")),
        Written::default().announces(0, None, Some("sha256 !"), None).announces(
            0,
            None,
            Some("name eA==,sha256"),
            None,
        ),
        Written::default().announces(0, None, None, Some("0.2.2")).announces(0, Some("20971521"), None, None),
        begun().claims(0, Some("0x1"), None, None, "a").claims(0, None, Some("1.0"), None, "b").asks(0),
        begun().claims(0, None, None, Some("image/jpeg"), "c").claims(
            0,
            Some("18446744073709551615"),
            None,
            None,
            "d",
        ),
        begun().claims(0, None, None, None, "").claims(0, None, None, None, "e").sends(0, 1, all).asks(0),
    ]
    .map(|written| written.0)
    .into()
}

//! What the headers of tus say, by their grammar: whatever is not written so is refused.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use shared::Timestamp;

use crate::http::problem::Problem;
use crate::photos::checksum::Checksum;

pub(crate) const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub(crate) const VERSIONS: HeaderName = HeaderName::from_static("tus-version");
pub(crate) const EXTENSIONS: HeaderName = HeaderName::from_static("tus-extension");
pub(crate) const MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
pub(crate) const ALGORITHMS: HeaderName = HeaderName::from_static("tus-checksum-algorithm");
pub(crate) const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub(crate) const LENGTH: HeaderName = HeaderName::from_static("upload-length");
pub(crate) const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
pub(crate) const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
const CHECKSUM: HeaderName = HeaderName::from_static("upload-checksum");
const METHOD: HeaderName = HeaderName::from_static("x-http-method-override");

pub(crate) const VERSION: HeaderValue = HeaderValue::from_static("1.0.0");
/// In the words of [`Checksum::new`].
pub(crate) const CHECKSUM_ALGORITHMS: HeaderValue = HeaderValue::from_static("sha1,sha256");
const PART_MEDIA_TYPE: &str = "application/offset+octet-stream";

pub(crate) const fn bad(name: &'static str, title: &'static str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, name, title)
}

/// A header that comes once, as text.
fn one<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut lines = headers.get_all(name).iter();
    let value = lines.next()?.to_str().ok()?;
    lines.next().is_none().then_some(value)
}

/// A number of bytes: digits and nothing else.
pub(crate) fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64, Problem> {
    one(headers, name)
        .filter(|value| value.bytes().all(|digit| digit.is_ascii_digit()))
        .and_then(|value| value.parse().ok())
        .ok_or_else(|| bad("upload-header-missing", "An upload header is missing or is not a number."))
}

pub(crate) fn require_version(headers: &HeaderMap) -> Result<(), Problem> {
    if one(headers, &RESUMABLE) == VERSION.to_str().ok() {
        return Ok(());
    }
    Err(Problem::new(StatusCode::PRECONDITION_FAILED, "other-tus-version", "Only tus 1.0.0 is spoken here."))
}

/// The method that is meant, where something in between lets only some of them pass.
pub(crate) fn method_meant(headers: &HeaderMap) -> Option<axum::http::Method> {
    one(headers, &METHOD)?.parse().ok()
}

pub(crate) fn require_part(headers: &HeaderMap) -> Result<(), Problem> {
    if one(headers, &header::CONTENT_TYPE).is_some_and(|kind| kind.eq_ignore_ascii_case(PART_MEDIA_TYPE)) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported-media-type",
        "Bytes of an upload were expected.",
    ))
}

/// What is said of an upload when it is announced: pairs of a key and a value in base64.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Metadata(Vec<(String, Vec<u8>)>);

impl Metadata {
    /// What the header says; `None` where it is not by its grammar.
    pub(crate) fn read(headers: &HeaderMap) -> Option<(Self, String)> {
        let text = one(headers, &METADATA)?;
        Some((Self::parse(text)?, text.to_owned()))
    }

    fn parse(text: &str) -> Option<Self> {
        let mut pairs: Vec<(String, Vec<u8>)> = Vec::new();
        for pair in text.split(',') {
            let (key, value) = pair.trim().split_once(' ').unwrap_or((pair.trim(), ""));
            let is_new = pairs.iter().all(|(known, _)| known != key);
            if key.is_empty() || !key.bytes().all(|letter| letter.is_ascii_graphic()) || !is_new {
                return None;
            }
            pairs.push((key.to_owned(), BASE64.decode(value).ok()?));
        }
        Some(Self(pairs))
    }

    /// The value of a key.
    pub(crate) fn value(&self, key: &str) -> Option<&[u8]> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_slice())
    }
}

/// What the bytes of a part must come to, as the header says; none where there is no header.
pub(crate) fn checksum(headers: &HeaderMap) -> Result<Option<Checksum>, Problem> {
    if !headers.contains_key(&CHECKSUM) {
        return Ok(None);
    }
    let read = || {
        let (name, expected) = one(headers, &CHECKSUM)?.split_once(' ')?;
        Checksum::new(name, BASE64.decode(expected).ok()?)
    };
    read().map(Some).ok_or_else(|| {
        bad("upload-checksum", "The checksum is not one that is known here: Upload-Checksum: sha256 …")
    })
}

/// The date until which an upload is kept though nobody goes on with it (RFC 9110, 5.6.7).
pub(crate) fn date(at: Timestamp) -> Option<HeaderValue> {
    let at = jiff::Timestamp::from_millisecond(at.0).ok()?;
    let text = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&at).ok()?;
    HeaderValue::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: HeaderName, lines: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(name.clone(), HeaderValue::from_static(line));
        }
        headers
    }

    #[test]
    fn a_number_is_digits_and_comes_once() {
        let read = |lines: &[&'static str]| number(&headers(OFFSET, lines), &OFFSET).ok();
        assert_eq!((read(&["0"]), read(&["20971520"]), read(&["007"])), (Some(0), Some(20_971_520), Some(7)));
        for wrong in [
            &[][..],
            &[""],
            &["+5"],
            &["-1"],
            &["1e3"],
            &["0x1"],
            &["1 2"],
            &["99999999999999999999"],
            &["1", "1"],
        ] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn metadata_are_pairs_of_a_key_and_base64() {
        let read =
            |line: &'static str| Metadata::read(&headers(METADATA, &[line])).map(|(metadata, _)| metadata);
        let several = read("filename cGhvdG8uanBn, is_confidential,sha256 YQ==").unwrap();
        assert_eq!(several.value("filename"), Some(b"photo.jpg".as_slice()));
        assert_eq!(several.value("is_confidential"), Some(b"".as_slice()));
        assert_eq!((several.value("sha256"), several.value("other")), (Some(b"a".as_slice()), None));
        for wrong in ["", ",", "a YQ==,", "a YQ==,a YQ==", "a YQ", "a  YQ==", "a !", "a YQ==;b"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_checksum_names_its_algorithm() {
        let read = |line: &'static str| checksum(&headers(CHECKSUM, &[line]));
        for (line, right) in [
            ("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", true),
            ("sha256 uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=", true),
            ("sha256 uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzeg=", false),
            ("sha1 ", false),
        ] {
            let mut sum = read(line).unwrap().unwrap();
            sum.add(b"hello ");
            sum.add(b"world");
            assert_eq!(sum.matches(), right, "{line}");
        }
        assert!(checksum(&HeaderMap::new()).unwrap().is_none());
        for wrong in ["", "sha1", "md5 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "SHA1 Kq5s", "sha1 !", "sha1  Kq5s"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_date_is_written_as_http_has_it() {
        assert_eq!(date(Timestamp(784_111_777_000)).unwrap(), "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}

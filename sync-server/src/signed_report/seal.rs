//! The seal of a PDF: a file within it whose one line is signed, over all the other bytes of the PDF. What people see on
//! its pages is vouched for like the JSON in it.
//!
//! The line is of ASCII and of one length: `guichet-report-seal 1 from=0000012345 bytes=0000006789 report=… file=… key=…
//! signature=…`. `from` and `bytes` say where the JSON is, `report` is its SHA-256, `file` that of the PDF with the blank
//! seal in place of this one, all as 64 hexadecimal digits; key and signature are `base64url`. The signature is over
//! everything before ` signature=`.

use memchr::memmem;
use sha2::{Digest as _, Sha256 as Hasher};
use shared::Sha256;

use crate::audit_head::key::{SignError, SigningKey, is_signed_by, read, shown};
use crate::base::limits::REPORT_SEALS_MAX;

/// What a seal begins with.
const BEGINS: &str = "guichet-report-seal 1 ";

/// Why a PDF got no seal.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SealError {
    /// The PDF does not hold the blank seal once, or not the JSON.
    #[error("the PDF has no room for its seal")]
    NoRoom,
    /// Nothing was signed.
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// What stands in the place of the seal until there is one.
pub(crate) fn blank_seal() -> String {
    line(
        &Sealed { from: 0, bytes: 0, report: Sha256([0; 32]), file: Sha256([0; 32]), key: [0; 32] },
        &[0; 64],
    )
}

/// What a seal says.
struct Sealed {
    from: usize,
    bytes: usize,
    report: Sha256,
    file: Sha256,
    key: [u8; 32],
}

fn statement(sealed: &Sealed) -> String {
    let Sealed { from, bytes, report, file, key } = sealed;
    let key = shown(key);
    format!("{BEGINS}from={from:010} bytes={bytes:010} report={report} file={file} key={key}")
}

fn line(sealed: &Sealed, signature: &[u8; 64]) -> String {
    format!("{} signature={}", statement(sealed), shown(signature))
}

/// Seals a PDF that holds the blank seal and, as it is, this JSON.
///
/// # Errors
/// [`SealError::NoRoom`] when it does not hold each of them once; [`SealError::Sign`] when the key signs nothing.
pub(crate) fn seal(mut pdf: Vec<u8>, json: &str, key: &SigningKey) -> Result<Vec<u8>, SealError> {
    let blank = blank_seal();
    let place = only(&pdf, blank.as_bytes())?;
    let sealed = Sealed {
        from: only(&pdf, json.as_bytes())?,
        bytes: json.len(),
        report: Sha256::of(json.as_bytes()),
        file: Sha256::of(&pdf),
        key: key.public(),
    };
    let line = line(&sealed, &key.sign(statement(&sealed).as_bytes())?);
    let room = pdf.get_mut(place..place + line.len()).filter(|room| room.len() == blank.len());
    room.ok_or(SealError::NoRoom)?.copy_from_slice(line.as_bytes());
    Ok(pdf)
}

fn only(pdf: &[u8], piece: &[u8]) -> Result<usize, SealError> {
    let mut places = memmem::find_iter(pdf, piece);
    match (places.next(), places.next()) {
        (Some(place), None) => Ok(place),
        (Some(_) | None, _) => Err(SealError::NoRoom),
    }
}

/// What was found of a seal.
pub(crate) enum Opened<'a> {
    /// It is whole, by this key; the JSON it vouches for.
    Whole { key: [u8; 32], json: &'a [u8] },
    /// There is a seal, and the PDF is not what was sealed.
    Broken,
    /// There is none.
    None,
}

/// Looks for the seal of a PDF.
pub(crate) fn open(pdf: &[u8]) -> Opened<'_> {
    let mut found = Opened::None;
    for place in memmem::find_iter(pdf, BEGINS.as_bytes()).take(REPORT_SEALS_MAX) {
        match opened(pdf, place) {
            Some(whole) => return whole,
            None => found = Opened::Broken,
        }
    }
    found
}

fn opened(pdf: &[u8], place: usize) -> Option<Opened<'_>> {
    let blank = blank_seal();
    let end = place.checked_add(blank.len())?;
    let line = std::str::from_utf8(pdf.get(place..end)?).ok()?;
    let (said, signature) = line.split_once(" signature=")?;
    let sealed = sealed(said)?;
    // Written in no other way, so that no letter of the place is left out of what is looked at.
    if statement(&sealed) != said || !is_signed_by(&sealed.key, said.as_bytes(), &read(signature)?) {
        return None;
    }
    let mut hasher = Hasher::new();
    hasher.update(&pdf[..place]);
    hasher.update(blank.as_bytes());
    hasher.update(pdf.get(end..)?);
    let json = pdf.get(sealed.from..sealed.from.checked_add(sealed.bytes)?)?;
    let is_whole = Sha256(hasher.finalize().into()) == sealed.file && Sha256::of(json) == sealed.report;
    is_whole.then_some(Opened::Whole { key: sealed.key, json })
}

fn sealed(said: &str) -> Option<Sealed> {
    let mut words = said.strip_prefix(BEGINS)?.split(' ');
    let mut value = |name: &str| words.next()?.strip_prefix(name)?.strip_prefix('=');
    Some(Sealed {
        from: value("from")?.parse().ok()?,
        bytes: value("bytes")?.parse().ok()?,
        report: value("report")?.parse().ok()?,
        file: value("file")?.parse().ok()?,
        key: read(value("key")?)?,
    })
}

//! A head with its signature, as one line of text.

use std::fmt;
use std::str::FromStr;

use shared::Timestamp;

use crate::audit_head::key::{SignError, SigningKey, is_signed_by, read, shown};
use crate::store::AuditHead;

/// What a head begins with, in any file and any mail.
pub(crate) const WORD: &str = "guichet-audit-head";

/// The form of the text, which follows the word.
const FORM: &str = "1";

/// A text that is no head.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no head of the audit log")]
pub struct Unreadable;

/// A head of the audit log, signed by Ed25519 (RFC 8032).
///
/// Its text is one line of ASCII: `guichet-audit-head 1 lines=12 id=12 at=2027-01-15T08:00:00.000Z chain=… key=…
/// signature=…`, with the chain as 64 hexadecimal digits, key and signature as `base64url` (RFC 4648) without padding.
/// The signature is over everything before ` signature=`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHead {
    /// What was signed.
    pub head: AuditHead,
    /// The public key.
    pub key: [u8; 32],
    signature: [u8; 64],
}

impl SignedHead {
    /// Signs a head with the key of a data directory ([`crate::store::Store::audit_key`]).
    ///
    /// # Errors
    /// [`SignError::NoKey`] when the directory has no key, [`SignError::BadKey`] when it is none of Ed25519.
    pub fn sign(head: AuditHead, key: Option<[u8; 32]>) -> Result<Self, SignError> {
        let pair = SigningKey::of(key)?;
        let key = pair.public();
        let signature = pair.sign(statement(&head, &key).as_bytes())?;
        Ok(Self { head, key, signature })
    }

    /// Whether the signature is one by the key that the head names.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        is_signed_by(&self.key, statement(&self.head, &self.key).as_bytes(), &self.signature)
    }
}

/// An instant to the millisecond, in UTC.
pub(crate) fn instant(at: Timestamp) -> String {
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::MAX);
    format!("{at:.3}")
}

/// What is signed.
fn statement(head: &AuditHead, key: &[u8; 32]) -> String {
    let AuditHead { lines, id, at, chain } = head;
    let (at, key) = (instant(*at), shown(key));
    format!("{WORD} {FORM} lines={lines} id={id} at={at} chain={chain} key={key}")
}

impl fmt::Display for SignedHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signature = shown(&self.signature);
        write!(f, "{} signature={signature}", statement(&self.head, &self.key))
    }
}

impl FromStr for SignedHead {
    type Err = Unreadable;

    /// Reads the text again, however its words are parted: a mail may have broken the line. What follows is not read.
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let mut words = text.split_ascii_whitespace();
        if words.next() != Some(WORD) || words.next() != Some(FORM) {
            return Err(Unreadable);
        }
        let mut value = |name: &str| {
            let word = words.next().and_then(|word| word.strip_prefix(name)?.strip_prefix('='));
            word.ok_or(Unreadable)
        };
        let (lines, id) = (parsed(value("lines")?)?, parsed(value("id")?)?);
        let at: jiff::Timestamp = parsed(value("at")?)?;
        let chain = parsed(value("chain")?)?;
        let head = AuditHead { lines, id, at: Timestamp(at.as_millisecond()), chain };
        Ok(Self { head, key: bytes(value("key")?)?, signature: bytes(value("signature")?)? })
    }
}

fn parsed<T: FromStr>(word: &str) -> Result<T, Unreadable> {
    word.parse().map_err(|_| Unreadable)
}

fn bytes<const N: usize>(word: &str) -> Result<[u8; N], Unreadable> {
    read(word).ok_or(Unreadable)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use shared::Sha256;

    use super::*;

    /// The first test of RFC 8032, 7.1: a key and its public half.
    const SEED: [u8; 32] = [
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44,
        0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
    ];
    const PUBLIC: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    fn head() -> AuditHead {
        AuditHead { lines: 12, id: 12, at: Timestamp(1_800_000_000_000), chain: Sha256([0xAB; 32]) }
    }

    #[test]
    fn a_head_is_one_line_that_is_read_again_also_where_a_mail_broke_it() {
        let signed = SignedHead::sign(head(), Some(SEED)).unwrap();
        let text = signed.to_string();
        let begin = format!(
            "guichet-audit-head 1 lines=12 id=12 at=2027-01-15T08:00:00.000Z chain={} key={PUBLIC} signature=",
            "ab".repeat(32)
        );
        assert!(text.starts_with(&begin), "{text}");
        assert!(text.is_ascii() && !text.contains('\n'));
        assert!(signed.is_signed());
        assert_eq!(text.parse(), Ok(signed.clone()));
        assert_eq!(text.replace(' ', "\r\n").parse(), Ok(signed));
    }

    #[test]
    fn whatever_is_altered_the_signature_is_wrong() {
        let signed = SignedHead::sign(head(), Some(SEED)).unwrap();
        let other = SignedHead::sign(head(), Some([7; 32])).unwrap();
        let mut altered = signed.signature;
        altered[0] ^= 1;
        for head in [
            AuditHead { lines: 13, ..head() },
            AuditHead { id: 13, ..head() },
            AuditHead { at: Timestamp(1_800_000_000_001), ..head() },
            AuditHead { chain: Sha256([0xAC; 32]), ..head() },
        ] {
            assert!(!SignedHead { head, ..signed.clone() }.is_signed());
        }
        assert!(!SignedHead { key: other.key, ..signed.clone() }.is_signed());
        assert!(!SignedHead { signature: altered, ..signed }.is_signed());
    }

    #[test]
    fn what_is_cut_or_of_another_form_is_no_head() {
        let text = SignedHead::sign(head(), Some(SEED)).unwrap().to_string();
        for end in 0..text.len() {
            assert_eq!(text[..end].parse::<SignedHead>(), Err(Unreadable), "{end}");
        }
        for (is, was) in
            [("head 2 ", "head 1 "), ("lines=-1 ", "lines=12 "), ("at=hier ", "at=2027-01-15T08:00:00.000Z ")]
        {
            assert_eq!(text.replace(was, is).parse::<SignedHead>(), Err(Unreadable), "{is}");
        }
    }

    #[test]
    fn without_a_key_nothing_is_signed() {
        assert!(matches!(SignedHead::sign(head(), None), Err(SignError::NoKey)));
    }
}

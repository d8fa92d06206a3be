//! A report as signed JSON.

use serde_json::{Value, json};

use crate::audit_head::key::{SignError, SigningKey, is_signed_by, read, shown};
use crate::signed_report::canonical::canonical;

/// The form of reports: what is read by another rule gets another number.
pub(crate) const FORM: u32 = 1;

/// What the JSON of a report begins with, always.
pub(crate) const BEGINS: &str = "{\"guichet_report\":";

/// What is signed first: no signature of anything else is taken for one of a report.
const PURPOSE: &str = "guichet report 1\n";

/// A report, with the signature over it (Ed25519, RFC 8032).
///
/// As a file it is one line of JSON in its canonical text (RFC 8785): `{"guichet_report":…,"key":…,"signature":…}`. Key
/// and signature are `base64url` (RFC 4648) without padding; the signature is over `guichet report 1`, a line end, and
/// the canonical text of `guichet_report`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignedReport {
    pub(crate) content: Value,
    /// The public key.
    pub(crate) key: [u8; 32],
    signature: [u8; 64],
}

impl SignedReport {
    /// Signs what a report says.
    ///
    /// # Errors
    /// [`SignError`] when the key signs nothing.
    pub(crate) fn sign(content: Value, key: &SigningKey) -> Result<Self, SignError> {
        let signature = key.sign(statement(&content).as_bytes())?;
        Ok(Self { content, key: key.public(), signature })
    }

    /// Whether the signature is one by the key that the report names.
    pub(crate) fn is_signed(&self) -> bool {
        is_signed_by(&self.key, statement(&self.content).as_bytes(), &self.signature)
    }

    /// The file.
    pub(crate) fn to_json(&self) -> String {
        canonical(&json!({
            "guichet_report": self.content,
            "key": shown(&self.key),
            "signature": shown(&self.signature),
        }))
    }

    /// Reads the file again; white space around it is left away. `None` when it is anything else than what
    /// [`SignedReport::to_json`] writes, to the letter: whoever reads it with other eyes sees the same.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?.trim();
        let mut value: Value = serde_json::from_str(text).ok()?;
        if canonical(&value) != text {
            return None;
        }
        let members = value.as_object_mut()?;
        let content = members.remove("guichet_report")?;
        let (key, signature) =
            (read(members.remove("key")?.as_str()?)?, read(members.remove("signature")?.as_str()?)?);
        members.is_empty().then_some(Self { content, key, signature })
    }
}

fn statement(content: &Value) -> String {
    PURPOSE.to_owned() + &canonical(content)
}

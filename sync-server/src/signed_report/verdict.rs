//! Whether a file is a report, and whose.

use serde_json::Value;
use shared::{DocumentId, Heads, Sha256, Timestamp};

use crate::audit_head::PublicKey;
use crate::base::limits::REPORT_BYTES_MAX;
use crate::signed_report::canonical::canonical;
use crate::signed_report::log::LogLine;
use crate::signed_report::seal::{Opened, open};
use crate::signed_report::signed::{BEGINS, FORM, SignedReport};

/// What a report that is whole says of what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Vouched {
    pub(crate) document: DocumentId,
    pub(crate) number: String,
    /// What the document was when it was signed.
    pub(crate) heads: Heads,
    pub(crate) approved_by: String,
    pub(crate) approved_at: Timestamp,
    /// The hash of what the report says of the order.
    pub(crate) digest: Sha256,
    /// The line of the audit log that has this hash.
    pub(crate) line: LogLine,
}

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Signed by this key, and not altered since.
    Whole(PublicKey, Box<Vouched>),
    /// It was altered.
    Altered,
    /// It is no report, or so altered that nothing of one is left.
    NoReport,
}

/// Looks at a file, which may be anything.
pub(crate) fn judge(bytes: &[u8]) -> Verdict {
    if bytes.len() > REPORT_BYTES_MAX {
        return Verdict::NoReport;
    }
    if bytes.starts_with(b"%PDF-") {
        return match open(bytes) {
            Opened::Whole { key, json } => match whole(json) {
                Some(Verdict::Whole(of, vouched)) if of.0 == key => Verdict::Whole(of, vouched),
                Some(_) | None => Verdict::Altered,
            },
            Opened::Broken => Verdict::Altered,
            Opened::None => Verdict::NoReport,
        };
    }
    let begins = bytes.trim_ascii_start().starts_with(BEGINS.as_bytes());
    whole(bytes).unwrap_or(if begins { Verdict::Altered } else { Verdict::NoReport })
}

fn whole(json: &[u8]) -> Option<Verdict> {
    let report = SignedReport::read(json).filter(SignedReport::is_signed)?;
    let vouched = vouched(&report.content)?;
    Some(Verdict::Whole(PublicKey(report.key), Box::new(vouched)))
}

fn vouched(content: &Value) -> Option<Vouched> {
    if content.get("form")?.as_u64()? != u64::from(FORM) {
        return None;
    }
    let order = content.get("order")?;
    let text = |at: &str| order.pointer(at)?.as_str();
    let heads: Vec<&str> = order.get("heads")?.as_array()?.iter().filter_map(Value::as_str).collect();
    let line = content.pointer("/audit/signed")?;
    let approved_at: jiff::Timestamp = text("/approved/at")?.parse().ok()?;
    Some(Vouched {
        document: text("/id")?.parse().ok()?,
        number: seen(text("/number")?),
        heads: heads.join(" ").parse().ok()?,
        approved_by: seen(text("/approved/by/name")?),
        approved_at: Timestamp(approved_at.as_millisecond()),
        digest: Sha256::of(canonical(order).as_bytes()),
        line: LogLine { id: line.get("line")?.as_i64()?, chain: line.get("chain")?.as_str()?.parse().ok()? },
    })
}

/// A text of somebody nobody knows, without what does things to a terminal.
fn seen(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '\u{FFFD}' } else { letter }).collect()
}

//! A report and the audit log: when a report is signed, a line of the log has the hash of what it says, and the report
//! has the place of that line in the chain. Each vouches for the other.

use shared::{DocumentId, DocumentKind, PersonId, Sha256};

use crate::audit_head::begin_of;
use crate::store::audit_chain::link;
use crate::store::error::StoreError;
use crate::store::{Action, AuditEntry, AuditFilter, AuditLine, Store, Subject};

/// A place in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LogLine {
    pub(crate) id: i64,
    /// The chain of that line.
    pub(crate) chain: Sha256,
}

/// What the log says of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InLog {
    /// Its line is there.
    Vouched,
    /// The log does not reach so far: it goes on from an earlier day.
    Lost,
    /// The line went with the oldest of the log, at the end of their time.
    Gone,
    /// Another line is in its place.
    Differs,
}

/// The line of a report that says this, to be.
pub(crate) fn entry(digest: Sha256, subject: Subject, by: PersonId) -> AuditEntry {
    AuditEntry::new(Action::ReportSigned, subject).by(by).detailed(detail(digest))
}

/// What the line says beside its action: `sha256=` and 64 hexadecimal digits.
pub(crate) fn detail(digest: Sha256) -> String {
    format!("sha256={digest}")
}

/// Whether the log has the line that a report names, with what that says, and chained to the line before it.
///
/// # Errors
/// [`StoreError`] when the disk fails, or a line is not what was written.
pub(crate) fn in_log(
    store: &Store,
    line: LogLine,
    (document, digest): (DocumentId, Sha256),
) -> Result<InLog, StoreError> {
    let found = store.audit_before(&AuditFilter::default(), line.id.checked_add(1), 2)?;
    let begin = begin_of(store)?;
    let Some(own) = found.first().filter(|found| found.id == line.id) else {
        if begin.id >= line.id {
            return Ok(InLog::Gone);
        }
        let reaches = store.audit_head()?.id >= line.id;
        return Ok(if reaches { InLog::Differs } else { InLog::Lost });
    };
    let before = found.get(1).map_or(begin.chain, |before| before.chain);
    let AuditLine { action, subject, detail: says, chain, .. } = own;
    let is_own = *chain == line.chain
        && link(before, own) == *chain
        && action == Action::ReportSigned.name()
        && *subject == Subject::Document(DocumentKind::WorkOrder, document).to_string()
        && *says == detail(digest);
    Ok(if is_own { InLog::Vouched } else { InLog::Differs })
}

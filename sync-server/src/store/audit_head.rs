//! The audit log as a whole: where it ends, and every line of it for a verification.

use shared::{Sha256, Timestamp};

use crate::sql::{self, Row};
use crate::store::audit_line::{AuditLine, CHAIN_BEGINS, read};
use crate::store::column::Result;
use crate::store::database::Store;

/// Where the log ends: what stands for all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditHead {
    /// How many lines it has.
    pub lines: u64,
    /// The number of the last line; 0 when there is none.
    pub id: i64,
    /// When the last line was written.
    pub at: Timestamp,
    /// The chain of the last line.
    pub chain: Sha256,
}

impl AuditHead {
    /// The head of a log without a line.
    pub const EMPTY: Self = Self { lines: 0, id: 0, at: Timestamp(0), chain: CHAIN_BEGINS };
}

/// A head, of the last line of a part of the log.
pub(crate) fn read_head(row: &Row<'_>) -> sql::Result<AuditHead> {
    Ok(AuditHead {
        id: row.get("id")?,
        at: Timestamp(row.get("at")?),
        chain: row.get("chain")?,
        lines: row.get("lines")?,
    })
}

impl Store {
    /// Where the log ends.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn audit_head(&self) -> Result<AuditHead> {
        let head = self.db.first(
            "SELECT id, at, chain, (SELECT count(*) FROM audit) AS lines FROM audit ORDER BY id DESC LIMIT 1",
            &[],
            read_head,
        )?;
        Ok(head.unwrap_or(AuditHead::EMPTY))
    }

    /// Hands every line to `each`, first to last, with its number; `None` for a line that is not what this program
    /// writes. One line at a time is in memory.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn each_audit_line(&self, mut each: impl FnMut(i64, Option<AuditLine>)) -> Result<()> {
        Ok(self.db.each(
            "SELECT id, at, person, device, address, action, subject, detail, chain FROM audit ORDER BY id",
            &[],
            |row| {
                each(row.get("id")?, read(row).ok());
                Ok::<_, sql::Error>(())
            },
        )?)
    }
}

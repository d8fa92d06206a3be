//! The oldest lines of the audit log go at the end of their time, whole and from the first on: the chain then begins
//! with the line behind them, and what stands for those that went is kept ([`Store::audit_begin`]).

use shared::Timestamp;

use crate::base::limits::PLAUSIBLE_SINCE;
use crate::store::audit_head::{AuditHead, read_head};
use crate::store::column::Result;
use crate::store::database::{AUDIT_KEPT, Store};
use crate::store::outlived::{Outlived, read};
use crate::values;

/// The name of what the log begins behind, among the settings.
const AUDIT_BEGIN: &str = "audit_begin";

impl Store {
    /// The lines before the first that is not from before an instant. The last line stays in any case: the next is
    /// chained to it.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn outlived_audit(&self, before: Timestamp) -> Result<Outlived> {
        Ok(self.db.one(
            "SELECT count(*) AS things, min(at) AS oldest, max(at) AS newest FROM audit WHERE id <= $1",
            values![self.last_outlived_line(before)?],
            read,
        )?)
    }

    /// The last line before the first that is not over its time, and before the newest; 0 when there is none. One whose
    /// own time is no time goes with a later one that is old enough.
    fn last_outlived_line(&self, before: Timestamp) -> Result<i64> {
        let sql = "SELECT coalesce(max(id), 0) AS id FROM audit WHERE at >= $2 AND id < coalesce(
                       (SELECT min(id) FROM audit WHERE at >= $1), (SELECT max(id) FROM audit))";
        Ok(self.db.one(sql, values![before.0, PLAUSIBLE_SINCE.0], |row| row.get("id"))?)
    }

    /// Takes what [`Store::outlived_audit`] counts out of the log; the head of what went, `None` when nothing did.
    /// Within a transaction in which the caller keeps that head and says in a line what went.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn cut_audit(&self, before: Timestamp) -> Result<Option<AuditHead>> {
        let last = self.last_outlived_line(before)?;
        let went = self.db.first(
            "SELECT id, at, chain, (SELECT count(*) FROM audit WHERE id <= $1) AS lines FROM audit
             WHERE id <= $1 ORDER BY id DESC LIMIT 1",
            values![last],
            read_head,
        )?;
        if went.is_some() {
            self.db.let_rows_go("audit")?;
            self.db.execute("DELETE FROM audit WHERE id <= $1", values![last])?;
            self.db.keep_rows("audit", AUDIT_KEPT)?;
        }
        Ok(went)
    }

    /// What the log begins behind, as whoever cut it wrote: the signed head of what went. `None` while nothing did.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn audit_begin(&self) -> Result<Option<String>> {
        self.meta(AUDIT_BEGIN)
    }

    /// Keeps what the log begins behind from now on.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk does not take it.
    pub fn set_audit_begin(&self, head: &str) -> Result<()> {
        self.set_meta(AUDIT_BEGIN, head)
    }
}

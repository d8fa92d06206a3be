//! What a verification asks of the database itself, beyond what serving reads.

use shared::{ChangeHash, DocumentId};

use crate::base::limits::INTEGRITY_FINDINGS_MAX;
use crate::store::column::{Column as _, Result, blob};
use crate::store::database::Store;

impl Store {
    /// What SQLite finds wrong with the file; empty when it is sound.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when it cannot even be looked at.
    pub fn integrity_findings(&self) -> Result<Vec<String>> {
        let mut statement = self.db.prepare(&format!("PRAGMA integrity_check({INTEGRITY_FINDINGS_MAX})"))?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut findings: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
        findings.retain(|finding| finding != "ok");
        Ok(findings)
    }

    /// Every document, in id order.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn documents(&self) -> Result<Vec<DocumentId>> {
        let mut statement = self.db.prepare("SELECT id FROM document ORDER BY id")?;
        let rows = statement.query_map([], |row| blob(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every change of a document: its hash, and its bytes unless they were compacted.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn feed_of(&self, id: DocumentId) -> Result<Vec<(ChangeHash, Option<Vec<u8>>)>> {
        let mut statement =
            self.db.prepare_cached("SELECT hash, bytes FROM feed WHERE document = ?1 ORDER BY position")?;
        let rows = statement.query_map([id.column()], |row| Ok((blob(row, 0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many changes belong to no document.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn stray_changes(&self) -> Result<u64> {
        let count: i64 = self.db.query_row(
            "SELECT count(*) FROM feed WHERE document IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM document WHERE document.id = feed.document)",
            [],
            |row| row.get(0),
        )?;
        Ok(count.unsigned_abs())
    }
}

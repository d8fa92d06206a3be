//! What a verification asks of the database itself, beyond what serving reads.

use shared::{ChangeHash, DocumentId};

use crate::base::limits::INTEGRITY_FINDINGS_MAX;
use crate::store::column::Result;
use crate::store::database::Store;
use crate::values;

impl Store {
    /// What the engine finds wrong with the file; empty when it is sound.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when it cannot even be looked at.
    pub fn integrity_findings(&self) -> Result<Vec<String>> {
        Ok(self.db.integrity_findings(INTEGRITY_FINDINGS_MAX)?)
    }

    /// Every document, in id order.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn documents(&self) -> Result<Vec<DocumentId>> {
        Ok(self.db.rows("SELECT id FROM document ORDER BY id", &[], |row| row.get("id"))?)
    }

    /// Every change of a document: its hash, and its bytes unless they were compacted.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn feed_of(&self, id: DocumentId) -> Result<Vec<(ChangeHash, Option<Vec<u8>>)>> {
        self.db.rows(
            "SELECT hash, bytes FROM feed WHERE document = $1 ORDER BY position",
            values![id],
            |row| Ok((row.get("hash")?, row.get("bytes")?)),
        )
    }

    /// How many changes belong to no document.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn stray_changes(&self) -> Result<u64> {
        Ok(self.db.one(
            "SELECT count(*) AS changes FROM feed WHERE document IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM document WHERE document.id = feed.document)",
            &[],
            |row| row.get("changes"),
        )?)
    }
}

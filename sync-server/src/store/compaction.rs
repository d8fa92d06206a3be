//! Compaction: old changes lose their bytes once their document's snapshot has them. The row stays:
//! by its hash a change is known again, and how it came in is what late marks and a rebuild of the
//! office database are made from.

use shared::wire::FeedCursor;
use shared::{ChangeHash, DocumentId, Timestamp};

use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::feed::cursor;
use crate::values;

impl Store {
    /// Documents after `after`, in id order, with a change received before an instant that still has
    /// its bytes; at most `limit`.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn compactable_documents(
        &self,
        before: Timestamp,
        after: DocumentId,
        limit: usize,
    ) -> Result<Vec<DocumentId>> {
        Ok(self.db.rows(
            "SELECT DISTINCT document FROM feed
             WHERE document > $2 AND received_at < $1 AND bytes IS NOT NULL ORDER BY document LIMIT $3",
            values![before.0, after, limit],
            |row| row.get("document"),
        )?)
    }

    /// A document's changes received before an instant that still have their bytes.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn compactable_changes(
        &self,
        id: DocumentId,
        before: Timestamp,
    ) -> Result<Vec<(FeedCursor, ChangeHash)>> {
        self.db.rows(
            "SELECT position, hash FROM feed WHERE document = $1 AND received_at < $2 AND bytes IS NOT NULL",
            values![id, before.0],
            |row| Ok((cursor(row, "position")?, row.get("hash")?)),
        )
    }

    /// Takes the bytes of a document's changes that were received before an instant and that its
    /// snapshot has; how many changes.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn compact(&self, id: DocumentId, before: Timestamp) -> Result<usize> {
        Ok(self.db.execute(
            "UPDATE feed SET bytes = NULL WHERE document = $1 AND received_at < $2 AND bytes IS NOT NULL
               AND position <= (SELECT snapshot_position FROM document WHERE id = $1)",
            values![id, before.0],
        )?)
    }
}

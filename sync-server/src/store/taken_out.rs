//! Changes that are taken out of the feed again, because somebody took back the yes they came in with. Their places in
//! the feed stay, as marks, so that no cursor points past the end; what the document is without them is written anew.

use shared::{ChangeHash, DocumentId};

use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::stored_size::StoredSize;
use crate::values;

impl Store {
    /// Makes the row of a change in the feed a mark.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn take_out_change(&self, document: DocumentId, hash: ChangeHash) -> Result<()> {
        self.db.execute(
            "UPDATE feed SET document = NULL, hash = NULL, bytes = NULL, actor = NULL, device = NULL, person = NULL,
                 late = 0
             WHERE document = $1 AND hash = $2",
            values![document, hash],
        )?;
        Ok(())
    }

    /// A document is this from now on, and takes up so much. Which photos it names is forgotten, to be read anew.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn set_document_anew(&self, id: DocumentId, snapshot: &[u8], size: StoredSize) -> Result<()> {
        self.db.execute("DELETE FROM document_photo WHERE document = $1", values![id])?;
        self.db.execute(
            "UPDATE document SET snapshot = $2, change_bytes = $3, operations = $4,
                 snapshot_position = (SELECT coalesce(max(position), 0) FROM feed WHERE document = $1),
                 last_position = (SELECT coalesce(max(position), 0) FROM feed WHERE document = $1)
             WHERE id = $1",
            values![id, snapshot, size.bytes, size.operations],
        )?;
        Ok(())
    }

    /// There is no such document any more. Whom it was for stays written, so that phones hear of its end.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn forget_document(&self, id: DocumentId) -> Result<()> {
        self.db.execute("DELETE FROM document_photo WHERE document = $1", values![id])?;
        self.db.execute("DELETE FROM document_approval WHERE document = $1", values![id])?;
        self.db.execute("DELETE FROM document_entry WHERE document = $1", values![id])?;
        self.db.execute("DELETE FROM document_mention WHERE document = $1", values![id])?;
        self.db.execute("DELETE FROM mentioned_audience WHERE document = $1", values![id])?;
        self.db.execute("DELETE FROM document WHERE id = $1", values![id])?;
        Ok(())
    }
}

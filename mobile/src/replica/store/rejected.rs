//! The texts of rejected work, kept until a person has dealt with them.

use rusqlite::params;
use shared::{ChangeHash, DocumentId, Timestamp};

use crate::client::to_send::RejectedText;
use crate::replica::error::Result;
use crate::replica::store::column::{Column as _, blob};
use crate::replica::store::database::Store;

impl Store {
    /// Keeps the text of changes that were taken out of a document.
    pub(crate) fn keep_rejected(
        &self,
        id: DocumentId,
        reason: &str,
        text: &str,
        changes: &[ChangeHash],
        at: Timestamp,
    ) -> Result<()> {
        let hashes: Vec<u8> = changes.iter().flat_map(|hash| hash.0).collect();
        self.run(
            "INSERT INTO set_aside (document, title, reason, text, changes, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![id.column(), self.title_of(id)?, reason, text, hashes, at.0],
        )
    }

    pub(crate) fn rejected_count(&self) -> Result<u32> {
        self.count("SELECT count(*) FROM set_aside")
    }

    /// Whether the text of this change is kept as rejected work.
    pub(crate) fn is_rejected(&self, id: DocumentId, change: ChangeHash) -> Result<bool> {
        self.exists(
            "SELECT 1 FROM set_aside WHERE document = ?1 AND instr(changes, ?2) > 0",
            params![id.column(), change.column()],
        )
    }

    /// All rejected work, oldest first, each with the changes it is the text of.
    pub(crate) fn all_rejected(&self) -> Result<Vec<(RejectedText, Vec<ChangeHash>)>> {
        let sql = "SELECT id, document, title, reason, text, at, changes FROM set_aside ORDER BY id";
        self.rows(sql, &[], |row| {
            let hashes: Vec<u8> = row.get(6)?;
            let rejected = RejectedText {
                id: row.get(0)?,
                document: blob(row, 1)?,
                title: row.get(2)?,
                reason: row.get(3)?,
                text: row.get(4)?,
                at: Timestamp(row.get(5)?),
                taken_over: false,
            };
            let (hashes, _) = hashes.as_chunks::<32>();
            Ok((rejected, hashes.iter().map(|hash| ChangeHash(*hash)).collect()))
        })
    }

    /// Drops one of them.
    pub(crate) fn drop_rejected(&self, id: i64) -> Result<()> {
        self.run("DELETE FROM set_aside WHERE id = ?1", params![id])
    }
}

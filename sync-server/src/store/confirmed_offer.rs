//! Changes that phones offered after a restore and somebody said yes to, by the yes they were confirmed with: a document,
//! a person and an instant. What the server wrote because of a yes stands with them.

use shared::{ChangeHash, DocumentId, DocumentKind, PersonId, Timestamp};

use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::feed::kind;
use crate::values;

/// What was confirmed of a document at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmedOffers {
    /// The document.
    pub document: DocumentId,
    /// Its kind.
    pub kind: DocumentKind,
    /// Who said yes.
    pub by: PersonId,
    /// When, by the server's clock.
    pub at: Timestamp,
    /// How many changes.
    pub changes: u32,
}

impl Store {
    /// What was confirmed, the last first, at most `limit`.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn confirmed_offers(&self, limit: usize) -> Result<Vec<ConfirmedOffers>> {
        self.db.rows(
            "SELECT document, kind, decided_by, decided_at, count(*) AS changes FROM offered_change
             WHERE decision = 'confirmed' AND decided_by IS NOT NULL
             GROUP BY document, kind, decided_by, decided_at ORDER BY decided_at DESC, document LIMIT $1",
            values![limit],
            |row| {
                Ok(ConfirmedOffers {
                    document: row.get("document")?,
                    kind: kind(row)?,
                    by: row.get("decided_by")?,
                    at: Timestamp(row.get("decided_at")?),
                    changes: row.get("changes")?,
                })
            },
        )
    }

    /// The changes that were confirmed of a document with one yes, each with its bytes.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn confirmed_with(
        &self,
        document: DocumentId,
        by: PersonId,
        at: Timestamp,
    ) -> Result<Vec<(ChangeHash, Vec<u8>)>> {
        Ok(self.db.rows(
            "SELECT hash, bytes FROM offered_change
             WHERE document = $1 AND decision = 'confirmed' AND decided_by = $2 AND decided_at = $3 ORDER BY id",
            values![document, by, at.0],
            |row| Ok::<_, crate::sql::Error>((row.get("hash")?, row.get("bytes")?)),
        )?)
    }

    /// Notes that a change which was confirmed is declined after all.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn decline_confirmed(
        &self,
        document: DocumentId,
        hash: ChangeHash,
        by: PersonId,
        at: Timestamp,
    ) -> Result<()> {
        self.db.execute(
            "UPDATE offered_change SET decision = 'declined', decided_by = $3, decided_at = $4
             WHERE document = $1 AND hash = $2 AND decision = 'confirmed'",
            values![document, hash, by, at.0],
        )?;
        Ok(())
    }
}

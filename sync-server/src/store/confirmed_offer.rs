//! Changes that phones offered after a restore and somebody said yes to, by the yes they were confirmed with: a person
//! and an instant. What the server wrote because of a yes stands with them.

use shared::{ChangeHash, DocumentId, PersonId, Timestamp};

use crate::store::column::Result;
use crate::store::database::Store;
use crate::values;

/// One yes, to changes of one document or of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Yes {
    /// Who said it.
    pub by: PersonId,
    /// When, by the server's clock; no two of a person are of the same instant.
    pub at: Timestamp,
}

impl Store {
    /// The yeses that were said and not taken back, the last first: at most `limit`, after the first `offset`.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn yeses(&self, limit: usize, offset: usize) -> Result<Vec<Yes>> {
        self.db.rows(
            "SELECT decided_by, decided_at FROM offered_change
             WHERE decision = 'confirmed' AND decided_by IS NOT NULL
             GROUP BY decided_by, decided_at ORDER BY decided_at DESC, decided_by LIMIT $1 OFFSET $2",
            values![limit, offset],
            |row| Ok(Yes { by: row.get("decided_by")?, at: Timestamp(row.get("decided_at")?) }),
        )
    }

    /// The instant of a yes that somebody says now: later than the one before.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn instant_of_yes(&self, by: PersonId, now: Timestamp) -> Result<Timestamp> {
        let sql = "SELECT max(decided_at) AS last FROM offered_change WHERE decision = 'confirmed' AND decided_by = $1";
        let last: Option<i64> = self.db.one(sql, values![by], |row| row.get("last"))?;
        Ok(last.map_or(now, |last| now.max(Timestamp(last).plus_ms(1))))
    }

    /// The documents of which something was confirmed with a yes.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn documents_of(&self, yes: Yes) -> Result<Vec<DocumentId>> {
        let sql = "SELECT DISTINCT document FROM offered_change
             WHERE decision = 'confirmed' AND decided_by = $1 AND decided_at = $2 ORDER BY document";
        Ok(self.db.rows(sql, values![yes.by, yes.at.0], |row| row.get("document"))?)
    }

    /// The changes that were confirmed of a document with one yes, each with its bytes.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn confirmed_with(&self, document: DocumentId, yes: Yes) -> Result<Vec<(ChangeHash, Vec<u8>)>> {
        Ok(self.db.rows(
            "SELECT hash, bytes FROM offered_change
             WHERE document = $1 AND decision = 'confirmed' AND decided_by = $2 AND decided_at = $3 ORDER BY id",
            values![document, yes.by, yes.at.0],
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

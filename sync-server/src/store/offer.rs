//! Changes that phones offered after a restore, until a supervisor has decided.

use shared::{ChangeHash, DeviceId, DocumentId, DocumentKind, PersonId, Timestamp};

use crate::sql::Row;
use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::feed::kind;
use crate::values;

/// A change somebody's phone offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferRow {
    /// Its hash.
    pub hash: ChangeHash,
    /// The change.
    pub bytes: Vec<u8>,
    /// The device that offered it first; another actor made it.
    pub device: DeviceId,
    /// Whose device that is.
    pub person: PersonId,
    /// When it was offered, by the server's clock.
    pub at: Timestamp,
}

/// What a supervisor says of an offered change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It is genuine: it goes into the feed.
    Confirmed,
    /// It is not wanted.
    Declined,
}

impl Decision {
    const fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Declined => "declined",
        }
    }
}

impl Store {
    /// Keeps an offered change, once, whoever offers it again.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn keep_offer(&self, document: DocumentId, kind: DocumentKind, offer: &OfferRow) -> Result<()> {
        self.db.execute(
            "INSERT INTO offered_change (document, kind, hash, bytes, device, person, offered_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (document, hash) DO NOTHING",
            values![document, kind.name(), offer.hash, offer.bytes, offer.device, offer.person, offer.at.0],
        )?;
        Ok(())
    }

    /// Size of the changes of a device that wait for a decision.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn offered_bytes(&self, device: DeviceId) -> Result<usize> {
        Ok(self.db.one(
            "SELECT CAST(coalesce(sum(length(bytes)), 0) AS BIGINT) AS bytes
             FROM offered_change WHERE device = $1 AND decision IS NULL",
            values![device],
            |row| row.get("bytes"),
        )?)
    }

    /// Whether this change was offered and waits for a decision.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn is_offered(&self, document: DocumentId, hash: ChangeHash) -> Result<bool> {
        Ok(self.db.exists(
            "SELECT 1 FROM offered_change WHERE document = $1 AND hash = $2 AND decision IS NULL",
            values![document, hash],
        )?)
    }

    /// Whether anything offered of the document waits for a decision.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn has_offers(&self, document: DocumentId) -> Result<bool> {
        Ok(self.db.exists(
            "SELECT 1 FROM offered_change WHERE document = $1 AND decision IS NULL",
            values![document],
        )?)
    }

    /// What waits for a decision of a document, as it came, with the kind the document is said to
    /// be of; `None` when nothing does.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn offers_of(&self, document: DocumentId) -> Result<Option<(DocumentKind, Vec<OfferRow>)>> {
        let sql = "SELECT hash, bytes, device, person, offered_at, kind FROM offered_change
             WHERE document = $1 AND decision IS NULL ORDER BY id";
        let read = |row: &Row<'_>| -> Result<_> {
            let offer = OfferRow {
                hash: row.get("hash")?,
                bytes: row.get("bytes")?,
                device: row.get("device")?,
                person: row.get("person")?,
                at: Timestamp(row.get("offered_at")?),
            };
            Ok((kind(row)?, offer))
        };
        let (kinds, offers): (Vec<DocumentKind>, Vec<OfferRow>) =
            self.db.rows(sql, values![document], read)?.into_iter().unzip();
        Ok(kinds.first().map(|kind| (*kind, offers)))
    }

    /// The kind a document that is only offered was first said to be of.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn offered_kind(&self, document: DocumentId) -> Result<Option<DocumentKind>> {
        let sql = "SELECT kind FROM offered_change WHERE document = $1 ORDER BY id LIMIT 1";
        self.db.first(sql, values![document], kind)
    }

    /// Documents with something that waits for a decision, those that waited longest first, at most
    /// `limit`.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn offered_documents(&self, limit: usize) -> Result<Vec<DocumentId>> {
        Ok(self.db.rows(
            "SELECT document FROM offered_change
             WHERE decision IS NULL GROUP BY document ORDER BY min(id) LIMIT $1",
            values![limit],
            |row| row.get("document"),
        )?)
    }

    /// How many documents have something that waits for a decision.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn offered_count(&self) -> Result<u32> {
        Ok(self.db.one(
            "SELECT count(DISTINCT document) AS documents FROM offered_change WHERE decision IS NULL",
            &[],
            |row| row.get("documents"),
        )?)
    }

    /// Notes what somebody decided of an offered change; whether it was still to be decided.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn decide_offer(
        &self,
        document: DocumentId,
        hash: ChangeHash,
        decision: Decision,
        by: PersonId,
        at: Timestamp,
    ) -> Result<bool> {
        let decided = self.db.execute(
            "UPDATE offered_change SET decision = $3, decided_by = $4, decided_at = $5
                 WHERE document = $1 AND hash = $2 AND decision IS NULL",
            values![document, hash, decision.name(), by, at.0],
        )?;
        Ok(decided > 0)
    }

    /// The offers that wait for a decision, each with its document, that document's kind, and when it came; in the
    /// order they came.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn waiting_offers(&self) -> Result<Vec<(DocumentId, DocumentKind, ChangeHash, Timestamp)>> {
        let sql =
            "SELECT document, kind, hash, offered_at FROM offered_change WHERE decision IS NULL ORDER BY id";
        self.db.rows(sql, &[], |row| {
            let at = Timestamp(row.get("offered_at")?);
            Ok((row.get("document")?, kind(row)?, row.get("hash")?, at))
        })
    }

    /// Declines an offer in nobody's name: its time is over.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn end_offer(&self, document: DocumentId, hash: ChangeHash, at: Timestamp) -> Result<()> {
        self.db.execute(
            "UPDATE offered_change SET decision = 'declined', decided_at = $3
                 WHERE document = $1 AND hash = $2 AND decision IS NULL",
            values![document, hash, at.0],
        )?;
        Ok(())
    }

    /// Drops an offer whose author delivered the change: there is nothing left to decide.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn drop_offer(&self, document: DocumentId, hash: ChangeHash) -> Result<()> {
        self.db.execute(
            "DELETE FROM offered_change WHERE document = $1 AND hash = $2 AND decision IS NULL",
            values![document, hash],
        )?;
        Ok(())
    }
}

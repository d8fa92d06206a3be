//! Changes that phones offered after a restore, until a supervisor has decided.

use rusqlite::{OptionalExtension as _, params};
use shared::{ChangeHash, DeviceId, DocumentId, DocumentKind, PersonId, Timestamp};

use crate::store::column::{Column as _, Result, blob};
use crate::store::database::Store;
use crate::store::error::StoreError;

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
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn keep_offer(&self, document: DocumentId, kind: DocumentKind, offer: &OfferRow) -> Result<()> {
        self.db
            .prepare_cached(
                "INSERT OR IGNORE INTO offered_change (document, kind, hash, bytes, device, person, offered_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                document.column(),
                kind.name(),
                offer.hash.column(),
                offer.bytes,
                offer.device.column(),
                offer.person.column(),
                offer.at.0
            ])?;
        Ok(())
    }

    /// Size of the changes of a device that wait for a decision.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn offered_bytes(&self, device: DeviceId) -> Result<usize> {
        let mut statement = self.db.prepare_cached(
            "SELECT coalesce(sum(length(bytes)), 0) FROM offered_change WHERE device = ?1 AND decision IS NULL",
        )?;
        let bytes: i64 = statement.query_row([device.column()], |row| row.get(0))?;
        Ok(usize::try_from(bytes).unwrap_or(usize::MAX))
    }

    /// Whether this change was offered and waits for a decision.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn is_offered(&self, document: DocumentId, hash: ChangeHash) -> Result<bool> {
        let mut statement = self.db.prepare_cached(
            "SELECT 1 FROM offered_change WHERE document = ?1 AND hash = ?2 AND decision IS NULL",
        )?;
        Ok(statement.exists(params![document.column(), hash.column()])?)
    }

    /// Whether anything offered of the document waits for a decision.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn has_offers(&self, document: DocumentId) -> Result<bool> {
        let mut statement = self
            .db
            .prepare_cached("SELECT 1 FROM offered_change WHERE document = ?1 AND decision IS NULL")?;
        Ok(statement.exists([document.column()])?)
    }

    /// What waits for a decision of a document, as it came, with the kind the document is said to
    /// be of; `None` when nothing does.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn offers_of(&self, document: DocumentId) -> Result<Option<(DocumentKind, Vec<OfferRow>)>> {
        let mut statement = self.db.prepare_cached(
            "SELECT hash, bytes, device, person, offered_at, kind FROM offered_change
             WHERE document = ?1 AND decision IS NULL ORDER BY id",
        )?;
        let rows = statement.query_map([document.column()], |row| {
            let offer = OfferRow {
                hash: blob(row, 0)?,
                bytes: row.get(1)?,
                device: blob(row, 2)?,
                person: blob(row, 3)?,
                at: Timestamp(row.get(4)?),
            };
            Ok((row.get::<_, String>(5)?, offer))
        })?;
        let (kinds, offers): (Vec<String>, Vec<OfferRow>) =
            rows.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().unzip();
        let Some(kind) = kinds.first() else { return Ok(None) };
        let kind = DocumentKind::named(kind).ok_or(StoreError::Damaged("kind of document"))?;
        Ok(Some((kind, offers)))
    }

    /// The kind a document that is only offered was first said to be of.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn offered_kind(&self, document: DocumentId) -> Result<Option<DocumentKind>> {
        let mut statement = self
            .db
            .prepare_cached("SELECT kind FROM offered_change WHERE document = ?1 ORDER BY id LIMIT 1")?;
        let kind: Option<String> = statement.query_row([document.column()], |row| row.get(0)).optional()?;
        kind.map(|kind| DocumentKind::named(&kind).ok_or(StoreError::Damaged("kind of document"))).transpose()
    }

    /// Documents with something that waits for a decision, those that waited longest first, at most
    /// `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn offered_documents(&self, limit: usize) -> Result<Vec<DocumentId>> {
        let mut statement = self.db.prepare_cached(
            "SELECT document FROM offered_change WHERE decision IS NULL GROUP BY document ORDER BY min(id) LIMIT ?1",
        )?;
        let rows = statement.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| blob(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many documents have something that waits for a decision.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn offered_count(&self) -> Result<u32> {
        let mut statement = self
            .db
            .prepare_cached("SELECT count(DISTINCT document) FROM offered_change WHERE decision IS NULL")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Notes what somebody decided of an offered change; whether it was still to be decided.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn decide_offer(
        &self,
        document: DocumentId,
        hash: ChangeHash,
        decision: Decision,
        by: PersonId,
        at: Timestamp,
    ) -> Result<bool> {
        let decided = self
            .db
            .prepare_cached(
                "UPDATE offered_change SET decision = ?3, decided_by = ?4, decided_at = ?5
                 WHERE document = ?1 AND hash = ?2 AND decision IS NULL",
            )?
            .execute(params![document.column(), hash.column(), decision.name(), by.column(), at.0])?;
        Ok(decided > 0)
    }

    /// Drops an offer whose author delivered the change: there is nothing left to decide.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn drop_offer(&self, document: DocumentId, hash: ChangeHash) -> Result<()> {
        self.db
            .prepare_cached(
                "DELETE FROM offered_change WHERE document = ?1 AND hash = ?2 AND decision IS NULL",
            )?
            .execute(params![document.column(), hash.column()])?;
        Ok(())
    }
}

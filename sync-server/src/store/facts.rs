//! What the engine decides by, of what documents say: which photos they name, and when their work was
//! approved. It is written in the transaction that changes the document.

use std::collections::BTreeSet;

use rusqlite::params;
use shared::{ActorId, DeviceId, DocumentId, DocumentKind, FactId, Sha256, Timestamp};

use crate::store::column::{Column as _, Result, blob};
use crate::store::database::Store;

/// The setting that says that every document was read for these tables.
const FILLED: &str = "document_facts";

impl Store {
    /// Whether documents were not yet read for what they name: an earlier version did not.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn lacks_document_facts(&self) -> Result<bool> {
        Ok(self.meta(FILLED)?.is_none())
    }

    /// Says that every document was read for what it names.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn record_document_facts(&self) -> Result<()> {
        self.set_meta(FILLED, "1")
    }

    /// The facts by which a document names its photos.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn document_photos(&self, document: DocumentId) -> Result<BTreeSet<FactId>> {
        let mut statement = self.db.prepare_cached("SELECT fact FROM document_photo WHERE document = ?1")?;
        let facts = statement.query_map([document.column()], |row| blob(row, 0))?;
        Ok(facts.collect::<rusqlite::Result<_>>()?)
    }

    /// Writes down that a document names a photo, and the actor id that added the fact.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn add_document_photo(
        &self,
        document: DocumentId,
        fact: FactId,
        sha256: Sha256,
        thumbnail: Sha256,
        actor: Option<ActorId>,
    ) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO document_photo (document, fact, sha256, thumbnail, actor)
            VALUES (?1, ?2, ?3, ?4, ?5)";
        let actor = actor.map(|actor| actor.column());
        let values = params![document.column(), fact.column(), sha256.column(), thumbnail.column(), actor];
        self.db.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// Documents that name a photo, or have it for a thumbnail.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn documents_of_photo(&self, sha256: Sha256) -> Result<Vec<DocumentId>> {
        let sql = "SELECT document FROM document_photo WHERE sha256 = ?1
            UNION SELECT document FROM document_photo WHERE thumbnail = ?1";
        let mut statement = self.db.prepare_cached(sql)?;
        let ids = statement.query_map([sha256.column()], |row| blob(row, 0))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a device named a photo that is not here whole, with its thumbnail.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn lacks_photos_of(&self, device: DeviceId) -> Result<bool> {
        let sql = "SELECT 1 FROM document_photo p JOIN actor a ON a.actor = p.actor WHERE a.device = ?1
            AND (NOT EXISTS (SELECT 1 FROM photo WHERE sha256 = p.sha256)
                 OR NOT EXISTS (SELECT 1 FROM photo WHERE sha256 = p.thumbnail))";
        Ok(self.db.prepare_cached(sql)?.exists([device.column()])?)
    }

    /// Says when the work of a document was approved; `None` when it is not, or not any more.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn set_approved(&self, document: DocumentId, at: Option<Timestamp>) -> Result<()> {
        let written = match at {
            Some(at) => self
                .db
                .prepare_cached(
                    "INSERT OR REPLACE INTO document_approval (document, approved_at) VALUES (?1, ?2)",
                )?
                .execute(params![document.column(), at.0]),
            None => self
                .db
                .prepare_cached("DELETE FROM document_approval WHERE document = ?1")?
                .execute([document.column()]),
        };
        written?;
        Ok(())
    }

    /// Documents of a kind that are for somebody and whose work was approved before an instant.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn approved_before(&self, kind: DocumentKind, instant: Timestamp) -> Result<Vec<DocumentId>> {
        let sql = "SELECT a.document FROM document_approval a JOIN document d ON d.id = a.document
            WHERE a.approved_at < ?2 AND d.kind = ?1 AND EXISTS
                (SELECT 1 FROM document_audience WHERE document = a.document AND until IS NULL)
            ORDER BY a.document";
        let mut statement = self.db.prepare_cached(sql)?;
        let ids = statement.query_map(params![kind.name(), instant.0], |row| blob(row, 0))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }
}

//! What the engine decides by, of what documents say: which photos they name, and when their work was
//! approved. It is written in the transaction that changes the document.

use std::collections::BTreeSet;

use shared::{ActorId, DeviceId, DocumentId, DocumentKind, FactId, OrganisationId, Sha256, Timestamp};

use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::error::StoreError;
use crate::values;

/// The setting that says that every document was read for these tables, and for what it names (`2`) and the
/// administrations it is of (`3`), and what waits of documents that are not there as well (`4`).
const FILLED: (&str, &str) = ("document_facts", "4");

impl Store {
    /// Whether documents were not yet read for what they name: an earlier version did not.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn lacks_document_facts(&self) -> Result<bool> {
        Ok(self.meta(FILLED.0)?.as_deref() != Some(FILLED.1))
    }

    /// Says that every document was read for what it names.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn record_document_facts(&self) -> Result<()> {
        self.set_meta(FILLED.0, FILLED.1)
    }

    /// The facts by which a document names its photos.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn document_photos(&self, document: DocumentId) -> Result<BTreeSet<FactId>> {
        let sql = "SELECT fact FROM document_photo WHERE document = $1";
        let facts: Vec<FactId> = self.db.rows(sql, values![document], |row| row.get("fact"))?;
        Ok(facts.into_iter().collect())
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
        let sql = "INSERT INTO document_photo (document, fact, sha256, thumbnail, actor)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (document, fact) DO NOTHING";
        let values = values![document, fact, sha256, thumbnail, actor];
        self.db.execute(sql, values)?;
        Ok(())
    }

    /// Documents that name a photo, or have it for a thumbnail.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn documents_of_photo(&self, sha256: Sha256) -> Result<Vec<DocumentId>> {
        let sql = "SELECT document FROM document_photo WHERE sha256 = $1
            UNION SELECT document FROM document_photo WHERE thumbnail = $1";
        Ok(self.db.rows(sql, values![sha256], |row| row.get("document"))?)
    }

    /// Whether a device named a photo that is not here whole, with its thumbnail.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn lacks_photos_of(&self, device: DeviceId) -> Result<bool> {
        let sql = "SELECT 1 FROM document_photo p JOIN actor a ON a.actor = p.actor WHERE a.device = $1
            AND (NOT EXISTS (SELECT 1 FROM photo WHERE sha256 = p.sha256)
                 OR NOT EXISTS (SELECT 1 FROM photo WHERE sha256 = p.thumbnail))";
        Ok(self.db.exists(sql, values![device])?)
    }

    /// Says when the work of a document was approved; `None` when it is not, or not any more.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn set_approved(&self, document: DocumentId, at: Option<Timestamp>) -> Result<()> {
        match at {
            Some(at) => self.db.execute(
                "INSERT INTO document_approval (document, approved_at) VALUES ($1, $2)
                     ON CONFLICT (document) DO UPDATE SET approved_at = excluded.approved_at",
                values![document, at.0],
            ),
            None => self.db.execute("DELETE FROM document_approval WHERE document = $1", values![document]),
        }?;
        Ok(())
    }

    /// Says of which administrations a document is; none is everybody's.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn set_organisations(
        &self,
        document: DocumentId,
        organisations: &BTreeSet<OrganisationId>,
    ) -> Result<()> {
        let known = self.organisations_of(document)?;
        for gone in known.difference(organisations) {
            self.db.execute(
                "DELETE FROM document_organisation WHERE document = $1 AND organisation = $2",
                values![document, gone.to_string()],
            )?;
        }
        for new in organisations.difference(&known) {
            self.db.execute(
                "INSERT INTO document_organisation (document, organisation) VALUES ($1, $2)",
                values![document, new.to_string()],
            )?;
        }
        Ok(())
    }

    /// Of which administrations a document is.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn organisations_of(&self, document: DocumentId) -> Result<BTreeSet<OrganisationId>> {
        let sql = "SELECT organisation FROM document_organisation WHERE document = $1";
        let found: Vec<OrganisationId> = self.db.rows(sql, values![document], |row| {
            let text: String = row.get("organisation")?;
            text.parse().map_err(|_| StoreError::Damaged("organisation"))
        })?;
        Ok(found.into_iter().collect())
    }

    /// Documents of a kind that are for somebody.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn on_phones(&self, kind: DocumentKind) -> Result<Vec<DocumentId>> {
        let sql = "SELECT d.id FROM document d WHERE d.kind = $1 AND EXISTS
                (SELECT 1 FROM document_audience WHERE document = d.id AND until IS NULL)
            ORDER BY d.id";
        Ok(self.db.rows(sql, values![kind.name()], |row| row.get("id"))?)
    }

    /// Documents of a kind that are for somebody and whose work was approved before an instant.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn approved_before(&self, kind: DocumentKind, instant: Timestamp) -> Result<Vec<DocumentId>> {
        let sql = "SELECT a.document FROM document_approval a JOIN document d ON d.id = a.document
            WHERE a.approved_at < $2 AND d.kind = $1 AND EXISTS
                (SELECT 1 FROM document_audience WHERE document = a.document AND until IS NULL)
            ORDER BY a.document";
        Ok(self.db.rows(sql, values![kind.name(), instant.0], |row| row.get("document"))?)
    }
}

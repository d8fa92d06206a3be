//! What lists that were imported said last of a document, for the next list: what somebody corrected since is told from it.

use shared::{DocumentId, DocumentKind};

use crate::store::column::Result;
use crate::store::database::Store;
use crate::values;

impl Store {
    /// What imported lists said last of a document; `None` when none was about it.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn imported(&self, document: DocumentId) -> Result<Option<String>> {
        let sql = "SELECT said FROM imported WHERE document = $1";
        Ok(self.db.first(sql, values![document], |row| row.get("said"))?)
    }

    /// Keeps what imported lists say now of a document.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk does not take it.
    pub fn set_imported(&self, document: DocumentId, said: &str) -> Result<()> {
        let sql = "INSERT INTO imported (document, said) VALUES ($1, $2)
            ON CONFLICT (document) DO UPDATE SET said = excluded.said";
        self.db.execute(sql, values![document, said])?;
        Ok(())
    }

    /// The documents of a kind.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn documents_of_kind(&self, kind: DocumentKind) -> Result<Vec<DocumentId>> {
        let sql = "SELECT id FROM document WHERE kind = $1 ORDER BY id";
        Ok(self.db.rows(sql, values![kind.name()], |row| row.get("id"))?)
    }
}

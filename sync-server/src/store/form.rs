//! What forms of the office did.

use rusqlite::{OptionalExtension as _, params};
use shared::{DocumentId, FactId, Sha256, Timestamp};

use crate::base::limits::FORM_AGE_MS_MAX;
use crate::store::column::{Column as _, Result, blob, optional_blob};
use crate::store::database::Store;

/// A piece of the work of one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormStep {
    /// The form.
    pub form: FactId,
    /// Which piece of its work, from 0.
    pub step: u32,
    /// The hash of what the form said.
    pub digest: Sha256,
}

impl Store {
    /// What a form said when a piece of its work was done, and the document that was done to.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn form_step(&self, form: FactId, step: u32) -> Result<Option<(Sha256, Option<DocumentId>)>> {
        let mut statement =
            self.db.prepare_cached("SELECT digest, document FROM form_step WHERE form = ?1 AND step = ?2")?;
        let row = statement
            .query_row(params![form.column(), step], |row| Ok((blob(row, 0)?, optional_blob(row, 1)?)));
        Ok(row.optional()?)
    }

    /// What a form said, and where whoever sent it was shown to.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn form_answer(&self, form: FactId) -> Result<Option<(Sha256, String)>> {
        let mut statement =
            self.db.prepare_cached("SELECT digest, location FROM form_answer WHERE form = ?1")?;
        Ok(statement.query_row([form.column()], |row| Ok((blob(row, 0)?, row.get(1)?))).optional()?)
    }

    /// Writes down where whoever sent a form is shown to.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn keep_form_answer(
        &self,
        form: FactId,
        digest: Sha256,
        location: &str,
        at: Timestamp,
    ) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO form_answer (form, digest, location, at) VALUES (?1, ?2, ?3, ?4)";
        let mut statement = self.db.prepare_cached(sql)?;
        statement.execute(params![form.column(), digest.column(), location, at.0])?;
        Ok(())
    }

    /// Writes down that a piece of a form's work is done, and forgets those of forms too old to be sent.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn keep_form_step(&self, step: &FormStep, document: Option<DocumentId>, at: Timestamp) -> Result<()> {
        let old = at.plus_ms(-2 * FORM_AGE_MS_MAX);
        self.db.prepare_cached("DELETE FROM form_step WHERE at < ?1")?.execute([old.0])?;
        self.db.prepare_cached("DELETE FROM form_answer WHERE at < ?1")?.execute([old.0])?;
        let mut statement = self.db.prepare_cached(
            "INSERT INTO form_step (form, step, digest, document, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        let document = document.map(|document| document.column());
        statement.execute(params![step.form.column(), step.step, step.digest.column(), document, at.0])?;
        Ok(())
    }
}

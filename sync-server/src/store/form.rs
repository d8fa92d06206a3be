//! What forms of the office did.

use shared::{DocumentId, FactId, Sha256, Timestamp};

use crate::base::limits::FORM_AGE_MS_MAX;
use crate::store::column::Result;
use crate::store::database::Store;
use crate::values;

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
        self.db.first(
            "SELECT digest, document FROM form_step WHERE form = $1 AND step = $2",
            values![form, step],
            |row| Ok((row.get("digest")?, row.get("document")?)),
        )
    }

    /// What a form said, and where whoever sent it was shown to.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn form_answer(&self, form: FactId) -> Result<Option<(Sha256, String)>> {
        self.db.first("SELECT digest, location FROM form_answer WHERE form = $1", values![form], |row| {
            Ok((row.get("digest")?, row.get("location")?))
        })
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
        let sql = "INSERT INTO form_answer (form, digest, location, at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (form) DO NOTHING";
        self.db.execute(sql, values![form, digest, location, at.0])?;
        Ok(())
    }

    /// Writes down that a piece of a form's work is done, and forgets those of forms too old to be sent.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn keep_form_step(&self, step: &FormStep, document: Option<DocumentId>, at: Timestamp) -> Result<()> {
        let old = at.plus_ms(-2 * FORM_AGE_MS_MAX);
        self.db.execute("DELETE FROM form_step WHERE at < $1", values![old.0])?;
        self.db.execute("DELETE FROM form_answer WHERE at < $1", values![old.0])?;
        self.db.execute(
            "INSERT INTO form_step (form, step, digest, document, at) VALUES ($1, $2, $3, $4, $5)",
            values![step.form, step.step, step.digest, document, at.0],
        )?;
        Ok(())
    }
}

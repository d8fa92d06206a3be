//! Labels that were printed blank: the runs they were made in, and which codes are theirs.

use shared::{LabelCode, Timestamp};

use crate::sql::{self, Row};
use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::error::StoreError;
use crate::values;

/// Blank labels that were made together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelRun {
    /// Its id.
    pub id: [u8; 16],
    /// When they were made.
    pub at: Timestamp,
    /// Their codes, in the order they are printed.
    pub codes: Vec<LabelCode>,
}

impl Store {
    /// Writes a run down.
    ///
    /// # Errors
    /// [`StoreError`] when the disk does not take it, or one of the codes is there already.
    pub fn add_label_run(&self, run: &LabelRun) -> Result<()> {
        let labels = i64::try_from(run.codes.len()).unwrap_or(i64::MAX);
        self.db.execute(
            "INSERT INTO label_run (id, at, labels) VALUES ($1, $2, $3)",
            values![run.id, run.at.0, labels],
        )?;
        for (number, code) in run.codes.iter().enumerate() {
            let number = i64::try_from(number).unwrap_or(i64::MAX);
            self.db.execute(
                "INSERT INTO blank_label (code, run, number) VALUES ($1, $2, $3)",
                values![code.as_str(), run.id, number],
            )?;
        }
        Ok(())
    }

    /// The last runs, the newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn label_runs(&self, limit: u32) -> Result<Vec<LabelRun>> {
        let sql = "SELECT id, at FROM label_run ORDER BY at DESC, id LIMIT $1";
        let read = |row: &Row<'_>| -> sql::Result<_> { Ok((row.get("id")?, Timestamp(row.get("at")?))) };
        let runs: Vec<([u8; 16], Timestamp)> = self.db.rows(sql, values![limit], read)?;
        runs.into_iter().map(|(id, at)| Ok(LabelRun { id, at, codes: self.codes(id)? })).collect()
    }

    /// One run.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn label_run(&self, id: [u8; 16]) -> Result<Option<LabelRun>> {
        let at = self.db.first("SELECT at FROM label_run WHERE id = $1", values![id], |row| {
            row.get("at").map(Timestamp)
        })?;
        at.map(|at| Ok(LabelRun { id, at, codes: self.codes(id)? })).transpose()
    }

    /// Whether a code is that of a label that was printed blank here.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn is_blank_label(&self, code: LabelCode) -> Result<bool> {
        let sql = "SELECT number FROM blank_label WHERE code = $1";
        let number: Option<i64> = self.db.first(sql, values![code.as_str()], |row| row.get("number"))?;
        Ok(number.is_some())
    }

    fn codes(&self, run: [u8; 16]) -> Result<Vec<LabelCode>> {
        let sql = "SELECT code FROM blank_label WHERE run = $1 ORDER BY number";
        let codes: Vec<String> = self.db.rows(sql, values![run], |row| row.get("code"))?;
        let read = |code: String| code.parse().map_err(|_| StoreError::Damaged("label"));
        codes.into_iter().map(read).collect()
    }
}

//! Lists that were taken in, how far each went, and what it did.

use shared::{DocumentId, DocumentKind, PersonId, Timestamp};

use crate::sql::Row;
use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::error::StoreError;
use crate::values;

/// How far an import went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportState {
    /// It is under way.
    Running,
    /// Somebody wants it to stop.
    Stopping,
    /// It stopped before its end, or the server did.
    Stopped,
    /// All of it was done.
    Done,
    /// It is being taken back.
    Undoing,
    /// It was taken back.
    Undone,
}

const STATES: [(ImportState, &str); 6] = [
    (ImportState::Running, "running"),
    (ImportState::Stopping, "stopping"),
    (ImportState::Stopped, "stopped"),
    (ImportState::Done, "done"),
    (ImportState::Undoing, "undoing"),
    (ImportState::Undone, "undone"),
];

impl ImportState {
    /// The word for it in columns and in the keys of texts.
    #[must_use]
    pub fn name(self) -> &'static str {
        STATES.iter().find(|(state, _)| *state == self).map_or("", |(_, name)| name)
    }
}

/// An import that begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewImport {
    /// Who imports; nobody is whoever has the data directory.
    pub person: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// The name of the file.
    pub file: String,
    /// The name of how it is read, or nothing.
    pub mapping: String,
    /// The administrations whose buildings it changes, as JSON.
    pub organisations: String,
    /// What comes of the rows, as JSON.
    pub counts: String,
    /// The buildings that something is to be done with.
    pub planned: usize,
}

/// An import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// Its number, from 1.
    pub number: u32,
    /// What was known when it began.
    pub new: NewImport,
    /// The end of the feed when it began.
    pub since: u64,
    /// The buildings that are done.
    pub done: usize,
    /// The buildings that could not be written.
    pub failed: usize,
    /// How far it went.
    pub state: ImportState,
    /// Who took it back, or began to; nobody is whoever has the data directory.
    pub undone_by: Option<PersonId>,
    /// When.
    pub undone_at: Option<Timestamp>,
}

fn row(row: &Row<'_>) -> Result<ImportRow> {
    let state: String = row.get("state")?;
    let state = STATES.iter().find(|(_, name)| *name == state).map(|(state, _)| *state);
    Ok(ImportRow {
        number: row.get("number")?,
        new: NewImport {
            person: row.get("person")?,
            at: Timestamp(row.get("at")?),
            file: row.get("file")?,
            mapping: row.get("mapping")?,
            organisations: row.get("organisations")?,
            counts: row.get("counts")?,
            planned: row.get("planned")?,
        },
        since: row.get("since")?,
        done: row.get("done")?,
        failed: row.get("failed")?,
        state: state.ok_or(StoreError::Damaged("the state of an import"))?,
        undone_by: row.get("undone_by")?,
        undone_at: row.get::<Option<i64>>("undone_at")?.map(Timestamp),
    })
}

impl Store {
    /// Begins an import; its number.
    ///
    /// # Errors
    /// [`StoreError`] when the disk does not take it.
    pub fn begin_import(&self, new: &NewImport) -> Result<u32> {
        let last = "SELECT coalesce(max(number), 0) AS last FROM register_import";
        let number: u32 = self.db.one(last, values![], |row| row.get::<u32>("last"))? + 1;
        self.db.execute(
            "INSERT INTO register_import
                (number, person, at, file, mapping, organisations, counts, since, planned, done, failed, state)
             VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT coalesce(max(position), 0) FROM feed), $8, 0, 0, $9)",
            values![
                number,
                new.person,
                new.at.0,
                new.file,
                new.mapping,
                new.organisations,
                new.counts,
                new.planned,
                ImportState::Running.name()
            ],
        )?;
        Ok(number)
    }

    /// The imports, the last first: at most `limit`, after the first `offset`.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn imports(&self, limit: usize, offset: usize) -> Result<Vec<ImportRow>> {
        let sql = "SELECT * FROM register_import ORDER BY number DESC LIMIT $1 OFFSET $2";
        self.db.rows(sql, values![limit, offset], row)
    }

    /// An import; `None` when there is no such.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn register_import(&self, number: u32) -> Result<Option<ImportRow>> {
        self.db.first("SELECT * FROM register_import WHERE number = $1", values![number], row)
    }

    /// Says how far an import went.
    ///
    /// # Errors
    /// [`StoreError`] when the disk does not take it.
    pub fn set_import_state(&self, number: u32, state: ImportState) -> Result<()> {
        let sql = "UPDATE register_import SET state = $2 WHERE number = $1";
        self.db.execute(sql, values![number, state.name()])?;
        Ok(())
    }

    /// Goes on with an import that was stopped: so many more buildings are to be done.
    ///
    /// # Errors
    /// [`StoreError`] when the disk does not take it.
    pub fn resume_import(&self, number: u32, more: usize) -> Result<()> {
        let sql = "UPDATE register_import SET state = $2, planned = done + $3, failed = 0 WHERE number = $1";
        self.db.execute(sql, values![number, ImportState::Running.name(), more])?;
        Ok(())
    }

    /// Says that so many more buildings are done, and that so many could not be written.
    ///
    /// # Errors
    /// [`StoreError`] when the disk does not take it.
    pub fn count_import(&self, number: u32, done: usize, failed: usize) -> Result<()> {
        let sql = "UPDATE register_import SET done = done + $2, failed = failed + $3 WHERE number = $1";
        self.db.execute(sql, values![number, done, failed])?;
        Ok(())
    }

    /// Begins to take an import back.
    ///
    /// # Errors
    /// [`StoreError`] when the disk does not take it.
    pub fn begin_to_undo_import(&self, number: u32, by: Option<PersonId>, at: Timestamp) -> Result<()> {
        let sql = "UPDATE register_import SET state = $2, undone_by = $3, undone_at = $4 WHERE number = $1";
        self.db.execute(sql, values![number, ImportState::Undoing.name(), by, at.0])?;
        Ok(())
    }

    /// Whatever was under way when the server ended is so no more.
    ///
    /// # Errors
    /// [`StoreError`] when the disk does not take it.
    pub fn stop_imports(&self) -> Result<()> {
        let [running, stopping, undoing] =
            [ImportState::Running, ImportState::Stopping, ImportState::Undoing].map(ImportState::name);
        let sql = "UPDATE register_import SET state = $1 WHERE state = $2 OR state = $3 OR state = $4";
        self.db.execute(sql, values![ImportState::Stopped.name(), running, stopping, undoing])?;
        Ok(())
    }

    /// Keeps what an import did with a building, as JSON.
    ///
    /// # Errors
    /// [`StoreError`] when the disk does not take it.
    pub fn add_import_step(&self, number: u32, document: DocumentId, did: &str) -> Result<()> {
        let sql = "INSERT INTO register_import_step (number, position, document, did, undone)
             SELECT $1, coalesce(max(position), 0) + 1, $2, $3, 0 FROM register_import_step WHERE number = $1";
        self.db.execute(sql, values![number, document, did])?;
        Ok(())
    }

    /// The buildings with which an import did something that was not taken back.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn buildings_of_import(&self, number: u32) -> Result<Vec<DocumentId>> {
        let sql = "SELECT DISTINCT document FROM register_import_step WHERE number = $1 AND undone = 0 ORDER BY document";
        Ok(self.db.rows(sql, values![number], |row| row.get("document"))?)
    }

    /// What an import did with a building and was not taken back, in its order, as JSON.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn import_steps(&self, number: u32, document: DocumentId) -> Result<Vec<String>> {
        let sql = "SELECT did FROM register_import_step
             WHERE number = $1 AND document = $2 AND undone = 0 ORDER BY position";
        Ok(self.db.rows(sql, values![number, document], |row| row.get("did"))?)
    }

    /// Says that what an import did with a building was taken back.
    ///
    /// # Errors
    /// [`StoreError`] when the disk does not take it.
    pub fn undo_import_steps(&self, number: u32, document: DocumentId) -> Result<()> {
        let sql = "UPDATE register_import_step SET undone = 1 WHERE number = $1 AND document = $2";
        self.db.execute(sql, values![number, document])?;
        Ok(())
    }

    /// The documents of a kind that changed after a position of the feed.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn changed_after(&self, kind: DocumentKind, position: u64) -> Result<Vec<DocumentId>> {
        let sql = "SELECT id FROM document WHERE kind = $1 AND last_position > $2 ORDER BY id";
        Ok(self.db.rows(sql, values![kind.name(), position], |row| row.get("id"))?)
    }
}

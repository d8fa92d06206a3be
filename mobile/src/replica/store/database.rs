//! The connection to `phone.db`: its versions, transactions, statements, and erasing it.

use rusqlite::types::ToSql;
use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::replica::error::{ReplicaError, Result};

/// A place between two storage steps where a test can stop the replica dead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrashPoint {
    /// Everything is written, nothing is committed.
    BeforeCommit,
    /// Committed, nobody has been told.
    AfterCommit,
}

pub(crate) type Crash = Box<dyn FnMut(CrashPoint) -> bool + Send>;

/// What makes version 1 of the database, then each next one of the one before: a fresh database takes
/// the same steps as an old one.
const VERSIONS: [&str; 7] = [
    include_str!("../schema.sql"),
    include_str!("../schema/drafts.sql"),
    include_str!("../schema/opened.sql"),
    include_str!("../schema/words.sql"),
    include_str!("../schema/announcements.sql"),
    include_str!("../schema/names.sql"),
    include_str!("../schema/histories.sql"),
];

/// `phone.db`.
pub(crate) struct Store {
    pub(crate) db: Connection,
    crash: Option<Crash>,
}

impl Store {
    pub(crate) fn open(db: Connection) -> Result<Self> {
        db.pragma_update(None, "synchronous", "FULL")?;
        // What is deleted is overwritten. It costs the writing of the pages it was in, some milliseconds a photo.
        db.pragma_update(None, "secure_delete", true)?;
        let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let known = usize::try_from(version).ok().filter(|version| *version <= VERSIONS.len());
        let Some(known) = known else { return Err(ReplicaError::Newer(version)) };
        if known < VERSIONS.len() {
            let steps = VERSIONS[known..].concat();
            let version = VERSIONS.len();
            db.execute_batch(&format!("BEGIN; {steps} PRAGMA user_version = {version}; COMMIT;"))?;
        }
        db.set_prepared_statement_cache_capacity(64);
        let store = Self { db, crash: None };
        if version == 0 {
            store.set_index_current()?;
        }
        store.note_kinds()?;
        Ok(store)
    }

    pub(crate) fn crash_when(&mut self, crash: Crash) {
        self.crash = Some(crash);
    }

    fn reach(&mut self, point: CrashPoint) -> Result<()> {
        if self.crash.as_mut().is_some_and(|crash| crash(point)) {
            Err(ReplicaError::Stopped)
        } else {
            Ok(())
        }
    }

    /// Runs `write` in one transaction: durable when this returns, or nothing of it.
    pub(crate) fn transaction<T>(&mut self, write: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        self.roll_back()?;
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        let written = write(self).and_then(|outcome| self.reach(CrashPoint::BeforeCommit).map(|()| outcome));
        let committed = written.and_then(|outcome| {
            self.db.execute_batch("COMMIT")?;
            Ok(outcome)
        });
        if committed.is_err() {
            // Tried again before the next transaction: what failed is what there is to tell.
            self.roll_back().unwrap_or_default();
        }
        let outcome = committed?;
        self.reach(CrashPoint::AfterCommit)?;
        Ok(outcome)
    }

    /// Takes back a transaction that was not ended. SQLite has done so already after some errors.
    fn roll_back(&self) -> Result<()> {
        if !self.db.is_autocommit() {
            self.db.execute_batch("ROLLBACK")?;
        }
        Ok(())
    }

    /// Runs a statement that answers nothing.
    pub(crate) fn run(&self, sql: &str, values: &[&dyn ToSql]) -> Result<()> {
        self.db.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// Whether a query has an answer.
    pub(crate) fn exists(&self, sql: &str, values: &[&dyn ToSql]) -> Result<bool> {
        Ok(self.db.prepare_cached(sql)?.exists(values)?)
    }

    /// The number a query answers.
    pub(crate) fn count(&self, sql: &str) -> Result<u32> {
        Ok(self.db.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    /// The rows a query answers. `read` captures nothing, so that there is one of these for each kind of
    /// row, not for each query.
    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        values: &[&dyn ToSql],
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        Ok(self.db.prepare_cached(sql)?.query_map(values, read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The first row a query answers.
    pub(crate) fn row<T>(
        &self,
        sql: &str,
        values: &[&dyn ToSql],
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.db.prepare_cached(sql)?.query_row(values, read).optional()?)
    }

    /// Erases the whole copy, and has it scrubbed where there was anything; the language and the appearance stay.
    pub(crate) fn erase(&self) -> Result<()> {
        let before = self.db.total_changes();
        let tables = self.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'meta' AND name NOT LIKE 'sqlite_%'",
            &[],
            |row| row.get::<_, String>(0),
        )?;
        tables.iter().try_for_each(|table| self.run(&format!("DELETE FROM {table}"), &[]))?;
        self.run(
            "DELETE FROM meta WHERE key NOT IN ('language', 'appearance', 'search_version', 'kinds')",
            &[],
        )?;
        if self.db.total_changes() == before { Ok(()) } else { self.set_meta("scrub", "1") }
    }

    /// Writes the file anew when everything was erased, so that no free page remembers it, of an earlier app either.
    /// Outside a transaction.
    pub(crate) fn scrub(&mut self) -> Result<()> {
        if self.meta("scrub")?.is_none() {
            return Ok(());
        }
        self.db.execute_batch("VACUUM")?;
        self.transaction(|store| store.run("DELETE FROM meta WHERE key = 'scrub'", &[]))
    }
}

//! Reads `office.db` for the pages. Read-only connections, off the runtime, a bounded number of
//! rows each; filling the database is [`super::Projection`]'s.

mod building;
mod field_work;
mod history;
mod names;
mod on_phone;
mod request;
mod search;
mod work_order;

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::{Arc, Mutex};

use rusqlite::types::Type;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Row};
use shared::Timestamp;

use super::projection::is_damage;
use crate::collation;
use crate::limits::{DATABASE_BUSY_MS_MAX, PAGE_ROWS_MAX, READERS_IDLE_MAX};
use crate::sync::Engine;

pub(super) use building::{AssetRow, BuildingFilter, BuildingRow, Visit};
pub(super) use field_work::{FieldDeed, FieldPeriod};
pub(super) use names::{Names, PersonName};
pub(super) use request::{OpenRequest, RequestFilter, RequestLine, RequestRow};
pub(super) use search::{Hits, PersonHit};
pub(super) use work_order::{
    DeliveryRow, Measured, OrderColumn, OrderFilter, OrderLine, OrderSort, ReviewFilter, StateFilter, Visited,
};

/// Why the office database could not be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    /// SQLite says no, or a row is not what the projection writes.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// The database was damaged; it is being made again.
    #[error("the office database was damaged")]
    Damaged,
    /// The reading was interrupted.
    #[error("interrupted")]
    Interrupted,
}

/// What the pages ask of `office.db`.
#[derive(Clone)]
pub(super) struct Database {
    engine: Engine,
    path: Arc<PathBuf>,
    idle: Arc<Mutex<Idle>>,
}

/// Connections that nobody reads on.
#[derive(Default)]
struct Idle {
    /// [`Engine::office_remade`] when they were opened.
    remade: u64,
    connections: Vec<Connection>,
}

impl Database {
    pub(super) fn new(engine: &Engine) -> Self {
        let path = Arc::new(super::folder::database(engine.data()));
        Self { engine: engine.clone(), path, idle: Arc::default() }
    }

    /// Runs `read` on a connection, off the runtime, seeing one state of the database throughout.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Reader<'_>) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, ReadError> {
        let (database, remade) = (self.clone(), self.engine.office_remade());
        let outcome = tokio::task::spawn_blocking(move || {
            let db = database.take(remade)?;
            let outcome = within_snapshot(&db, read)?;
            database.give_back(db, remade);
            Ok(outcome)
        })
        .await
        .unwrap_or(Err(ReadError::Interrupted));
        if let Err(ReadError::Sqlite(error)) = &outcome
            && is_damage(error)
        {
            tracing::error!(%error, "a page found office.db damaged");
            if let Err(error) = self.engine.remake_office(remade).await {
                tracing::error!(%error, "the office database could not be made again");
            }
            return Err(ReadError::Damaged);
        }
        outcome
    }

    fn take(&self, remade: u64) -> rusqlite::Result<Connection> {
        if let Ok(mut idle) = self.idle.lock() {
            if idle.remade != remade {
                *idle = Idle { remade, connections: Vec::new() };
            }
            if let Some(db) = idle.connections.pop() {
                return Ok(db);
            }
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(self.path.as_path(), flags)?;
        db.busy_timeout(std::time::Duration::from_millis(DATABASE_BUSY_MS_MAX))?;
        db.set_prepared_statement_cache_capacity(64);
        collation::add_to(&db)?;
        Ok(db)
    }

    fn give_back(&self, db: Connection, remade: u64) {
        if let Ok(mut idle) = self.idle.lock()
            && idle.remade == remade
            && idle.connections.len() < READERS_IDLE_MAX
        {
            idle.connections.push(db);
        }
    }
}

fn within_snapshot<T>(
    db: &Connection,
    read: impl FnOnce(&Reader<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    db.execute_batch("BEGIN")?;
    let outcome = read(&Reader { db });
    db.execute_batch("COMMIT")?;
    outcome
}

/// One consistent look at the database.
pub(super) struct Reader<'a> {
    db: &'a Connection,
}

impl Reader<'_> {
    fn rows<T>(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>> {
        self.db.prepare_cached(sql)?.query_map(values, read)?.collect()
    }

    /// How far the numbers of a table that begin with `prefix` have come; 0 when there are none.
    fn newest_number(&self, table: &str, prefix: &str) -> rusqlite::Result<u32> {
        // Longer numbers are larger: `2027-10000` comes after `2027-9999`.
        let sql = format!(
            "SELECT number FROM {table} WHERE number >= ?1 AND number < ?1 || '~'
             ORDER BY length(number) DESC, number DESC LIMIT 1"
        );
        let newest: Option<String> =
            self.db.prepare_cached(&sql)?.query_row([prefix], |row| row.get(0)).optional()?;
        Ok(newest.and_then(|number| number.get(prefix.len()..)?.parse().ok()).unwrap_or(0))
    }

    /// How many reports and contradictions wait for review, and how many requests for an answer.
    pub(super) fn waiting(&self) -> rusqlite::Result<(u32, u32)> {
        let count = |sql: &str| self.db.prepare_cached(sql)?.query_row([], |row| row.get(0));
        Ok((
            count("SELECT count(*) FROM review_queue")?,
            count("SELECT count(*) FROM request WHERE work_order IS NULL AND closed IS NULL")?,
        ))
    }
}

/// The id, day, hash or word in a text column.
fn parsed<T: FromStr>(row: &Row<'_>, at: usize) -> rusqlite::Result<T> {
    let text: String = row.get(at)?;
    text.parse().map_err(|_| unreadable(at))
}

fn optional_parsed<T: FromStr>(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(at)?;
    text.map(|text| text.parse().map_err(|_| unreadable(at))).transpose()
}

fn instant(row: &Row<'_>, at: usize) -> rusqlite::Result<Timestamp> {
    parsed::<jiff::Timestamp>(row, at).map(|instant| Timestamp(instant.as_millisecond()))
}

fn optional_instant(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Timestamp>> {
    Ok(optional_parsed::<jiff::Timestamp>(row, at)?.map(|instant| Timestamp(instant.as_millisecond())))
}

fn unreadable(at: usize) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, Type::Text, "unreadable".into())
}

/// Where a page of a list begins.
fn offset(page: u32) -> i64 {
    i64::from(page) * i64::try_from(PAGE_ROWS_MAX).unwrap_or(i64::MAX)
}

/// One row more than a page holds, to know whether another page follows.
fn limit() -> i64 {
    i64::try_from(PAGE_ROWS_MAX + 1).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::sync::SystemClock;

    #[test]
    fn as_many_connections_are_kept_as_may_be_and_none_of_a_database_that_was_made_anew() {
        let data = tempfile::tempdir().unwrap();
        let database = Database::new(&Engine::open(data.path(), Arc::new(SystemClock)).unwrap());
        let kept = || database.idle.lock().unwrap().connections.len();
        for (at_once, most) in
            [(READERS_IDLE_MAX, READERS_IDLE_MAX), (READERS_IDLE_MAX + 1, READERS_IDLE_MAX)]
        {
            let taken: Vec<_> = (0..at_once).map(|_| database.take(0).unwrap()).collect();
            assert_eq!(kept(), 0);
            taken.into_iter().for_each(|db| database.give_back(db, 0));
            assert_eq!(kept(), most, "{at_once} at once");
        }
        let db = database.take(1).unwrap();
        assert_eq!(kept(), 0);
        database.give_back(db, 0);
        assert_eq!(kept(), 0);
    }
}

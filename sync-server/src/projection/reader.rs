//! Reads `office.db` for the pages. Read-only connections, off the runtime, a bounded number of
//! rows each; filling the database is [`crate::projection::Projection`]'s.

use std::path::PathBuf;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::{Arc, Mutex};

use shared::Timestamp;

use crate::base::limits::{PAGE_ROWS_MAX, READERS_IDLE_MAX};
use crate::base::roles::Scope;
use crate::projection::table::DomainRows;
use crate::sql::visibility::{Visible, named};
use crate::sql::{self, Bind, Connection, Row};
use crate::values;

/// Why the office database could not be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    /// The database says no, or a row is not what the projection writes.
    #[error(transparent)]
    Sql(#[from] sql::Error),
    /// The database was damaged; it is being rebuilt.
    #[error("the office database was damaged")]
    Damaged,
    /// The reading was interrupted.
    #[error("interrupted")]
    Interrupted,
}

/// What the pages ask of `office.db`.
#[derive(Clone)]
pub(crate) struct Database {
    path: Arc<PathBuf>,
    nouns: &'static [DomainRows],
    source: Arc<dyn Source>,
    idle: Arc<Mutex<Idle>>,
}

/// What fills the office database, as far as those who read it need it.
pub(crate) trait Source: Send + Sync {
    /// How often the database was rebuilt since the server started.
    fn rebuilt(&self) -> u64;

    /// Rebuilds a damaged database, unless that was done since [`Source::rebuilt`] was `seen`. What goes wrong
    /// is logged.
    fn rebuild(&self, seen: u64) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// Connections that nobody reads on.
#[derive(Default)]
struct Idle {
    /// [`Source::rebuilt`] when they were opened.
    rebuilt: u64,
    connections: Vec<Connection>,
    /// Those that show what one reader sees.
    in_part: Vec<Connection>,
}

impl Idle {
    const fn of(&mut self, in_part: bool) -> &mut Vec<Connection> {
        if in_part { &mut self.in_part } else { &mut self.connections }
    }
}

/// The tables that are of no noun; photos are the uppermost noun's to judge that has some.
const OWN: &[Visible] = &[
    Visible::whole("watermark"),
    Visible::whole("photo_received"),
    Visible::rows("device", "EXISTS (SELECT 1 FROM person_seen p WHERE p.id = device.person)"),
    Visible::rows("sync_log", "EXISTS (SELECT 1 FROM device d WHERE d.id = sync_log.device)"),
    Visible::rows("person_role", "EXISTS (SELECT 1 FROM person_seen p WHERE p.id = person_role.person)"),
];

impl Database {
    /// The database in this file, which holds the rows of these nouns.
    pub(crate) fn new(path: PathBuf, nouns: &'static [DomainRows], source: Arc<dyn Source>) -> Self {
        Self { path: Arc::new(path), nouns, source, idle: Arc::default() }
    }

    /// Runs `read` on a connection, off the runtime, seeing one state of the database throughout, and of it what somebody
    /// sees with this scope.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        scope: Scope,
        read: impl FnOnce(&Reader<'_>) -> sql::Result<T> + Send + 'static,
    ) -> Result<T, ReadError> {
        let (database, rebuilt) = (self.clone(), self.source.rebuilt());
        let outcome = tokio::task::spawn_blocking(move || {
            let scope = named(&scope);
            let db = database.take(rebuilt, scope.is_some())?;
            if let Some((all_but, organisations)) = &scope {
                db.see(*all_but, organisations)?;
            }
            let outcome = within_snapshot(&Reader { db: &db, nouns: database.nouns }, read)?;
            database.give_back(db, rebuilt, scope.is_some());
            Ok(outcome)
        })
        .await
        .unwrap_or(Err(ReadError::Interrupted));
        if let Err(ReadError::Sql(error @ sql::Error::Corrupt(_))) = &outcome {
            tracing::error!(%error, "a page found office.db damaged");
            self.source.rebuild(rebuilt).await;
            return Err(ReadError::Damaged);
        }
        outcome
    }

    fn take(&self, rebuilt: u64, in_part: bool) -> sql::Result<Connection> {
        if let Ok(mut idle) = self.idle.lock() {
            if idle.rebuilt != rebuilt {
                *idle = Idle { rebuilt, ..Idle::default() };
            }
            if let Some(db) = idle.of(in_part).pop() {
                return Ok(db);
            }
        }
        let db = Connection::open_to_read(self.path.as_path())?;
        if in_part {
            let of_nouns = self.nouns.iter().flat_map(|rows| rows.visible);
            db.show_in_part(&OWN.iter().chain(of_nouns).copied().collect::<Vec<_>>())?;
        }
        Ok(db)
    }

    fn give_back(&self, db: Connection, rebuilt: u64, in_part: bool) {
        if let Ok(mut idle) = self.idle.lock()
            && idle.rebuilt == rebuilt
            && idle.of(in_part).len() < READERS_IDLE_MAX
        {
            idle.of(in_part).push(db);
        }
    }
}

fn within_snapshot<T>(
    reader: &Reader<'_>,
    read: impl FnOnce(&Reader<'_>) -> sql::Result<T>,
) -> sql::Result<T> {
    reader.db.begin_reading()?;
    let outcome = read(reader);
    reader.db.commit()?;
    outcome
}

/// One consistent look at the database.
pub(crate) struct Reader<'a> {
    pub(crate) db: &'a Connection,
    /// The nouns whose rows are there.
    pub(crate) nouns: &'static [DomainRows],
}

impl Reader<'_> {
    /// Every row that a statement answers with.
    #[track_caller]
    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        values: &[&dyn Bind],
        read: impl FnMut(&Row<'_>) -> sql::Result<T>,
    ) -> sql::Result<Vec<T>> {
        self.db.rows(sql, values, read)
    }

    /// The first row that a statement answers with, if there is one.
    #[track_caller]
    pub(crate) fn first<T>(
        &self,
        sql: &str,
        values: &[&dyn Bind],
        read: impl FnMut(&Row<'_>) -> sql::Result<T>,
    ) -> sql::Result<Option<T>> {
        self.db.first(sql, values, read)
    }

    /// How far the numbers of a table that begin with `prefix` have come; 0 when there are none.
    pub(crate) fn newest_number(&self, table: &str, prefix: &str) -> sql::Result<u32> {
        // Longer numbers are larger: `2027-10000` comes after `2027-9999`.
        let sql = format!(
            "SELECT number FROM {table} WHERE number >= $1 AND number < $1 || '~'
             ORDER BY length(number) DESC, number DESC LIMIT 1"
        );
        let newest: Option<String> = self.db.first(&sql, values![prefix], |row| row.get("number"))?;
        Ok(newest.and_then(|number| number.get(prefix.len()..)?.parse().ok()).unwrap_or(0))
    }

    /// The column `count` that a statement without parameters answers with.
    #[track_caller]
    pub(crate) fn count(&self, sql: &str) -> sql::Result<u32> {
        self.db.one(sql, &[], |row| row.get("count"))
    }
}

/// The id, day, hash or word in a text column.
pub(crate) fn parsed<T: FromStr>(row: &Row<'_>, column: &str) -> sql::Result<T> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| row.unreadable(column))
}

pub(crate) fn optional_parsed<T: FromStr>(row: &Row<'_>, column: &str) -> sql::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse().map_err(|_| row.unreadable(column))).transpose()
}

pub(crate) fn instant(row: &Row<'_>, column: &str) -> sql::Result<Timestamp> {
    parsed::<jiff::Timestamp>(row, column).map(|instant| Timestamp(instant.as_millisecond()))
}

pub(crate) fn optional_instant(row: &Row<'_>, column: &str) -> sql::Result<Option<Timestamp>> {
    Ok(optional_parsed::<jiff::Timestamp>(row, column)?.map(|instant| Timestamp(instant.as_millisecond())))
}

/// Where a page of a list begins.
pub(crate) fn offset(page: u32) -> i64 {
    i64::from(page) * i64::try_from(PAGE_ROWS_MAX).unwrap_or(i64::MAX)
}

/// One row more than a page holds, to know whether another page follows.
pub(crate) fn limit() -> i64 {
    i64::try_from(PAGE_ROWS_MAX + 1).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    /// A database that is never rebuilt.
    struct Never;

    impl Source for Never {
        fn rebuilt(&self) -> u64 {
            0
        }

        fn rebuild(&self, _: u64) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
            Box::pin(std::future::ready(()))
        }
    }

    #[test]
    fn as_many_connections_are_kept_as_may_be_and_none_of_a_database_that_was_rebuilt() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join("office.db");
        drop(Connection::open(&path).unwrap());
        let database = Database::new(path, &[], Arc::new(Never));
        let kept = || database.idle.lock().unwrap().connections.len();
        for (at_once, most) in
            [(READERS_IDLE_MAX, READERS_IDLE_MAX), (READERS_IDLE_MAX + 1, READERS_IDLE_MAX)]
        {
            let taken: Vec<_> = (0..at_once).map(|_| database.take(0, false).unwrap()).collect();
            assert_eq!(kept(), 0);
            taken.into_iter().for_each(|db| database.give_back(db, 0, false));
            assert_eq!(kept(), most, "{at_once} at once");
        }
        let db = database.take(1, false).unwrap();
        assert_eq!(kept(), 0);
        database.give_back(db, 0, false);
        assert_eq!(kept(), 0);
    }
}

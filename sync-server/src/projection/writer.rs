//! Writes the office database.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use shared::Sha256;
use shared::wire::FeedCursor;

use crate::base::limits::OFFICE_BUSY_MS_MAX;
use crate::projection::device_rows::{device, sync_log as sync_log_row};
use crate::projection::error::ProjectionError;
use crate::projection::table::{Delivery, DomainRows, Done, Table};
use crate::store::{DeviceRow, SyncLogRow};

/// `office.db`, to write.
#[derive(Debug)]
pub struct Projection {
    pub(crate) db: Connection,
    /// Its file; none when it is in memory.
    pub(crate) path: Option<PathBuf>,
    /// What is written of each kind of document.
    pub(crate) rows: &'static [DomainRows],
    /// How often it was rebuilt since it was opened.
    pub(crate) rebuilt: Arc<AtomicU64>,
}

/// Raised with every change of a `schema.sql`, and by itself when words are read otherwise: a database of
/// another version is dropped and rebuilt.
const SCHEMA_VERSION: i64 = 7 * 1_000 + shared::search::VERSION as i64;

impl Projection {
    /// Opens the office database, to hold these rows. One of another version is emptied; the engine fills it
    /// again.
    ///
    /// # Errors
    /// [`ProjectionError::Sqlite`] when the file is no database, or cannot be written.
    pub fn open(db: Connection, rows: &'static [DomainRows]) -> Result<Self, ProjectionError> {
        db.busy_timeout(Duration::from_millis(OFFICE_BUSY_MS_MAX))?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        // Whoever may only read needs the log and its index beside the database, also once the server has
        // stopped: closing leaves them there.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        // On disk before the answer, like the store.
        db.pragma_update(None, "synchronous", "FULL")?;
        // A statement is compiled once, not for every value bound to it.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        db.pragma_update(None, "foreign_keys", false)?;
        db.set_prepared_statement_cache_capacity(128);
        let path = db.path().filter(|path| !path.is_empty()).map(PathBuf::from);
        let mut projection = Self { db, path, rows, rebuilt: Arc::default() };
        let version: i64 = projection.db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if version != SCHEMA_VERSION {
            projection.clear()?;
        }
        Ok(projection)
    }

    /// Empties the database, for a rebuild.
    ///
    /// # Errors
    /// [`ProjectionError::Sqlite`] when it cannot be written.
    pub fn clear(&mut self) -> Done {
        let transaction = self.db.transaction()?;
        let names: Vec<(String, String)> = transaction
            .prepare("SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        for (kind, name) in names {
            transaction.execute_batch(&format!("DROP {kind} \"{name}\""))?;
        }
        transaction.execute_batch(include_str!("schema.sql"))?;
        for rows in self.rows {
            transaction.execute_batch(rows.schema)?;
        }
        transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
        Ok(transaction.commit()?)
    }

    /// The position of the feed up to which everything is here.
    ///
    /// # Errors
    /// [`ProjectionError::Sqlite`] when the database cannot be read.
    pub fn watermark(&self) -> Done<FeedCursor> {
        let position: i64 = self.db.query_row("SELECT position FROM watermark", [], |row| row.get(0))?;
        Ok(FeedCursor(position.unsigned_abs()))
    }

    /// The row of the log of syncs up to which everything is here.
    ///
    /// # Errors
    /// [`ProjectionError::Sqlite`] when the database cannot be read.
    pub fn sync_log_watermark(&self) -> Done<i64> {
        let mut statement = self.db.prepare_cached("SELECT sync_log FROM watermark")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Projects in one transaction, exactly once: a position at or before the watermark only
    /// renews rows with what they hold already.
    ///
    /// # Errors
    /// [`ProjectionError::Document`] when a document does not read as its kind,
    /// [`ProjectionError::Sqlite`] when the database cannot be written. Nothing was written then.
    pub fn project(
        &mut self,
        deliveries: &[Delivery<'_>],
        photos_received: &[Sha256],
        devices: &[DeviceRow],
        sync_log: &[SyncLogRow],
        position: FeedCursor,
    ) -> Done {
        let transaction = self.db.transaction()?;
        let table = Table { db: &transaction };
        for delivery in deliveries {
            let kind = delivery.document.kind();
            if let Some(rows) = self.rows.iter().find(|rows| rows.kinds.contains(&kind)) {
                (rows.project)(&table, delivery)?;
            }
        }
        for sha256 in photos_received {
            table.put("INSERT OR IGNORE INTO photo_received (sha256) VALUES (?1)", [sha256.to_string()])?;
        }
        for row in devices {
            device(&table, row)?;
        }
        for entry in sync_log {
            sync_log_row(&table, entry)?;
        }
        let log = sync_log.last().map(|entry| entry.id);
        table.put(
            "UPDATE watermark SET position = max(position, ?1), sync_log = max(sync_log, coalesce(?2, 0))",
            (i64::try_from(position.0).unwrap_or(i64::MAX), log),
        )?;
        Ok(transaction.commit()?)
    }

    /// Everything in the database, table by table and row by row, as text: two databases with the
    /// same text hold the same.
    ///
    /// # Errors
    /// [`ProjectionError::Sqlite`] when the database cannot be read.
    pub fn dump(&self) -> Done<String> {
        let mut tables: Vec<String> = self
            .db
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        tables.retain(|table| table != "watermark");
        let mut text = String::new();
        for table in tables {
            text.push_str(&format!("-- {table}\n"));
            let mut statement = self.db.prepare(&format!("SELECT * FROM {table}"))?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            let mut lines = Vec::new();
            while let Some(row) = rows.next()? {
                let cells: Result<Vec<String>, _> = (0..columns)
                    .map(|column| row.get::<_, Value>(column).map(|cell| format!("{cell:?}")))
                    .collect();
                lines.push(cells?.join("|"));
            }
            lines.sort_unstable();
            text.push_str(&lines.join("\n"));
            text.push('\n');
        }
        Ok(text)
    }
}

//! Writes the office database.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use shared::Sha256;
use shared::wire::FeedCursor;

use crate::base::limits::OFFICE_BUSY_MS_MAX;
use crate::projection::device_rows::{device, sync_log as sync_log_row};
use crate::projection::error::ProjectionError;
use crate::projection::role_rows::roles;
use crate::projection::table::{Delivery, DomainRows, Done, Table};
use crate::sql::Connection;
use crate::store::{DeviceRow, RoleRow, SyncLogRow};
use crate::values;

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
const SCHEMA_VERSION: i64 = 14 * 1_000 + shared::search::VERSION as i64;

impl Projection {
    /// Opens the office database, to hold these rows. One of another version is emptied; the engine fills it
    /// again.
    ///
    /// # Errors
    /// [`ProjectionError::Sql`] when the file is no database, or cannot be written.
    pub fn open(db: Connection, rows: &'static [DomainRows]) -> Result<Self, ProjectionError> {
        db.wait_at_most(OFFICE_BUSY_MS_MAX)?;
        // On disk before the answer, like the store.
        db.keep_on_disk()?;
        // Whoever may only read needs the log also once the server has stopped.
        db.leave_log()?;
        let path = db.path();
        let mut projection = Self { db, path, rows, rebuilt: Arc::default() };
        if projection.db.version()? != SCHEMA_VERSION {
            projection.clear()?;
        }
        Ok(projection)
    }

    /// Empties the database, for a rebuild.
    ///
    /// # Errors
    /// [`ProjectionError::Sql`] when it cannot be written.
    pub fn clear(&mut self) -> Done {
        self.db.transaction(|| {
            self.db.drop_everything()?;
            self.db.make(include_str!("schema.sql"))?;
            for rows in self.rows {
                self.db.make(rows.schema)?;
            }
            Ok(self.db.set_version(SCHEMA_VERSION)?)
        })
    }

    /// The position of the feed up to which everything is here.
    ///
    /// # Errors
    /// [`ProjectionError::Sql`] when the database cannot be read.
    pub fn watermark(&self) -> Done<FeedCursor> {
        let position = self.db.one("SELECT position FROM watermark", &[], |row| row.get("position"))?;
        Ok(FeedCursor(position))
    }

    /// The row of the log of syncs up to which everything is here.
    ///
    /// # Errors
    /// [`ProjectionError::Sql`] when the database cannot be read.
    pub fn sync_log_watermark(&self) -> Done<i64> {
        Ok(self.db.one("SELECT sync_log FROM watermark", &[], |row| row.get("sync_log"))?)
    }

    /// Forgets the lines of the log of syncs up to this one, which `server.db` has forgotten too.
    ///
    /// # Errors
    /// [`ProjectionError::Sql`] when the database cannot be written.
    pub(crate) fn forget_syncs(&self, last: i64) -> Done {
        self.db.execute("DELETE FROM sync_log WHERE id <= $1", values![last])?;
        Ok(())
    }

    /// Forgets photos that the office has no more.
    ///
    /// # Errors
    /// [`ProjectionError::Sql`] when the database cannot be written.
    pub(crate) fn forget_photos(&self, photos: &[Sha256]) -> Done {
        for sha256 in photos {
            self.db.execute("DELETE FROM photo_received WHERE sha256 = $1", values![sha256.to_string()])?;
        }
        Ok(())
    }

    /// Projects in one transaction, exactly once: a position at or before the watermark only
    /// renews rows with what they hold already. `role_rows` are all there are, where they may have changed.
    ///
    /// # Errors
    /// [`ProjectionError::Document`] when a document does not read as its kind,
    /// [`ProjectionError::Sql`] when the database cannot be written. Nothing was written then.
    pub fn project(
        &mut self,
        deliveries: &[Delivery<'_>],
        photos_received: &[Sha256],
        devices: &[DeviceRow],
        role_rows: Option<Vec<RoleRow>>,
        sync_log: &[SyncLogRow],
        position: FeedCursor,
    ) -> Done {
        let table = Table { db: &self.db };
        self.db.transaction(|| {
            for delivery in deliveries {
                let kind = delivery.document.kind();
                if let Some(rows) = self.rows.iter().find(|rows| rows.kinds.contains(&kind)) {
                    (rows.project)(&table, delivery)?;
                }
            }
            for sha256 in photos_received {
                let sql = "INSERT INTO photo_received (sha256) VALUES ($1) ON CONFLICT (sha256) DO NOTHING";
                table.put(sql, values![sha256.to_string()])?;
            }
            for row in devices {
                device(&table, row)?;
            }
            if let Some(rows) = role_rows {
                roles(&table, rows)?;
            }
            for entry in sync_log {
                sync_log_row(&table, entry)?;
            }
            let log = sync_log.last().map_or(0, |entry| entry.id);
            let forward = "UPDATE watermark SET position = CASE WHEN position < $1 THEN $1 ELSE position END,
                 sync_log = CASE WHEN sync_log < $2 THEN $2 ELSE sync_log END";
            Ok(table.put(forward, values![position.0, log])?)
        })
    }

    /// Everything in the database, table by table and row by row, as text: two databases with the
    /// same text hold the same.
    ///
    /// # Errors
    /// [`ProjectionError::Sql`] when the database cannot be read.
    pub fn dump(&self) -> Done<String> {
        let mut text = String::new();
        for table in self.db.tables()?.into_iter().filter(|table| table != "watermark") {
            text.push_str(&format!("-- {table}\n"));
            let mut lines = self.db.rows(&format!("SELECT * FROM {table}"), &[], |row| {
                let cells: Vec<String> = row.all().map(|cell| format!("{cell:?}")).collect();
                Ok::<_, ProjectionError>(cells.join("|"))
            })?;
            lines.sort_unstable();
            text.push_str(&lines.join("\n"));
            text.push('\n');
        }
        Ok(text)
    }
}

//! Copies of a database: made while others read and write it, and begun anew by a restore.

use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use shared::FeedId;

use crate::store::column::{Column as _, Result};
use crate::store::database::Store;

/// Says that a data directory is a backup, to be restored before it is used.
const BACKUP: &str = "backup";

/// Copies a database as it is at one moment, whoever uses it meanwhile; on disk when this returns.
///
/// # Errors
/// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
pub(crate) fn copy_database(from: &Path, to: &Path) -> Result<()> {
    // The write-ahead log's index is shared with the other readers: that takes writing.
    let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    source.busy_timeout(Duration::from_secs(10))?;
    // Nothing of it changes: whoever may only read a database needs its log where it is.
    source.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let mut copy = Connection::open(to)?;
    // In one step: with several, whatever is written in between makes it begin again.
    Backup::new(&source, &mut copy)?.run_to_completion(i32::MAX, Duration::from_millis(50), None)?;
    Ok(())
}

impl Store {
    /// Marks this copy as a backup: one file, that can be read from a medium nobody can write to.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn become_backup(&self) -> Result<()> {
        self.set_meta(BACKUP, "1")?;
        Ok(self.db.pragma_update(None, "journal_mode", "DELETE")?)
    }

    /// Whether this is a backup, and not to be used before it is restored.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn is_backup(&self) -> Result<bool> {
        Ok(self.meta(BACKUP)?.is_some())
    }

    /// Gives a restored copy a feed of its own, within a transaction: phones notice.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn begin_anew(&self, feed: FeedId) -> Result<()> {
        self.db
            .execute("INSERT OR IGNORE INTO earlier_feed SELECT value FROM meta WHERE key = 'feed'", [])?;
        self.set_feed(feed)?;
        self.db.execute("DELETE FROM meta WHERE key = ?1", [BACKUP])?;
        self.forget_sign_ins()
    }

    /// Whoever was signed in must sign in again, and codes that may have been used since are void: sessions
    /// that were ended after this day would live again.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn forget_sign_ins(&self) -> Result<()> {
        Ok(self.db.execute_batch("DELETE FROM session; DELETE FROM enrolment_code; DELETE FROM attempt;")?)
    }

    /// Remembers another feed that phones were on: they may know what this one does not. Whether that was
    /// not known yet.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn record_earlier_feed(&self, feed: FeedId) -> Result<bool> {
        // The one that was known of old, not by its id.
        let unnamed = "UPDATE OR IGNORE earlier_feed SET id = ?1 WHERE id = zeroblob(16)";
        if self.db.prepare_cached(unnamed)?.execute([feed.column()])? > 0 {
            return Ok(false);
        }
        let sql = "INSERT OR IGNORE INTO earlier_feed (id) VALUES (?1)";
        Ok(self.db.prepare_cached(sql)?.execute([feed.column()])? > 0)
    }

    /// Whether phones may know what this feed does not, because they were on another.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn was_restored(&self) -> Result<bool> {
        Ok(self.db.query_row("SELECT EXISTS (SELECT 1 FROM earlier_feed)", [], |row| row.get(0))?)
    }
}

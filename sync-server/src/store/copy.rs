//! What a copy of a database says of itself, and how a restore begins anew with it.

use shared::FeedId;

use crate::store::column::Result;
use crate::store::database::Store;
use crate::values;

/// Says that a data directory is a backup, to be restored before it is used.
const BACKUP: &str = "backup";

/// Stands for a feed of which an earlier version kept only that there was one.
const UNNAMED_FEED: [u8; 16] = [0; 16];

impl Store {
    /// Marks this copy as a backup: one file, that can be read from a medium nobody can write to.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn become_backup(&self) -> Result<()> {
        self.set_meta(BACKUP, "1")?;
        Ok(self.db.become_one_file()?)
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
        self.db.execute(
            "INSERT INTO earlier_feed (id) SELECT value FROM meta
             WHERE key = 'feed' ON CONFLICT (id) DO NOTHING",
            &[],
        )?;
        self.set_feed(feed)?;
        self.db.execute("DELETE FROM meta WHERE key = $1", values![BACKUP])?;
        self.forget_sign_ins()
    }

    /// Whoever was signed in must sign in again, and codes that may have been used since are void: sessions
    /// that were ended after this day would live again. A code that was used says who enrolled a device, and stays.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn forget_sign_ins(&self) -> Result<()> {
        self.db.execute("DELETE FROM session", &[])?;
        self.db.execute("DELETE FROM half_sign_in", &[])?;
        self.db.execute("DELETE FROM enrolment_code WHERE used_at IS NULL", &[])?;
        self.db.execute("DELETE FROM attempt", &[])?;
        Ok(())
    }

    /// Remembers another feed that phones were on: they may know what this one does not. Whether that was
    /// not known yet.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn record_earlier_feed(&self, feed: FeedId) -> Result<bool> {
        // The one that was known of old, not by its id.
        let unnamed = "UPDATE earlier_feed SET id = $1 WHERE id = $2
            AND NOT EXISTS (SELECT 1 FROM earlier_feed WHERE id = $1)";
        if self.db.execute(unnamed, values![feed, UNNAMED_FEED])? > 0 {
            return Ok(false);
        }
        let sql = "INSERT INTO earlier_feed (id) VALUES ($1) ON CONFLICT (id) DO NOTHING";
        Ok(self.db.execute(sql, values![feed])? > 0)
    }

    /// Whether phones may know what this feed does not, because they were on another.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn was_restored(&self) -> Result<bool> {
        Ok(self.db.one("SELECT EXISTS (SELECT 1 FROM earlier_feed) AS has", &[], |row| row.get("has"))?)
    }
}

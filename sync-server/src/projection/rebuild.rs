//! A damaged office database is quarantined and rebuilt: nothing is in it that is not in the feed.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::base::limits::OFFICE_BUSY_MS_MAX;
use crate::projection::error::ProjectionError;
use crate::projection::folder::{beside, gone_is_fine, let_the_group_read};
use crate::projection::table::{DomainRows, Done};
use crate::projection::writer::Projection;
use crate::sql::{self, Connection};

impl ProjectionError {
    /// Whether the database is not what was written.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Sql(sql::Error::Corrupt(_)))
    }
}

impl Projection {
    /// Opens the office database of a data directory, making it when there is none. A damaged one is
    /// quarantined, and the engine fills an empty one.
    ///
    /// # Errors
    /// [`ProjectionError::Sql`] when it cannot be opened, [`ProjectionError::Quarantine`] when a damaged
    /// one cannot be moved out of the way.
    pub fn open_file(path: &Path, rows: &'static [DomainRows]) -> Done<Self> {
        let open = || {
            let_the_group_read(path);
            // Looked over on a connection of its own, like the store's.
            Connection::open(path)?.look_over()?;
            Self::open(Connection::open(path)?, rows)
        };
        match open() {
            Err(error) if error.is_damage() => {
                tracing::error!(%error, "office.db is damaged: it is quarantined and rebuilt from the feed");
                quarantine(path)?;
                open()
            }
            outcome => outcome,
        }
    }

    /// Quarantines the database as `office.db.damaged` and begins an empty one in its place; one in
    /// memory is emptied.
    ///
    /// # Errors
    /// [`ProjectionError::Quarantine`] when the file cannot be moved, [`ProjectionError::Sql`] when the new
    /// one cannot be opened; it can be tried again.
    pub fn rebuild(&mut self) -> Done {
        let Some(path) = self.path.clone() else { return self.clear() };
        quarantine(&path)?;
        // The old connection is closed before there is a new file: closing removes the log by name.
        self.db = Connection::open_in_memory()?;
        self.reopen()
    }

    /// Opens the database when an earlier try to rebuild it did not get as far.
    ///
    /// # Errors
    /// [`ProjectionError::Sql`] when it cannot be opened.
    pub(crate) fn reopen(&mut self) -> Done {
        let is_closed = self.db.path().is_none();
        let Some(path) = self.path.clone().filter(|_| is_closed) else { return Ok(()) };
        let rebuilt = Arc::clone(&self.rebuilt);
        let_the_group_read(&path);
        *self = Self::open(Connection::open(&path)?, self.rows)?;
        self.rebuilt = rebuilt;
        self.rebuilt.fetch_add(1, Ordering::Release);
        Ok(())
    }

    /// How often it was rebuilt since it was opened.
    #[must_use]
    pub fn rebuilt(&self) -> u64 {
        self.rebuilt.load(Ordering::Acquire)
    }

    /// The counter behind [`Projection::rebuilt`], shared with other threads.
    pub(crate) fn rebuilt_count(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.rebuilt)
    }

    /// Writes the file anew without what was deleted, and takes those away that were quarantined; `false` when somebody
    /// reads, and remains are in the log.
    ///
    /// # Errors
    /// [`ProjectionError::Sql`] when the disk fails, [`ProjectionError::Quarantine`] when a file cannot be taken away.
    pub(crate) fn scrub(&self) -> Done<bool> {
        if let Some(path) = &self.path {
            for damaged in [".damaged", ".damaged-wal"] {
                gone_is_fine(std::fs::remove_file(beside(path, damaged)))?;
            }
        }
        Ok(self.db.write_anew()?)
    }

    /// Waits less for another program that holds the database.
    pub(crate) fn wait_at_most(&self, ms: u64) {
        if let Err(error) = self.db.wait_at_most(ms) {
            tracing::warn!(%error, "the office database is waited for as usual");
        }
    }

    /// Waits as long as usual again.
    pub(crate) fn wait_as_usual(&self) {
        self.wait_at_most(OFFICE_BUSY_MS_MAX);
    }
}

impl Drop for Projection {
    /// Leaves the database whole in its one file, for whoever copies it, and an empty log beside it, unless
    /// somebody reads just now: then both together are whole.
    fn drop(&mut self) {
        self.wait_at_most(0);
        if let Err(error) = self.db.empty_log() {
            tracing::debug!(%error, "the log of the office database stays as it is");
        }
    }
}

/// Moves a database and its log out of the way. What was quarantined before is replaced.
fn quarantine(path: &Path) -> std::io::Result<()> {
    gone_is_fine(std::fs::rename(beside(path, "-wal"), beside(path, ".damaged-wal")))?;
    gone_is_fine(std::fs::rename(path, beside(path, ".damaged")))?;
    gone_is_fine(std::fs::remove_file(beside(path, "-shm")))
}

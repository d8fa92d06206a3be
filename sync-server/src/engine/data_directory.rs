//! A data directory: used by one server at a time, and looked over before anything of it is served.
//! What cannot be used is said in one sentence, with what to do about it in the next.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::base::clock::Clock;
use crate::base::limits::{CLAIM_AGAIN_MS, CLAIM_TRIES_MAX};
use crate::base::scratch_folder;
use crate::engine::core::Core;
use crate::engine::error::EngineError;
use crate::engine::nouns::Nouns;
use crate::engine::transaction::DomainRules;
use crate::engine::unusable::Unusable;
use crate::projection::error::ProjectionError;
use crate::projection::table::DomainRows;
use crate::projection::{Projection, folder};
use crate::sql::Connection;
use crate::store::Store;
use crate::store::error::StoreError;

/// The right to use a data directory, until dropped. The system takes it back from a program that
/// dies.
#[derive(Debug)]
pub(crate) struct Directory {
    path: PathBuf,
    _lock: File,
}

impl Directory {
    /// Claims a data directory, making it when there is none.
    pub(crate) fn claim(path: &Path) -> Result<Self, Unusable> {
        folder::make_data_directory(path)?;
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(path.join("lock"))?;
        let mut tries = 1;
        loop {
            match lock.try_lock() {
                Ok(()) => {
                    // What a killed program left is as secret as the data, and takes their room.
                    scratch_folder::sweep(path)?;
                    scratch_folder::sweep_elsewhere(&std::env::temp_dir());
                    return Ok(Self { path: path.to_owned(), _lock: lock });
                }
                // The one before may be about to end.
                Err(TryLockError::WouldBlock) if tries < CLAIM_TRIES_MAX => {
                    std::thread::sleep(Duration::from_millis(CLAIM_AGAIN_MS));
                    tries += 1;
                }
                Err(TryLockError::WouldBlock) => return Err(Unusable::InUse),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
    }

    /// Opens its two databases and brings the office's up to date.
    pub(crate) fn open(&self, nouns: Nouns, clock: Arc<dyn Clock>) -> Result<Core, EngineError> {
        let store = self.store()?;
        let projection = self.projection(nouns.rows)?;
        Self::core(store, projection, clock, nouns.rules)
    }

    fn projection(&self, rows: &'static [DomainRows]) -> Result<Projection, EngineError> {
        folder::prepare(&self.path).map_err(Unusable::from)?;
        Ok(Projection::open_file(&folder::database(&self.path), rows)?)
    }

    fn store(&self) -> Result<Store, EngineError> {
        let path = self.path.join("server.db");
        // An empty file would be taken for a database that has just been made.
        let is_there = std::fs::metadata(&path).is_ok_and(|file| file.len() > 0);
        let was_used = folder::database(&self.path).exists() || folder::earlier_database(&self.path).exists();
        if !is_there && was_used {
            return Err(Unusable::Missing.into());
        }
        let open = || {
            // Looked over on a connection of its own: pages it has read would hide what happens to
            // them on the disk.
            Connection::open(&path)?.look_over()?;
            let store = Store::open(Connection::open(&path)?)?;
            // It may be somebody else's to write.
            store.begin()?;
            store.rollback();
            Ok(store)
        };
        let store = open()
            .map_err(|error| Unusable::of(&error).map_or(EngineError::Store(error), EngineError::Unusable))?;
        if store.is_backup()? { Err(Unusable::Backup.into()) } else { Ok(store) }
    }

    fn core(
        store: Store,
        projection: Projection,
        clock: Arc<dyn Clock>,
        rules: &'static [DomainRules],
    ) -> Result<Core, EngineError> {
        Core::new(store, projection, clock, rules).map_err(|error| match error {
            EngineError::Store(error) => {
                Unusable::of(&error).map_or(EngineError::Store(error), EngineError::Unusable)
            }
            EngineError::Projection(ProjectionError::Sql(error)) => match StoreError::from(error) {
                StoreError::Full => Unusable::Full.into(),
                other @ (StoreError::Newer(_)
                | StoreError::Corrupt(_)
                | StoreError::Unsynced(_)
                | StoreError::Blocked(_)
                | StoreError::Sql(_)
                | StoreError::Damaged(_)) => Unusable::Disk(format!("office.db: {other}")).into(),
            },
            damaged @ EngineError::Document { .. } => {
                Unusable::Damaged { file: "server.db", detail: damaged.to_string() }.into()
            }
            other @ (EngineError::Projection(_)
            | EngineError::Command(_)
            | EngineError::Person(_)
            | EngineError::NotAllowed
            | EngineError::OwnPhone
            | EngineError::NotFound
            | EngineError::Unusable(_)
            | EngineError::Withdrawn
            | EngineError::TooMuchRefused
            | EngineError::DayOver
            | EngineError::SentBefore
            | EngineError::DoneBefore
            | EngineError::Stopped) => other,
        })
    }
}

/// Drops the office database of a data directory nobody serves, and makes it again from the feed.
///
/// # Errors
/// [`EngineError::Unusable`] when another server holds the directory, or it is damaged, full or not to be
/// written.
pub fn rebuild_office(data: &Path, nouns: Nouns, clock: Arc<dyn Clock>) -> Result<(), EngineError> {
    let directory = Directory::claim(data)?;
    let store = directory.store()?;
    let mut projection = directory.projection(nouns.rows)?;
    projection.clear()?;
    Directory::core(store, projection, clock, nouns.rules).map(drop)
}

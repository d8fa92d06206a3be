//! Why the store said no.

use rusqlite::ffi;

/// Why the store could not do something.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// Another program wrote a newer schema.
    #[error("the database is of version {0}, newer than this program")]
    Newer(i64),
    /// A page of the database is not what was written.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// The disk could not say that what was written is on it: what it holds is not known any more.
    #[error("the disk does not keep what is written: {0}")]
    Unsynced(String),
    /// The disk, its rights, or another program stand in the way; that may pass.
    #[error("the database cannot be used now: {0}")]
    Blocked(String),
    /// Anything else SQLite says.
    #[error(transparent)]
    Sqlite(rusqlite::Error),
    /// A row does not hold what this program writes.
    #[error("the database holds an unreadable {0}")]
    Damaged(&'static str),
}

impl StoreError {
    /// Whether nothing may be acknowledged on this database any more.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Corrupt(_) | Self::Unsynced(_))
    }

    /// Whether it is about the database as a whole, not about what was asked of it.
    #[must_use]
    pub const fn is_of_the_disk(&self) -> bool {
        matches!(self, Self::Full | Self::Corrupt(_) | Self::Unsynced(_) | Self::Blocked(_))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let detailed = error.sqlite_error().map(|error| error.extended_code);
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::Full,
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Corrupt(error.to_string()),
            Some(Code::SystemIoFailure) => match detailed {
                // The file that readers and writers share cannot grow.
                Some(ffi::SQLITE_IOERR_SHMSIZE) => Self::Full,
                // After this a second try may succeed though the bytes are gone.
                Some(ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC) => {
                    Self::Unsynced(error.to_string())
                }
                Some(_) | None => Self::Blocked(error.to_string()),
            },
            Some(
                Code::ReadOnly
                | Code::CannotOpen
                | Code::PermissionDenied
                | Code::DatabaseBusy
                | Code::DatabaseLocked,
            ) => Self::Blocked(error.to_string()),
            Some(_) | None => Self::Sqlite(error),
        }
    }
}

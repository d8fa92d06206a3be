//! Why a data directory cannot be used: one sentence says what is wrong, the next what to do about it.

use std::io::ErrorKind;

use crate::store::error::StoreError;

/// Why a data directory cannot be used, or not any more: what is wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// Another program holds it.
    #[error("another server is running on it. Stop that one first, or give this one a directory of its own.")]
    InUse,
    /// Nothing can be written there.
    #[error(
        "nothing can be written there ({0}). Give this program's user the right to write, on a disk that is \
         not mounted read-only."
    )]
    NotWritable(String),
    /// There is no room to begin.
    #[error("its disk is full. Make room there, then start again.")]
    Full,
    /// A newer version of this program has used it.
    #[error(
        "{file} was written by a newer version of this program (its schema is {version}). Install that \
         version, or restore a backup that was made before it."
    )]
    Newer {
        /// The database.
        file: &'static str,
        /// Its version.
        version: i64,
    },
    /// A database lost its file.
    #[error(
        "server.db is missing or empty, though the directory was in use. Put it back, or go back to the last backup \
         with `sync-server restore`."
    )]
    Missing,
    /// It is a backup, to be kept as it is.
    #[error(
        "it holds a backup. Restore it into another directory with `sync-server restore`, and use that one."
    )]
    Backup,
    /// A database is not what was written.
    #[error(
        "{file} is damaged ({detail}). See what is left with `sync-server verify`, then go back to the last \
         backup with `sync-server restore`: phones bring back what it lacks."
    )]
    Damaged {
        /// The database.
        file: &'static str,
        /// What was found.
        detail: String,
    },
    /// The disk fails, or does not let this program at a file.
    #[error(
        "its disk fails, or does not let this program at its files ({0}). Check the disk, and whose the files \
         are, then start again."
    )]
    Disk(String),
}

impl Unusable {
    /// What an error of `server.db` says of the directory as a whole, if anything.
    pub(crate) fn of(error: &StoreError) -> Option<Self> {
        Some(match error {
            StoreError::Full => Self::Full,
            StoreError::Newer(version) => Self::Newer { file: "server.db", version: *version },
            StoreError::Corrupt(detail) => Self::Damaged { file: "server.db", detail: detail.clone() },
            StoreError::Unsynced(detail) | StoreError::Blocked(detail) => Self::Disk(detail.clone()),
            StoreError::Sql(_) | StoreError::Damaged(_) => return None,
        })
    }
}

impl From<std::io::Error> for Unusable {
    fn from(error: std::io::Error) -> Self {
        let kind = error.kind();
        if matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
            return Self::Full;
        }
        if matches!(kind, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) {
            return Self::NotWritable(error.to_string());
        }
        Self::Disk(error.to_string())
    }
}

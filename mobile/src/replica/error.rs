//! The reasons why the replica cannot be used.

use shared::DocumentId;

use crate::client::failure::Failure;

/// Why the replica cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ReplicaError {
    /// The phone is full.
    #[error("the phone is full")]
    Full,
    /// A newer version of the app wrote the database.
    #[error("the database is of version {0}, newer than this app")]
    Newer(i64),
    /// Anything else SQLite says.
    #[error(transparent)]
    Sqlite(rusqlite::Error),
    /// A document cannot be read.
    #[error("document {0}: {1}")]
    Document(DocumentId, shared::DocumentError),
    /// A row does not hold what this app writes.
    #[error("the database holds an unreadable {0}")]
    Damaged(&'static str),
    /// A test stopped the replica dead between two storage steps.
    #[error("stopped")]
    Stopped,
}

impl From<rusqlite::Error> for ReplicaError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::Full,
            Some(_) | None => Self::Sqlite(error),
        }
    }
}

/// Whether it is the phone's storage that fails, not what was asked of it.
fn is_of_the_storage(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode as Code;
    matches!(
        error.sqlite_error_code(),
        Some(
            Code::SystemIoFailure
                | Code::CannotOpen
                | Code::ReadOnly
                | Code::DatabaseCorrupt
                | Code::NotADatabase
        )
    )
}

pub(crate) type Result<T, E = ReplicaError> = std::result::Result<T, E>;

impl From<ReplicaError> for Failure {
    fn from(error: ReplicaError) -> Self {
        match error {
            ReplicaError::Full => Self::Full,
            ReplicaError::Newer(_) | ReplicaError::Document(_, shared::DocumentError::NewerSchema(_)) => {
                Self::NewerVersion
            }
            ReplicaError::Sqlite(ref sqlite) if is_of_the_storage(sqlite) => Self::Storage,
            ReplicaError::Sqlite(_)
            | ReplicaError::Document(..)
            | ReplicaError::Damaged(_)
            | ReplicaError::Stopped => Self::Other(error.to_string()),
        }
    }
}

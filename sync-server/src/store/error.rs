//! Why the store said no.

use crate::sql;

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
    /// Anything else the database says.
    #[error(transparent)]
    Sql(sql::Error),
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

impl From<sql::Error> for StoreError {
    fn from(error: sql::Error) -> Self {
        match error {
            sql::Error::Full(_) => Self::Full,
            sql::Error::Corrupt(detail) => Self::Corrupt(detail),
            sql::Error::Unsynced(detail) => Self::Unsynced(detail),
            sql::Error::Locked(detail) | sql::Error::Blocked(detail) => Self::Blocked(detail),
            sql::Error::Column { .. } | sql::Error::Other(_) => Self::Sql(error),
        }
    }
}

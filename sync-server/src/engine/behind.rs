//! The office database lacks something that is in the feed: since when, and what stands in the way.

use shared::Timestamp;

use crate::engine::error::EngineError;
use crate::projection::error::ProjectionError;
use crate::sql;

/// Since when the office database is behind, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Behind {
    /// When it first could not be written.
    pub since: Timestamp,
    /// What stood in the way at the last try.
    pub why: Obstacle,
}

/// What stands in the way of the office database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// Another program holds it.
    Locked,
    /// The disk is full.
    Full,
    /// Something else; the log says what.
    Other,
}

impl Obstacle {
    pub(crate) fn of(error: &EngineError) -> Self {
        let EngineError::Projection(ProjectionError::Sql(error)) = error else { return Self::Other };
        if let sql::Error::Locked(_) = error {
            return Self::Locked;
        }
        if let sql::Error::Full(_) = error { Self::Full } else { Self::Other }
    }

    /// What to do, for whoever keeps the server.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Locked => "another program holds office/office.db: close it, or have it read only",
            Self::Full => "the disk is full: make room",
            Self::Other => "the log says why; sync-server rebuild-office makes the database again",
        }
    }
}

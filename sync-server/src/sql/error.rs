//! Why a database said no, in words that every engine has.

/// Why a database said no. The text is the engine's own.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk has no room.
    #[error("{0}")]
    Full(String),
    /// A page is not what was written, or the file is no database.
    #[error("{0}")]
    Corrupt(String),
    /// The disk could not say that what was written is on it: what it holds is not known any more.
    #[error("{0}")]
    Unsynced(String),
    /// Another connection holds the database for longer than it was waited for.
    #[error("{0}")]
    Locked(String),
    /// The disk, or its rights, stand in the way; that may pass.
    #[error("{0}")]
    Blocked(String),
    /// A row has no such column, or it does not hold what was asked for.
    #[error("column {column} of `{statement}` {problem}")]
    Column {
        /// The name that was asked for.
        column: String,
        /// The statement that answered.
        statement: String,
        /// What is wrong: that it is not there, or what is in it.
        problem: String,
    },
    /// Anything else.
    #[error("{0}")]
    Other(String),
}

//! Why the office database could not be filled.

use shared::{DocumentError, DocumentId};

use crate::sql;

/// Why the office database could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ProjectionError {
    /// The database says no.
    #[error(transparent)]
    Sql(#[from] sql::Error),
    /// A damaged database cannot be moved out of the way.
    #[error("office.db is damaged and cannot be renamed: {0}")]
    Quarantine(#[from] std::io::Error),
    /// A document does not read as its kind.
    #[error("document {id}: {error}")]
    Document {
        /// The document.
        id: DocumentId,
        /// What is wrong with it.
        error: DocumentError,
    },
}

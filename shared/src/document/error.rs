//! What can be wrong with a document or with a change.

use crate::hash::ChangeHash;

/// What can be wrong with a document or with a change offered to it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The bytes are not an Automerge change or document.
    #[error("the bytes are not what they claim to be: {0}")]
    Corrupt(String),
    /// The change builds on changes that are not here.
    #[error("the change builds on one that is missing")]
    MissingDependency(ChangeHash),
    /// The same actor made two different changes with the same sequence number: two replicas
    /// write under one actor id.
    #[error("two replicas use the same actor id")]
    ActorReused,
    /// The change is larger than [`crate::limits::CHANGE_BYTES_MAX`], or the document than
    /// [`crate::limits::DOCUMENT_BYTES_MAX`] or what a reply carries.
    #[error("too large: {size_bytes} bytes, at most {max_bytes}")]
    TooLarge {
        /// Its size.
        size_bytes: usize,
        /// The limit.
        max_bytes: usize,
    },
    /// A newer version of Guichet wrote the document.
    #[error("written by a newer version (schema {0})")]
    NewerSchema(u64),
    /// More characters in a text, or entries in a map, than may be there.
    #[error("{path}: at most {max}")]
    TooMuch {
        /// Where in the document.
        path: String,
        /// The limit.
        max: usize,
    },
    /// The document does not say what its kind requires.
    #[error("{path}: {expected} expected")]
    Shape {
        /// Where in the document.
        path: String,
        /// What should have been there.
        expected: &'static str,
    },
}

impl DocumentError {
    pub(crate) fn corrupt(error: impl ToString) -> Self {
        Self::Corrupt(error.to_string())
    }
}

/// Whether so many bytes are not too many.
///
/// # Errors
/// [`DocumentError::TooLarge`] when they are.
pub(crate) const fn within(size_bytes: usize, max_bytes: usize) -> Result<(), DocumentError> {
    if size_bytes > max_bytes {
        return Err(DocumentError::TooLarge { size_bytes, max_bytes });
    }
    Ok(())
}

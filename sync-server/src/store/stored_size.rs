//! How much a document may take up.

use shared::document::announced_operations;
use shared::limits::{DOCUMENT_BYTES_MAX, DOCUMENT_OPERATIONS_MAX};

/// What all changes of a document take up together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StoredSize {
    /// Their size in bytes.
    pub bytes: usize,
    /// The operations they announce.
    pub operations: u64,
}

impl StoredSize {
    /// With one change more; `None` when the document may not take it.
    #[must_use]
    pub fn with(self, change: &[u8]) -> Option<Self> {
        let bytes = self.bytes.saturating_add(change.len());
        let operations = self.operations.saturating_add(announced_operations(change));
        let fits = bytes <= DOCUMENT_BYTES_MAX && operations <= DOCUMENT_OPERATIONS_MAX;
        fits.then_some(Self { bytes, operations })
    }
}

//! What a file says of itself, what goes into it, and why there may be none.

use shared::Timestamp;

/// Why there is no file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PdfError {
    /// The letters in the program are none.
    #[error("the typeface cannot be read")]
    Typeface,
    /// It would not be PDF/A-3a, or is too much for a PDF.
    #[error("the library wrote no file: {0}")]
    Refused(String),
}

/// What stands around the pages, and what the file says of itself.
pub(crate) struct Imprint {
    pub(crate) title: String,
    /// The language it is in (BCP 47).
    pub(crate) language: &'static str,
    /// When it says that it was made.
    pub(crate) made_at: Timestamp,
    /// What stands at the foot of each page, before its number; where it is empty, neither does.
    pub(crate) foot: String,
}

/// A file in the file, as it is: not packed, so that who has no reader of PDF finds it too.
pub(crate) struct Attachment {
    pub(crate) name: String,
    /// Its media type; one that is none is left out, which PDF/A does not allow.
    pub(crate) media_type: &'static str,
    pub(crate) description: String,
    pub(crate) bytes: Vec<u8>,
    /// Whether the pages were made of it.
    pub(crate) is_source: bool,
}

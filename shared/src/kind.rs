//! What a noun is made of: the trait each implements once, in its own folder, and what they share to do so.

pub(crate) mod checks;
pub(crate) mod command;
pub(crate) mod error;
pub(crate) mod revision;
pub(crate) mod rule;
pub(crate) mod wording;

use std::collections::BTreeMap;

use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::photo::Photo;
use crate::document::shape::Shape;
use crate::document_kind::DocumentKind;
use crate::id::FactId;
use crate::kind::rule::Rule;
use crate::kind::wording::Wording;

/// A noun: what the documents of one kind hold, who may write there and what they say.
pub(crate) trait Kind: Sized {
    /// The kind of its documents.
    const KIND: DocumentKind;

    /// What may stand in them.
    const SHAPE: &'static Shape;

    /// Its lines of the policy's table. What none of them allows is forbidden.
    const RULES: &'static [Rule];

    /// The paths at which a new value must say who wrote it, under its key `by`; the empty one for the document
    /// itself, `steps/*` for entries whatever their kind.
    const SIGNED: &'static [&'static str];

    /// Reads a document of this kind.
    ///
    /// # Errors
    /// [`DocumentError::Shape`] when it does not say what it must, [`DocumentError::NewerSchema`] when a newer
    /// version wrote it. So for all that follows.
    fn from_document(document: &Document) -> Result<Self, DocumentError>;

    /// What people call a document: its number with its title, or its name; none where it has neither.
    fn title(_document: &Document) -> Option<String> {
        None
    }

    /// The photos of a document and their corrections.
    fn photos(_document: &Document) -> Result<BTreeMap<FactId, Photo>, DocumentError> {
        Ok(BTreeMap::new())
    }

    /// Whether what stands at a path of a document, seen from its root, is a text that people wrote, which goes at the
    /// end of its time.
    fn is_free_text(_document: &Document, _path: &[&str]) -> bool {
        false
    }

    /// What people wrote in a document, a paragraph each, in an order of its own.
    fn texts(_document: &Document, _wording: Wording<'_>) -> Result<Vec<String>, DocumentError> {
        Ok(Vec::new())
    }
}

//! The history of a building as a [`Kind`]: its rules.

use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::shape::Shape;
use crate::document_kind::DocumentKind;
use crate::history::document::History;
use crate::history::places::SHAPE;
use crate::kind::Kind;
use crate::kind::rule::{CREATE, REVIEW, REWRITE, Rule, rule};

impl Kind for History {
    const KIND: DocumentKind = DocumentKind::History;

    const SHAPE: &'static Shape = &SHAPE;

    const RULES: &'static [Rule] = &[rule(&[""], CREATE, REVIEW), rule(&["lines/*"], REWRITE, REVIEW)];

    const SIGNED: &'static [&'static str] = &[];

    fn from_document(document: &Document) -> Result<Self, DocumentError> {
        Self::read(document)
    }

    fn is_free_text(_document: &Document, path: &[&str]) -> bool {
        matches!(path, ["lines", _, "summary"])
    }
}

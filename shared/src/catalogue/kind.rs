//! The catalogue as a [`Kind`]: its rules.

use crate::catalogue::document::Catalogue;
use crate::catalogue::places::SHAPE;
use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::shape::Shape;
use crate::document_kind::DocumentKind;
use crate::kind::Kind;
use crate::kind::rule::{CREATE, KEEPERS, Rule, WRITE, rule};

impl Kind for Catalogue {
    const KIND: DocumentKind = DocumentKind::Catalogue;

    const SHAPE: &'static Shape = &SHAPE;

    const RULES: &'static [Rule] = &[
        rule(&[""], CREATE, KEEPERS),
        rule(&["organisations/*", "teams/*", "natures/*", "checklists/*"], WRITE, KEEPERS),
    ];

    const SIGNED: &'static [&'static str] = &[];

    fn from_document(document: &Document) -> Result<Self, DocumentError> {
        Self::read(document)
    }
}

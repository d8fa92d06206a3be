//! A person's card as a [`Kind`]: its rules.

use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::shape::Shape;
use crate::document_kind::DocumentKind;
use crate::kind::Kind;
use crate::kind::rule::{CREATE, KEEPERS, REWRITE, Rule, WRITE, rule};
use crate::person::document::Person;
use crate::person::places::SHAPE;

impl Kind for Person {
    const KIND: DocumentKind = DocumentKind::Person;

    const SHAPE: &'static Shape = &SHAPE;

    const RULES: &'static [Rule] = &[
        rule(&[""], CREATE, KEEPERS),
        rule(&["name", "role"], WRITE, KEEPERS),
        rule(&["team"], REWRITE, KEEPERS),
    ];

    const SIGNED: &'static [&'static str] = &[];

    fn from_document(document: &Document) -> Result<Self, DocumentError> {
        Self::read(document)
    }

    fn title(document: &Document) -> Option<String> {
        Self::read(document).ok().map(|person| person.name)
    }
}

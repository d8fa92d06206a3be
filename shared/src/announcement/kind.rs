//! The announcement as a [`Kind`]: its rules, signatures and texts.

use crate::announcement::document::Announcement;
use crate::announcement::places::SHAPE;
use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::shape::Shape;
use crate::document_kind::DocumentKind;
use crate::kind::Kind;
use crate::kind::rule::{ADD, CREATE, OFFICE, Rule, WRITE, rule};
use crate::kind::wording::Wording;
use crate::role::Role;

impl Kind for Announcement {
    const KIND: DocumentKind = DocumentKind::Announcement;

    const SHAPE: &'static Shape = &SHAPE;

    const RULES: &'static [Rule] = &[
        rule(&[""], CREATE, OFFICE),
        rule(&["withdrawn"], WRITE, OFFICE),
        rule(&["readings/*"], ADD, &Role::ALL),
    ];

    const SIGNED: &'static [&'static str] = &["", "readings/*"];

    fn from_document(document: &Document) -> Result<Self, DocumentError> {
        Self::read(document)
    }

    fn title(document: &Document) -> Option<String> {
        Self::read(document).ok().map(|announcement| announcement.title())
    }

    fn texts(document: &Document, _: Wording<'_>) -> Result<Vec<String>, DocumentError> {
        Self::read(document).map(|announcement| vec![announcement.text])
    }
}

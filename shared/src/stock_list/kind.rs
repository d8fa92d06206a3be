//! A stock list as a [`Kind`]: its rules.

use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::shape::Shape;
use crate::document_kind::DocumentKind;
use crate::kind::Kind;
use crate::kind::rule::{CREATE, KEEPERS, REWRITE, Rule, WRITE, rule};
use crate::stock_list::document::StockList;
use crate::stock_list::places::SHAPE;

impl Kind for StockList {
    const KIND: DocumentKind = DocumentKind::StockList;

    const SHAPE: &'static Shape = &SHAPE;

    const RULES: &'static [Rule] = &[
        rule(&[""], CREATE, KEEPERS),
        rule(&["items/*", "items/*/code", "items/*/label", "items/*/unit", "section"], WRITE, KEEPERS),
        rule(&["teams/*"], REWRITE, KEEPERS),
    ];

    const SIGNED: &'static [&'static str] = &[];

    fn from_document(document: &Document) -> Result<Self, DocumentError> {
        Self::read(document)
    }

    fn title(document: &Document) -> Option<String> {
        Self::read(document).ok().map(|list| list.section).filter(|section| !section.is_empty())
    }
}

//! The request as a [`Kind`]: its rules, signatures, photos and texts.

use std::collections::BTreeMap;

use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::photo::Photo;
use crate::document::shape::Shape;
use crate::document_kind::DocumentKind;
use crate::id::FactId;
use crate::kind::Kind;
use crate::kind::rule::{ADD, ANYBODY_AT_WORK, AT_A_DESK, CREATE, OFFICE, REWRITE, Rule, TYPE, WRITE, rule};
use crate::kind::wording::Wording;
use crate::request::document::Request;
use crate::request::places::SHAPE;

impl Kind for Request {
    const KIND: DocumentKind = DocumentKind::Request;

    const SHAPE: &'static Shape = &SHAPE;

    const RULES: &'static [Rule] = &[
        rule(&[""], CREATE, ANYBODY_AT_WORK),
        rule(&["photos/*"], ADD, ANYBODY_AT_WORK),
        rule(&["title", "priority"], WRITE, ANYBODY_AT_WORK),
        rule(&["space", "asset"], REWRITE, ANYBODY_AT_WORK),
        rule(&["description"], TYPE, ANYBODY_AT_WORK),
        rule(&["number"], ADD, AT_A_DESK),
        rule(&["work_order", "closed", "nature"], WRITE, OFFICE),
    ];

    const SIGNED: &'static [&'static str] = &["", "photos/*"];

    fn from_document(document: &Document) -> Result<Self, DocumentError> {
        Self::read(document)
    }

    fn title(document: &Document) -> Option<String> {
        Self::read(document).ok().map(|request| request.title)
    }

    fn photos(document: &Document) -> Result<BTreeMap<FactId, Photo>, DocumentError> {
        Self::read(document).map(|request| request.photos)
    }

    fn is_free_text(_document: &Document, path: &[&str]) -> bool {
        matches!(path, ["title" | "description" | "closed"] | ["photos", _, "caption"])
    }

    fn texts(document: &Document, wording: Wording<'_>) -> Result<Vec<String>, DocumentError> {
        Self::read(document).map(|request| texts(&request, wording))
    }
}

/// What people wrote in it, a paragraph each.
fn texts(request: &Request, wording: Wording<'_>) -> Vec<String> {
    let photos = request.photos.values().map(|photo| wording.photo(photo));
    let closed = request.closed.iter().map(|reason| wording.line("closed", reason));
    [wording.line("title", &request.title), request.description.clone()]
        .into_iter()
        .chain(photos)
        .chain(closed)
        .collect()
}

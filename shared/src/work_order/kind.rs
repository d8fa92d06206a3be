//! The work order as a [`Kind`]: its rules, signatures, photos and texts.

use std::collections::BTreeMap;

use crate::catalogue::checklist::AnswerKind;
use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::photo::Photo;
use crate::document::shape::Shape;
use crate::document_kind::DocumentKind;
use crate::id::FactId;
use crate::kind::Kind;
use crate::kind::rule::{ADD, CREATE, FIELD, OFFICE, REVIEW, REWRITE, Rule, TYPE, WRITE, rule};
use crate::kind::wording::Wording;
use crate::work_order::document::WorkOrder;
use crate::work_order::places::{SHAPE, asks_for};
use crate::work_order::summary;

impl Kind for WorkOrder {
    const KIND: DocumentKind = DocumentKind::WorkOrder;

    const SHAPE: &'static Shape = &SHAPE;

    const RULES: &'static [Rule] = &[
        rule(&[""], CREATE, OFFICE),
        rule(&["title", "nature", "priority"], WRITE, OFFICE),
        rule(&["due", "planned_from", "planned_to", "space", "asset", "team"], REWRITE, OFFICE),
        rule(&["description"], TYPE, OFFICE),
        rule(&["assigned/*"], REWRITE, OFFICE),
        rule(&["checklist/*/answer"], REWRITE, FIELD),
        rule(&["interventions/*"], ADD, FIELD),
        rule(&["interventions/*/ended_at"], ADD, FIELD),
        rule(&["interventions/*/report"], TYPE, FIELD),
        rule(&["photos/*", "materials/*"], ADD, FIELD),
        rule(&["steps/started", "steps/paused", "steps/finished", "steps/cannot-finish"], ADD, FIELD),
        rule(&["steps/approved", "steps/sent-back", "steps/settled"], ADD, REVIEW).never_lent(),
        rule(&["steps/cancelled"], ADD, OFFICE),
    ];

    const SIGNED: &'static [&'static str] = &[
        "interventions/*",
        "interventions/*/ended_at",
        "photos/*",
        "materials/*",
        "checklist/*/answer",
        "steps/*",
    ];

    fn from_document(document: &Document) -> Result<Self, DocumentError> {
        Self::read(document)
    }

    fn title(document: &Document) -> Option<String> {
        Self::read(document).ok().map(|order| format!("{} · {}", order.number, order.title))
    }

    fn photos(document: &Document) -> Result<BTreeMap<FactId, Photo>, DocumentError> {
        Self::read(document).map(|order| order.photos)
    }

    fn is_free_text(document: &Document, path: &[&str]) -> bool {
        match path {
            ["title" | "description"]
            | ["interventions", _, "report"]
            | ["steps", _, "reason" | "note"]
            | ["photos", _, "caption"] => true,
            // A number or a yes is none, and would not be read any more.
            ["checklist", item, "answer", "value"] => asks_for(document, item) == Some(AnswerKind::Text),
            _ => false,
        }
    }

    fn texts(document: &Document, wording: Wording<'_>) -> Result<Vec<String>, DocumentError> {
        Self::read(document).map(|order| summary::texts(&order, wording))
    }
}

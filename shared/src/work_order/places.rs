//! The shape of a work order: what may stand where.

use automerge::ROOT;

use crate::catalogue::checklist::{ANSWER_KINDS, AnswerKind};
use crate::document::core::Document;
use crate::document::holds::{BY_ID, CHECKLIST, ID, LINE, NOTE, is_one_of, is_written};
use crate::document::photo::{PHOTO_CORRECTION_PLACES, PHOTO_PLACES};
use crate::document::priority::PRIORITY;
use crate::document::shape::Comes::{Always, Later, Perhaps};
use crate::document::shape::Holds::{Boolean, Count, Instant, Integer, Letters, Map, Schema, Written};
use crate::document::shape::{Condition, Place, Shape, place};
use crate::hash::Heads;
use crate::limits::{NOTE_CHARS_MAX, REPORT_CHARS_MAX};
use crate::moment::Day;
use crate::work_order::checklist::AnswerValue;
use crate::work_order::document::ORIGINS;
use crate::work_order::step::CAUSES;

/// The shape of its documents.
pub(crate) static SHAPE: Shape = Shape {
    places: &[PLACES, PHOTO_PLACES, PHOTO_CORRECTION_PLACES],
    fact_maps: &["interventions", "photos", "materials", "steps"],
    named_by_kind: &["steps/*"],
    conditions: &[Condition {
        path: "checklist/*/answer",
        expected: "an answer of the item's kind",
        holds: is_answer_of_its_kind,
    }],
};

/// Whether an answer is of the kind its item asks for.
fn is_answer_of_its_kind<'a>(
    before: &Document,
    path: &[String],
    text: &dyn Fn(&str) -> Option<&'a str>,
) -> bool {
    let item = path.get(1).map_or("", String::as_str);
    asks_for(before, item)
        .zip(text("value"))
        .and_then(|(kind, text)| AnswerValue::parse(kind, text))
        .is_some()
}

/// The kind of answer that an item of the checklist asks for.
pub(crate) fn asks_for(document: &Document, item: &str) -> Option<AnswerKind> {
    let checklist = document.object_in(&ROOT, "checklist")?;
    let item = document.object_in(&checklist, item)?;
    AnswerKind::named(&document.text_in(&item, "kind")?)
}

const PLACES: &[Place] = &[
    place("schema", Schema, Always),
    place("number", LINE, Always),
    place("origin", Written(|text| is_one_of(&ORIGINS, text)), Always),
    place("request", ID, Perhaps),
    place("title", LINE, Always),
    place("description", Letters(NOTE_CHARS_MAX), Always),
    place("organisation", ID, Always),
    place("building", ID, Always),
    place("space", ID, Perhaps),
    place("asset", ID, Perhaps),
    place("nature", ID, Always),
    place("priority", PRIORITY, Always),
    place("due", Written(is_written::<Day>), Perhaps),
    place("planned_from", Instant, Perhaps),
    place("planned_to", Instant, Perhaps),
    place("team", ID, Perhaps),
    place("assigned", BY_ID, Always),
    place("assigned/*", Map, Perhaps),
    place("assigned/*/at", Instant, Always),
    place("checklist", CHECKLIST, Always),
    place("checklist/*", Map, Perhaps),
    place("checklist/*/position", Count, Always),
    place("checklist/*/label", NOTE, Always),
    place("checklist/*/kind", Written(|text| is_one_of(&ANSWER_KINDS, text)), Always),
    place("checklist/*/unit", LINE, Perhaps),
    place("checklist/*/choices", NOTE, Perhaps),
    place("checklist/*/required", Boolean, Always),
    place("checklist/*/answer", Map, Later),
    place("checklist/*/answer/value", NOTE, Always),
    place("checklist/*/answer/by", ID, Always),
    place("checklist/*/answer/at", Instant, Always),
    place("interventions", BY_ID, Always),
    place("interventions/*", Map, Later),
    place("interventions/*/by", ID, Always),
    place("interventions/*/at", Instant, Always),
    place("interventions/*/ended_at", Instant, Later),
    place("interventions/*/report", Letters(REPORT_CHARS_MAX), Always),
    place("materials", BY_ID, Always),
    place("materials/*", Map, Later),
    place("materials/*/by", ID, Always),
    place("materials/*/at", Instant, Always),
    place("materials/*/item", ID, Perhaps),
    place("materials/*/label", LINE, Perhaps),
    place("materials/*/quantity", Integer, Always),
    place("materials/*/corrects", ID, Perhaps),
    place("steps", BY_ID, Always),
    place("steps/*", Map, Later),
    place("steps/*/by", ID, Always),
    place("steps/*/at", Instant, Always),
    place("steps/*/kind", LINE, Always),
    place("steps/*/reason", NOTE, Perhaps),
    place("steps/*/cause", Written(|text| is_one_of(&CAUSES, text)), Perhaps),
    place("steps/*/takes_back", ID, Perhaps),
    place("steps/*/seen", Written(is_written::<Heads>), Perhaps),
    place("steps/*/contradiction", NOTE, Perhaps),
    place("steps/*/favours", ID, Perhaps),
    place("steps/*/note", NOTE, Perhaps),
];

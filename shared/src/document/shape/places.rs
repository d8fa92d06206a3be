//! The places, one table per kind of document.

use std::fmt::Display;
use std::str::FromStr;

use super::super::DocumentKind;
use super::Comes::{self, Always, Later, Perhaps};
use super::Holds::{self, Boolean, Count, Entries, Instant, Integer, Letters, Map, Schema, Text, Written};
use super::Place;
use crate::building::HAZARDS;
use crate::document::photo::{DATED_BY, PHASES};
use crate::document::priority::PRIORITIES;
use crate::limits::{CHECKLIST_ITEMS_MAX, LINE_CHARS_MAX, NOTE_CHARS_MAX, REPORT_CHARS_MAX};
use crate::request::{ORIGINS as REQUEST_ORIGINS, is_request_number};
use crate::work_order::{ANSWER_KINDS, CAUSES, ORIGINS};
use crate::{Day, DocumentId, Heads, Role, Sha256};

/// The places of a kind of document.
pub(crate) const fn of(kind: DocumentKind) -> &'static [Place] {
    match kind {
        DocumentKind::WorkOrder => WORK_ORDER,
        DocumentKind::Building => BUILDING,
        DocumentKind::Request => REQUEST,
        DocumentKind::History => HISTORY,
        DocumentKind::Catalogue => CATALOGUE,
    }
}

/// Whether a text is how a `T` is written: two spellings of one id would be two keys.
fn is_written<T: FromStr + Display>(text: &str) -> bool {
    text.parse::<T>().is_ok_and(|value| value.to_string() == text)
}

fn is_one_of<T>(words: &[(T, &str)], text: &str) -> bool {
    words.iter().any(|(_, word)| *word == text)
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= LINE_CHARS_MAX
}

/// All ids are written alike.
const ID: Holds = Written(is_written::<DocumentId>);
const BY_ID: Holds = Entries(is_written::<DocumentId>, usize::MAX);
const LINE: Holds = Text(LINE_CHARS_MAX);
const NOTE: Holds = Text(NOTE_CHARS_MAX);
const CHECKLIST: Holds = Entries(is_written::<DocumentId>, CHECKLIST_ITEMS_MAX);
const HASH: Holds = Written(is_written::<Sha256>);
const PRIORITY: Holds = Written(|text| is_one_of(&PRIORITIES, text));
const PHASE: Holds = Written(|text| is_one_of(&PHASES, text));
const DATED: Holds = Written(|text| is_one_of(&DATED_BY, text));
const ANSWER_KIND: Holds = Written(|text| is_one_of(&ANSWER_KINDS, text));

const fn place(path: &'static str, holds: Holds, comes: Comes) -> Place {
    Place { path, holds, comes }
}

const WORK_ORDER: &[Place] = &[
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
    place("checklist/*/kind", ANSWER_KIND, Always),
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
    place("photos", BY_ID, Always),
    place("photos/*", Map, Later),
    place("photos/*/by", ID, Always),
    place("photos/*/at", Instant, Always),
    place("photos/*/taken_at", Instant, Always),
    place("photos/*/dated_by", DATED, Perhaps),
    place("photos/*/caption", NOTE, Always),
    place("photos/*/phase", PHASE, Always),
    place("photos/*/sha256", HASH, Always),
    place("photos/*/thumbnail", HASH, Always),
    place("photos/*/width", Count, Always),
    place("photos/*/height", Count, Always),
    place("photos/*/size", Count, Always),
    place("photos/*/corrects", ID, Perhaps),
    place("photos/*/withdrawn", Boolean, Perhaps),
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

const BUILDING: &[Place] = &[
    place("schema", Schema, Always),
    place("code", LINE, Always),
    place("name", LINE, Always),
    place("organisation", ID, Always),
    place("street", LINE, Always),
    place("number", LINE, Always),
    place("postcode", LINE, Always),
    place("place", LINE, Always),
    place("access_keys", NOTE, Always),
    place("access_contact", NOTE, Always),
    place("access_phone", NOTE, Always),
    place("access_hours", NOTE, Always),
    place("hazards", BY_ID, Always),
    place("hazards/*", Map, Perhaps),
    place("hazards/*/kind", Written(|text| is_one_of(&HAZARDS, text)), Always),
    place("hazards/*/note", NOTE, Always),
    place("spaces", BY_ID, Always),
    place("spaces/*", Map, Perhaps),
    place("spaces/*/name", LINE, Always),
    place("spaces/*/level", LINE, Always),
    place("assets", BY_ID, Always),
    place("assets/*", Map, Perhaps),
    place("assets/*/name", LINE, Always),
    place("assets/*/family", LINE, Always),
    place("assets/*/space", ID, Perhaps),
    place("assets/*/make", LINE, Always),
    place("assets/*/model", LINE, Always),
    place("assets/*/serial", LINE, Always),
    place("assets/*/installed", LINE, Always),
    place("remarks", BY_ID, Always),
    place("remarks/*", Map, Later),
    place("remarks/*/by", ID, Always),
    place("remarks/*/at", Instant, Always),
    place("remarks/*/text", NOTE, Always),
    place("remarks/*/corrects", ID, Perhaps),
];

const REQUEST: &[Place] = &[
    place("schema", Schema, Always),
    place("number", Written(is_request_number), Later),
    place("origin", Written(|text| is_one_of(&REQUEST_ORIGINS, text)), Always),
    place("title", LINE, Always),
    place("description", Letters(NOTE_CHARS_MAX), Always),
    place("organisation", ID, Always),
    place("building", ID, Always),
    place("space", ID, Perhaps),
    place("asset", ID, Perhaps),
    place("nature", ID, Perhaps),
    place("priority", PRIORITY, Always),
    place("by", ID, Always),
    place("at", Instant, Always),
    place("work_order", ID, Later),
    place("closed", NOTE, Later),
    place("photos", BY_ID, Always),
    place("photos/*", Map, Later),
    place("photos/*/by", ID, Always),
    place("photos/*/at", Instant, Always),
    place("photos/*/taken_at", Instant, Always),
    place("photos/*/dated_by", DATED, Perhaps),
    place("photos/*/caption", NOTE, Always),
    place("photos/*/phase", PHASE, Always),
    place("photos/*/sha256", HASH, Always),
    place("photos/*/thumbnail", HASH, Always),
    place("photos/*/width", Count, Always),
    place("photos/*/height", Count, Always),
    place("photos/*/size", Count, Always),
];

const HISTORY: &[Place] = &[
    place("schema", Schema, Always),
    place("building", ID, Always),
    place("lines", BY_ID, Always),
    place("lines/*", Map, Later),
    place("lines/*/by", ID, Always),
    place("lines/*/at", Instant, Always),
    place("lines/*/asset", ID, Perhaps),
    place("lines/*/work_order", LINE, Always),
    place("lines/*/nature", ID, Always),
    place("lines/*/technician", ID, Always),
    place("lines/*/finished_at", Instant, Always),
    place("lines/*/summary", LINE, Always),
];

const CATALOGUE: &[Place] = &[
    place("schema", Schema, Always),
    place("organisations", BY_ID, Always),
    place("organisations/*", Map, Later),
    place("organisations/*/code", LINE, Always),
    place("organisations/*/name", LINE, Always),
    place("teams", BY_ID, Always),
    place("teams/*", Map, Later),
    place("teams/*/name", LINE, Always),
    place("people", BY_ID, Always),
    place("people/*", Map, Later),
    place("people/*/name", LINE, Always),
    place("people/*/role", Written(is_written::<Role>), Always),
    place("people/*/team", ID, Perhaps),
    place("natures", BY_ID, Always),
    place("natures/*", Map, Later),
    place("natures/*/code", LINE, Always),
    place("natures/*/trade", LINE, Always),
    place("natures/*/action", LINE, Always),
    place("natures/*/checklist", LINE, Perhaps),
    place("checklists", Entries(is_key, usize::MAX), Always),
    place("checklists/*", Map, Later),
    place("checklists/*/label", LINE, Always),
    place("checklists/*/items", CHECKLIST, Always),
    place("checklists/*/items/*", Map, Perhaps),
    place("checklists/*/items/*/position", Count, Always),
    place("checklists/*/items/*/label", NOTE, Always),
    place("checklists/*/items/*/kind", ANSWER_KIND, Always),
    place("checklists/*/items/*/unit", LINE, Perhaps),
    place("checklists/*/items/*/choices", NOTE, Perhaps),
    place("checklists/*/items/*/required", Boolean, Always),
    place("stock", BY_ID, Always),
    place("stock/*", Map, Later),
    place("stock/*/code", LINE, Always),
    place("stock/*/label", LINE, Always),
    place("stock/*/unit", LINE, Always),
];

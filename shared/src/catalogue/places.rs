//! The shape of the catalogue: what may stand where.

use crate::catalogue::checklist::ANSWER_KINDS;
use crate::document::holds::{BY_ID, CHECKLIST, LINE, NOTE, is_one_of};
use crate::document::shape::Comes::{Always, Later, Perhaps};
use crate::document::shape::Holds::{Boolean, Count, Entries, Map, Schema, Written};
use crate::document::shape::{Place, Shape, place};
use crate::limits::LINE_CHARS_MAX;

/// The shape of its documents.
pub(crate) static SHAPE: Shape =
    Shape { places: &[PLACES], fact_maps: &[], named_by_kind: &[], conditions: &[] };

/// Whether a text can be the key of a checklist.
fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= LINE_CHARS_MAX
}

const PLACES: &[Place] = &[
    place("schema", Schema, Always),
    place("organisations", BY_ID, Always),
    place("organisations/*", Map, Later),
    place("organisations/*/code", LINE, Always),
    place("organisations/*/name", LINE, Always),
    place("teams", BY_ID, Always),
    place("teams/*", Map, Later),
    place("teams/*/name", LINE, Always),
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
    place("checklists/*/items/*/kind", Written(|text| is_one_of(&ANSWER_KINDS, text)), Always),
    place("checklists/*/items/*/unit", LINE, Perhaps),
    place("checklists/*/items/*/choices", NOTE, Perhaps),
    place("checklists/*/items/*/required", Boolean, Always),
];

//! The shape of a request: what may stand where.

use crate::document::holds::{ID, LINE, NOTE, is_one_of};
use crate::document::photo::PHOTO_PLACES;
use crate::document::priority::PRIORITY;
use crate::document::shape::Comes::{Always, Later, Perhaps};
use crate::document::shape::Holds::{Instant, Letters, Schema, Written};
use crate::document::shape::{Place, Shape, place};
use crate::limits::NOTE_CHARS_MAX;
use crate::request::document::{ORIGINS, is_request_number};

/// The shape of its documents.
pub(crate) static SHAPE: Shape =
    Shape { places: &[PLACES, PHOTO_PLACES], fact_maps: &["photos"], named_by_kind: &[], conditions: &[] };

const PLACES: &[Place] = &[
    place("schema", Schema, Always),
    place("number", Written(is_request_number), Later),
    place("origin", Written(|text| is_one_of(&ORIGINS, text)), Always),
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
];

//! The shape of the history of a building: what may stand where.

use crate::document::holds::{BY_ID, ID, LINE};
use crate::document::shape::Comes::{Always, Later, Perhaps};
use crate::document::shape::Holds::{Instant, Map, Schema};
use crate::document::shape::{Place, Shape, place};

/// The shape of its documents.
pub(crate) static SHAPE: Shape =
    Shape { places: &[PLACES], fact_maps: &["lines"], named_by_kind: &[], conditions: &[] };

const PLACES: &[Place] = &[
    place("schema", Schema, Always),
    place("building", ID, Always),
    place("organisation", ID, Perhaps),
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

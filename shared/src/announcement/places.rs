//! The shape of an announcement: what may stand where.

use crate::document::holds::{BY_ID, ID, NOTE, is_written};
use crate::document::shape::Comes::{Always, Later, Perhaps};
use crate::document::shape::Holds::{Instant, Map, Schema, Written};
use crate::document::shape::{Place, Shape, place};
use crate::moment::Day;

/// The shape of its documents.
pub(crate) static SHAPE: Shape =
    Shape { places: &[PLACES], fact_maps: &["readings"], named_by_kind: &[], conditions: &[] };

const PLACES: &[Place] = &[
    place("schema", Schema, Always),
    place("text", NOTE, Always),
    place("team", ID, Perhaps),
    place("organisation", ID, Perhaps),
    place("until", Written(is_written::<Day>), Always),
    place("by", ID, Always),
    place("at", Instant, Always),
    place("withdrawn", Instant, Later),
    place("readings", BY_ID, Always),
    place("readings/*", Map, Later),
    place("readings/*/by", ID, Always),
    place("readings/*/at", Instant, Always),
];

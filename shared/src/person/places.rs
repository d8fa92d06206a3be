//! The shape of a person's card: what may stand where.

use crate::document::holds::{ID, LINE, is_written};
use crate::document::shape::Comes::{Always, Perhaps};
use crate::document::shape::Holds::{Schema, Written};
use crate::document::shape::{Place, Shape, place};
use crate::role::Role;

/// The shape of its documents.
pub(crate) static SHAPE: Shape =
    Shape { places: &[PLACES], fact_maps: &[], named_by_kind: &[], conditions: &[] };

const PLACES: &[Place] = &[
    place("schema", Schema, Always),
    place("name", LINE, Always),
    place("role", Written(is_written::<Role>), Always),
    place("team", ID, Perhaps),
];

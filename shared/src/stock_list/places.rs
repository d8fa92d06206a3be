//! The shape of a stock list: what may stand where.

use crate::document::holds::{BY_ID, LINE, is_written};
use crate::document::shape::Comes::{Always, Perhaps};
use crate::document::shape::Holds::{Entries, Map, Schema};
use crate::document::shape::{Place, Shape, place};
use crate::id::StockItemId;
use crate::limits::STOCK_LIST_ITEMS_MAX;

/// The shape of its documents.
pub(crate) static SHAPE: Shape =
    Shape { places: &[PLACES], fact_maps: &[], named_by_kind: &[], conditions: &[] };

const PLACES: &[Place] = &[
    place("schema", Schema, Always),
    place("section", LINE, Always),
    place("teams", BY_ID, Always),
    place("teams/*", Map, Perhaps),
    place("items", Entries(is_written::<StockItemId>, STOCK_LIST_ITEMS_MAX), Always),
    place("items/*", Map, Perhaps),
    place("items/*/code", LINE, Always),
    place("items/*/label", LINE, Always),
    place("items/*/unit", LINE, Always),
];

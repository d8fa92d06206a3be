//! The shape of a building: what may stand where.

use crate::building::document::HAZARDS;
use crate::building::field::RegisterField as F;
use crate::document::holds::{BY_ID, ID, LINE, NOTE, is_one_of};
use crate::document::shape::Comes::{Always, Later, Perhaps};
use crate::document::shape::Holds::{Instant, Map, Schema, Written};
use crate::document::shape::{Place, Shape, place};

/// The shape of its documents.
pub(crate) static SHAPE: Shape =
    Shape { places: &[PLACES], fact_maps: &["remarks"], named_by_kind: &[], conditions: &[] };

const PLACES: &[Place] = &[
    place("schema", Schema, Always),
    place("code", LINE, Always),
    place("name", LINE, Always),
    place("organisation", ID, Always),
    place("occupants", BY_ID, Later),
    place("occupants/*", Map, Later),
    place("occupants/*/at", Instant, Always),
    place("street", LINE, Always),
    place("number", LINE, Always),
    place("postcode", LINE, Always),
    place("place", LINE, Always),
    place("site", F::Site.holds(), Perhaps),
    place("municipality", F::Municipality.holds(), Perhaps),
    place("best_address", F::BestAddress.holds(), Perhaps),
    place("position", F::Position.holds(), Perhaps),
    place("parcels", F::Parcels.holds(), Perhaps),
    place("surface", F::Surface.holds(), Perhaps),
    place("year", F::Year.holds(), Perhaps),
    place("energy", F::Energy.holds(), Perhaps),
    place("energy_until", F::EnergyUntil.holds(), Perhaps),
    place("retired_on", F::RetiredOn.holds(), Perhaps),
    place("retired_why", F::RetiredWhy.holds(), Perhaps),
    place("label", F::Label.holds(), Perhaps),
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
    place("spaces/*/code", F::Code.holds(), Perhaps),
    place("spaces/*/within", F::Within.holds(), Perhaps),
    place("spaces/*/surface", F::Surface.holds(), Perhaps),
    place("spaces/*/retired_on", F::RetiredOn.holds(), Perhaps),
    place("spaces/*/retired_why", F::RetiredWhy.holds(), Perhaps),
    place("spaces/*/label", F::Label.holds(), Perhaps),
    place("assets", BY_ID, Always),
    place("assets/*", Map, Perhaps),
    place("assets/*/name", LINE, Always),
    place("assets/*/family", LINE, Always),
    place("assets/*/space", ID, Perhaps),
    place("assets/*/make", LINE, Always),
    place("assets/*/model", LINE, Always),
    place("assets/*/serial", LINE, Always),
    place("assets/*/installed", LINE, Always),
    place("assets/*/code", F::Code.holds(), Perhaps),
    place("assets/*/within", F::Within.holds(), Perhaps),
    place("assets/*/retired_on", F::RetiredOn.holds(), Perhaps),
    place("assets/*/retired_why", F::RetiredWhy.holds(), Perhaps),
    place("assets/*/label", F::Label.holds(), Perhaps),
    place("remarks", BY_ID, Always),
    place("remarks/*", Map, Later),
    place("remarks/*/by", ID, Always),
    place("remarks/*/at", Instant, Always),
    place("remarks/*/text", NOTE, Always),
    place("remarks/*/corrects", ID, Perhaps),
];

//! What a column of a list says, and of what.

use serde::Serialize;
use shared::building::RegisterField;

/// What a list is of, or a column about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Thing {
    /// A building.
    Building,
    /// A room or outdoor area.
    Space,
    /// A piece of equipment.
    Asset,
}

impl Thing {
    /// The word for it in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Building => "building",
            Self::Space => "space",
            Self::Asset => "asset",
        }
    }
}

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    /// A field of one of the three.
    Field(Thing, RegisterField),
    /// The address of the building in one cell: `Rue du Moulin 4, 4400 Flémalle`.
    Address,
    /// The administrations a building is of, the first one first.
    Organisations,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
}

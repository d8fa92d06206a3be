//! What a column of a list says, and of what.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use shared::building::RegisterField;

use RegisterField as F;

/// What a list is of, or a column about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Building, Self::Space, Self::Asset];

    /// The fields of it that a list may say.
    #[must_use]
    pub const fn fields(self) -> &'static [RegisterField] {
        match self {
            Self::Building => &[
                F::Code,
                F::Name,
                F::Street,
                F::Number,
                F::Postcode,
                F::Place,
                F::Site,
                F::Municipality,
                F::BestAddress,
                F::Position,
                F::Parcels,
                F::Surface,
                F::Year,
                F::Energy,
                F::EnergyUntil,
                F::RetiredOn,
                F::RetiredWhy,
            ],
            Self::Space => &[F::Code, F::Name, F::Level, F::Surface, F::RetiredOn, F::RetiredWhy],
            Self::Asset => &[
                F::Code,
                F::Name,
                F::Family,
                F::Make,
                F::Model,
                F::Serial,
                F::Installed,
                F::RetiredOn,
                F::RetiredWhy,
            ],
        }
    }

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
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

/// Those that are no field.
const OTHERS: [(Meaning, &str); 4] = [
    (Meaning::Address, "address"),
    (Meaning::Organisations, "organisations"),
    (Meaning::Latitude, "latitude"),
    (Meaning::Longitude, "longitude"),
];

impl Meaning {
    /// What a column may say, building first.
    pub fn all() -> impl Iterator<Item = Self> {
        let fields = Thing::ALL
            .into_iter()
            .flat_map(|thing| thing.fields().iter().map(move |field| Self::Field(thing, *field)));
        OTHERS.into_iter().map(|(meaning, _)| meaning).chain(fields)
    }
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = OTHERS.iter().find(|(meaning, _)| meaning == self);
        match (self, word) {
            (_, Some((_, word))) => f.write_str(word),
            (Self::Field(thing, field), None) => write!(f, "{}.{}", thing.name(), field.name()),
            (Self::Address | Self::Organisations | Self::Latitude | Self::Longitude, None) => Ok(()),
        }
    }
}

/// No word for what a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no column says that")]
pub struct NoMeaning;

impl FromStr for Meaning {
    type Err = NoMeaning;

    fn from_str(text: &str) -> Result<Self, NoMeaning> {
        Self::all().find(|meaning| meaning.to_string() == text).ok_or(NoMeaning)
    }
}

impl From<Meaning> for String {
    fn from(meaning: Meaning) -> Self {
        meaning.to_string()
    }
}

impl TryFrom<String> for Meaning {
    type Error = NoMeaning;

    fn try_from(text: String) -> Result<Self, NoMeaning> {
        text.parse()
    }
}

impl FromStr for Thing {
    type Err = NoMeaning;

    fn from_str(text: &str) -> Result<Self, NoMeaning> {
        Self::ALL.into_iter().find(|thing| thing.name() == text).ok_or(NoMeaning)
    }
}

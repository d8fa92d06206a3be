//! Why something of a list cannot be taken as it stands.

use serde::{Serialize, Serializer};
use shared::building::RegisterField;
use shared::limits::LINE_CHARS_MAX;

use crate::domains::register::import::meaning::Thing;
use crate::tables::{Unreadable, column_name};

/// Why a row is refused: in which column, from 0, where it is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The column, from 0.
    pub column: Option<u32>,
    /// Why.
    pub why: Why,
}

/// Why something cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Why {
    /// A spreadsheet could not compute it.
    #[error("shows {shown} in place of a value: mend the formula")]
    Failed {
        /// What it shows.
        shown: String,
    },
    /// A formula without a stored value.
    #[error("is a formula without a value: open the file in your spreadsheet and save it again")]
    Formula,
    /// A number with more digits than spreadsheets keep.
    #[error(
        "is a number whose last digits the spreadsheet has dropped: format the column as text, and enter it again"
    )]
    DigitsLost,
    /// Yes or no, or a time.
    #[error("is neither a text, a number nor a day")]
    Another,
    /// No number.
    #[error("{text} is no number")]
    NotANumber {
        /// What stands there.
        text: String,
    },
    /// No day.
    #[error("{text} is no day: write it as 30/03/2025 or 2025-03-30")]
    NotADay {
        /// What stands there.
        text: String,
    },
    /// It cannot stand in this field.
    #[error("{text} is no {}", field_name(*.field))]
    NotAccepted {
        /// The field.
        #[serde(serialize_with = "as_name")]
        field: RegisterField,
        /// What stands there.
        text: String,
    },
    /// Longer than a line.
    #[error("is longer than {LINE_CHARS_MAX} characters")]
    TooLong,
    /// North and east changed places.
    #[error("latitude and longitude have changed places: north is 49 to 52, east 2 to 7")]
    Swapped,
    /// Outside of the country.
    #[error("{text} is not in Belgium")]
    Abroad {
        /// Where it is.
        text: String,
    },
    /// Only one of the two.
    #[error("latitude and longitude go together: one is missing")]
    HalfAPosition,
    /// It has neither name nor code.
    #[error("the {} has no name", .thing.name())]
    Nameless {
        /// What.
        thing: Thing,
    },
    /// It does not say in which building it is.
    #[error("it does not say in which building")]
    NoBuilding,
    /// There is no such building.
    #[error("there is no building {text}: import the list of buildings first")]
    UnknownBuilding {
        /// What it is called.
        text: String,
    },
    /// Several have this code or name.
    #[error("several of the register are called {text}: give each a code")]
    Several {
        /// What they are called.
        text: String,
    },
    /// A building has to be of an administration.
    #[error("it does not say of which administration the building is")]
    NoOrganisation,
    /// No such administration.
    #[error("there is no administration {text}; there are {known}")]
    UnknownOrganisation {
        /// What stands there.
        text: String,
        /// Those there are.
        known: String,
    },
    /// The building is of another administration.
    #[error("the building is of {owner}: hand it over on its page first")]
    OfAnother {
        /// Of which.
        owner: String,
    },
    /// Whoever imports does not keep the register of that administration.
    #[error("you do not keep the register of {owner}")]
    NotYours {
        /// Of which.
        owner: String,
    },
    /// Whoever imports does not say which administrations occupy a building.
    #[error(
        "it names several administrations: which others occupy a building says whoever keeps the accounts"
    )]
    NoSharing,
    /// Something above in the list is the same.
    #[error("row {row} is about the same {}", .thing.name())]
    Twice {
        /// What.
        thing: Thing,
        /// The row.
        row: u32,
    },
    /// The asset is in another building.
    #[error("the asset is in the building {building}: correct the list, or retire it there first")]
    Elsewhere {
        /// Where it is.
        building: String,
    },
}

impl From<Unreadable> for Why {
    fn from(unreadable: Unreadable) -> Self {
        match unreadable {
            Unreadable::Failed(shown) => Self::Failed { shown },
            Unreadable::Formula => Self::Formula,
            Unreadable::DigitsLost => Self::DigitsLost,
            Unreadable::Another => Self::Another,
            Unreadable::NotANumber(text) => Self::NotANumber { text },
            Unreadable::NotADay(text) => Self::NotADay { text },
        }
    }
}

impl Fault {
    pub(super) const fn of_row(why: Why) -> Self {
        Self { column: None, why }
    }

    /// `column C: 31/02/2025 is no day`.
    #[must_use]
    pub fn told(&self) -> String {
        match self.column {
            Some(column) => format!("column {}: {}", column_name(column), self.why),
            None => self.why.to_string(),
        }
    }
}

/// A field for programs, by its key.
pub(super) fn as_name<S: Serializer>(field: &RegisterField, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(field.name())
}

/// A field in words.
pub(super) fn field_name(field: RegisterField) -> String {
    field.name().replace('_', " ")
}

//! What somebody does here.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What somebody does here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Reads what the office has, and writes nothing.
    Reader,
    /// Reports needs.
    Requester,
    /// Does the work.
    Technician,
    /// Keeps the stores.
    Storekeeper,
    /// Takes in requests and turns them into work orders.
    Counter,
    /// Plans, reviews, approves.
    Supervisor,
    /// Charges the costs.
    Accountant,
    /// Keeps the catalogue and the accounts.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 8] = [
        Self::Reader,
        Self::Requester,
        Self::Technician,
        Self::Storekeeper,
        Self::Counter,
        Self::Supervisor,
        Self::Accountant,
        Self::Administrator,
    ];

    /// The word in documents, tables and locale keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Requester => "requester",
            Self::Technician => "technician",
            Self::Storekeeper => "storekeeper",
            Self::Counter => "counter",
            Self::Supervisor => "supervisor",
            Self::Accountant => "accountant",
            Self::Administrator => "administrator",
        }
    }
}

/// A text that is not a role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a role")]
pub struct InvalidRole;

impl FromStr for Role {
    type Err = InvalidRole;

    fn from_str(text: &str) -> Result<Self, InvalidRole> {
        Self::ALL.into_iter().find(|role| role.name() == text).ok_or(InvalidRole)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

//! What somebody says of a row that is probably about a building of the register.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use shared::DocumentId;

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// This one.
    Same(DocumentId),
    /// One that is not in the register yet.
    New,
    /// The row is left out.
    LeaveOut,
}

/// What somebody said, by the number of the row.
pub type Choices = BTreeMap<u32, Choice>;

/// The words of a form.
const NEW: &str = "new";
const LEAVE_OUT: &str = "leave-out";

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same(id) => id.fmt(f),
            Self::New => f.write_str(NEW),
            Self::LeaveOut => f.write_str(LEAVE_OUT),
        }
    }
}

impl FromStr for Choice {
    type Err = <DocumentId as FromStr>::Err;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            NEW => Ok(Self::New),
            LEAVE_OUT => Ok(Self::LeaveOut),
            id => id.parse().map(Self::Same),
        }
    }
}

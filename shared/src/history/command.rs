//! The commands on a building's history.

use crate::history::document::HistoryLine;
use crate::id::{DocumentId, OrganisationId};

/// What the office writes in a building's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HistoryCommand {
    /// Begin the history of a building. The document must be empty.
    Create {
        /// The building.
        building: DocumentId,
        /// The administration whose work it is.
        organisation: Option<OrganisationId>,
    },
    /// Add a line.
    Record(HistoryLine),
}

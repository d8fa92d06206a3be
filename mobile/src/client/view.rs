//! One document with everything that its screen shows.

use serde::{Deserialize, Serialize};
use shared::building::Building;
use shared::history::HistoryLine;
use shared::work_order::WorkOrder;
use shared::work_order::status::Status;
use shared::{AssetId, DocumentId, FactId};

use crate::client::list::{DefectLine, OrderLine};
use crate::client::names::Names;

/// How far a photo is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhotoState {
    /// On this phone; the change that mentions it has not gone either.
    Saved,
    /// On this phone, in line to be sent.
    Waiting,
    /// Being sent.
    Sending {
        /// Of the photo's size.
        sent_bytes: u64,
    },
    /// The office has it and its hash is right.
    AtOffice,
    /// The office refused it.
    NeedsAttention {
        /// The problem's type, a key of the locale files: `photo-not-an-image`, …
        problem: String,
    },
    /// A colleague's photo, not on this phone.
    Elsewhere,
}

/// One work order with everything its screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkOrderView {
    /// The document.
    pub id: DocumentId,
    /// What it says.
    pub order: WorkOrder,
    /// What its facts add up to.
    pub status: Status,
    /// The building, if it is on this phone.
    pub building: Option<Building>,
    /// The state of each photo, without corrections.
    pub photos: Vec<(FactId, PhotoState)>,
    /// The names behind what it says.
    pub names: Names,
    /// Whether something of it is not yet at the office.
    pub waiting: bool,
}

/// One building with everything its screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildingView {
    /// The document.
    pub id: DocumentId,
    /// What the register says.
    pub building: Building,
    /// The names behind what is shown.
    pub names: Names,
    /// The last interventions, newest first.
    pub history: Vec<HistoryLine>,
    /// My work orders there.
    pub orders: Vec<OrderLine>,
    /// Those of them that are at one of its assets and not approved yet: no history has them.
    pub at_assets: Vec<(AssetId, OrderLine)>,
    /// Defects of its assets that the owner reported and nobody has dealt with, newest first.
    pub defects: Vec<DefectLine>,
    /// Whether something of it is not yet at the office.
    pub waiting: bool,
}

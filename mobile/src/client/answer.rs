//! The answers of the replica to the questions of screens.

use serde::{Deserialize, Serialize};
use shared::{DocumentId, FactId};

use crate::client::draft::Draft;
use crate::client::failure::Failure;
use crate::client::list::{Buildings, Found, StockLine, Today};
use crate::client::status::PhoneStatus;
use crate::client::to_send::ToSend;
use crate::client::view::{BuildingView, WorkOrderView};

/// The answer of the replica to an `Ask`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The order was carried out; there is nothing to return.
    Done,
    /// The status of the phone.
    PhoneStatus(PhoneStatus),
    /// My work orders.
    Today(Today),
    /// What a search found.
    Found(Vec<Found>),
    /// Buildings to choose from.
    Buildings(Buildings),
    /// One work order.
    WorkOrder(Box<WorkOrderView>),
    /// One building.
    Building(Box<BuildingView>),
    /// Things in stores to choose from.
    Stock(Vec<StockLine>),
    /// What is not yet at the office.
    ToSend(ToSend),
    /// Every draft.
    Drafts(Vec<Draft>),
    /// It is on disk.
    Saved {
        /// The document.
        document: DocumentId,
        /// The fact that was added, if one was.
        fact: Option<FactId>,
    },
    /// The picture's bytes travel beside this message: JPEG.
    Picture,
    /// The file's bytes travel beside this message.
    Copy {
        /// A name for the file.
        file_name: String,
        /// How many files it takes.
        files: u32,
    },
    /// Nothing was changed, and why.
    Failed(Failure),
}

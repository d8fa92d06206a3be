//! The lines of lists: work orders, buildings, defects, results of a search.

use serde::{Deserialize, Serialize};
use shared::document::priority::Priority;
use shared::stock_list::StockItem;
use shared::{AssetId, Day, DocumentId, DocumentKind, StockItemId, Timestamp};

/// A work order in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// The document.
    pub id: DocumentId,
    /// Its number.
    pub number: String,
    /// What is to be done.
    pub title: String,
    /// The building's name.
    pub building: String,
    /// The building's place, street and number.
    pub address: String,
    /// The administration it is for, short.
    pub organisation: String,
    /// How pressing it is.
    pub priority: Priority,
    /// [`shared::work_order::status::State::name`].
    pub state: String,
    /// The last day to do it.
    pub due: Option<Day>,
    /// Whether something of it is not yet at the office.
    pub waiting: bool,
    /// Whether nobody opened it here yet, nor began it.
    pub new: bool,
}

/// My work orders: what is to do, in four groups, and what is done and not yet approved.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Today {
    /// What the office announces and the owner has not read, newest first.
    pub announcements: Vec<AnnouncementLine>,
    /// Urgent, whatever its day.
    pub urgent: Vec<OrderLine>,
    /// Due before today.
    pub overdue: Vec<OrderLine>,
    /// Due today, in progress or sent back.
    pub today: Vec<OrderLine>,
    /// The rest.
    pub later: Vec<OrderLine>,
    /// Finished, approved or cancelled, newest first.
    pub done: Vec<OrderLine>,
}

/// Some words of the office that are still to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncementLine {
    /// The document.
    pub id: DocumentId,
    /// What is announced.
    pub text: String,
    /// The last day it is shown.
    pub until: Day,
    /// What whoever announced it is called; empty where that is not known.
    pub who: String,
    /// When.
    pub at: Timestamp,
}

/// A thing kept in stores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLine {
    /// Its id.
    pub id: StockItemId,
    /// What it is.
    pub item: StockItem,
}

/// Something a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Where it leads: a work order or a building.
    pub document: DocumentId,
    /// Which of the two.
    pub kind: DocumentKind,
    /// The asset, when that is what was found.
    pub asset: Option<AssetId>,
    /// Its first line.
    pub title: String,
    /// Its second line.
    pub detail: String,
}

/// Buildings to choose from, as many as a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Buildings {
    /// Where one probably stands first, then by name.
    pub list: Vec<BuildingLine>,
    /// Whether there are more than the list shows.
    pub more: bool,
}

/// A building in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildingLine {
    /// The document.
    pub id: DocumentId,
    /// Its name.
    pub name: String,
    /// Its place, street and number.
    pub address: String,
    /// Why one probably stands there.
    pub near: Option<Near>,
}

/// Why somebody probably stands in a building.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Near {
    /// An order there is in progress.
    AtWork,
    /// An order there is for today.
    Today,
}

/// A defect that was reported, in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefectLine {
    /// Of which asset.
    pub asset: AssetId,
    /// What is wrong.
    pub title: String,
    /// When it was reported.
    pub at: Timestamp,
}

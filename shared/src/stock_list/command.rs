//! The commands on a stock list.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{StockItemId, TeamId};
use crate::stock_list::document::{NewStockList, StockItem};

/// What an administrator writes in a stock list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StockListCommand {
    /// Begin the list. The document must be empty.
    Create(Box<NewStockList>),
    /// Put things in, or say something else of those that are there.
    Put(BTreeMap<StockItemId, StockItem>),
    /// Say which teams use the list: their phones hold it. None, and everybody's do.
    SetTeams(BTreeSet<TeamId>),
}

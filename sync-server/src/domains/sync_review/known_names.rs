//! The names behind the ids in documents that are not what the office has.

use std::collections::{BTreeMap, BTreeSet};

use shared::stock_list::StockItem;
use shared::work_order::WorkOrder;
use shared::{Document, DocumentKind, NatureId, PersonId, StockItemId, TeamId};

use crate::domains::catalogue::names::Names;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// The names of the office, and of the things from stores that some documents name.
#[derive(Debug)]
pub(crate) struct KnownNames<'a> {
    names: &'a Names,
    stock: BTreeMap<StockItemId, StockItem>,
}

/// The things from stores that these documents name.
pub(crate) fn things_in<'a>(documents: impl Iterator<Item = &'a Document>) -> BTreeSet<StockItemId> {
    let orders = documents.filter(|document| document.kind() == DocumentKind::WorkOrder);
    orders.filter_map(|order| WorkOrder::read(order).ok()).flat_map(|order| order.stock_items()).collect()
}

impl<'a> KnownNames<'a> {
    /// The names of the office, and of these things.
    pub(crate) async fn read(
        office: &Office,
        visitor: &Visitor,
        names: &'a Names,
        things: BTreeSet<StockItemId>,
    ) -> Result<Self, PageError> {
        let stock = office.lists(visitor, move |reader| reader.stock_items(&things)).await?;
        Ok(Self { names, stock })
    }
}

impl shared::summary::Names for KnownNames<'_> {
    fn person(&self, id: PersonId) -> Option<String> {
        self.names.people.get(&id).map(|person| person.name.clone())
    }

    fn team(&self, id: TeamId) -> Option<String> {
        self.names.teams.get(&id).cloned()
    }

    fn nature(&self, id: NatureId) -> Option<String> {
        self.names.natures.contains_key(&id).then(|| self.names.nature(id))
    }

    fn stock_item(&self, id: StockItemId) -> Option<String> {
        self.stock.get(&id).map(|item| item.label.clone())
    }
}

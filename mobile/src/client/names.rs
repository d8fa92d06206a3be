//! The names behind the ids that a screen shows, as far as this phone knows them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared::stock_list::StockItem;
use shared::{PersonId, StockItemId};

/// The names a document's screen needs, no others.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Names {
    /// Everybody the document names.
    pub people: BTreeMap<PersonId, String>,
    /// The administration it is for.
    pub organisation: Option<String>,
    /// The trade and the action of the work.
    pub nature: Option<(String, String)>,
    /// What it says was taken from stores.
    pub stock: BTreeMap<StockItemId, StockItem>,
}

impl Names {
    /// What somebody is called; nothing where that is not known.
    #[must_use]
    pub fn person(&self, id: PersonId) -> &str {
        self.people.get(&id).map_or("", String::as_str)
    }
}

//! What the office database says of things kept in stores.

use std::collections::{BTreeMap, BTreeSet};

use shared::StockItemId;
use shared::stock_list::StockItem;

use crate::projection::reader::Reader;
use crate::sql;
use crate::values;

impl Reader<'_> {
    /// These things; those that no list has are left out.
    pub(crate) fn stock_items(
        &self,
        ids: &BTreeSet<StockItemId>,
    ) -> sql::Result<BTreeMap<StockItemId, StockItem>> {
        let mut found = BTreeMap::new();
        for id in ids {
            let statement = "SELECT code, label, unit FROM stock_item WHERE id = $1";
            let item = self.first(statement, values![id.to_string()], |row| {
                Ok(StockItem { code: row.get("code")?, label: row.get("label")?, unit: row.get("unit")? })
            })?;
            found.extend(item.map(|item| (*id, item)));
        }
        Ok(found)
    }
}

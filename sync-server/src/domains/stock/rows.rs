//! The rows of stock lists.

use shared::DocumentKind;
use shared::stock_list::StockList;

use crate::projection::table::{DomainRows, Table, clear};
use crate::sql::Result;
use crate::sql::visibility::Visible;
use crate::values;

/// What stock lists bring to the office database.
pub(crate) const ROWS: DomainRows = DomainRows {
    kinds: &[DocumentKind::StockList],
    schema: include_str!("schema.sql"),
    project: |table, delivery| {
        Ok(stock_list(table, &delivery.document.id().to_string(), &delivery.read(StockList::read)?)?)
    },
    visible: &[
        Visible::whole("stock_list"),
        Visible::whole("stock_list_team"),
        Visible::whole("stock_item"),
        Visible::whole("stock_list_item"),
    ],
    titles: &[],
};

/// Nothing leaves a list: of its things only those are written that say something else.
fn stock_list(table: &Table<'_>, id: &str, list: &StockList) -> Result<()> {
    clear(table, id, &[("stock_list", "id"), ("stock_list_team", "list")])?;
    table.put("INSERT INTO stock_list (id, section) VALUES ($1, $2)", values![id, list.section])?;
    for team in &list.teams {
        let values = values![id, team.to_string()];
        table.put("INSERT INTO stock_list_team (list, team) VALUES ($1, $2)", values)?;
    }
    for (item_id, item) in &list.items {
        table.put(
            "INSERT INTO stock_item (id, code, label, unit) VALUES ($1, $2, $3, $4)
             ON CONFLICT (id) DO UPDATE SET code = excluded.code, label = excluded.label, unit = excluded.unit
             WHERE stock_item.code <> excluded.code OR stock_item.label <> excluded.label
                 OR stock_item.unit <> excluded.unit",
            values![item_id.to_string(), item.code, item.label, item.unit],
        )?;
        table.put(
            "INSERT INTO stock_list_item (item, list) VALUES ($1, $2)
             ON CONFLICT (item) DO UPDATE SET list = excluded.list WHERE stock_list_item.list <> excluded.list",
            values![item_id.to_string(), id],
        )?;
    }
    Ok(())
}

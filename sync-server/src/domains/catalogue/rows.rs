//! The rows of the catalogue.

use rusqlite::{Result, params};
use shared::DocumentKind;
use shared::catalogue::Catalogue;
use shared::search::searchable;

use crate::projection::table::{DomainRows, Table};

/// What the catalogue brings to the office database.
pub(crate) const ROWS: DomainRows = DomainRows {
    kinds: &[DocumentKind::Catalogue],
    schema: include_str!("schema.sql"),
    project: |table, delivery| Ok(catalogue(table, &delivery.read(Catalogue::read)?)?),
    titles: &[],
};

fn catalogue(table: &Table<'_>, catalogue: &Catalogue) -> Result<()> {
    for name in ["organisation", "team", "person", "nature", "stock_item"] {
        table.put(&format!("DELETE FROM {name}"), [])?;
    }
    for (id, entry) in &catalogue.organisations {
        table.put(
            "INSERT INTO organisation VALUES (?1, ?2, ?3, ?4)",
            params![id.to_string(), entry.code, entry.name, searchable(&[&entry.code, &entry.name])],
        )?;
    }
    for (id, entry) in &catalogue.teams {
        let values = params![id.to_string(), entry.name, searchable(&[&entry.name])];
        table.put("INSERT INTO team VALUES (?1, ?2, ?3)", values)?;
    }
    for (id, entry) in &catalogue.people {
        let team = entry.team.map(|team| team.to_string());
        table.put(
            "INSERT INTO person VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id.to_string(), entry.name, entry.role.name(), team, searchable(&[&entry.name])],
        )?;
    }
    for (id, entry) in &catalogue.natures {
        table.put(
            "INSERT INTO nature VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                id.to_string(),
                entry.code,
                entry.trade,
                entry.action,
                entry.checklist,
                searchable(&[&entry.code, &entry.trade, &entry.action])
            ],
        )?;
    }
    for (id, entry) in &catalogue.stock {
        table.put(
            "INSERT INTO stock_item VALUES (?1, ?2, ?3, ?4)",
            params![id.to_string(), entry.code, entry.label, entry.unit],
        )?;
    }
    Ok(())
}

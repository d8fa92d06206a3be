//! The rows of the catalogue.

use shared::DocumentKind;
use shared::catalogue::Catalogue;
use shared::search::searchable;

use crate::projection::table::{DomainRows, Table};
use crate::sql::Result;
use crate::sql::visibility::Visible;
use crate::values;

/// What the catalogue brings to the office database. The one of before this one has no rows.
pub(crate) const ROWS: DomainRows = DomainRows {
    kinds: &[DocumentKind::Catalogue],
    schema: include_str!("schema.sql"),
    project: |table, delivery| {
        if delivery.document.id() == Catalogue::ID {
            catalogue(table, &delivery.read(Catalogue::read)?)?;
        }
        Ok(())
    },
    visible: &[Visible::whole("organisation"), Visible::whole("team"), Visible::whole("nature")],
    titles: &[],
};

/// Nothing leaves the catalogue: its entries take the place of what they were.
fn catalogue(table: &Table<'_>, catalogue: &Catalogue) -> Result<()> {
    for (id, entry) in &catalogue.organisations {
        table.put(
            "INSERT INTO organisation (id, code, name, search) VALUES ($1, $2, $3, $4)
             ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, search = excluded.search
             WHERE organisation.code <> excluded.code OR organisation.name <> excluded.name",
            values![id.to_string(), entry.code, entry.name, searchable(&[&entry.code, &entry.name])],
        )?;
    }
    for (id, entry) in &catalogue.teams {
        table.put(
            "INSERT INTO team (id, name, search) VALUES ($1, $2, $3)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, search = excluded.search
             WHERE team.name <> excluded.name",
            values![id.to_string(), entry.name, searchable(&[&entry.name])],
        )?;
    }
    for (id, entry) in &catalogue.natures {
        table.put(
            "INSERT INTO nature (id, code, trade, action, checklist, search) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (id) DO UPDATE SET code = excluded.code, trade = excluded.trade, action = excluded.action,
                 checklist = excluded.checklist, search = excluded.search
             WHERE nature.code <> excluded.code OR nature.trade <> excluded.trade
                 OR nature.action <> excluded.action
                 OR coalesce(nature.checklist, '') <> coalesce(excluded.checklist, '')",
            values![
                id.to_string(),
                entry.code,
                entry.trade,
                entry.action,
                entry.checklist,
                searchable(&[&entry.code, &entry.trade, &entry.action])
            ],
        )?;
    }
    Ok(())
}

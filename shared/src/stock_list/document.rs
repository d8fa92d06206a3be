//! A stock list: things kept in stores, some hundreds of one section. A section with more has several.

use std::collections::{BTreeMap, BTreeSet};

use automerge::ROOT;
use serde::{Deserialize, Serialize};

use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::fields::{Fields, read_root};
use crate::document::writer::Writer;
use crate::id::{StockItemId, TeamId};

/// A thing kept in stores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockItem {
    /// The code in stores.
    pub code: String,
    /// What it is.
    pub label: String,
    /// What it is counted in: `pièce`, `m`, `l`.
    pub unit: String,
}

/// A stock list, as its document says at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockList {
    /// The section of the stores; empty for what is in none.
    pub section: String,
    /// The teams that use it; none, and everybody does.
    pub teams: BTreeSet<TeamId>,
    /// The things, at most [`STOCK_LIST_ITEMS_MAX`](crate::limits::STOCK_LIST_ITEMS_MAX).
    pub items: BTreeMap<StockItemId, StockItem>,
}

/// What a new stock list says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewStockList {
    /// The section of the stores; empty for what is in none.
    pub section: String,
    /// The teams that use it; none, and everybody does.
    pub teams: BTreeSet<TeamId>,
    /// The first things in it.
    pub items: BTreeMap<StockItemId, StockItem>,
}

impl StockItem {
    pub(crate) fn from_fields(fields: &Fields<'_>) -> Result<Self, DocumentError> {
        Ok(Self { code: fields.text("code")?, label: fields.text("label")?, unit: fields.text("unit")? })
    }
}

impl StockList {
    /// Reads a stock list.
    ///
    /// # Errors
    /// [`DocumentError::Shape`] when the document does not say what it must, [`DocumentError::NewerSchema`] when a
    /// newer version wrote it.
    pub fn read(document: &Document) -> Result<Self, DocumentError> {
        read_root(document, |fields| {
            Ok(Self {
                section: fields.text("section")?,
                teams: fields.keyed("teams", |_| Ok(()))?.into_keys().collect(),
                items: fields.keyed("items", StockItem::from_fields)?,
            })
        })
    }

    pub(crate) fn write_new(w: &mut Writer<'_>, new: &NewStockList) -> Result<(), DocumentError> {
        w.begin(&["teams", "items"])?;
        w.put(&ROOT, "section", new.section.as_str())?;
        new.teams.iter().try_for_each(|team| w.insert("teams", team).map(drop))?;
        new.items.iter().try_for_each(|(id, item)| Self::write_new_item(w, *id, item))
    }

    /// Writes of these things what is new or different.
    pub(crate) fn write_items(
        &self,
        w: &mut Writer<'_>,
        items: &BTreeMap<StockItemId, StockItem>,
    ) -> Result<(), DocumentError> {
        for (id, item) in items {
            let Some(known) = self.items.get(id) else {
                Self::write_new_item(w, *id, item)?;
                continue;
            };
            let object = w.entry("items", id)?;
            let pairs = [
                ("code", &known.code, &item.code),
                ("label", &known.label, &item.label),
                ("unit", &known.unit, &item.unit),
            ];
            for (key, was, is) in pairs {
                if was != is {
                    w.put(&object, key, is.as_str())?;
                }
            }
        }
        Ok(())
    }

    pub(crate) fn write_teams(
        &self,
        w: &mut Writer<'_>,
        teams: &BTreeSet<TeamId>,
    ) -> Result<(), DocumentError> {
        let there = w.object(&ROOT, "teams")?;
        for team in self.teams.difference(teams) {
            w.remove(&there, &team.to_string())?;
        }
        teams.difference(&self.teams).try_for_each(|team| w.insert("teams", team).map(drop))
    }

    fn write_new_item(w: &mut Writer<'_>, id: StockItemId, item: &StockItem) -> Result<(), DocumentError> {
        let object = w.insert("items", id)?;
        w.put(&object, "code", item.code.as_str())?;
        w.put(&object, "label", item.label.as_str())?;
        w.put(&object, "unit", item.unit.as_str())
    }
}

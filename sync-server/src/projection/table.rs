//! One row at a time into the office database.

use rusqlite::{Connection, Params, Result};
use shared::building::Building;
use shared::catalogue::Catalogue;
use shared::history::History;
use shared::request::Request;
use shared::work_order::WorkOrder;
use shared::{Document, DocumentKind, Timestamp};

use crate::projection::error::ProjectionError;
use crate::projection::{Done, deliveries};
use crate::store::ChangeRecord;

/// The tables, within one transaction.
pub(crate) struct Table<'a> {
    pub(crate) db: &'a Connection,
}

impl Table<'_> {
    pub(crate) fn put(&self, sql: &str, values: impl Params) -> rusqlite::Result<()> {
        self.db.prepare_cached(sql)?.execute(values).map(drop)
    }

    pub(crate) fn project(&self, delivery: &Delivery<'_>) -> Done {
        let document = delivery.document;
        let damaged = |error| ProjectionError::Document { id: document.id(), error };
        let id = document.id().to_string();
        match document.kind() {
            DocumentKind::WorkOrder => {
                let order = WorkOrder::read(document).map_err(damaged)?;
                deliveries::work_order(self, &id, &order, delivery.changes)?;
            }
            DocumentKind::Building => {
                deliveries::building(self, &id, &Building::read(document).map_err(damaged)?)?
            }
            DocumentKind::Request => {
                deliveries::request(self, &id, &Request::read(document).map_err(damaged)?)?
            }
            DocumentKind::History => {
                deliveries::history(self, &id, &History::read(document).map_err(damaged)?)?
            }
            DocumentKind::Catalogue => {
                deliveries::catalogue(self, &Catalogue::read(document).map_err(damaged)?)?
            }
        }
        Ok(())
    }
}

/// A document to project, with how its changes came in.
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'a> {
    /// The document.
    pub document: &'a Document,
    /// Every change of it, in feed order.
    pub changes: &'a [ChangeRecord],
}

/// An instant as the office database writes it: UTC, to the millisecond.
pub(crate) fn instant(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0)
        .map_or_else(|_| at.0.to_string(), |instant| format!("{instant:.3}"))
}

pub(crate) fn optional_instant(at: Option<Timestamp>) -> Option<String> {
    at.map(instant)
}

pub(crate) fn clear(table: &Table<'_>, id: &str, tables: &[(&str, &str)]) -> Result<()> {
    tables
        .iter()
        .try_for_each(|(name, column)| table.put(&format!("DELETE FROM {name} WHERE {column} = ?1"), [id]))
}

//! The rows of requests.

use rusqlite::{Result, params};
use shared::DocumentKind;
use shared::request::Request;
use shared::search::searchable;

use crate::projection::photo_rows::photo_row;
use crate::projection::table::{DomainRows, Table, Title, clear, instant};

/// What requests bring to the office database.
pub(crate) const ROWS: DomainRows = DomainRows {
    kinds: &[DocumentKind::Request],
    schema: include_str!("schema.sql"),
    project: |table, delivery| {
        Ok(request(table, &delivery.document.id().to_string(), &delivery.read(Request::read)?)?)
    },
    titles: &[Title {
        kind: DocumentKind::Request,
        whole: "SELECT title FROM request WHERE id = ?1",
        short: "SELECT coalesce(number, title) FROM request WHERE id = ?1",
    }],
};

fn request(table: &Table<'_>, id: &str, request: &Request) -> Result<()> {
    clear(table, id, &[("request", "id"), ("photo", "document")])?;
    table.put(
        "INSERT INTO request VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        params![
            id,
            request.number,
            request.origin.name(),
            request.title,
            request.description,
            request.organisation.to_string(),
            request.building.to_string(),
            request.space.map(|space| space.to_string()),
            request.asset.map(|asset| asset.to_string()),
            request.nature.map(|nature| nature.to_string()),
            request.priority.name(),
            request.by.to_string(),
            instant(request.at),
            request.work_order.map(|order| order.to_string()),
            request.closed,
            searchable(&[
                request.number.as_deref().unwrap_or_default(),
                &request.title,
                &request.description
            ]),
        ],
    )?;
    request.photos.iter().try_for_each(|(photo_id, photo)| {
        photo_row(table, id, *photo_id, (photo.by, photo.at), &photo.facts, None)
    })
}

//! The rows of requests.

use shared::DocumentKind;
use shared::request::Request;
use shared::search::searchable;

use crate::projection::photo_rows::photo_row;
use crate::projection::table::{DomainRows, Table, Title, clear, instant};
use crate::sql::Result;
use crate::sql::visibility::Visible;
use crate::values;

/// What requests bring to the office database.
pub(crate) const ROWS: DomainRows = DomainRows {
    kinds: &[DocumentKind::Request],
    schema: include_str!("schema.sql"),
    project: |table, delivery| {
        Ok(request(table, &delivery.document.id().to_string(), &delivery.read(Request::read)?)?)
    },
    visible: &[Visible::rows("request", "seen(organisation)")],
    titles: &[Title {
        kind: DocumentKind::Request,
        whole: "SELECT title AS called FROM request WHERE id = $1",
        short: "SELECT coalesce(number, title) AS called FROM request WHERE id = $1",
        page: "/office/requests/",
    }],
};

fn request(table: &Table<'_>, id: &str, request: &Request) -> Result<()> {
    clear(table, id, &[("request", "id"), ("photo", "document")])?;
    table.put(
        "INSERT INTO request (id, number, origin, title, description, organisation, building, space,
             asset, nature, priority, person, at, work_order, closed, search) VALUES ($1, $2, $3, $4, $5,
             $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        values![
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

//! Requests: the counter's list, and one request.

use shared::document::priority::Priority;
use shared::{AssetId, DocumentId, NatureId, OrganisationId, PersonId, Sha256, Timestamp};

use crate::base::limits::OPEN_ROWS_MAX;
use crate::projection::conditions::Conditions;
use crate::projection::reader::{Reader, instant, limit, offset, optional_parsed, parsed};
use crate::sql::{self, Row};
use crate::values;

/// Where the words of a search for requests may stand.
const REQUEST_PLACES: [&str; 6] = [
    "strpos(r.search, :word) > 0",
    "r.building IN (SELECT id FROM building WHERE strpos(search, :word) > 0)",
    "r.asset IN (SELECT id FROM asset WHERE strpos(search, :word) > 0)",
    "r.person IN (SELECT id FROM person WHERE strpos(search, :word) > 0)",
    "r.work_order IN (SELECT id FROM work_order WHERE strpos(search, :word) > 0)",
    "r.organisation IN (SELECT id FROM organisation WHERE strpos(search, :word) > 0)",
];

/// A request, in a line.
#[derive(Debug, Clone)]
pub(crate) struct RequestLine {
    pub(crate) id: DocumentId,
    pub(crate) number: Option<String>,
    pub(crate) title: String,
    pub(crate) building_name: String,
    pub(crate) organisation: OrganisationId,
    pub(crate) priority: Priority,
    pub(crate) person: PersonId,
    pub(crate) at: Timestamp,
    pub(crate) photos: u32,
    pub(crate) work_order: Option<DocumentId>,
    /// The state of that order.
    pub(crate) order_state: Option<String>,
    pub(crate) closed: bool,
    /// `counter` or `field`.
    pub(crate) origin: String,
}

/// Which requests a list shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct RequestFilter {
    /// Also those that are answered.
    pub(crate) all: bool,
    pub(crate) text: String,
    /// From 0.
    pub(crate) page: u32,
}

impl RequestFilter {
    fn conditions(&self) -> Conditions {
        let mut conditions = Conditions::default();
        if !self.all {
            conditions.and("r.work_order IS NULL AND r.closed IS NULL");
        }
        conditions.and_found(&self.text, &REQUEST_PLACES);
        conditions
    }
}

/// A request, whole.
#[derive(Debug, Clone)]
pub(crate) struct RequestRow {
    pub(crate) id: DocumentId,
    pub(crate) number: Option<String>,
    pub(crate) origin: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) organisation: OrganisationId,
    pub(crate) building: DocumentId,
    pub(crate) asset: Option<AssetId>,
    pub(crate) nature: Option<NatureId>,
    pub(crate) priority: Priority,
    pub(crate) person: PersonId,
    pub(crate) at: Timestamp,
    pub(crate) work_order: Option<DocumentId>,
    /// The number and state of that order; no number where it is another administration's.
    pub(crate) became: Option<(Option<String>, String)>,
    pub(crate) closed: Option<String>,
    pub(crate) photos: Vec<RequestPhoto>,
}

/// A request nobody dealt with yet, in a line.
#[derive(Debug, Clone)]
pub(crate) struct OpenRequest {
    pub(crate) id: DocumentId,
    pub(crate) number: Option<String>,
    pub(crate) title: String,
    pub(crate) at: Timestamp,
    pub(crate) asset: Option<AssetId>,
}

/// A work order still to be done, in a line.
#[derive(Debug, Clone)]
pub(crate) struct OpenOrder {
    pub(crate) id: DocumentId,
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) state: String,
}

/// A picture of a request.
#[derive(Debug, Clone)]
pub(crate) struct RequestPhoto {
    pub(crate) sha256: Sha256,
    pub(crate) caption: String,
    pub(crate) person: PersonId,
    pub(crate) received: bool,
}

fn priority(row: &Row<'_>, column: &str) -> sql::Result<Priority> {
    let word: String = row.get(column)?;
    Priority::named(&word).ok_or_else(|| row.unreadable(column))
}

impl Reader<'_> {
    /// A page of requests, newest first, and one row more when another page follows.
    pub(crate) fn requests(&self, filter: &RequestFilter) -> sql::Result<Vec<RequestLine>> {
        let mut conditions = filter.conditions();
        let (all, limit, offset) =
            (conditions.sql(), conditions.bind(limit()), conditions.bind(offset(filter.page)));
        let sql = format!(
            "SELECT r.id, r.title, coalesce(b.name, '') AS building_name, r.organisation,
             r.priority, r.person, r.at,
                 (SELECT count(*) FROM photo WHERE document = r.id) AS photos, r.work_order,
                 r.closed IS NOT NULL AS is_closed, r.origin, r.number,
                 (SELECT state FROM state_of_work_order WHERE id = r.work_order) AS order_state
             FROM request r LEFT JOIN building b ON b.id = r.building
             WHERE {all} ORDER BY r.at DESC, r.id LIMIT {limit} OFFSET {offset}"
        );
        self.rows(&sql, &conditions.values(), |row| {
            Ok(RequestLine {
                id: parsed(row, "id")?,
                title: row.get("title")?,
                building_name: row.get("building_name")?,
                organisation: parsed(row, "organisation")?,
                priority: priority(row, "priority")?,
                person: parsed(row, "person")?,
                at: instant(row, "at")?,
                photos: row.get("photos")?,
                work_order: optional_parsed(row, "work_order")?,
                closed: row.get("is_closed")?,
                origin: row.get("origin")?,
                number: row.get("number")?,
                order_state: row.get("order_state")?,
            })
        })
    }

    /// What is open at a place: requests nobody dealt with, newest first, but for `except`.
    pub(crate) fn open_requests(
        &self,
        building: DocumentId,
        except: Option<DocumentId>,
    ) -> sql::Result<Vec<OpenRequest>> {
        self.rows(
            "SELECT id, number, title, at, asset FROM request
             WHERE building = $1 AND work_order IS NULL AND closed IS NULL AND id <> coalesce($2, '')
             ORDER BY at DESC, id LIMIT $3",
            values![building.to_string(), except.map(|id| id.to_string()), OPEN_ROWS_MAX],
            |row| {
                Ok(OpenRequest {
                    id: parsed(row, "id")?,
                    number: row.get("number")?,
                    title: row.get("title")?,
                    at: instant(row, "at")?,
                    asset: optional_parsed(row, "asset")?,
                })
            },
        )
    }

    /// What is still to be done at a place, the newest first.
    pub(crate) fn open_orders(&self, building: DocumentId) -> sql::Result<Vec<OpenOrder>> {
        self.rows(
            "SELECT id, number, title, state FROM work_order
             WHERE building = $1 AND state IN ('open', 'in-progress', 'paused', 'sent-back')
             ORDER BY number DESC LIMIT $2",
            values![building.to_string(), OPEN_ROWS_MAX],
            |row| {
                Ok(OpenOrder {
                    id: parsed(row, "id")?,
                    number: row.get("number")?,
                    title: row.get("title")?,
                    state: row.get("state")?,
                })
            },
        )
    }

    /// The number of the next request of a year.
    pub(crate) fn newest_request_number(&self, prefix: &str) -> sql::Result<u32> {
        self.newest_number("request", prefix)
    }

    /// How many requests a filter lets through, on all pages.
    pub(crate) fn count_requests(&self, filter: &RequestFilter) -> sql::Result<u32> {
        let conditions = filter.conditions();
        let sql = format!("SELECT count(*) AS requests FROM request r WHERE {}", conditions.sql());
        self.db.one(&sql, &conditions.values(), |row| row.get("requests"))
    }

    /// One request, with its pictures.
    pub(crate) fn request(&self, id: DocumentId) -> sql::Result<Option<RequestRow>> {
        let found = self.first(
            "SELECT origin, title, description, organisation, building, asset,
             nature, priority, person, at,
                 work_order, closed, number FROM request WHERE id = $1",
            values![id.to_string()],
            |row| {
                Ok(RequestRow {
                    id,
                    origin: row.get("origin")?,
                    title: row.get("title")?,
                    description: row.get("description")?,
                    organisation: parsed(row, "organisation")?,
                    building: parsed(row, "building")?,
                    asset: optional_parsed(row, "asset")?,
                    nature: optional_parsed(row, "nature")?,
                    priority: priority(row, "priority")?,
                    person: parsed(row, "person")?,
                    at: instant(row, "at")?,
                    work_order: optional_parsed(row, "work_order")?,
                    closed: row.get("closed")?,
                    number: row.get("number")?,
                    became: None,
                    photos: Vec::new(),
                })
            },
        )?;
        let Some(mut request) = found else { return Ok(None) };
        if let Some(order) = request.work_order {
            let became =
                "SELECT o.number, s.state FROM state_of_work_order s LEFT JOIN work_order o ON o.id = s.id
                 WHERE s.id = $1";
            request.became = self.first(became, values![order.to_string()], |row| {
                Ok((row.get("number")?, row.get("state")?))
            })?;
        }
        request.photos = self.rows(
            "SELECT sha256, caption, person,
                 EXISTS (SELECT 1 FROM photo_received r WHERE r.sha256 = photo.sha256) AS received
             FROM photo WHERE document = $1 ORDER BY id",
            values![id.to_string()],
            |row| {
                Ok(RequestPhoto {
                    sha256: parsed(row, "sha256")?,
                    caption: row.get("caption")?,
                    person: parsed(row, "person")?,
                    received: row.get("received")?,
                })
            },
        )?;
        Ok(Some(request))
    }
}

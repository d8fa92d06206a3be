//! Requests: the counter's list, and one request.

use rusqlite::{OptionalExtension as _, params};
use shared::document::priority::Priority;
use shared::{AssetId, DocumentId, NatureId, OrganisationId, PersonId, Sha256, Timestamp};

use crate::base::limits::OPEN_ROWS_MAX;
use crate::projection::conditions::Conditions;
use crate::projection::reader::{Reader, instant, limit, offset, optional_parsed, parsed, unreadable};

/// Where the words of a search for requests may stand.
const REQUEST_PLACES: [&str; 6] = [
    "instr(r.search, :word)",
    "r.building IN (SELECT id FROM building WHERE instr(search, :word))",
    "r.asset IN (SELECT id FROM asset WHERE instr(search, :word))",
    "r.person IN (SELECT id FROM person WHERE instr(search, :word))",
    "r.work_order IN (SELECT id FROM work_order WHERE instr(search, :word))",
    "r.organisation IN (SELECT id FROM organisation WHERE instr(search, :word))",
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
    /// The number and state of that order.
    pub(crate) became: Option<(String, String)>,
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

fn priority(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Priority> {
    let word: String = row.get(at)?;
    Priority::named(&word).ok_or_else(|| unreadable(at))
}

impl Reader<'_> {
    /// A page of requests, newest first, and one row more when another page follows.
    pub(crate) fn requests(&self, filter: &RequestFilter) -> rusqlite::Result<Vec<RequestLine>> {
        let mut conditions = filter.conditions();
        let (all, limit, offset) =
            (conditions.sql(), conditions.bind(limit()), conditions.bind(offset(filter.page)));
        let sql = format!(
            "SELECT r.id, r.title, coalesce(b.name, ''), r.organisation, r.priority, r.person, r.at,
                 (SELECT count(*) FROM photo WHERE document = r.id), r.work_order, r.closed IS NOT NULL, r.origin, r.number,
                 (SELECT state FROM work_order WHERE id = r.work_order)
             FROM request r LEFT JOIN building b ON b.id = r.building
             WHERE {all} ORDER BY r.at DESC, r.id LIMIT {limit} OFFSET {offset}"
        );
        self.rows(&sql, conditions.values(), |row| {
            Ok(RequestLine {
                id: parsed(row, 0)?,
                title: row.get(1)?,
                building_name: row.get(2)?,
                organisation: parsed(row, 3)?,
                priority: priority(row, 4)?,
                person: parsed(row, 5)?,
                at: instant(row, 6)?,
                photos: row.get(7)?,
                work_order: optional_parsed(row, 8)?,
                closed: row.get(9)?,
                origin: row.get(10)?,
                number: row.get(11)?,
                order_state: row.get(12)?,
            })
        })
    }

    /// What is open at a place: requests nobody dealt with, newest first, but for `except`.
    pub(crate) fn open_requests(
        &self,
        building: DocumentId,
        except: Option<DocumentId>,
    ) -> rusqlite::Result<Vec<OpenRequest>> {
        self.rows(
            "SELECT id, number, title, at, asset FROM request
             WHERE building = ?1 AND work_order IS NULL AND closed IS NULL AND (?2 IS NULL OR id <> ?2)
             ORDER BY at DESC, id LIMIT ?3",
            params![building.to_string(), except.map(|id| id.to_string()), OPEN_ROWS_MAX],
            |row| {
                Ok(OpenRequest {
                    id: parsed(row, 0)?,
                    number: row.get(1)?,
                    title: row.get(2)?,
                    at: instant(row, 3)?,
                    asset: optional_parsed(row, 4)?,
                })
            },
        )
    }

    /// What is still to be done at a place, the newest first.
    pub(crate) fn open_orders(&self, building: DocumentId) -> rusqlite::Result<Vec<OpenOrder>> {
        self.rows(
            "SELECT id, number, title, state FROM work_order
             WHERE building = ?1 AND state IN ('open', 'in-progress', 'paused', 'sent-back')
             ORDER BY number DESC LIMIT ?2",
            params![building.to_string(), OPEN_ROWS_MAX],
            |row| {
                Ok(OpenOrder {
                    id: parsed(row, 0)?,
                    number: row.get(1)?,
                    title: row.get(2)?,
                    state: row.get(3)?,
                })
            },
        )
    }

    /// The number of the next request of a year.
    pub(crate) fn newest_request_number(&self, prefix: &str) -> rusqlite::Result<u32> {
        self.newest_number("request", prefix)
    }

    /// How many requests a filter lets through, on all pages.
    pub(crate) fn count_requests(&self, filter: &RequestFilter) -> rusqlite::Result<u32> {
        let conditions = filter.conditions();
        let sql = format!("SELECT count(*) FROM request r WHERE {}", conditions.sql());
        self.db.prepare_cached(&sql)?.query_row(conditions.values(), |row| row.get(0))
    }

    /// One request, with its pictures.
    pub(crate) fn request(&self, id: DocumentId) -> rusqlite::Result<Option<RequestRow>> {
        let found = self
            .db
            .prepare_cached(
                "SELECT origin, title, description, organisation, building, space, asset, nature, priority, person,
                     at, work_order, closed, number FROM request WHERE id = ?1",
            )?
            .query_row([id.to_string()], |row| {
                Ok(RequestRow {
                    id,
                    origin: row.get(0)?,
                    title: row.get(1)?,
                    description: row.get(2)?,
                    organisation: parsed(row, 3)?,
                    building: parsed(row, 4)?,
                    asset: optional_parsed(row, 6)?,
                    nature: optional_parsed(row, 7)?,
                    priority: priority(row, 8)?,
                    person: parsed(row, 9)?,
                    at: instant(row, 10)?,
                    work_order: optional_parsed(row, 11)?,
                    closed: row.get(12)?,
                    number: row.get(13)?,
                    became: None,
                    photos: Vec::new(),
                })
            })
            .optional()?;
        let Some(mut request) = found else { return Ok(None) };
        if let Some(order) = request.work_order {
            let became = "SELECT number, state FROM work_order WHERE id = ?1";
            let found = self.rows(became, [order.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            request.became = found.into_iter().next();
        }
        request.photos = self.rows(
            "SELECT sha256, caption, person, EXISTS (SELECT 1 FROM photo_received r WHERE r.sha256 = photo.sha256)
             FROM photo WHERE document = ?1 ORDER BY id",
            [id.to_string()],
            |row| {
                Ok(RequestPhoto {
                    sha256: parsed(row, 0)?,
                    caption: row.get(1)?,
                    person: parsed(row, 2)?,
                    received: row.get(3)?,
                })
            },
        )?;
        Ok(Some(request))
    }
}

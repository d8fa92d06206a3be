//! Requests: the counter's list, and one request.

use rusqlite::{OptionalExtension as _, params};
use shared::document::Priority;
use shared::{AssetId, DocumentId, NatureId, OrganisationId, PersonId, Sha256, Timestamp};

use super::search::{Conditions, REQUEST_PLACES};
use super::{Reader, instant, limit, offset, optional_parsed, parsed, unreadable};
use crate::limits::OPEN_ROWS_MAX;

/// A request, in a line.
#[derive(Debug, Clone)]
pub(in crate::office) struct RequestLine {
    pub(in crate::office) id: DocumentId,
    pub(in crate::office) number: Option<String>,
    pub(in crate::office) title: String,
    pub(in crate::office) building_name: String,
    pub(in crate::office) organisation: OrganisationId,
    pub(in crate::office) priority: Priority,
    pub(in crate::office) person: PersonId,
    pub(in crate::office) at: Timestamp,
    pub(in crate::office) photos: u32,
    pub(in crate::office) work_order: Option<DocumentId>,
    /// The state of that order.
    pub(in crate::office) order_state: Option<String>,
    pub(in crate::office) closed: bool,
    /// `counter` or `field`.
    pub(in crate::office) origin: String,
}

/// Which requests a list shows.
#[derive(Debug, Clone, Default)]
pub(in crate::office) struct RequestFilter {
    /// Also those that are answered.
    pub(in crate::office) all: bool,
    pub(in crate::office) text: String,
    /// From 0.
    pub(in crate::office) page: u32,
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
pub(in crate::office) struct RequestRow {
    pub(in crate::office) id: DocumentId,
    pub(in crate::office) number: Option<String>,
    pub(in crate::office) origin: String,
    pub(in crate::office) title: String,
    pub(in crate::office) description: String,
    pub(in crate::office) organisation: OrganisationId,
    pub(in crate::office) building: DocumentId,
    pub(in crate::office) asset: Option<AssetId>,
    pub(in crate::office) nature: Option<NatureId>,
    pub(in crate::office) priority: Priority,
    pub(in crate::office) person: PersonId,
    pub(in crate::office) at: Timestamp,
    pub(in crate::office) work_order: Option<DocumentId>,
    /// The number and state of that order.
    pub(in crate::office) became: Option<(String, String)>,
    pub(in crate::office) closed: Option<String>,
    pub(in crate::office) photos: Vec<RequestPhoto>,
}

/// A request nobody dealt with yet, in a line.
#[derive(Debug, Clone)]
pub(in crate::office) struct OpenRequest {
    pub(in crate::office) id: DocumentId,
    pub(in crate::office) number: Option<String>,
    pub(in crate::office) title: String,
    pub(in crate::office) at: Timestamp,
    pub(in crate::office) asset: Option<AssetId>,
}

/// A picture of a request.
#[derive(Debug, Clone)]
pub(in crate::office) struct RequestPhoto {
    pub(in crate::office) sha256: Sha256,
    pub(in crate::office) caption: String,
    pub(in crate::office) person: PersonId,
    pub(in crate::office) received: bool,
}

fn priority(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Priority> {
    let word: String = row.get(at)?;
    Priority::named(&word).ok_or_else(|| unreadable(at))
}

impl Reader<'_> {
    /// A page of requests, newest first, and one row more when another page follows.
    pub(in crate::office) fn requests(&self, filter: &RequestFilter) -> rusqlite::Result<Vec<RequestLine>> {
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
    pub(in crate::office) fn open_requests(
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

    /// The number of the next request of a year.
    pub(in crate::office) fn newest_request_number(&self, prefix: &str) -> rusqlite::Result<u32> {
        self.newest_number("request", prefix)
    }

    /// How many requests a filter lets through, on all pages.
    pub(in crate::office) fn count_requests(&self, filter: &RequestFilter) -> rusqlite::Result<u32> {
        let conditions = filter.conditions();
        let sql = format!("SELECT count(*) FROM request r WHERE {}", conditions.sql());
        self.db.prepare_cached(&sql)?.query_row(conditions.values(), |row| row.get(0))
    }

    /// One request, with its pictures.
    pub(in crate::office) fn request(&self, id: DocumentId) -> rusqlite::Result<Option<RequestRow>> {
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

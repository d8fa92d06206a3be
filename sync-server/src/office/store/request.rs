//! Requests: the counter's list, and one request.

use rusqlite::{OptionalExtension as _, params};
use shared::document::Priority;
use shared::{AssetId, DocumentId, NatureId, OrganisationId, PersonId, Sha256, Timestamp};

use super::{Reader, instant, limit, offset, optional_parsed, parsed, pattern, unreadable};

/// A request, in a line.
#[derive(Debug, Clone)]
pub(in crate::office) struct RequestLine {
    pub(in crate::office) id: DocumentId,
    pub(in crate::office) title: String,
    pub(in crate::office) building_name: String,
    pub(in crate::office) organisation: OrganisationId,
    pub(in crate::office) priority: Priority,
    pub(in crate::office) person: PersonId,
    pub(in crate::office) at: Timestamp,
    pub(in crate::office) photos: u32,
    pub(in crate::office) work_order: Option<DocumentId>,
    pub(in crate::office) closed: bool,
    /// `counter` or `field`.
    pub(in crate::office) origin: String,
}

/// A request, whole.
#[derive(Debug, Clone)]
pub(in crate::office) struct RequestRow {
    pub(in crate::office) id: DocumentId,
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
    pub(in crate::office) closed: Option<String>,
    pub(in crate::office) photos: Vec<RequestPhoto>,
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
    pub(in crate::office) fn requests(
        &self,
        all: bool,
        text: &str,
        page: u32,
    ) -> rusqlite::Result<Vec<RequestLine>> {
        let open = if all { "1" } else { "r.work_order IS NULL AND r.closed IS NULL" };
        let sql = format!(
            "SELECT r.id, r.title, coalesce(b.name, ''), r.organisation, r.priority, r.person, r.at,
                 (SELECT count(*) FROM photo WHERE document = r.id), r.work_order, r.closed IS NOT NULL, r.origin
             FROM request r LEFT JOIN building b ON b.id = r.building
             WHERE {open} AND r.search LIKE ?1 ESCAPE '\\' ORDER BY r.at DESC, r.id LIMIT ?2 OFFSET ?3"
        );
        self.rows(&sql, params![pattern(text), limit(), offset(page)], |row| {
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
            })
        })
    }

    /// One request, with its pictures.
    pub(in crate::office) fn request(&self, id: DocumentId) -> rusqlite::Result<Option<RequestRow>> {
        let found = self
            .db
            .prepare_cached(
                "SELECT origin, title, description, organisation, building, space, asset, nature, priority, person,
                     at, work_order, closed FROM request WHERE id = ?1",
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
                    photos: Vec::new(),
                })
            })
            .optional()?;
        let Some(mut request) = found else { return Ok(None) };
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

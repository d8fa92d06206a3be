//! Announcements: the list, and who has read one.

use shared::{Day, DocumentId, OrganisationId, PersonId, TeamId, Timestamp};

use crate::projection::conditions::Conditions;
use crate::projection::reader::{Reader, instant, limit, offset, optional_instant, optional_parsed, parsed};
use crate::sql::{self, Row};
use crate::values;

/// Where the words of a search for announcements may stand.
const PLACES: [&str; 2] =
    ["strpos(a.search, :word) > 0", "a.person IN (SELECT id FROM person WHERE strpos(search, :word) > 0)"];

/// That the person `p` has a phone, and has not read the announcement `a`, which is for them.
const UNREAD: &str = "(a.team IS NULL OR p.team = a.team)
    AND (a.team IS NOT NULL OR a.organisation IS NULL OR EXISTS (SELECT 1 FROM person_role r
        WHERE r.person = p.id AND (r.organisation IS NULL OR r.organisation = a.organisation)))
    AND EXISTS (SELECT 1 FROM device d WHERE d.person = p.id AND d.withdrawn_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM announcement_reading r WHERE r.announcement = a.id AND r.person = p.id)";

/// Which announcements a list shows.
#[derive(Debug, Clone)]
pub(crate) struct AnnouncementFilter {
    /// Also those that phones show no more.
    pub(crate) all: bool,
    pub(crate) text: String,
    /// From 0.
    pub(crate) page: u32,
}

/// An announcement, in a line.
#[derive(Debug, Clone)]
pub(crate) struct AnnouncementLine {
    pub(crate) id: DocumentId,
    pub(crate) text: String,
    /// None: everybody.
    pub(crate) team: Option<TeamId>,
    /// None: of all administrations.
    pub(crate) organisation: Option<OrganisationId>,
    pub(crate) until: Day,
    pub(crate) person: PersonId,
    pub(crate) at: Timestamp,
    pub(crate) withdrawn: Option<Timestamp>,
    /// People who have read it.
    pub(crate) read: u32,
    /// People with a phone whom it is for and who have not.
    pub(crate) unread: u32,
}

/// Who has read an announcement, and who has not.
#[derive(Debug, Clone, Default)]
pub(crate) struct Readers {
    /// The first to read it first.
    pub(crate) read: Vec<(PersonId, Timestamp)>,
    /// People with a phone whom it is for.
    pub(crate) unread: Vec<PersonId>,
}

fn line(row: &Row<'_>) -> sql::Result<AnnouncementLine> {
    Ok(AnnouncementLine {
        id: parsed(row, "id")?,
        text: row.get("text")?,
        team: optional_parsed(row, "team")?,
        organisation: optional_parsed(row, "organisation")?,
        until: parsed(row, "until")?,
        person: parsed(row, "person")?,
        at: instant(row, "at")?,
        withdrawn: optional_instant(row, "withdrawn_at")?,
        read: row.get("read")?,
        unread: row.get("unread")?,
    })
}

fn lines(conditions: &str, rest: &str) -> String {
    format!(
        "SELECT a.id, a.text, a.team, a.organisation, a.until, a.person, a.at, a.withdrawn_at,
             (SELECT count(*) FROM announcement_reading r WHERE r.announcement = a.id) AS read,
             (SELECT count(*) FROM person p WHERE {UNREAD}) AS unread
         FROM announcement a WHERE {conditions} {rest}"
    )
}

impl Reader<'_> {
    /// A page of announcements, newest first, and one row more when another page follows.
    pub(crate) fn announcements(
        &self,
        filter: &AnnouncementFilter,
        today: Day,
    ) -> sql::Result<Vec<AnnouncementLine>> {
        let mut conditions = Conditions::default();
        if !filter.all {
            let today = conditions.bind(today.to_string());
            conditions.and(format!("a.withdrawn_at IS NULL AND a.until >= {today}"));
        }
        conditions.and_found(&filter.text, &PLACES);
        let (all, limit, offset) =
            (conditions.sql(), conditions.bind(limit()), conditions.bind(offset(filter.page)));
        let rest = format!("ORDER BY a.at DESC, a.id LIMIT {limit} OFFSET {offset}");
        self.rows(&lines(&all, &rest), &conditions.values(), line)
    }

    /// One announcement with who has read it.
    pub(crate) fn announcement(&self, id: DocumentId) -> sql::Result<Option<(AnnouncementLine, Readers)>> {
        let found = self.first(&lines("a.id = $1", ""), values![id.to_string()], line)?;
        let Some(found) = found else { return Ok(None) };
        let read = self.rows(
            "SELECT person, at FROM announcement_reading WHERE announcement = $1 ORDER BY at, person",
            values![id.to_string()],
            |row| Ok((parsed(row, "person")?, instant(row, "at")?)),
        )?;
        let unread = self.rows(
            &format!("SELECT p.id FROM announcement a, person p WHERE a.id = $1 AND {UNREAD}"),
            values![id.to_string()],
            |row| parsed(row, "id"),
        )?;
        Ok(Some((found, Readers { read, unread })))
    }
}

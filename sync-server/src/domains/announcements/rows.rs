//! The rows of announcements.

use shared::DocumentKind;
use shared::announcement::Announcement;
use shared::search::searchable;

use crate::projection::table::{DomainRows, Table, Title, clear, instant, optional_instant};
use crate::sql::Result;
use crate::sql::visibility::Visible;
use crate::values;

/// What announcements bring to the office database.
pub(crate) const ROWS: DomainRows = DomainRows {
    kinds: &[DocumentKind::Announcement],
    schema: include_str!("schema.sql"),
    project: |table, delivery| {
        Ok(announcement(table, &delivery.document.id().to_string(), &delivery.read(Announcement::read)?)?)
    },
    visible: &[
        Visible::rows("announcement", "announcement.organisation IS NULL OR seen(announcement.organisation)"),
        Visible::rows(
            "announcement_reading",
            "EXISTS (SELECT 1 FROM announcement a WHERE a.id = announcement_reading.announcement)
                 AND EXISTS (SELECT 1 FROM person_seen p WHERE p.id = announcement_reading.person)",
        ),
    ],
    titles: &[Title {
        kind: DocumentKind::Announcement,
        whole: "SELECT substr(text, 1, 80) AS called FROM announcement WHERE id = $1",
        short: "SELECT substr(text, 1, 80) AS called FROM announcement WHERE id = $1",
        page: "/office/announcements/",
    }],
};

fn announcement(table: &Table<'_>, id: &str, announcement: &Announcement) -> Result<()> {
    clear(table, id, &[("announcement", "id"), ("announcement_reading", "announcement")])?;
    table.put(
        "INSERT INTO announcement (id, text, team, organisation, until, person, at, withdrawn_at, search)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values![
            id,
            announcement.text,
            announcement.team.map(|team| team.to_string()),
            announcement.organisation.map(|organisation| organisation.to_string()),
            announcement.until.to_string(),
            announcement.by.to_string(),
            instant(announcement.at),
            optional_instant(announcement.withdrawn),
            searchable(&[&announcement.text]),
        ],
    )?;
    announcement.readings.values().try_for_each(|reading| {
        table.put(
            "INSERT INTO announcement_reading (announcement, person, at) VALUES ($1, $2, $3)
             ON CONFLICT (announcement, person) DO NOTHING",
            values![id, reading.by.to_string(), instant(reading.at)],
        )
    })
}

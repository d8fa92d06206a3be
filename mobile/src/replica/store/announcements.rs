//! Announcements that are still to be read.

use rusqlite::types::FromSqlError;
use rusqlite::{Row, params};
use shared::announcement::Announcement;
use shared::{Day, DocumentId, Timestamp};

use crate::client::list::AnnouncementLine;
use crate::limits::ANNOUNCEMENTS_SHOWN_MAX;
use crate::replica::error::Result;
use crate::replica::store::column::{Column as _, blob};
use crate::replica::store::database::Store;

fn line(row: &Row<'_>) -> rusqlite::Result<AnnouncementLine> {
    let until: String = row.get(2)?;
    Ok(AnnouncementLine {
        id: blob(row, 0)?,
        text: row.get(1)?,
        until: until.parse().map_err(|_| FromSqlError::InvalidType)?,
        who: row.get(3)?,
        at: Timestamp(row.get(4)?),
    })
}

impl Store {
    /// Keeps an announcement to be shown.
    pub(crate) fn put_announcement(&self, id: DocumentId, announcement: &Announcement) -> Result<()> {
        self.run(
            "INSERT OR REPLACE INTO announcement VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                id.column(),
                announcement.text,
                announcement.until.to_string(),
                announcement.by.column(),
                announcement.at.0
            ],
        )
    }

    /// What is shown today, the newest first, [`ANNOUNCEMENTS_SHOWN_MAX`] at most: once one is read, the next
    /// comes up.
    pub(crate) fn announcements(&self, today: Day) -> Result<Vec<AnnouncementLine>> {
        self.rows(
            "SELECT announcement.id, text, until, coalesce(name, ''), at
             FROM announcement LEFT JOIN name ON name.id = person
             WHERE until >= ?1 ORDER BY at DESC, announcement.id LIMIT ?2",
            params![today.to_string(), ANNOUNCEMENTS_SHOWN_MAX],
            line,
        )
    }
}

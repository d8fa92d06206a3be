//! Pictures on this phone.

use rusqlite::params;
use shared::{DocumentId, Sha256, Timestamp};

use crate::replica::error::Result;
use crate::replica::store::column::{Column as _, blob, optional_blob};
use crate::replica::store::database::Store;

/// A picture on this phone, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PhotoRow {
    pub(crate) sha256: Sha256,
    pub(crate) document: Option<DocumentId>,
    pub(crate) is_thumbnail: bool,
    pub(crate) size_bytes: u64,
    pub(crate) state: String,
    pub(crate) sent_bytes: u64,
    pub(crate) problem: Option<String>,
    pub(crate) saved_at: Timestamp,
}

const COLUMNS: &str = "sha256, document, size, state, sent_bytes, problem, saved_at, thumbnail";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<PhotoRow> {
    Ok(PhotoRow {
        sha256: blob(row, 0)?,
        document: optional_blob(row, 1)?,
        size_bytes: row.get::<_, i64>(2)?.unsigned_abs(),
        state: row.get(3)?,
        sent_bytes: row.get::<_, i64>(4)?.unsigned_abs(),
        problem: row.get(5)?,
        saved_at: Timestamp(row.get(6)?),
        is_thumbnail: row.get(7)?,
    })
}

impl Store {
    pub(crate) fn add_photo(
        &self,
        sha256: Sha256,
        document: Option<DocumentId>,
        thumbnail: bool,
        bytes: &[u8],
        state: &str,
        at: Timestamp,
    ) -> Result<()> {
        self.run(
            "INSERT OR IGNORE INTO photo (sha256, document, thumbnail, bytes, size, state, saved_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                sha256.column(),
                document.map(|id| id.column()),
                thumbnail,
                bytes,
                i64::try_from(bytes.len()).unwrap_or(i64::MAX),
                state,
                at.0
            ],
        )?;
        self.run("DELETE FROM wanted_photo WHERE sha256 = ?1", params![sha256.column()])
    }

    pub(crate) fn photo(&self, sha256: Sha256) -> Result<Option<PhotoRow>> {
        self.row(&format!("SELECT {COLUMNS} FROM photo WHERE sha256 = ?1"), params![sha256.column()], read)
    }

    pub(crate) fn photo_bytes(&self, sha256: Sha256) -> Result<Option<Vec<u8>>> {
        let bytes =
            self.row("SELECT bytes FROM photo WHERE sha256 = ?1", params![sha256.column()], |row| {
                row.get(0)
            })?;
        Ok(bytes.flatten())
    }

    /// Pictures of which something waits: number and bytes.
    pub(crate) fn photos_waiting(&self) -> Result<(u32, u64)> {
        let waiting = self.row(
            "SELECT count(*), coalesce(sum(size - sent_bytes), 0) FROM photo WHERE state IN ('waiting', 'problem')",
            &[],
            |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())),
        )?;
        Ok(waiting.unwrap_or_default())
    }

    /// The next picture to send: thumbnails first, then the oldest.
    pub(crate) fn next_photo(&self) -> Result<Option<PhotoRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM photo WHERE state = 'waiting' ORDER BY thumbnail DESC, saved_at, sha256 LIMIT 1"
        );
        self.row(&sql, &[], read)
    }

    /// Every picture that is not at the office, oldest first.
    pub(crate) fn unsent_photos(&self) -> Result<Vec<PhotoRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM photo WHERE state IN ('waiting', 'problem') ORDER BY saved_at, sha256"
        );
        self.rows(&sql, &[], read)
    }

    pub(crate) fn set_photo_progress(&self, sha256: Sha256, sent_bytes: u64) -> Result<()> {
        self.run(
            "UPDATE photo SET sent_bytes = ?2 WHERE sha256 = ?1",
            params![sha256.column(), i64::try_from(sent_bytes).unwrap_or(i64::MAX)],
        )
    }

    /// The office has the picture; one of a document that is not here any more has no place here either.
    pub(crate) fn set_photo_sent(&self, sha256: Sha256) -> Result<()> {
        self.run(
            "UPDATE photo SET state = 'sent', sent_bytes = size, problem = NULL WHERE sha256 = ?1",
            params![sha256.column()],
        )?;
        self.run(
            "DELETE FROM photo WHERE sha256 = ?1 AND document NOT IN (SELECT id FROM document)",
            params![sha256.column()],
        )
    }

    pub(crate) fn send_refused_photos_again(&self) -> Result<()> {
        self.run(
            "UPDATE photo SET state = 'waiting', sent_bytes = 0, problem = NULL WHERE state = 'problem'",
            &[],
        )
    }

    pub(crate) fn set_photo_problem(&self, sha256: Sha256, problem: &str) -> Result<()> {
        self.run(
            "UPDATE photo SET state = 'problem', problem = ?2 WHERE sha256 = ?1",
            params![sha256.column(), problem],
        )
    }

    /// Lets go of the full pictures of a document that the office has; thumbnails stay.
    pub(crate) fn drop_sent_pictures(&self, document: DocumentId) -> Result<()> {
        self.run(
            "UPDATE photo SET bytes = NULL WHERE document = ?1 AND state = 'sent' AND thumbnail = 0",
            params![document.column()],
        )
    }

    pub(crate) fn want_photo(&self, sha256: Sha256) -> Result<()> {
        self.run("INSERT OR IGNORE INTO wanted_photo VALUES (?1)", params![sha256.column()])
    }

    pub(crate) fn wanted_photo(&self) -> Result<Option<Sha256>> {
        self.row("SELECT sha256 FROM wanted_photo LIMIT 1", &[], |row| blob(row, 0))
    }

    pub(crate) fn forget_wanted_photos(&self) -> Result<()> {
        self.run("DELETE FROM wanted_photo", &[])
    }

    /// Lets go of a picture that was only looked at.
    pub(crate) fn drop_fetched(&self, sha256: Sha256) -> Result<()> {
        self.run("DELETE FROM photo WHERE sha256 = ?1 AND state = 'fetched'", params![sha256.column()])?;
        self.unwant_photo(sha256)
    }

    pub(crate) fn unwant_photo(&self, sha256: Sha256) -> Result<()> {
        self.run("DELETE FROM wanted_photo WHERE sha256 = ?1", params![sha256.column()])
    }

    /// Keeps the bytes of a picture that was let go of or is a colleague's.
    pub(crate) fn keep_fetched(&self, sha256: Sha256, bytes: &[u8], at: Timestamp) -> Result<()> {
        self.add_photo(sha256, None, true, bytes, "fetched", at)?;
        self.run(
            "UPDATE photo SET bytes = ?2 WHERE sha256 = ?1 AND bytes IS NULL",
            params![sha256.column(), bytes],
        )
    }
}

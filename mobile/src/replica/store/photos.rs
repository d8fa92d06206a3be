//! Pictures on this phone.

use rusqlite::{OptionalExtension as _, params};
use shared::{DocumentId, Sha256, Timestamp};

use super::super::Result;
use super::{Column as _, Store, blob, optional_blob};

/// A picture on this phone, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct PhotoRow {
    pub(in super::super) sha256: Sha256,
    pub(in super::super) document: Option<DocumentId>,
    pub(in super::super) size_bytes: u64,
    pub(in super::super) state: String,
    pub(in super::super) sent_bytes: u64,
    pub(in super::super) problem: Option<String>,
    pub(in super::super) saved_at: Timestamp,
}

const COLUMNS: &str = "sha256, document, size, state, sent_bytes, problem, saved_at";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<PhotoRow> {
    Ok(PhotoRow {
        sha256: blob(row, 0)?,
        document: optional_blob(row, 1)?,
        size_bytes: row.get::<_, i64>(2)?.unsigned_abs(),
        state: row.get(3)?,
        sent_bytes: row.get::<_, i64>(4)?.unsigned_abs(),
        problem: row.get(5)?,
        saved_at: Timestamp(row.get(6)?),
    })
}

impl Store {
    pub(in super::super) fn add_photo(
        &self,
        sha256: Sha256,
        document: Option<DocumentId>,
        thumbnail: bool,
        bytes: &[u8],
        state: &str,
        at: Timestamp,
    ) -> Result<()> {
        self.db
            .prepare_cached(
                "INSERT OR IGNORE INTO photo (sha256, document, thumbnail, bytes, size, state, saved_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                sha256.column(),
                document.map(|id| id.column()),
                thumbnail,
                bytes,
                i64::try_from(bytes.len()).unwrap_or(i64::MAX),
                state,
                at.0
            ])?;
        self.db.prepare_cached("DELETE FROM wanted_photo WHERE sha256 = ?1")?.execute([sha256.column()])?;
        Ok(())
    }

    pub(in super::super) fn photo(&self, sha256: Sha256) -> Result<Option<PhotoRow>> {
        let mut statement =
            self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM photo WHERE sha256 = ?1"))?;
        Ok(statement.query_row([sha256.column()], read).optional()?)
    }

    pub(in super::super) fn photo_bytes(&self, sha256: Sha256) -> Result<Option<Vec<u8>>> {
        let mut statement = self.db.prepare_cached("SELECT bytes FROM photo WHERE sha256 = ?1")?;
        Ok(statement
            .query_row([sha256.column()], |row| row.get::<_, Option<Vec<u8>>>(0))
            .optional()?
            .flatten())
    }

    /// Pictures of which something waits: number and bytes.
    pub(in super::super) fn photos_waiting(&self) -> Result<(u32, u64)> {
        let mut statement = self.db.prepare_cached(
            "SELECT count(*), coalesce(sum(size - sent_bytes), 0) FROM photo WHERE state IN ('waiting', 'problem')",
        )?;
        Ok(statement.query_row([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))?)
    }

    /// The next picture to send: thumbnails first, then the oldest.
    pub(in super::super) fn next_photo(&self) -> Result<Option<PhotoRow>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM photo WHERE state = 'waiting' ORDER BY thumbnail DESC, saved_at, sha256 LIMIT 1"
        ))?;
        Ok(statement.query_row([], read).optional()?)
    }

    /// Every picture that is not at the office, oldest first.
    pub(in super::super) fn unsent_photos(&self) -> Result<Vec<PhotoRow>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM photo WHERE state IN ('waiting', 'problem') ORDER BY saved_at, sha256"
        ))?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    pub(in super::super) fn set_photo_progress(&self, sha256: Sha256, sent_bytes: u64) -> Result<()> {
        self.db
            .prepare_cached("UPDATE photo SET sent_bytes = ?2 WHERE sha256 = ?1")?
            .execute(params![sha256.column(), i64::try_from(sent_bytes).unwrap_or(i64::MAX)])?;
        Ok(())
    }

    /// The office has the picture; one of a document that is not here any more has no place here either.
    pub(in super::super) fn set_photo_sent(&self, sha256: Sha256) -> Result<()> {
        self.db
            .prepare_cached(
                "UPDATE photo SET state = 'sent', sent_bytes = size, problem = NULL WHERE sha256 = ?1",
            )?
            .execute([sha256.column()])?;
        self.db
            .prepare_cached(
                "DELETE FROM photo WHERE sha256 = ?1 AND document NOT IN (SELECT id FROM document)",
            )?
            .execute([sha256.column()])?;
        Ok(())
    }

    pub(in super::super) fn send_refused_photos_again(&self) -> Result<()> {
        self.db.execute(
            "UPDATE photo SET state = 'waiting', sent_bytes = 0, problem = NULL WHERE state = 'problem'",
            [],
        )?;
        Ok(())
    }

    pub(in super::super) fn set_photo_problem(&self, sha256: Sha256, problem: &str) -> Result<()> {
        self.db
            .prepare_cached("UPDATE photo SET state = 'problem', problem = ?2 WHERE sha256 = ?1")?
            .execute(params![sha256.column(), problem])?;
        Ok(())
    }

    /// Lets go of the full pictures of a document that the office has; thumbnails stay.
    pub(in super::super) fn drop_sent_pictures(&self, document: DocumentId) -> Result<()> {
        self.db
            .prepare_cached(
                "UPDATE photo SET bytes = NULL WHERE document = ?1 AND state = 'sent' AND thumbnail = 0",
            )?
            .execute([document.column()])?;
        Ok(())
    }

    pub(in super::super) fn want_photo(&self, sha256: Sha256) -> Result<()> {
        self.db
            .prepare_cached("INSERT OR IGNORE INTO wanted_photo VALUES (?1)")?
            .execute([sha256.column()])?;
        Ok(())
    }

    pub(in super::super) fn wanted_photo(&self) -> Result<Option<Sha256>> {
        let mut statement = self.db.prepare_cached("SELECT sha256 FROM wanted_photo LIMIT 1")?;
        Ok(statement.query_row([], |row| blob(row, 0)).optional()?)
    }

    pub(in super::super) fn forget_wanted_photos(&self) -> Result<()> {
        self.db.execute("DELETE FROM wanted_photo", [])?;
        Ok(())
    }

    /// Lets go of a photo whose document is gone, now that the office has it.
    pub(in super::super) fn drop_orphan(&self, sha256: Sha256) -> Result<()> {
        self.db
            .prepare_cached(
                "DELETE FROM photo WHERE sha256 = ?1 AND document NOT IN (SELECT id FROM document)",
            )?
            .execute([sha256.column()])?;
        Ok(())
    }

    /// Lets go of a picture that was only looked at.
    pub(in super::super) fn drop_fetched(&self, sha256: Sha256) -> Result<()> {
        self.db
            .prepare_cached("DELETE FROM photo WHERE sha256 = ?1 AND state = 'fetched'")?
            .execute([sha256.column()])?;
        self.unwant_photo(sha256)
    }

    pub(in super::super) fn unwant_photo(&self, sha256: Sha256) -> Result<()> {
        self.db.prepare_cached("DELETE FROM wanted_photo WHERE sha256 = ?1")?.execute([sha256.column()])?;
        Ok(())
    }

    /// Keeps the bytes of a picture that was let go of or is a colleague's.
    pub(in super::super) fn keep_fetched(&self, sha256: Sha256, bytes: &[u8], at: Timestamp) -> Result<()> {
        self.add_photo(sha256, None, true, bytes, "fetched", at)?;
        self.db
            .prepare_cached("UPDATE photo SET bytes = ?2 WHERE sha256 = ?1 AND bytes IS NULL")?
            .execute(params![sha256.column(), bytes])?;
        Ok(())
    }
}

//! Which photos the office has.

use rusqlite::{OptionalExtension as _, params};
use shared::{DeviceId, Sha256, Timestamp};

use crate::store::column::{Column as _, Result, blob, optional_blob};
use crate::store::database::Store;

/// A photo the office has, verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotoRow {
    /// Its name.
    pub sha256: Sha256,
    /// Its size.
    pub size_bytes: u64,
    /// When it was complete.
    pub received_at: Timestamp,
}

impl Store {
    /// Forgets that the office had a photo.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn forget_photo(&self, sha256: Sha256) -> Result<()> {
        self.db.prepare_cached("DELETE FROM photo WHERE sha256 = ?1")?.execute([sha256.column()])?;
        Ok(())
    }

    /// Notes that a photo is complete and verified.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn add_photo(&self, photo: PhotoRow, device: Option<DeviceId>) -> Result<()> {
        self.db
            .prepare_cached(
                "INSERT OR IGNORE INTO photo (sha256, size, device, received_at) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![
                photo.sha256.column(),
                i64::try_from(photo.size_bytes).unwrap_or(i64::MAX),
                device.map(|device| device.column()),
                photo.received_at.0
            ])?;
        Ok(())
    }

    /// The device that brought a photo, if one did.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn photo_sender(&self, sha256: Sha256) -> Result<Option<DeviceId>> {
        let mut statement = self.db.prepare_cached("SELECT device FROM photo WHERE sha256 = ?1")?;
        Ok(statement.query_row([sha256.column()], |row| optional_blob(row, 0)).optional()?.flatten())
    }

    /// Bytes of the photos that a device brought after an instant.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn photo_bytes_since(&self, device: DeviceId, since: Timestamp) -> Result<u64> {
        let sql = "SELECT coalesce(sum(size), 0) FROM photo WHERE device = ?1 AND received_at > ?2";
        let bytes = self
            .db
            .prepare_cached(sql)?
            .query_row(params![device.column(), since.0], |row| Ok(row.get::<_, i64>(0)?.unsigned_abs()));
        Ok(bytes?)
    }

    /// The photo with this hash, if the office has it.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn photo(&self, sha256: Sha256) -> Result<Option<PhotoRow>> {
        let mut statement =
            self.db.prepare_cached("SELECT sha256, size, received_at FROM photo WHERE sha256 = ?1")?;
        Ok(statement.query_row([sha256.column()], read).optional()?)
    }

    /// Whether the office has any photo.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn has_photos(&self) -> Result<bool> {
        Ok(self.db.query_row("SELECT EXISTS (SELECT 1 FROM photo)", [], |row| row.get(0))?)
    }

    /// Every photo the office has.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn photos(&self) -> Result<Vec<PhotoRow>> {
        let mut statement =
            self.db.prepare_cached("SELECT sha256, size, received_at FROM photo ORDER BY sha256")?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<PhotoRow> {
    Ok(PhotoRow {
        sha256: blob(row, 0)?,
        size_bytes: row.get::<_, i64>(1)?.unsigned_abs(),
        received_at: Timestamp(row.get(2)?),
    })
}

//! Which photos the office has.

use shared::{DeviceId, Sha256, Timestamp};

use crate::sql::{self, Row};
use crate::store::column::Result;
use crate::store::database::Store;
use crate::values;

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
        self.db.execute("DELETE FROM photo WHERE sha256 = $1", values![sha256])?;
        Ok(())
    }

    /// Notes that a photo is complete and verified.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn add_photo(&self, photo: PhotoRow, device: Option<DeviceId>) -> Result<()> {
        self.db.execute(
            "INSERT INTO photo (sha256, size, device, received_at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (sha256) DO NOTHING",
            values![photo.sha256, photo.size_bytes, device, photo.received_at.0],
        )?;
        Ok(())
    }

    /// The device that brought a photo, if one did.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn photo_sender(&self, sha256: Sha256) -> Result<Option<DeviceId>> {
        Ok(self
            .db
            .first("SELECT device FROM photo WHERE sha256 = $1", values![sha256], |row| row.get("device"))?
            .flatten())
    }

    /// Bytes of the photos that a device brought after an instant.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn photo_bytes_since(&self, device: DeviceId, since: Timestamp) -> Result<u64> {
        let sql = "SELECT CAST(coalesce(sum(size), 0) AS BIGINT) AS bytes FROM photo WHERE device = $1
             AND received_at > $2";
        Ok(self.db.one(sql, values![device, since.0], |row| row.get("bytes"))?)
    }

    /// The photo with this hash, if the office has it.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn photo(&self, sha256: Sha256) -> Result<Option<PhotoRow>> {
        Ok(self.db.first(
            "SELECT sha256, size, received_at FROM photo WHERE sha256 = $1",
            values![sha256],
            read,
        )?)
    }

    /// Whether the office has any photo.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn has_photos(&self) -> Result<bool> {
        Ok(self.db.one("SELECT EXISTS (SELECT 1 FROM photo) AS has", &[], |row| row.get("has"))?)
    }

    /// Every photo the office has.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn photos(&self) -> Result<Vec<PhotoRow>> {
        Ok(self.db.rows("SELECT sha256, size, received_at FROM photo ORDER BY sha256", &[], read)?)
    }
}

fn read(row: &Row<'_>) -> sql::Result<PhotoRow> {
    Ok(PhotoRow {
        sha256: row.get("sha256")?,
        size_bytes: row.get::<i64>("size")?.unsigned_abs(),
        received_at: Timestamp(row.get("received_at")?),
    })
}

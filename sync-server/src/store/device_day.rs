//! What devices have done on a day of the commune. It is on disk: a restart does not begin the day anew.

use std::ops::Add;

use shared::{Day, DeviceId, PersonId, Timestamp};

use crate::base::limits::DEVICE_DAYS_KEPT;
use crate::sql::{self, Row};
use crate::store::column::Result;
use crate::store::database::Store;
use crate::values;

/// How much a device does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayCounts {
    /// Documents begun.
    pub documents: u64,
    /// Requests among them.
    pub requests: u64,
    /// Changes that are new here, accepted or refused.
    pub changes: u64,
    /// Their bytes.
    pub change_bytes: u64,
    /// Syncs that were answered.
    pub syncs: u64,
}

impl Add for DayCounts {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self {
            documents: self.documents + more.documents,
            requests: self.requests + more.requests,
            changes: self.changes + more.changes,
            change_bytes: self.change_bytes + more.change_bytes,
            syncs: self.syncs + more.syncs,
        }
    }
}

/// A day of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DeviceDay {
    /// What it has done.
    pub counts: DayCounts,
    /// Since when it is put off, because that is as much as one may.
    pub stopped_at: Option<Timestamp>,
    /// When somebody lifted that, and who.
    pub lifted: Option<(Timestamp, PersonId)>,
}

fn read(row: &Row<'_>) -> sql::Result<DeviceDay> {
    let count = |column| row.get::<i64>(column).map(i64::unsigned_abs);
    let lifted_at = row.get::<Option<i64>>("lifted_at")?.map(Timestamp);
    Ok(DeviceDay {
        counts: DayCounts {
            documents: count("documents")?,
            requests: count("requests")?,
            changes: count("changes")?,
            change_bytes: count("change_bytes")?,
            syncs: count("syncs")?,
        },
        stopped_at: row.get::<Option<i64>>("stopped_at")?.map(Timestamp),
        lifted: lifted_at.zip(row.get("lifted_by")?),
    })
}

fn stored(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl Store {
    /// What a device has done on a day.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn device_day(&self, device: DeviceId, day: Day) -> Result<DeviceDay> {
        let found = self.db.first(
            "SELECT documents, requests, changes, change_bytes, syncs, stopped_at, lifted_at, lifted_by
             FROM device_day WHERE device = $1 AND day = $2",
            values![device, day.to_string()],
            read,
        )?;
        Ok(found.unwrap_or_default())
    }

    /// Adds to what a device has done on a day; days long over are forgotten.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn add_to_device_day(&self, device: DeviceId, day: Day, more: DayCounts) -> Result<()> {
        let oldest = day.date().checked_sub(jiff::Span::new().days(DEVICE_DAYS_KEPT)).map(Day::from);
        if let Ok(oldest) = oldest {
            self.db.execute(
                "DELETE FROM device_day WHERE device = $1 AND day < $2",
                values![device, oldest.to_string()],
            )?;
        }
        self.db.execute(
            "INSERT INTO device_day (device, day, documents, requests, changes, change_bytes, syncs)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (device, day) DO UPDATE SET
                 documents = device_day.documents + excluded.documents,
                 requests = device_day.requests + excluded.requests,
                 changes = device_day.changes + excluded.changes,
                 change_bytes = device_day.change_bytes + excluded.change_bytes,
                 syncs = device_day.syncs + excluded.syncs",
            values![
                device,
                day.to_string(),
                stored(more.documents),
                stored(more.requests),
                stored(more.changes),
                stored(more.change_bytes),
                stored(more.syncs),
            ],
        )?;
        Ok(())
    }

    /// Notes that a device is put off that day; whether it was not before.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn stop_device_day(&self, device: DeviceId, day: Day, at: Timestamp) -> Result<bool> {
        self.add_to_device_day(device, day, DayCounts::default())?;
        let stopped = self.db.execute(
            "UPDATE device_day SET stopped_at = $3 WHERE device = $1 AND day = $2 AND stopped_at IS NULL",
            values![device, day.to_string(), at.0],
        )?;
        Ok(stopped > 0)
    }

    /// Lets a device do more that day, whatever it did; somebody answers for it.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn lift_device_day(&self, device: DeviceId, day: Day, by: PersonId, at: Timestamp) -> Result<()> {
        self.add_to_device_day(device, day, DayCounts::default())?;
        self.db.execute(
            "UPDATE device_day SET stopped_at = NULL, lifted_at = $3, lifted_by = $4
             WHERE device = $1 AND day = $2",
            values![device, day.to_string(), at.0, by],
        )?;
        Ok(())
    }

    /// The devices that are put off that day.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn stopped_devices(&self, day: Day) -> Result<Vec<DeviceId>> {
        Ok(self.db.rows(
            "SELECT device FROM device_day WHERE day = $1 AND stopped_at IS NOT NULL",
            values![day.to_string()],
            |row| row.get("device"),
        )?)
    }
}

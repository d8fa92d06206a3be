//! The rows of devices and of their syncs, as `server.db` has them.

use rusqlite::{Result, params};

use crate::projection::table::{Table, instant, optional_instant};
use crate::store::{DeviceRow, SyncLogRow};

pub(crate) fn device(table: &Table<'_>, device: &DeviceRow) -> Result<()> {
    table.put(
        "INSERT OR REPLACE INTO device VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            device.id.to_string(),
            device.person.to_string(),
            device.name,
            instant(device.enrolled_at),
            optional_instant(device.last_contact),
            device.skew_ms,
            device.waiting.changes,
            device.waiting.photos,
            i64::try_from(device.waiting.photo_bytes).unwrap_or(i64::MAX),
            optional_instant(device.withdrawn_at)
        ],
    )
}

pub(crate) fn sync_log(table: &Table<'_>, entry: &SyncLogRow) -> Result<()> {
    table.put(
        "INSERT OR REPLACE INTO sync_log VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            entry.id,
            entry.device.to_string(),
            instant(entry.at),
            entry.accepted,
            entry.refused,
            entry.sent_documents,
            i64::try_from(entry.sent_bytes).unwrap_or(i64::MAX),
            entry.skew_ms
        ],
    )
}

//! The rows of devices and of their syncs, as `server.db` has them.

use crate::sql::Result;
use crate::values;

use crate::projection::table::{Table, instant, optional_instant};
use crate::store::{DeviceRow, SyncLogRow};

pub(crate) fn device(table: &Table<'_>, device: &DeviceRow) -> Result<()> {
    table.put(
        "INSERT INTO device (id, person, name, enrolled_at, last_contact, skew_ms, waiting_changes,
             waiting_photos, waiting_bytes, withdrawn_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,
             $10) ON CONFLICT (id) DO UPDATE SET person = excluded.person, name = excluded.name,
             enrolled_at = excluded.enrolled_at, last_contact = excluded.last_contact, skew_ms =
             excluded.skew_ms, waiting_changes = excluded.waiting_changes, waiting_photos =
             excluded.waiting_photos, waiting_bytes = excluded.waiting_bytes, withdrawn_at =
             excluded.withdrawn_at",
        values![
            device.id.to_string(),
            device.person.to_string(),
            device.name,
            instant(device.enrolled_at),
            optional_instant(device.last_contact),
            device.skew_ms,
            device.waiting.changes,
            device.waiting.photos,
            device.waiting.photo_bytes,
            optional_instant(device.withdrawn_at)
        ],
    )
}

pub(crate) fn sync_log(table: &Table<'_>, entry: &SyncLogRow) -> Result<()> {
    table.put(
        "INSERT INTO sync_log (id, device, at, accepted, refused, sent_documents, sent_bytes,
             skew_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET device =
             excluded.device, at = excluded.at, accepted = excluded.accepted, refused = excluded.refused,
             sent_documents = excluded.sent_documents, sent_bytes = excluded.sent_bytes, skew_ms =
             excluded.skew_ms",
        values![
            entry.id,
            entry.device.to_string(),
            instant(entry.at),
            entry.accepted,
            entry.refused,
            entry.sent_documents,
            entry.sent_bytes,
            entry.skew_ms
        ],
    )
}

//! Devices, and the log of their syncs.

use shared::wire::{FeedCursor, Waiting};
use shared::{DeviceId, DeviceKey, PersonId, Timestamp};

use crate::sql::{self, Row};
use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::feed::{cursor, sql_position};
use crate::values;

/// An enrolled phone or tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRow {
    /// The device.
    pub id: DeviceId,
    /// Whose it is.
    pub person: PersonId,
    /// What it calls itself.
    pub name: String,
    /// When it was enrolled.
    pub enrolled_at: Timestamp,
    /// When it last synced.
    pub last_contact: Option<Timestamp>,
    /// How far its clock was ahead then, in milliseconds.
    pub skew_ms: i64,
    /// What it said was waiting.
    pub waiting: Waiting,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
    /// Since when it is being withdrawn and hands over what it holds: it may deliver, and gets
    /// nothing more.
    pub draining_since: Option<Timestamp>,
    /// Where it stood when it last asked.
    pub place: Place,
    /// The newest of its syncs that it knew of.
    pub named: i64,
    /// When it first knew of fewer syncs than before: somebody has a copy of it, or it was put back to an
    /// earlier day.
    pub copied_at: Option<Timestamp>,
    /// Its own key, once it said it.
    pub public_key: Option<DeviceKey>,
}

/// Where a device stood in the feed when it last asked: what it may hold is what was for its
/// person at either position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// It said it had everything up to here.
    pub had: FeedCursor,
    /// It was given everything, or part of everything, up to here.
    pub given: FeedCursor,
}

impl DeviceRow {
    /// A device that was just enrolled.
    #[must_use]
    pub fn new(id: DeviceId, person: PersonId, name: String, enrolled_at: Timestamp) -> Self {
        Self {
            id,
            person,
            name,
            enrolled_at,
            last_contact: None,
            skew_ms: 0,
            waiting: Waiting::default(),
            withdrawn_at: None,
            draining_since: None,
            place: Place::default(),
            named: 0,
            copied_at: None,
            public_key: None,
        }
    }
}

/// One sync of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncLogRow {
    /// Position in the log.
    pub id: i64,
    /// The device.
    pub device: DeviceId,
    /// When, by the server's clock.
    pub at: Timestamp,
    /// Changes accepted.
    pub accepted: u32,
    /// Changes refused.
    pub refused: u32,
    /// Documents sent.
    pub sent_documents: u32,
    /// Size of the changes and snapshots sent.
    pub sent_bytes: u64,
    /// How far its clock was ahead, in milliseconds.
    pub skew_ms: i64,
}

const COLUMNS: &str = "id, person, name, enrolled_at, last_contact, skew_ms, waiting_changes, waiting_photos,
    waiting_bytes, withdrawn_at, hand_over_since, cursor, given, named, copied_at, public_key";

fn read(row: &Row<'_>) -> sql::Result<DeviceRow> {
    Ok(DeviceRow {
        id: row.get("id")?,
        person: row.get("person")?,
        name: row.get("name")?,
        enrolled_at: Timestamp(row.get("enrolled_at")?),
        last_contact: row.get::<Option<i64>>("last_contact")?.map(Timestamp),
        skew_ms: row.get("skew_ms")?,
        waiting: Waiting {
            changes: row.get("waiting_changes")?,
            photos: row.get("waiting_photos")?,
            photo_bytes: row.get("waiting_bytes")?,
        },
        withdrawn_at: row.get::<Option<i64>>("withdrawn_at")?.map(Timestamp),
        draining_since: row.get::<Option<i64>>("hand_over_since")?.map(Timestamp),
        place: Place { had: cursor(row, "cursor")?, given: cursor(row, "given")? },
        named: row.get("named")?,
        copied_at: row.get::<Option<i64>>("copied_at")?.map(Timestamp),
        public_key: row.get::<Option<[u8; 32]>>("public_key")?.map(DeviceKey),
    })
}

impl Store {
    /// Adds a device; its token is kept nowhere, only its hash.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn add_device(&self, device: &DeviceRow, token_hash: [u8; 32]) -> Result<()> {
        self.db.execute(
            "INSERT INTO device (id, person, name, token_hash, enrolled_at,
             last_contact, skew_ms, waiting_changes,
                 waiting_photos, waiting_bytes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            values![
                device.id,
                device.person,
                device.name,
                token_hash,
                device.enrolled_at.0,
                device.last_contact.map(|at| at.0),
                device.skew_ms,
                device.waiting.changes,
                device.waiting.photos,
                device.waiting.photo_bytes,
            ],
        )?;
        Ok(())
    }

    /// Gives a device another token, as of its new enrolment; its name may be another too. Which token it had is
    /// remembered: the answer may get lost.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn renew_device(&self, device: &DeviceRow, token_hash: [u8; 32]) -> Result<()> {
        if let Some(before) = self.token_hash(device.id)? {
            self.set_meta(&former_token(before), &device.id.to_string())?;
        }
        self.db.execute(
            "UPDATE device SET token_hash = $2, name = $3, enrolled_at = $4 WHERE id = $1",
            values![device.id, token_hash, device.name, device.enrolled_at.0],
        )?;
        Ok(())
    }

    /// The device that had this token before it was given another.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn device_by_former_token(&self, token_hash: [u8; 32]) -> Result<Option<DeviceRow>> {
        let known = self.meta(&former_token(token_hash))?.and_then(|id| id.parse().ok());
        known.map_or(Ok(None), |id| self.device(id))
    }

    /// The device with this token.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn device_by_token(&self, token_hash: [u8; 32]) -> Result<Option<DeviceRow>> {
        Ok(self.db.first(
            &format!("SELECT {COLUMNS} FROM device WHERE token_hash = $1"),
            values![token_hash],
            read,
        )?)
    }

    /// The hash of a device's token, whether it still works or not.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn token_hash(&self, id: DeviceId) -> Result<Option<[u8; 32]>> {
        Ok(self
            .db
            .first("SELECT token_hash FROM device WHERE id = $1", values![id], |row| row.get("token_hash"))?)
    }

    /// The device with this id.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn device(&self, id: DeviceId) -> Result<Option<DeviceRow>> {
        Ok(self.db.first(&format!("SELECT {COLUMNS} FROM device WHERE id = $1"), values![id], read)?)
    }

    /// Every device, newest contact first.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn devices(&self) -> Result<Vec<DeviceRow>> {
        Ok(self.db.rows(
            &format!("SELECT {COLUMNS} FROM device ORDER BY last_contact DESC NULLS LAST, id"),
            &[],
            read,
        )?)
    }

    /// Withdraws a device: its token stops working, whether it handed over what it held or not.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn withdraw_device(&self, id: DeviceId, at: Timestamp) -> Result<()> {
        self.db.execute(
            "UPDATE device SET withdrawn_at = $2, hand_over_since = NULL WHERE id = $1
             AND withdrawn_at IS NULL",
            values![id, at.0],
        )?;
        self.forget_recovery(id)
    }

    /// Begins to withdraw a device that hands over first what it holds.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn begin_drain(&self, id: DeviceId, at: Timestamp) -> Result<()> {
        self.db.execute(
            "UPDATE device SET hand_over_since = $2
             WHERE id = $1 AND withdrawn_at IS NULL AND hand_over_since IS NULL",
            values![id, at.0],
        )?;
        Ok(())
    }

    /// Ends the hand-over of a device: the office has everything, its token stops working.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn end_drain(&self, id: DeviceId, at: Timestamp) -> Result<()> {
        self.db.execute(
            "UPDATE device SET withdrawn_at = $2
             WHERE id = $1 AND withdrawn_at IS NULL AND hand_over_since IS NOT NULL",
            values![id, at.0],
        )?;
        self.forget_recovery(id)
    }

    /// Notes a sync: in the log, what the device said of itself, and where it stood.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn record_sync(&self, log: SyncLogRow, waiting: Waiting, place: Place) -> Result<i64> {
        self.db.execute(
            "UPDATE device SET last_contact = $2, skew_ms = $3, waiting_changes = $4, waiting_photos = $5,
                     waiting_bytes = $6, cursor = $7, given = $8 WHERE id = $1",
            values![
                log.device,
                log.at.0,
                log.skew_ms,
                waiting.changes,
                waiting.photos,
                waiting.photo_bytes,
                sql_position(place.had),
                sql_position(place.given),
            ],
        )?;
        let sql = "INSERT INTO sync_log (device, at, accepted, refused, sent_documents, sent_bytes, skew_ms)
                 VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
        let values = values![
            log.device,
            log.at.0,
            log.accepted,
            log.refused,
            log.sent_documents,
            log.sent_bytes,
            log.skew_ms,
        ];
        Ok(self.db.one(sql, values, |row| row.get("id"))?)
    }

    /// Remembers the newest of its syncs that a device knew of.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_named(&self, device: DeviceId, sync: i64) -> Result<()> {
        self.db.execute("UPDATE device SET named = $2 WHERE id = $1", values![device, sync])?;
        Ok(())
    }

    /// Keeps the key of a device, if none of it is known.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn keep_device_key(&self, device: DeviceId, key: DeviceKey) -> Result<()> {
        self.db.execute(
            "UPDATE device SET public_key = $2 WHERE id = $1 AND public_key IS NULL",
            values![device, key.0],
        )?;
        Ok(())
    }

    /// Remembers when a device was found to be copied, or put back to an earlier day.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn mark_copied(&self, device: DeviceId, at: Timestamp) -> Result<()> {
        self.db.execute("UPDATE device SET copied_at = $2 WHERE id = $1", values![device, at.0])?;
        Ok(())
    }

    /// Whether the log has this sync of a device, or had it before it was over its time.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn has_sync(&self, id: i64, device: DeviceId) -> Result<bool> {
        if id <= self.syncs_forgotten()? {
            return Ok(true);
        }
        Ok(self.db.exists("SELECT 1 FROM sync_log WHERE id = $1 AND device = $2", values![id, device])?)
    }

    /// The log of syncs after row `id`, oldest first.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn sync_log_after(&self, id: i64) -> Result<Vec<SyncLogRow>> {
        Ok(self.db.rows(
            &format!("SELECT {LOG_COLUMNS} FROM sync_log WHERE id > $1 ORDER BY id"),
            values![id],
            read_log,
        )?)
    }

    /// The last syncs of a device, newest first.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn last_syncs(&self, device: DeviceId, limit: u32) -> Result<Vec<SyncLogRow>> {
        Ok(self.db.rows(
            &format!("SELECT {LOG_COLUMNS} FROM sync_log WHERE device = $1 ORDER BY id DESC LIMIT $2"),
            values![device, limit],
            read_log,
        )?)
    }
}

const LOG_COLUMNS: &str = "id, device, at, accepted, refused, sent_documents, sent_bytes, skew_ms";

fn read_log(row: &Row<'_>) -> sql::Result<SyncLogRow> {
    Ok(SyncLogRow {
        id: row.get("id")?,
        device: row.get("device")?,
        at: Timestamp(row.get("at")?),
        accepted: row.get("accepted")?,
        refused: row.get("refused")?,
        sent_documents: row.get("sent_documents")?,
        sent_bytes: row.get("sent_bytes")?,
        skew_ms: row.get("skew_ms")?,
    })
}

/// The setting that names the device which had a token.
fn former_token(token_hash: [u8; 32]) -> String {
    format!("former_token {}", shared::Sha256(token_hash))
}

//! Devices, the codes that enrol them, and the log of their syncs.

use rusqlite::{OptionalExtension as _, params};
use shared::limits::ENROLMENT_CODE_MS_MAX;
use shared::wire::{FeedCursor, Waiting};
use shared::{DeviceId, PersonId, Timestamp};

use crate::store::column::{Column as _, Result, blob};
use crate::store::database::Store;
use crate::store::feed::{cursor, sql_position};

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

/// What came of an enrolment code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnrolmentOutcome {
    /// It is good, and now used.
    For(PersonId),
    /// There is no such code.
    Unknown,
    /// It was used before.
    Used,
    /// It is older than [`ENROLMENT_CODE_MS_MAX`].
    Expired,
}

const COLUMNS: &str = "id, person, name, enrolled_at, last_contact, skew_ms, waiting_changes, waiting_photos,
    waiting_bytes, withdrawn_at, hand_over_since, cursor, given, named, copied_at";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<DeviceRow> {
    Ok(DeviceRow {
        id: blob(row, 0)?,
        person: blob(row, 1)?,
        name: row.get(2)?,
        enrolled_at: Timestamp(row.get(3)?),
        last_contact: row.get::<_, Option<i64>>(4)?.map(Timestamp),
        skew_ms: row.get(5)?,
        waiting: Waiting {
            changes: row.get(6)?,
            photos: row.get(7)?,
            photo_bytes: row.get::<_, i64>(8)?.unsigned_abs(),
        },
        withdrawn_at: row.get::<_, Option<i64>>(9)?.map(Timestamp),
        draining_since: row.get::<_, Option<i64>>(10)?.map(Timestamp),
        place: Place { had: cursor(row, 11)?, given: cursor(row, 12)? },
        named: row.get(13)?,
        copied_at: row.get::<_, Option<i64>>(14)?.map(Timestamp),
    })
}

impl Store {
    /// Makes an enrolment code for somebody; the code itself is kept nowhere, only its hash.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn add_code(
        &self,
        code_hash: [u8; 32],
        person: PersonId,
        made_by: Option<PersonId>,
        at: Timestamp,
    ) -> Result<()> {
        self.db.execute(
            "INSERT INTO enrolment_code (code_hash, person, made_by, made_at) VALUES (?1, ?2, ?3, ?4)",
            params![code_hash, person.column(), made_by.map(|id| id.column()), at.0],
        )?;
        Ok(())
    }

    /// Uses an enrolment code, if it can be.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn use_code(&self, code_hash: [u8; 32], at: Timestamp) -> Result<EnrolmentOutcome> {
        let found = self
            .db
            .query_row(
                "SELECT person, made_at, used_at FROM enrolment_code WHERE code_hash = ?1",
                [code_hash],
                |row| Ok((blob(row, 0)?, row.get::<_, i64>(1)?, row.get::<_, Option<i64>>(2)?)),
            )
            .optional()?;
        Ok(match found {
            None => EnrolmentOutcome::Unknown,
            Some((_, _, Some(_))) => EnrolmentOutcome::Used,
            Some((_, made_at, None)) if at.ms_since(Timestamp(made_at)) > ENROLMENT_CODE_MS_MAX => {
                EnrolmentOutcome::Expired
            }
            Some((person, _, None)) => {
                self.db.execute(
                    "UPDATE enrolment_code SET used_at = ?2 WHERE code_hash = ?1",
                    params![code_hash, at.0],
                )?;
                EnrolmentOutcome::For(person)
            }
        })
    }

    /// Adds a device; its token is kept nowhere, only its hash.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn add_device(&self, device: &DeviceRow, token_hash: [u8; 32]) -> Result<()> {
        self.db.execute(
            "INSERT INTO device (id, person, name, token_hash, enrolled_at, last_contact, skew_ms, waiting_changes,
                 waiting_photos, waiting_bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                device.id.column(),
                device.person.column(),
                device.name,
                token_hash,
                device.enrolled_at.0,
                device.last_contact.map(|at| at.0),
                device.skew_ms,
                device.waiting.changes,
                device.waiting.photos,
                i64::try_from(device.waiting.photo_bytes).unwrap_or(i64::MAX),
            ],
        )?;
        Ok(())
    }

    /// The device with this token.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn device_by_token(&self, token_hash: [u8; 32]) -> Result<Option<DeviceRow>> {
        let mut statement =
            self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM device WHERE token_hash = ?1"))?;
        Ok(statement.query_row([token_hash], read).optional()?)
    }

    /// The hash of a device's token, whether it still works or not.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn token_hash(&self, id: DeviceId) -> Result<Option<[u8; 32]>> {
        let mut statement = self.db.prepare_cached("SELECT token_hash FROM device WHERE id = ?1")?;
        Ok(statement.query_row([id.column()], |row| row.get(0)).optional()?)
    }

    /// The device with this id.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn device(&self, id: DeviceId) -> Result<Option<DeviceRow>> {
        let mut statement = self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM device WHERE id = ?1"))?;
        Ok(statement.query_row([id.column()], read).optional()?)
    }

    /// Every device, newest contact first.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn devices(&self) -> Result<Vec<DeviceRow>> {
        let mut statement = self
            .db
            .prepare_cached(&format!("SELECT {COLUMNS} FROM device ORDER BY last_contact DESC, id"))?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Withdraws a device: its token stops working, whether it handed over what it held or not.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn withdraw_device(&self, id: DeviceId, at: Timestamp) -> Result<()> {
        self.db.execute(
            "UPDATE device SET withdrawn_at = ?2, hand_over_since = NULL WHERE id = ?1 AND withdrawn_at IS NULL",
            params![id.column(), at.0],
        )?;
        Ok(())
    }

    /// Begins to withdraw a device that hands over first what it holds.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn begin_drain(&self, id: DeviceId, at: Timestamp) -> Result<()> {
        self.db.execute(
            "UPDATE device SET hand_over_since = ?2
             WHERE id = ?1 AND withdrawn_at IS NULL AND hand_over_since IS NULL",
            params![id.column(), at.0],
        )?;
        Ok(())
    }

    /// Ends the hand-over of a device: the office has everything, its token stops working.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn end_drain(&self, id: DeviceId, at: Timestamp) -> Result<()> {
        self.db.execute(
            "UPDATE device SET withdrawn_at = ?2
             WHERE id = ?1 AND withdrawn_at IS NULL AND hand_over_since IS NOT NULL",
            params![id.column(), at.0],
        )?;
        Ok(())
    }

    /// Notes a sync: in the log, what the device said of itself, and where it stood.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn record_sync(&self, log: SyncLogRow, waiting: Waiting, place: Place) -> Result<i64> {
        self.db
            .prepare_cached(
                "UPDATE device SET last_contact = ?2, skew_ms = ?3, waiting_changes = ?4, waiting_photos = ?5,
                     waiting_bytes = ?6, cursor = ?7, given = ?8 WHERE id = ?1",
            )?
            .execute(params![
                log.device.column(),
                log.at.0,
                log.skew_ms,
                waiting.changes,
                waiting.photos,
                i64::try_from(waiting.photo_bytes).unwrap_or(i64::MAX),
                sql_position(place.had),
                sql_position(place.given),
            ])?;
        self.db
            .prepare_cached(
                "INSERT INTO sync_log (device, at, accepted, refused, sent_documents, sent_bytes, skew_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                log.device.column(),
                log.at.0,
                log.accepted,
                log.refused,
                log.sent_documents,
                i64::try_from(log.sent_bytes).unwrap_or(i64::MAX),
                log.skew_ms,
            ])?;
        Ok(self.db.last_insert_rowid())
    }

    /// Remembers the newest of its syncs that a device knew of.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_named(&self, device: DeviceId, sync: i64) -> Result<()> {
        self.db
            .prepare_cached("UPDATE device SET named = ?2 WHERE id = ?1")?
            .execute(params![device.column(), sync])?;
        Ok(())
    }

    /// Remembers when a device was found to be copied, or put back to an earlier day.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn mark_copied(&self, device: DeviceId, at: Timestamp) -> Result<()> {
        self.db
            .prepare_cached("UPDATE device SET copied_at = ?2 WHERE id = ?1")?
            .execute(params![device.column(), at.0])?;
        Ok(())
    }

    /// Whether the log has this sync of a device.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn has_sync(&self, id: i64, device: DeviceId) -> Result<bool> {
        let mut statement = self.db.prepare_cached("SELECT 1 FROM sync_log WHERE id = ?1 AND device = ?2")?;
        Ok(statement.exists(params![id, device.column()])?)
    }

    /// The log of syncs after row `id`, oldest first.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn sync_log_after(&self, id: i64) -> Result<Vec<SyncLogRow>> {
        let mut statement = self
            .db
            .prepare_cached(&format!("SELECT {LOG_COLUMNS} FROM sync_log WHERE id > ?1 ORDER BY id"))?;
        let rows = statement.query_map([id], read_log)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The last syncs of a device, newest first.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn last_syncs(&self, device: DeviceId, limit: u32) -> Result<Vec<SyncLogRow>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT {LOG_COLUMNS} FROM sync_log WHERE device = ?1 ORDER BY id DESC LIMIT ?2"
        ))?;
        let rows = statement.query_map(params![device.column(), limit], read_log)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

const LOG_COLUMNS: &str = "id, device, at, accepted, refused, sent_documents, sent_bytes, skew_ms";

fn read_log(row: &rusqlite::Row<'_>) -> rusqlite::Result<SyncLogRow> {
    Ok(SyncLogRow {
        id: row.get(0)?,
        device: blob(row, 1)?,
        at: Timestamp(row.get(2)?),
        accepted: row.get(3)?,
        refused: row.get(4)?,
        sent_documents: row.get(5)?,
        sent_bytes: row.get::<_, i64>(6)?.unsigned_abs(),
        skew_ms: row.get(7)?,
    })
}

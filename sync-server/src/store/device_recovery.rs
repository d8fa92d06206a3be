//! Codes that open phones whose PIN was forgotten, as phones closed them; and that phones have to be locked.

use std::collections::BTreeSet;

use shared::wire::CodeOpening;
use shared::{DeviceId, OrganisationId, PersonId, Timestamp};

use crate::base::roles::Roles;
use crate::store::column::Result;
use crate::store::database::Store;
use crate::values;

/// The setting that names the administrations that have every phone locked with a PIN.
const PIN_RULE: &str = "pin_required";

/// The code of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryRow {
    /// Its number, which tells it from those before.
    pub recovery: u64,
    /// Device, number and code, closed to the office.
    pub closed: Vec<u8>,
    /// Since when it is here.
    pub kept_at: Timestamp,
    /// Who was shown a code of this device last.
    pub shown: Option<Shown>,
}

/// That somebody was shown a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// Which one.
    pub recovery: u64,
    /// When.
    pub at: Timestamp,
    /// To whom.
    pub to: PersonId,
}

impl Store {
    /// The code of a device; `None` when none is kept.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn recovery(&self, device: DeviceId) -> Result<Option<RecoveryRow>> {
        let sql = "SELECT recovery, closed, kept_at, shown_recovery, shown_at, shown_to FROM device_recovery
                   WHERE device = $1";
        Ok(self.db.first(sql, values![device], |row| {
            let shown = row.get::<Option<[u8; 8]>>("shown_recovery")?;
            let (at, to) = (row.get::<Option<i64>>("shown_at")?, row.get::<Option<PersonId>>("shown_to")?);
            Ok::<_, crate::sql::Error>(RecoveryRow {
                recovery: u64::from_be_bytes(row.get("recovery")?),
                closed: row.get("closed")?,
                kept_at: Timestamp(row.get("kept_at")?),
                shown: shown.zip(at).zip(to).map(|((recovery, at), to)| Shown {
                    recovery: u64::from_be_bytes(recovery),
                    at: Timestamp(at),
                    to,
                }),
            })
        })?)
    }

    /// Keeps the code of a device in place of the one before; who was shown that one stays known.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn keep_recovery(&self, device: DeviceId, recovery: u64, closed: &[u8], at: Timestamp) -> Result<()> {
        self.db.execute(
            "INSERT INTO device_recovery (device, recovery, closed, kept_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (device) DO UPDATE SET
                 recovery = excluded.recovery, closed = excluded.closed, kept_at = excluded.kept_at",
            values![device, recovery.to_be_bytes(), closed, at.0],
        )?;
        Ok(())
    }

    /// Forgets the code of a device.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn forget_recovery(&self, device: DeviceId) -> Result<()> {
        self.db.execute("DELETE FROM device_recovery WHERE device = $1", values![device])?;
        Ok(())
    }

    /// Notes that somebody was shown the code of a device.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn note_shown(&self, device: DeviceId, shown: Shown) -> Result<()> {
        self.db.execute(
            "UPDATE device_recovery SET shown_recovery = $2, shown_at = $3, shown_to = $4 WHERE device = $1",
            values![device, shown.recovery.to_be_bytes(), shown.at.0, shown.to],
        )?;
        Ok(())
    }

    /// Notes that a device said it was opened by a code; whether that is news.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn note_opening(&self, device: DeviceId, opening: CodeOpening) -> Result<bool> {
        let noted = self.db.execute(
            "INSERT INTO device_opening (device, recovery, at) VALUES ($1, $2, $3)
             ON CONFLICT (device) DO UPDATE SET recovery = excluded.recovery, at = excluded.at
             WHERE device_opening.recovery <> excluded.recovery OR device_opening.at <> excluded.at",
            values![device, opening.recovery.to_be_bytes(), opening.at.0],
        )?;
        Ok(noted > 0)
    }

    /// The administrations that have every phone locked with a PIN.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn pin_rule(&self) -> Result<BTreeSet<OrganisationId>> {
        let text = self.meta(PIN_RULE)?.unwrap_or_default();
        Ok(text.split_whitespace().filter_map(|id| id.parse().ok()).collect())
    }

    /// Says which administrations have every phone locked with a PIN.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_pin_rule(&self, rule: &BTreeSet<OrganisationId>) -> Result<()> {
        let ids: Vec<String> = rule.iter().map(ToString::to_string).collect();
        self.set_meta(PIN_RULE, &ids.join(" "))
    }

    /// Whether somebody with these roles works for an administration that has every phone locked with a PIN.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn is_pin_required(&self, roles: &Roles) -> Result<bool> {
        Ok(self.pin_rule()?.into_iter().any(|organisation| roles.at(organisation).is_some()))
    }
}

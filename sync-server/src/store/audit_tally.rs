//! Lines of the audit log that anybody can cause at will: some are written at once, the rest is counted here and told
//! in one line for each source once an hour is over. The table is small: what is told is taken out of it.

use shared::{DeviceId, PersonId, Timestamp};

use crate::base::limits::AUDIT_COUNTED_MS;
use crate::sql::{self, Row};
use crate::store::audit::AuditEntry;
use crate::store::column::Result;
use crate::store::database::Store;
use crate::values;

/// What is counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally<'a> {
    /// Whose share of lines it takes: `sign-in`, `enrol`, `device:…`.
    pub scope: &'a str,
    /// Where it comes from, or why: what the line says behind the count.
    pub source: &'a str,
}

/// What was counted and is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
struct TallyRow {
    person: Option<PersonId>,
    device: Option<DeviceId>,
    action: String,
    subject: String,
    source: String,
    untold: u32,
}

fn read(row: &Row<'_>) -> sql::Result<TallyRow> {
    Ok(TallyRow {
        person: row.get("person")?,
        device: row.get("device")?,
        action: row.get("action")?,
        subject: row.get("subject")?,
        source: row.get("source")?,
        untold: row.get("untold")?,
    })
}

impl Store {
    /// Counts `times` more of what was counted before; whether it was.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn tally_more(&self, tally: Tally<'_>, entry: &AuditEntry, times: u32) -> Result<bool> {
        let counted = self.db.execute(
            "UPDATE audit_tally SET untold = untold + $5
             WHERE scope = $1 AND action = $2 AND subject = $3 AND source = $4",
            values![tally.scope, entry.action.name(), entry.subject.to_string(), tally.source, times],
        )?;
        Ok(counted > 0)
    }

    /// Begins to count, with `untold` that no line tells yet.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn begin_tally(
        &self,
        tally: Tally<'_>,
        entry: &AuditEntry,
        untold: u32,
        now: Timestamp,
    ) -> Result<()> {
        self.db.execute(
            "INSERT INTO audit_tally (scope, action, subject, source, person, device, since, untold)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            values![
                tally.scope,
                entry.action.name(),
                entry.subject.to_string(),
                tally.source,
                entry.person,
                entry.device,
                now.0,
                untold
            ],
        )?;
        Ok(())
    }

    /// How many lines of a scope were written at once within the hour.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn told_at_once(&self, scope: &str, rest: &str) -> Result<u32> {
        Ok(self.db.one(
            "SELECT count(*) AS told FROM audit_tally WHERE scope = $1 AND source <> $2",
            values![scope, rest],
            |row| row.get("told"),
        )?)
    }

    /// Writes a line for each source whose hour is over, with how many there were beside what was told at once.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn tell_tallies(&self, now: Timestamp) -> Result<()> {
        let over = now.plus_ms(-AUDIT_COUNTED_MS).0;
        if !self.db.exists("SELECT 1 FROM audit_tally WHERE since <= $1", values![over])? {
            return Ok(());
        }
        let counted = self.db.rows(
            "SELECT person, device, action, subject, source, untold FROM audit_tally
             WHERE since <= $1 AND untold > 0 ORDER BY since, scope, action, subject, source",
            values![over],
            read,
        )?;
        for TallyRow { person, device, action, subject, source, untold } in counted {
            self.append_audit(person, device, action, subject, format!("{untold} × {source}"), now, None)?;
        }
        self.db.execute("DELETE FROM audit_tally WHERE since <= $1", values![over])?;
        Ok(())
    }
}

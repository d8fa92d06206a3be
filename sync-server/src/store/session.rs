//! Sessions at the office, and attempts to guess.

use rusqlite::{OptionalExtension as _, params};
use shared::{PersonId, Timestamp};

use crate::store::column::{Column as _, Result, blob};
use crate::store::database::Store;
use crate::store::person::{COLUMNS, PersonRow, read};

/// A session at the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Whose it is.
    pub person: PersonRow,
    /// Until when a password that somebody else gave them works; none when it is their own.
    pub password_until: Option<Timestamp>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub used_at: Timestamp,
}

/// A session, as its owner sees it in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    /// The hash of its token.
    pub token_hash: [u8; 32],
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub used_at: Timestamp,
    /// What the browser said it is.
    pub browser: String,
}

impl Store {
    /// Begins a session. The token itself is kept nowhere, only its hash.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn begin_session(
        &self,
        token_hash: [u8; 32],
        person: PersonId,
        at: Timestamp,
        browser: &str,
    ) -> Result<()> {
        self.db.execute(
            "INSERT INTO session (token_hash, person, created_at, used_at, browser) VALUES (?1, ?2, ?3, ?3, ?4)",
            params![token_hash, person.column(), at.0, browser],
        )?;
        Ok(())
    }

    /// The session with this token, of somebody who is not blocked.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn session(&self, token_hash: [u8; 32]) -> Result<Option<SessionRow>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS}, created_at, used_at, password_until
             FROM session JOIN person ON person.id = session.person
             WHERE token_hash = ?1 AND blocked_at IS NULL"
        ))?;
        let row = statement
            .query_row([token_hash], |row| Ok((read(row)?, row.get(6)?, row.get(7)?, row.get(8)?)))
            .optional()?;
        row.map(|(person, created_at, used_at, until)| {
            Ok(SessionRow {
                person: person?,
                password_until: Option::<i64>::map(until, Timestamp),
                created_at: Timestamp(created_at),
                used_at: Timestamp(used_at),
            })
        })
        .transpose()
    }

    /// Somebody's sessions, the last used first.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn sessions_of(&self, person: PersonId) -> Result<Vec<SessionLine>> {
        let mut statement = self.db.prepare_cached(
            "SELECT token_hash, created_at, used_at, browser FROM session WHERE person = ?1
             ORDER BY used_at DESC, token_hash",
        )?;
        let rows = statement.query_map([person.column()], |row| {
            Ok(SessionLine {
                token_hash: row.get(0)?,
                created_at: Timestamp(row.get(1)?),
                used_at: Timestamp(row.get(2)?),
                browser: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Notes that a session is in use.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn use_session(&self, token_hash: [u8; 32], at: Timestamp) -> Result<()> {
        self.db
            .execute("UPDATE session SET used_at = ?2 WHERE token_hash = ?1", params![token_hash, at.0])?;
        Ok(())
    }

    /// Ends a session; whose it was, if there was one.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn end_session(&self, token_hash: [u8; 32]) -> Result<Option<PersonId>> {
        let mut statement =
            self.db.prepare_cached("DELETE FROM session WHERE token_hash = ?1 RETURNING person")?;
        Ok(statement.query_row([token_hash], |row| blob(row, 0)).optional()?)
    }

    /// Ends every session of somebody; how many there were.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn end_sessions_of(&self, person: PersonId) -> Result<usize> {
        Ok(self.db.execute("DELETE FROM session WHERE person = ?1", [person.column()])?)
    }

    /// Forgets sessions that were last used, or begun, before these instants.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn end_old_sessions(&self, used_before: Timestamp, begun_before: Timestamp) -> Result<()> {
        self.db.execute(
            "DELETE FROM session WHERE used_at < ?1 OR created_at < ?2",
            params![used_before.0, begun_before.0],
        )?;
        Ok(())
    }

    /// Notes an attempt on `subject`, to be taken back if it was a good one, and forgets those
    /// before `since`.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn record_attempt(&self, subject: &str, at: Timestamp, since: Timestamp) -> Result<i64> {
        self.db.prepare_cached("DELETE FROM attempt WHERE at < ?1")?.execute([since.0])?;
        self.db
            .prepare_cached("INSERT INTO attempt (subject, at) VALUES (?1, ?2)")?
            .execute(params![subject, at.0])?;
        Ok(self.db.last_insert_rowid())
    }

    /// Forgets the attempts on a subject, wherever they came from.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn forget_attempts(&self, subject: &str) -> Result<()> {
        let from = format!("{subject} from ");
        let sql = "DELETE FROM attempt WHERE subject = ?1 OR substr(subject, 1, length(?2)) = ?2";
        self.db.prepare_cached(sql)?.execute([subject, &from])?;
        Ok(())
    }

    /// Takes an attempt back: it was no guess.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn take_back_attempt(&self, attempt: i64) -> Result<()> {
        self.db.execute("DELETE FROM attempt WHERE id = ?1", [attempt])?;
        Ok(())
    }

    /// Attempts on `subject` from `since` on.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn attempts(&self, subject: &str, since: Timestamp) -> Result<u32> {
        let mut statement =
            self.db.prepare_cached("SELECT count(*) FROM attempt WHERE subject = ?1 AND at >= ?2")?;
        Ok(statement.query_row(params![subject, since.0], |row| row.get(0))?)
    }
}

//! Sessions at the office, and attempts to guess.

use shared::{PersonId, Timestamp};

use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::person::{COLUMNS, PersonRow, read};
use crate::store::second_factor::FACTOR_REQUIRED;
use crate::values;

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
    /// When the second factor was last given in it.
    pub factor_at: Option<Timestamp>,
    /// Whether its person has a second factor.
    pub has_factor: bool,
    /// Whether the administration asks those for one who decide.
    pub factor_required: bool,
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
            "INSERT INTO session (token_hash, person, created_at, used_at, browser)
             VALUES ($1, $2, $3, $3, $4)",
            values![token_hash, person, at.0, browser],
        )?;
        Ok(())
    }

    /// The session with this token, of somebody who is not blocked.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn session(&self, token_hash: [u8; 32]) -> Result<Option<SessionRow>> {
        let sql = format!(
            "SELECT {COLUMNS}, created_at, used_at, password_until, factor_at,
                 EXISTS (SELECT 1 FROM second_factor WHERE second_factor.person = session.person) AS has_factor,
                 EXISTS (SELECT 1 FROM meta WHERE key = '{FACTOR_REQUIRED}') AS factor_required
             FROM session JOIN person ON person.id = session.person
             WHERE token_hash = $1 AND blocked_at IS NULL"
        );
        self.db.first(&sql, values![token_hash], |row| {
            Ok(SessionRow {
                person: read(row)?,
                created_at: Timestamp(row.get("created_at")?),
                used_at: Timestamp(row.get("used_at")?),
                password_until: row.get::<Option<i64>>("password_until")?.map(Timestamp),
                factor_at: row.get::<Option<i64>>("factor_at")?.map(Timestamp),
                has_factor: row.get("has_factor")?,
                factor_required: row.get("factor_required")?,
            })
        })
    }

    /// Somebody's sessions, the last used first.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn sessions_of(&self, person: PersonId) -> Result<Vec<SessionLine>> {
        self.db.rows(
            "SELECT token_hash, created_at, used_at, browser FROM session WHERE person = $1
             ORDER BY used_at DESC, token_hash",
            values![person],
            |row| {
                Ok(SessionLine {
                    token_hash: row.get("token_hash")?,
                    created_at: Timestamp(row.get("created_at")?),
                    used_at: Timestamp(row.get("used_at")?),
                    browser: row.get("browser")?,
                })
            },
        )
    }

    /// Notes that a session is in use.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn use_session(&self, token_hash: [u8; 32], at: Timestamp) -> Result<()> {
        self.db
            .execute("UPDATE session SET used_at = $2 WHERE token_hash = $1", values![token_hash, at.0])?;
        Ok(())
    }

    /// Ends a session; whose it was, if there was one.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn end_session(&self, token_hash: [u8; 32]) -> Result<Option<PersonId>> {
        Ok(self.db.first(
            "DELETE FROM session WHERE token_hash = $1 RETURNING person",
            values![token_hash],
            |row| row.get("person"),
        )?)
    }

    /// Ends every session of somebody, and what was to become one; how many sessions there were.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn end_sessions_of(&self, person: PersonId) -> Result<usize> {
        self.db.execute("DELETE FROM half_sign_in WHERE person = $1", values![person])?;
        Ok(self.db.execute("DELETE FROM session WHERE person = $1", values![person])?)
    }

    /// Ends every session of somebody but this one.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn end_other_sessions(&self, person: PersonId, but: [u8; 32]) -> Result<()> {
        let sql = "DELETE FROM session WHERE person = $1 AND token_hash <> $2";
        self.db.execute(sql, values![person, but])?;
        Ok(())
    }

    /// Forgets sessions that were last used, or begun, before these instants.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn end_old_sessions(&self, used_before: Timestamp, begun_before: Timestamp) -> Result<()> {
        self.db.execute(
            "DELETE FROM session WHERE used_at < $1 OR created_at < $2",
            values![used_before.0, begun_before.0],
        )?;
        Ok(())
    }

    /// Notes an attempt on `subject`, to be taken back if it was a good one, and forgets those
    /// before `since`.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn record_attempt(&self, subject: &str, at: Timestamp, since: Timestamp) -> Result<i64> {
        self.db.execute("DELETE FROM attempt WHERE at < $1", values![since.0])?;
        let sql = "INSERT INTO attempt (subject, at) VALUES ($1, $2) RETURNING id";
        Ok(self.db.one(sql, values![subject, at.0], |row| row.get("id"))?)
    }

    /// Forgets the attempts on a subject, wherever they came from.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn forget_attempts(&self, subject: &str) -> Result<()> {
        let from = format!("{subject} from ");
        let sql = "DELETE FROM attempt WHERE subject = $1 OR substr(subject, 1, length($2)) = $2";
        self.db.execute(sql, values![subject, &from])?;
        Ok(())
    }

    /// Takes an attempt back: it was no guess.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn take_back_attempt(&self, attempt: i64) -> Result<()> {
        self.db.execute("DELETE FROM attempt WHERE id = $1", values![attempt])?;
        Ok(())
    }

    /// Attempts on `subject` from `since` on.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn attempts(&self, subject: &str, since: Timestamp) -> Result<u32> {
        Ok(self.db.one(
            "SELECT count(*) AS attempts FROM attempt WHERE subject = $1 AND at >= $2",
            values![subject, since.0],
            |row| row.get("attempts"),
        )?)
    }
}

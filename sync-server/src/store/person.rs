//! Accounts, sessions, and attempts to guess.

use rusqlite::{OptionalExtension as _, params};
use shared::{Language, PersonId, Role, Timestamp};

use super::{Column as _, Result, Store, StoreError, blob};

/// Somebody's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The person.
    pub id: PersonId,
    /// What they sign in with.
    pub login: String,
    /// Argon2id, PHC string; none when they have no sign-in at the office.
    pub password_hash: Option<String>,
    /// Their name.
    pub name: String,
    /// What they do here.
    pub role: Role,
    /// The language they chose.
    pub language: Option<Language>,
}

/// A session at the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Whose it is.
    pub person: PersonRow,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub used_at: Timestamp,
}

const COLUMNS: &str = "person.id, login, password_hash, name, role, language";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Result<PersonRow>> {
    let role: String = row.get(4)?;
    let language: Option<String> = row.get(5)?;
    let (id, login, password_hash, name) = (blob(row, 0)?, row.get(1)?, row.get(2)?, row.get(3)?);
    Ok(role.parse().map_err(|_| StoreError::Damaged("role")).map(|role| PersonRow {
        id,
        login,
        password_hash,
        name,
        role,
        language: language.map(|tag| Language::preferred(&tag)),
    }))
}

impl Store {
    /// Adds an account, or replaces the one with the same id.
    ///
    /// # Errors
    /// [`StoreError`]; the login must be nobody else's.
    pub fn put_person(&self, person: &PersonRow) -> Result<()> {
        self.db
            .prepare_cached(
                "INSERT OR REPLACE INTO person (id, login, password_hash, name, role, language)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                person.id.column(),
                person.login,
                person.password_hash,
                person.name,
                person.role.name(),
                person.language.map(Language::tag)
            ])?;
        Ok(())
    }

    /// The account with this id.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn person(&self, id: PersonId) -> Result<Option<PersonRow>> {
        let mut statement = self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM person WHERE id = ?1"))?;
        statement.query_row([id.column()], read).optional()?.transpose()
    }

    /// The account that signs in with this.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn person_by_login(&self, login: &str) -> Result<Option<PersonRow>> {
        let mut statement =
            self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM person WHERE login = ?1"))?;
        statement.query_row([login], read).optional()?.transpose()
    }

    /// Every account, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn people(&self) -> Result<Vec<PersonRow>> {
        let mut statement = self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM person ORDER BY name"))?;
        let rows = statement.query_map([], read)?;
        rows.map(|row| row?).collect()
    }

    /// Begins a session. The token itself is kept nowhere, only its hash.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn begin_session(&self, token_hash: [u8; 32], person: PersonId, at: Timestamp) -> Result<()> {
        self.db.execute(
            "INSERT INTO session (token_hash, person, created_at, used_at) VALUES (?1, ?2, ?3, ?3)",
            params![token_hash, person.column(), at.0],
        )?;
        Ok(())
    }

    /// The session with this token.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn session(&self, token_hash: [u8; 32]) -> Result<Option<SessionRow>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS}, created_at, used_at FROM session JOIN person ON person.id = session.person
             WHERE token_hash = ?1"
        ))?;
        let row =
            statement.query_row([token_hash], |row| Ok((read(row)?, row.get(6)?, row.get(7)?))).optional()?;
        row.map(|(person, created_at, used_at)| {
            Ok(SessionRow { person: person?, created_at: Timestamp(created_at), used_at: Timestamp(used_at) })
        })
        .transpose()
    }

    /// Notes that a session is in use.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn use_session(&self, token_hash: [u8; 32], at: Timestamp) -> Result<()> {
        self.db
            .execute("UPDATE session SET used_at = ?2 WHERE token_hash = ?1", params![token_hash, at.0])?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn end_session(&self, token_hash: [u8; 32]) -> Result<()> {
        self.db.execute("DELETE FROM session WHERE token_hash = ?1", [token_hash])?;
        Ok(())
    }

    /// Chooses the language somebody reads the office pages in.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_person_language(&self, person: PersonId, language: Language) -> Result<()> {
        self.db.execute(
            "UPDATE person SET language = ?2 WHERE id = ?1",
            params![person.column(), language.tag()],
        )?;
        Ok(())
    }

    /// Notes a failed attempt on `subject` and forgets those before `since`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn note_attempt(&self, subject: &str, at: Timestamp, since: Timestamp) -> Result<()> {
        self.db.execute("DELETE FROM attempt WHERE at < ?1", [since.0])?;
        self.db.execute("INSERT INTO attempt (subject, at) VALUES (?1, ?2)", params![subject, at.0])?;
        Ok(())
    }

    /// Failed attempts on `subject` from `since` on.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn attempts(&self, subject: &str, since: Timestamp) -> Result<u32> {
        let mut statement =
            self.db.prepare_cached("SELECT count(*) FROM attempt WHERE subject = ?1 AND at >= ?2")?;
        Ok(statement.query_row(params![subject, since.0], |row| row.get(0))?)
    }
}

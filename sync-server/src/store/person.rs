//! Accounts: who somebody is here, and with what they sign in.

use rusqlite::{OptionalExtension as _, params};
use shared::{Language, PersonId, Role, Timestamp};

use crate::base::collation::compare;
use crate::store::column::{Column as _, Result, blob};
use crate::store::database::Store;
use crate::store::error::StoreError;

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

/// An account, and whether it can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Whose it is.
    pub person: PersonRow,
    /// Since when they may neither sign in nor sync.
    pub blocked_at: Option<Timestamp>,
    /// Until when a password that somebody else gave them works; none when it is their own.
    pub password_until: Option<Timestamp>,
}

/// The columns of a person, six of them.
pub(crate) const COLUMNS: &str = "person.id, login, password_hash, name, role, language";

/// Reads [`COLUMNS`] from the beginning of a row.
pub(crate) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Result<PersonRow>> {
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

fn read_account(row: &rusqlite::Row<'_>) -> rusqlite::Result<Result<AccountRow>> {
    let instant = |at| row.get::<_, Option<i64>>(at).map(|at| at.map(Timestamp));
    let (blocked_at, password_until) = (instant(6)?, instant(7)?);
    Ok(read(row)?.map(|person| AccountRow { person, blocked_at, password_until }))
}

impl Store {
    /// Adds an account, or changes the one with the same id: whether it is blocked stays as it is.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or somebody else has the login.
    pub fn put_person(&self, person: &PersonRow) -> Result<()> {
        self.db
            .prepare_cached(
                "INSERT INTO person (id, login, password_hash, name, role, language)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (id) DO UPDATE SET login = excluded.login, password_hash = excluded.password_hash,
                     name = excluded.name, role = excluded.role, language = excluded.language",
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

    /// The person with this id.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn person(&self, id: PersonId) -> Result<Option<PersonRow>> {
        Ok(self.account(id)?.map(|account| account.person))
    }

    /// The account with this id.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn account(&self, id: PersonId) -> Result<Option<AccountRow>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS}, blocked_at, password_until FROM person WHERE id = ?1"
        ))?;
        statement.query_row([id.column()], read_account).optional()?.transpose()
    }

    /// The account that signs in with this; upper and lower case are the same.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn account_by_login(&self, login: &str) -> Result<Option<AccountRow>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS}, blocked_at, password_until FROM person WHERE login = ?1"
        ))?;
        statement.query_row([login], read_account).optional()?.transpose()
    }

    /// Everybody, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn people(&self) -> Result<Vec<PersonRow>> {
        Ok(self.accounts()?.into_iter().map(|account| account.person).collect())
    }

    /// Every account, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn accounts(&self) -> Result<Vec<AccountRow>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS}, blocked_at, password_until FROM person ORDER BY id"
        ))?;
        let rows = statement.query_map([], read_account)?;
        let mut accounts = rows.map(|row| row?).collect::<Result<Vec<AccountRow>>>()?;
        accounts.sort_by(|one, other| compare(&one.person.name, &other.person.name));
        Ok(accounts)
    }

    /// Gives somebody another password, as its hash; `until` when it is not of their own choosing.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_password(&self, person: PersonId, hash: &str, until: Option<Timestamp>) -> Result<()> {
        self.db.execute(
            "UPDATE person SET password_hash = ?2, password_until = ?3 WHERE id = ?1",
            params![person.column(), hash, until.map(|at| at.0)],
        )?;
        Ok(())
    }

    /// Blocks somebody since an instant, or lets them in again.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_blocked(&self, person: PersonId, since: Option<Timestamp>) -> Result<()> {
        self.db.execute(
            "UPDATE person SET blocked_at = ?2 WHERE id = ?1",
            params![person.column(), since.map(|at| at.0)],
        )?;
        Ok(())
    }

    /// Chooses the language somebody reads the office pages in.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_person_language(&self, person: PersonId, language: Language) -> Result<()> {
        self.db.execute(
            "UPDATE person SET language = ?2 WHERE id = ?1",
            params![person.column(), language.tag()],
        )?;
        Ok(())
    }
}

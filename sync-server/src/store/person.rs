//! Accounts: who somebody is here, and with what they sign in.

use std::collections::BTreeMap;

use shared::{Language, OrganisationId, PersonId, Role, Timestamp};

use crate::base::collation::compare;
use crate::base::roles::Roles;
use crate::sql::Row;
use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::error::StoreError;
use crate::values;

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
    /// What they do here, and in which administrations.
    pub roles: Roles,
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

/// Somebody, an administration, and the role they have in it.
pub(crate) type RoleRow = (PersonId, Option<String>, String);

/// The columns of a person.
pub(crate) const COLUMNS: &str = "person.id, login, password_hash, name, role, everywhere, language,
    (SELECT string_agg(r.organisation || ' ' || r.role, ',') FROM person_role r WHERE r.person = person.id) AS roles_at";

/// Reads [`COLUMNS`] from a row.
pub(crate) fn read(row: &Row<'_>) -> Result<PersonRow> {
    Ok(PersonRow {
        id: row.get("id")?,
        login: row.get("login")?,
        password_hash: row.get("password_hash")?,
        name: row.get("name")?,
        roles: Roles {
            main: role(&row.get::<String>("role")?)?,
            everywhere: row.get::<i64>("everywhere")? != 0,
            at: roles_at(&row.get::<Option<String>>("roles_at")?.unwrap_or_default())?,
        },
        language: row.get::<Option<String>>("language")?.map(|tag| Language::preferred(&tag)),
    })
}

fn role(name: &str) -> Result<Role> {
    name.parse().map_err(|_| StoreError::Damaged("role"))
}

/// Reads the roles in single administrations, as [`COLUMNS`] has them.
fn roles_at(text: &str) -> Result<BTreeMap<OrganisationId, Role>> {
    let damaged = || StoreError::Damaged("organisation");
    let one = |entry: &str| {
        let (organisation, name) = entry.split_once(' ').ok_or_else(damaged)?;
        Ok((organisation.parse().map_err(|_| damaged())?, role(name)?))
    };
    text.split(',').filter(|entry| !entry.is_empty()).map(one).collect()
}

fn read_account(row: &Row<'_>) -> Result<AccountRow> {
    let instant = |column| row.get::<Option<i64>>(column).map(|at| at.map(Timestamp));
    Ok(AccountRow {
        person: read(row)?,
        blocked_at: instant("blocked_at")?,
        password_until: instant("password_until")?,
    })
}

impl Store {
    /// Adds an account, or changes the one with the same id: whether it is blocked stays as it is.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or somebody else has the login.
    pub fn put_person(&self, person: &PersonRow) -> Result<()> {
        self.db.execute("INSERT INTO person (id, login, password_hash, name, role, everywhere, language)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)
                 ON CONFLICT (id) DO UPDATE SET login = excluded.login, password_hash = excluded.password_hash,
                     name = excluded.name, role = excluded.role, everywhere = excluded.everywhere,
                     language = excluded.language", values![
                person.id,
                person.login,
                person.password_hash,
                person.name,
                person.roles.main.name(),
                i64::from(person.roles.everywhere),
                person.language.map(Language::tag)
            ])?;
        self.db.execute("DELETE FROM person_role WHERE person = $1", values![person.id])?;
        for (organisation, role) in &person.roles.at {
            self.db.execute(
                "INSERT INTO person_role (person, organisation, role) VALUES ($1, $2, $3)",
                values![person.id, organisation.to_string(), role.name()],
            )?;
        }
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
        self.db.first(
            &format!("SELECT {COLUMNS}, blocked_at, password_until FROM person WHERE id = $1"),
            values![id],
            read_account,
        )
    }

    /// The account that signs in with this; upper and lower case are the same.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn account_by_login(&self, login: &str) -> Result<Option<AccountRow>> {
        self.db.first(
            &format!("SELECT {COLUMNS}, blocked_at, password_until FROM person WHERE login = $1"),
            values![login],
            read_account,
        )
    }

    /// Everybody, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn people(&self) -> Result<Vec<PersonRow>> {
        Ok(self.accounts()?.into_iter().map(|account| account.person).collect())
    }

    /// What everybody does and where, unsorted: no administration stands for all that are not named.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub(crate) fn roles(&self) -> Result<Vec<RoleRow>> {
        let sql = "SELECT id AS person, NULL AS organisation, role FROM person WHERE everywhere <> 0
             UNION ALL SELECT person, organisation, role FROM person_role";
        self.db.rows(sql, &[], |row| Ok((row.get("person")?, row.get("organisation")?, row.get("role")?)))
    }

    /// Every account, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn accounts(&self) -> Result<Vec<AccountRow>> {
        let mut accounts = self.db.rows(
            &format!("SELECT {COLUMNS}, blocked_at, password_until FROM person ORDER BY id"),
            &[],
            read_account,
        )?;
        accounts.sort_by(|one, other| compare(&one.person.name, &other.person.name));
        Ok(accounts)
    }

    /// Gives somebody another password, as its hash; `until` when it is not of their own choosing.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_password(&self, person: PersonId, hash: &str, until: Option<Timestamp>) -> Result<()> {
        self.db.execute(
            "UPDATE person SET password_hash = $2, password_until = $3 WHERE id = $1",
            values![person, hash, until.map(|at| at.0)],
        )?;
        Ok(())
    }

    /// Blocks somebody since an instant, or lets them in again.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_blocked(&self, person: PersonId, since: Option<Timestamp>) -> Result<()> {
        self.db.execute(
            "UPDATE person SET blocked_at = $2 WHERE id = $1",
            values![person, since.map(|at| at.0)],
        )?;
        Ok(())
    }

    /// Chooses the language somebody reads the office pages in.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_person_language(&self, person: PersonId, language: Language) -> Result<()> {
        self.db.execute("UPDATE person SET language = $2 WHERE id = $1", values![person, language.tag()])?;
        Ok(())
    }
}

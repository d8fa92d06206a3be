//! Second factors: what their codes are made from, recovery codes, and sign-ins that wait for one.

use std::collections::BTreeSet;

use shared::{PersonId, Timestamp};

use crate::store::column::Result;
use crate::store::database::Store;
use crate::values;

/// The setting that is there while the administration asks those who decide for a second factor.
pub(crate) const FACTOR_REQUIRED: &str = "second_factor_required";

/// Bytes that the codes of a second factor are made from: 160 bits, as RFC 4226 advises.
pub const FACTOR_SECRET_BYTES: usize = 20;

/// Somebody's second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFactorRow {
    /// What its codes are made from.
    pub secret: [u8; FACTOR_SECRET_BYTES],
    /// Since when they have it.
    pub since: Timestamp,
    /// The time step of the last code that was taken: it and those before it are taken no more.
    pub last_step: i64,
}

impl Store {
    /// The second factor of somebody; `None` when they have none.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn second_factor(&self, person: PersonId) -> Result<Option<SecondFactorRow>> {
        self.db.first(
            "SELECT secret, since, last_step FROM second_factor WHERE person = $1",
            values![person],
            |row| {
                Ok(SecondFactorRow {
                    secret: row.get("secret")?,
                    since: Timestamp(row.get("since")?),
                    last_step: row.get("last_step")?,
                })
            },
        )
    }

    /// Everybody who has a second factor.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn with_second_factor(&self) -> Result<BTreeSet<PersonId>> {
        let people = self.db.rows("SELECT person FROM second_factor", &[], |row| row.get("person"))?;
        Ok(people.into_iter().collect())
    }

    /// Gives somebody a second factor, in place of the one they had.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_second_factor(&self, person: PersonId, factor: &SecondFactorRow) -> Result<()> {
        self.db.execute(
            "INSERT INTO second_factor (person, secret, since, last_step) VALUES ($1, $2, $3, $4)
             ON CONFLICT (person) DO UPDATE SET secret = excluded.secret, since = excluded.since,
                 last_step = excluded.last_step",
            values![person, factor.secret, factor.since.0, factor.last_step],
        )?;
        self.end_factor_setup(person)
    }

    /// Notes the time step of a code that was taken.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn use_factor_step(&self, person: PersonId, step: i64) -> Result<()> {
        self.db
            .execute("UPDATE second_factor SET last_step = $2 WHERE person = $1", values![person, step])?;
        Ok(())
    }

    /// Takes somebody's second factor away, with its recovery codes; whether they had one.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn remove_second_factor(&self, person: PersonId) -> Result<bool> {
        self.end_factor_setup(person)?;
        self.db.execute("DELETE FROM recovery_code WHERE person = $1", values![person])?;
        Ok(self.db.execute("DELETE FROM second_factor WHERE person = $1", values![person])? > 0)
    }

    /// Keeps what was shown to somebody who sets up a second factor, in place of what was shown before.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn begin_factor_setup(
        &self,
        person: PersonId,
        secret: [u8; FACTOR_SECRET_BYTES],
        at: Timestamp,
    ) -> Result<()> {
        self.db.execute(
            "INSERT INTO second_factor_setup (person, secret, at) VALUES ($1, $2, $3)
             ON CONFLICT (person) DO UPDATE SET secret = excluded.secret, at = excluded.at",
            values![person, secret, at.0],
        )?;
        Ok(())
    }

    /// What was shown to somebody who sets up a second factor, and when.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn factor_setup(&self, person: PersonId) -> Result<Option<([u8; FACTOR_SECRET_BYTES], Timestamp)>> {
        self.db.first(
            "SELECT secret, at FROM second_factor_setup WHERE person = $1",
            values![person],
            |row| Ok((row.get("secret")?, Timestamp(row.get("at")?))),
        )
    }

    fn end_factor_setup(&self, person: PersonId) -> Result<()> {
        self.db.execute("DELETE FROM second_factor_setup WHERE person = $1", values![person])?;
        Ok(())
    }

    /// Gives somebody these recovery codes, by their hashes, in place of those they had.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_recovery_codes(&self, person: PersonId, hashes: &[[u8; 32]]) -> Result<()> {
        self.db.execute("DELETE FROM recovery_code WHERE person = $1", values![person])?;
        for hash in hashes {
            self.db.execute(
                "INSERT INTO recovery_code (person, code_hash) VALUES ($1, $2)",
                values![person, hash],
            )?;
        }
        Ok(())
    }

    /// The hashes of the recovery codes somebody has left.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn recovery_codes(&self, person: PersonId) -> Result<BTreeSet<[u8; 32]>> {
        let sql = "SELECT code_hash FROM recovery_code WHERE person = $1";
        let hashes = self.db.rows(sql, values![person], |row| row.get("code_hash"))?;
        Ok(hashes.into_iter().collect())
    }

    /// Uses a recovery code up; whether somebody had it.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn use_recovery_code(&self, person: PersonId, hash: [u8; 32]) -> Result<bool> {
        let sql = "DELETE FROM recovery_code WHERE person = $1 AND code_hash = $2";
        Ok(self.db.execute(sql, values![person, hash])? > 0)
    }

    /// Begins a sign-in that waits for the second factor, and forgets those begun before `since`. The token itself is
    /// kept nowhere, only its hash.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn begin_half_sign_in(
        &self,
        token_hash: [u8; 32],
        person: PersonId,
        at: Timestamp,
        since: Timestamp,
    ) -> Result<()> {
        self.db.execute("DELETE FROM half_sign_in WHERE at < $1", values![since.0])?;
        self.db.execute(
            "INSERT INTO half_sign_in (token_hash, person, at) VALUES ($1, $2, $3)",
            values![token_hash, person, at.0],
        )?;
        Ok(())
    }

    /// Whose sign-in waits for the second factor under this token, and since when.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn half_sign_in(&self, token_hash: [u8; 32]) -> Result<Option<(PersonId, Timestamp)>> {
        self.db.first(
            "SELECT person, at FROM half_sign_in WHERE token_hash = $1",
            values![token_hash],
            |row| Ok((row.get("person")?, Timestamp(row.get("at")?))),
        )
    }

    /// How many sign-ins of somebody have waited for the second factor since then.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn half_sign_ins(&self, person: PersonId, since: Timestamp) -> Result<u32> {
        let sql = "SELECT count(*) AS waiting FROM half_sign_in WHERE person = $1 AND at >= $2";
        Ok(self.db.one(sql, values![person, since.0], |row| row.get("waiting"))?)
    }

    /// Ends a sign-in that waits for the second factor.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn end_half_sign_in(&self, token_hash: [u8; 32]) -> Result<()> {
        self.db.execute("DELETE FROM half_sign_in WHERE token_hash = $1", values![token_hash])?;
        Ok(())
    }

    /// Notes that the second factor was given in a session.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn note_factor(&self, token_hash: [u8; 32], at: Timestamp) -> Result<()> {
        self.db
            .execute("UPDATE session SET factor_at = $2 WHERE token_hash = $1", values![token_hash, at.0])?;
        Ok(())
    }

    /// Whether the administration asks those who decide for a second factor.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn factor_required(&self) -> Result<bool> {
        Ok(self.meta(FACTOR_REQUIRED)?.is_some())
    }

    /// Says whether the administration asks those who decide for a second factor.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_factor_required(&self, required: bool) -> Result<()> {
        if required {
            return self.set_meta(FACTOR_REQUIRED, "yes");
        }
        self.db.execute("DELETE FROM meta WHERE key = $1", values![FACTOR_REQUIRED])?;
        Ok(())
    }
}

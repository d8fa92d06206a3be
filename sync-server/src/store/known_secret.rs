//! What only the owner of an account has, by its hash: the cookie of a browser in which they signed in, or the
//! password that was given to them. It opens nothing; whoever shows it is not counted among strangers who guess.

use shared::{PersonId, Timestamp};

use crate::base::limits::{KNOWN_BROWSER_MS_MAX, KNOWN_BROWSERS_MAX};
use crate::store::column::Result;
use crate::store::database::Store;
use crate::values;

impl Store {
    /// Whether somebody is known by this secret: they signed in with it not too long ago, or it is the password that
    /// was given to them and still works.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn is_known_secret(&self, secret_hash: [u8; 32], person: PersonId, now: Timestamp) -> Result<bool> {
        Ok(self.db.exists(
            "SELECT 1 FROM known_secret WHERE secret_hash = $1 AND person = $2
             AND used_at >= $3 AND (until IS NULL OR until >= $4)",
            values![secret_hash, person, now.plus_ms(-KNOWN_BROWSER_MS_MAX).0, now.0],
        )?)
    }

    /// Whether this is the secret of a browser in which anybody signed in.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn is_known_browser(&self, secret_hash: [u8; 32]) -> Result<bool> {
        Ok(self.db.exists(
            "SELECT 1 FROM known_secret WHERE secret_hash = $1 AND until IS NULL",
            values![secret_hash],
        )?)
    }

    /// Remembers a browser by the secret in its cookie; somebody has [`KNOWN_BROWSERS_MAX`] of them at most, those
    /// they used last.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn remember_browser(&self, secret_hash: [u8; 32], person: PersonId, now: Timestamp) -> Result<()> {
        self.db.execute(
            "INSERT INTO known_secret (secret_hash, person, used_at) VALUES ($1, $2, $3)
             ON CONFLICT (secret_hash, person) DO UPDATE SET used_at = excluded.used_at, until = NULL",
            values![secret_hash, person, now.0],
        )?;
        self.db.execute(
            "DELETE FROM known_secret WHERE person = $1 AND until IS NULL AND secret_hash NOT IN (
                 SELECT secret_hash FROM known_secret WHERE person = $1 AND until IS NULL
                 ORDER BY used_at DESC, secret_hash LIMIT $2)",
            values![person, KNOWN_BROWSERS_MAX],
        )?;
        Ok(())
    }

    /// Has somebody be known by the password that was given to them, until an instant, and by nothing else.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn know_only_given(
        &self,
        secret_hash: [u8; 32],
        person: PersonId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<()> {
        self.forget_known_secrets(person)?;
        self.db.execute(
            "INSERT INTO known_secret (secret_hash, person, used_at, until) VALUES ($1, $2, $3, $4)",
            values![secret_hash, person, now.0, until.0],
        )?;
        Ok(())
    }

    /// Forgets the password that was given to somebody: they have chosen another.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn forget_given_secret(&self, person: PersonId) -> Result<()> {
        self.db
            .execute("DELETE FROM known_secret WHERE person = $1 AND until IS NOT NULL", values![person])?;
        Ok(())
    }

    /// How many browsers somebody is known in.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn known_browsers(&self, person: PersonId) -> Result<u32> {
        let sql = "SELECT count(*) AS browsers FROM known_secret WHERE person = $1 AND until IS NULL";
        Ok(self.db.one(sql, values![person], |row| row.get("browsers"))?)
    }

    /// Has somebody be known by nothing any more.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn forget_known_secrets(&self, person: PersonId) -> Result<()> {
        self.db.execute("DELETE FROM known_secret WHERE person = $1", values![person])?;
        Ok(())
    }
}

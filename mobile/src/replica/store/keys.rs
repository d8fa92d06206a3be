//! The office's key and this device's own.

use ed25519_dalek::SigningKey;
use rusqlite::params;
use shared::{DeviceKey, OfficeKey, Sha256};
use zeroize::Zeroizing;

use crate::keyring::key::fill;
use crate::replica::error::{ReplicaError, Result};
use crate::replica::store::database::Store;

impl Store {
    /// Takes the office's key in place of any other, and has this device say its own once more, which is made the first
    /// time. `None` is an office that has none.
    pub(crate) fn keep_office_key(&self, key: Option<OfficeKey>, mut entropy: fn() -> u64) -> Result<()> {
        self.run("DELETE FROM meta WHERE key IN ('office_key', 'device_key_known')", params![])?;
        let Some(key) = key else { return Ok(()) };
        if self.meta("device_key")?.is_none() {
            let mut seed = Zeroizing::new([0; 32]);
            fill(&mut *seed, &mut entropy);
            self.set_meta("device_key", &Sha256(*seed).to_string())?;
        }
        self.set_meta("office_key", &key.to_string())
    }

    /// The office's key, once it is known.
    pub(crate) fn office_key(&self) -> Result<Option<OfficeKey>> {
        self.parsed_meta("office_key")
    }

    /// What this device signs with.
    pub(crate) fn device_key(&self) -> Result<SigningKey> {
        let seed: Sha256 = self.parsed_meta("device_key")?.ok_or(ReplicaError::Damaged("device_key"))?;
        Ok(SigningKey::from_bytes(&seed.0))
    }

    /// The public half of it, as long as the office may not know it. Without the office's key it is not said: what is
    /// saved meanwhile could not be closed to the office.
    pub(crate) fn device_key_to_say(&self) -> Result<Option<DeviceKey>> {
        if self.office_key()?.is_none() || self.meta("device_key_known")?.is_some() {
            return Ok(None);
        }
        Ok(Some(DeviceKey(self.device_key()?.verifying_key().to_bytes())))
    }

    /// Takes what a reply says of keys: the office's, or that it knows this device's, where the request said it.
    pub(crate) fn take_office_key(
        &self,
        key: Option<OfficeKey>,
        was_said: bool,
        entropy: fn() -> u64,
    ) -> Result<()> {
        match key {
            Some(_) => self.keep_office_key(key, entropy),
            None if was_said => self.set_meta("device_key_known", "1"),
            None => Ok(()),
        }
    }
}

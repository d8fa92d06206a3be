//! What the phone keeps: the replica, sealed, and beside it the keyring with the key to it.
//!
//! An earlier app kept the replica open, as `phone.db`. All of it is copied into the sealed one; only then the keyring
//! says that this one counts, and the open one is overwritten. Wherever the phone dies, one of both is whole and known
//! to be the one that counts. A phone with no room for both keeps the open one until there is.

use rusqlite::{Connection, OpenFlags};
use sqlite_wasm_rs::WasmOsCallback;
use sqlite_wasm_rs::vfs::VfsFilesManager as _;
use sqlite_wasm_vfs::sahpool::{OpfsSAHError, OpfsSAHPoolCfg, OpfsSAHPoolUtil, install};
use wasm_bindgen::JsValue;

use crate::client::failure::Failure;
use crate::client::pin::{AskedPin, Pin, PinChange};
use crate::keyring::{Key, Keyring, KeyringError, KeyringFile, PinLock, pin};
use crate::limits::{OPEN_AGAIN_MS, OPEN_TRIES_MAX};
use crate::replica::error::ReplicaError;
use crate::replica::state::Replica;
use crate::replica::store::sealed;
use crate::shell::web::browser::{compare, entropy, now, pause, warn};
use crate::shell::web::small_file::{self, OpfsFile};

const SEALED: &str = "sealed.db";
/// What seals, around the pool of files.
const SEALING: &str = "multipleciphers-opfs-sahpool";
const OPEN: &str = "phone.db";
const KEYRING: &str = "guichet-keyring";

/// The files, and the key once it is known.
pub(crate) struct Storage {
    pool: OpfsSAHPoolUtil,
    file: KeyringFile<OpfsFile>,
    keyring: Keyring,
    /// The key to the replica; none while the phone is locked.
    key: Option<Key>,
}

impl Storage {
    /// Opens the files. Those that another tab still holds are asked for again, because it may just be closing;
    /// everything else stays as it is.
    pub(crate) async fn open() -> Result<Self, Failure> {
        let pool = pool().await?;
        let (file, keyring) = keyring(&pool).await?;
        let key = keyring.key.clone();
        let mut storage = Self { pool, file, keyring, key };
        storage.look_at_clock()?;
        Ok(storage)
    }

    /// Has a wait that a clock put back would make endless begin now.
    fn look_at_clock(&mut self) -> Result<(), Failure> {
        if self.keyring.lock.as_mut().is_some_and(|lock| lock.note_clock(now())) {
            self.file.write(&self.keyring)?;
        }
        Ok(())
    }

    /// What a locked phone says; `None` when it is not locked.
    pub(crate) fn asks_pin(&self) -> Option<AskedPin> {
        let lock = self.keyring.lock.as_ref().filter(|_| self.key.is_none())?;
        Some(AskedPin { wrong: lock.wrong(), wait_until: lock.wait_until(now()), at: now() })
    }

    /// Unlocks, if this is the PIN and one may be typed.
    ///
    /// # Errors
    /// What is wrong cannot be written down: then nothing is looked at.
    pub(crate) fn unlock(&mut self, pin: &Pin) -> Result<bool, Failure> {
        match self.try_pin(pin) {
            Ok(()) => Ok(true),
            Err(Failure::WrongPin | Failure::PinWaits(_)) => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    /// Looks at a PIN, and has the key if it is right.
    fn try_pin(&mut self, pin: &Pin) -> Result<(), Failure> {
        self.look_at_clock()?;
        let Some(lock) = &mut self.keyring.lock else { return Ok(()) };
        if let Some(until) = lock.wait_until(now()) {
            return Err(Failure::PinWaits(until));
        }
        lock.note_try(now());
        self.file.write(&self.keyring)?;
        let Some(lock) = &mut self.keyring.lock else { return Ok(()) };
        let key = lock.open(&pin.0).ok_or(Failure::WrongPin)?;
        lock.note_right();
        self.key = Some(key);
        Ok(self.file.write(&self.keyring)?)
    }

    /// Sets, changes or takes away the PIN.
    ///
    /// # Errors
    /// The PIN until now is wrong, the new one is weak, or it cannot be written: then nothing has changed.
    pub(crate) fn change_pin(&mut self, change: &PinChange) -> Result<(), Failure> {
        if !self.keyring.sealed || holds(&self.pool, OPEN) {
            return Err(Failure::NotSealed);
        }
        self.try_pin(&change.before)?;
        let key = self.key.clone().ok_or(Failure::Storage)?;
        let mut next = self.keyring.clone();
        let lock = match &change.pin {
            Some(Pin(pin)) if !pin::is_good(pin) => return Err(Failure::WeakPin),
            Some(Pin(pin)) => {
                let began = now();
                pin::one_pass();
                let passes = pin::passes_for(now().ms_since(began));
                Some(PinLock::new(&key, pin, change.after_minutes, passes, entropy).ok_or(Failure::Storage)?)
            }
            None => None,
        };
        next.set_lock(&key, lock, entropy);
        self.file.write(&next)?;
        self.keyring = next;
        Ok(())
    }

    /// Begins anew, for somebody who has forgotten the PIN: nobody will read what was here.
    ///
    /// # Errors
    /// The storage fails.
    pub(crate) fn start_over(&mut self) -> Result<(), Failure> {
        // With a fresh keyring it would count again, and nobody would ask for a PIN.
        self.end_open()?;
        let fresh = Keyring::fresh(entropy);
        self.file.write(&fresh)?;
        self.key = fresh.key.clone();
        self.keyring = fresh;
        Ok(())
    }

    /// Opens the replica of a phone that is not locked.
    ///
    /// # Errors
    /// The storage fails, or is of a newer app.
    pub(crate) fn replica(&mut self) -> Result<Replica, Failure> {
        let key = self.key.clone().ok_or(Failure::Locked)?;
        let db = self.database(&key)?;
        let mut replica = Replica::open(db, entropy)?.sorting_by(compare);
        replica.set_locks_after(self.locks_after())?;
        Ok(replica)
    }

    /// After how many minutes without a touch the phone locks itself.
    pub(crate) fn locks_after(&self) -> Option<u32> {
        self.keyring.lock.as_ref().map(|lock| lock.after_minutes)
    }

    /// The database that counts.
    fn database(&mut self, key: &Key) -> Result<Connection, Failure> {
        if !self.keyring.sealed {
            if let Err(error) = self.seal(key) {
                warn(&format!("the replica is not sealed yet: {error}"));
                return Ok(Connection::open(OPEN).map_err(ReplicaError::from)?);
            }
            self.keyring.sealed = true;
            self.file.write(&self.keyring)?;
        }
        if let Err(error) = self.end_open() {
            // Tried again at the next start.
            warn(&format!("the open replica is not given back yet: {error}"));
        }
        Ok(open_sealed(key)?)
    }

    /// Copies the open replica, if there is one, into a sealed one. What an interrupted try left, or somebody who has
    /// forgotten the PIN, is thrown away; so is what this one does not end.
    fn seal(&self, key: &Key) -> Result<(), ReplicaError> {
        self.remove(SEALED)?;
        if !holds(&self.pool, OPEN) {
            return Ok(());
        }
        let copied = copy_into_sealed(key);
        if copied.is_err() {
            // Half a copy takes the room that the open one needs until there is more.
            self.remove(SEALED)?;
        }
        copied
    }

    /// Overwrites the open replica, if there is one, and gives its file back whether that went well or not: half of it
    /// would be in the way for ever.
    fn end_open(&self) -> Result<(), ReplicaError> {
        if holds(&self.pool, OPEN)
            && let Err(error) = overwrite_open()
        {
            warn(&format!("the open replica is not all overwritten: {error}"));
        }
        self.remove(OPEN)
    }

    /// Gives the file of a database back, and that of its journal.
    fn remove(&self, name: &str) -> Result<(), ReplicaError> {
        for file in [name, &format!("{name}-journal")] {
            self.pool.remove(file).map_err(|_| ReplicaError::Damaged("pool of files"))?;
        }
        Ok(())
    }
}

fn holds(pool: &OpfsSAHPoolUtil, name: &str) -> bool {
    pool.contains(name).unwrap_or(false)
}

async fn pool() -> Result<OpfsSAHPoolUtil, Failure> {
    let settings = OpfsSAHPoolCfg::default();
    let mut tries = 0;
    loop {
        match install::<WasmOsCallback>(&settings, true).await {
            Ok(pool) => return Ok(pool),
            Err(OpfsSAHError::Opfs { value, .. }) => may_try_again(&value, &mut tries).await?,
            Err(error) => return Err(Failure::Other(error.to_string())),
        }
    }
}

/// Returns once it makes sense to ask for a file again.
async fn may_try_again(error: &JsValue, tries: &mut u32) -> Result<(), Failure> {
    *tries += 1;
    match small_file::name(error).as_deref() {
        Some("NoModificationAllowedError") if *tries < OPEN_TRIES_MAX => {
            pause(OPEN_AGAIN_MS).await;
            Ok(())
        }
        Some("NoModificationAllowedError") => Err(Failure::HeldElsewhere),
        Some("QuotaExceededError") => Err(Failure::Full),
        _ => Err(Failure::Other(format!("{error:?}"))),
    }
}

/// The keyring; a new one where there is none yet, and nothing it would be the key to.
async fn keyring(pool: &OpfsSAHPoolUtil) -> Result<(KeyringFile<OpfsFile>, Keyring), Failure> {
    let mut tries = 0;
    let file = loop {
        match OpfsFile::open(KEYRING).await {
            Ok(file) => break file,
            Err(error) => may_try_again(&error, &mut tries).await?,
        }
    };
    let (mut file, known) = KeyringFile::open(file)?;
    let keyring = match known {
        Some(keyring) => keyring,
        None if holds(pool, SEALED) => return Err(Failure::Storage),
        None => {
            let keyring = Keyring::fresh(entropy);
            file.write(&keyring)?;
            keyring
        }
    };
    Ok((file, keyring))
}

/// Copies the open replica into a sealed one; both are closed when this returns.
fn copy_into_sealed(key: &Key) -> Result<(), ReplicaError> {
    let open = Connection::open(OPEN)?;
    sealed::copy(&open, &sealed::address(key, SEALED, SEALING))?;
    sealed::settle(&open_sealed(key)?)
}

/// Overwrites the open replica, which is closed when this returns.
fn overwrite_open() -> Result<(), ReplicaError> {
    sealed::overwrite(&Connection::open(OPEN)?)
}

fn open_sealed(key: &Key) -> Result<Connection, ReplicaError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let db = Connection::open_with_flags_and_vfs(SEALED, flags, SEALING)?;
    sealed::unlock(&db, key)?;
    Ok(db)
}

impl From<KeyringError> for Failure {
    fn from(error: KeyringError) -> Self {
        match error {
            KeyringError::Storage(said) if said == "QuotaExceededError" => Self::Full,
            KeyringError::Storage(said) => {
                warn(&said);
                Self::Storage
            }
            KeyringError::Newer => Self::NewerVersion,
        }
    }
}

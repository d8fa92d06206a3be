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
use crate::client::pin::{AskedPin, NewPasskey, PinChange, Unlocking};
use crate::keyring::{HeldKeyring, Key, Keyring, KeyringFile, LockState};
use crate::limits::{OPEN_AGAIN_MS, OPEN_TRIES_MAX};
use crate::replica::conversation::OfficeWord;
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

/// The files, and the keyring.
pub(crate) struct Storage {
    pool: OpfsSAHPoolUtil,
    keyring: HeldKeyring<OpfsFile>,
}

impl Storage {
    /// Opens the files. Those that another tab still holds are asked for again, because it may just be closing;
    /// everything else stays as it is.
    pub(crate) async fn open() -> Result<Self, Failure> {
        let pool = pool().await?;
        let keyring = keyring(&pool).await?;
        Ok(Self { pool, keyring })
    }

    /// What a locked phone says; `None` when it is not locked.
    pub(crate) fn asks_pin(&self) -> Option<AskedPin> {
        self.keyring.asked(now())
    }

    /// Unlocks, if this is the PIN and one may be typed, what the passkey gives, or the code of the office.
    ///
    /// # Errors
    /// What is wrong cannot be written down: then nothing is looked at.
    pub(crate) fn unlock(&mut self, with: &Unlocking) -> Result<bool, Failure> {
        let tried = match with {
            Unlocking::Pin(pin) => self.keyring.try_pin(pin, now(), entropy),
            Unlocking::Code(code) => self.keyring.try_code(code, now()),
            Unlocking::Passkey(secret) => self.keyring.try_passkey(secret),
        };
        match tried {
            Ok(()) => Ok(self.keyring.key().is_some()),
            Err(
                Failure::WrongPin
                | Failure::PinWaits(_)
                | Failure::CodeAsked
                | Failure::WrongCode
                | Failure::WrongPasskey,
            ) => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    /// Sets, changes or takes away the PIN.
    ///
    /// # Errors
    /// The PIN until now is wrong, the new one is weak, or it cannot be written: then nothing has changed.
    pub(crate) fn change_pin(&mut self, change: &PinChange) -> Result<(), Failure> {
        if !self.can_lock() {
            return Err(Failure::NotSealed);
        }
        self.keyring.change_pin(change, now, entropy)
    }

    /// Has a passkey open the phone beside its PIN, or none any more.
    ///
    /// # Errors
    /// The PIN is wrong, the passkey gives no key, or it cannot be written: then nothing has changed.
    pub(crate) fn change_passkey(&mut self, made: Option<&NewPasskey>) -> Result<(), Failure> {
        self.keyring.change_passkey(made, now(), entropy)
    }

    /// Whether there is nothing open beside what a PIN would lock.
    fn can_lock(&self) -> bool {
        self.keyring.is_sealed() && !holds(&self.pool, OPEN)
    }

    /// Begins anew, for somebody who has forgotten the PIN: nobody will read what was here.
    ///
    /// # Errors
    /// The storage fails.
    pub(crate) fn start_over(&mut self) -> Result<(), Failure> {
        // With a fresh keyring it would count again, and nobody would ask for a PIN.
        self.end_open()?;
        Ok(self.keyring.start_over(entropy)?)
    }

    /// Writes down what the office has answered of the lock; a code that was shown there is followed by another one.
    /// Whether the replica is to be told of it.
    ///
    /// # Errors
    /// The storage fails: the office says it again.
    pub(crate) fn note_office(&mut self, word: &OfficeWord) -> Result<bool, Failure> {
        let changed = self.keyring.note_office(word.keeps, word.opening)?;
        if word.shown.is_some() && word.shown == self.keyring.state().recovery {
            self.keyring.renew_code(entropy)?;
            return Ok(true);
        }
        Ok(changed)
    }

    /// What the replica is told of the lock.
    pub(crate) fn lock_state(&self) -> LockState {
        LockState { can_lock: self.can_lock(), ..self.keyring.state() }
    }

    /// Opens the replica of a phone that is not locked.
    ///
    /// # Errors
    /// The storage fails, or is of a newer app.
    pub(crate) fn replica(&mut self) -> Result<Replica, Failure> {
        let key = self.keyring.key().cloned().ok_or(Failure::Locked)?;
        let db = self.database(&key)?;
        let mut replica = Replica::open(db, entropy)?.sorting_by(compare);
        replica.set_lock_state(self.lock_state())?;
        Ok(replica)
    }

    /// The database that counts.
    fn database(&mut self, key: &Key) -> Result<Connection, Failure> {
        if !self.keyring.is_sealed() {
            if let Err(error) = self.seal(key) {
                warn(&format!("the replica is not sealed yet: {error}"));
                return Ok(Connection::open(OPEN).map_err(ReplicaError::from)?);
            }
            self.keyring.note_sealed()?;
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

/// The keyring; a new one where there is none yet, and nothing it would be the key to but what an open replica has too.
async fn keyring(pool: &OpfsSAHPoolUtil) -> Result<HeldKeyring<OpfsFile>, Failure> {
    let mut tries = 0;
    let file = loop {
        match OpfsFile::open(KEYRING).await {
            Ok(file) => break file,
            Err(error) => may_try_again(&error, &mut tries).await?,
        }
    };
    let (mut file, known) = KeyringFile::open(file)?;
    let keyring = match known {
        None if !holds(pool, SEALED) || holds(pool, OPEN) => {
            let keyring = Keyring::fresh(entropy);
            file.write(&keyring)?;
            Some(keyring)
        }
        known => known,
    };
    Ok(HeldKeyring::new(file, keyring, now())?)
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
    // What sealing costs is measured against an app that does not.
    if cfg!(feature = "unsealed") {
        return Ok(Connection::open(SEALED)?);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let db = Connection::open_with_flags_and_vfs(SEALED, flags, SEALING)?;
    sealed::unlock(&db, key)?;
    Ok(db)
}

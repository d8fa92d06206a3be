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
use crate::keyring::{Key, Keyring, KeyringError, KeyringFile};
use crate::limits::{OPEN_AGAIN_MS, OPEN_TRIES_MAX};
use crate::replica::error::ReplicaError;
use crate::replica::state::Replica;
use crate::replica::store::sealed;
use crate::shell::web::browser::{compare, entropy, pause, warn};
use crate::shell::web::small_file::{self, OpfsFile};

const SEALED: &str = "sealed.db";
/// What seals, around the pool of files.
const SEALING: &str = "multipleciphers-opfs-sahpool";
const OPEN: &str = "phone.db";
const KEYRING: &str = "guichet-keyring";

/// Opens the replica. Files that another tab still holds are asked for again, because it may just be closing;
/// everything else stays as it is.
pub(crate) async fn open() -> Result<Replica, Failure> {
    let pool = pool().await?;
    let (mut file, keyring) = keyring(&pool).await?;
    let db = open_replica(&pool, &mut file, keyring)?;
    Ok(Replica::open(db)?.sorting_by(compare))
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

/// The database that counts.
fn open_replica(
    pool: &OpfsSAHPoolUtil,
    file: &mut KeyringFile<OpfsFile>,
    mut keyring: Keyring,
) -> Result<Connection, Failure> {
    let Some(key) = keyring.key.clone() else { return Err(Failure::Storage) };
    if !keyring.sealed {
        if holds(pool, OPEN)
            && let Err(error) = seal(pool, &key)
        {
            warn(&format!("the replica is not sealed yet: {error}"));
            return Ok(Connection::open(OPEN).map_err(ReplicaError::from)?);
        }
        keyring.sealed = true;
        file.write(&keyring)?;
    }
    if holds(pool, OPEN)
        && let Err(error) = end_open(pool)
    {
        // Tried again at the next start.
        warn(&format!("the open replica is not overwritten yet: {error}"));
    }
    Ok(open_sealed(&key)?)
}

fn open_sealed(key: &Key) -> Result<Connection, ReplicaError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let db = Connection::open_with_flags_and_vfs(SEALED, flags, SEALING)?;
    sealed::unlock(&db, key)?;
    Ok(db)
}

/// Copies the open replica into a sealed one. What an interrupted try left is thrown away.
fn seal(pool: &OpfsSAHPoolUtil, key: &Key) -> Result<(), ReplicaError> {
    for left_over in [SEALED.to_owned(), format!("{SEALED}-journal")] {
        pool.remove(&left_over).map_err(|_| ReplicaError::Damaged("pool of files"))?;
    }
    let open = Connection::open(OPEN)?;
    sealed::copy(&open, &sealed::address(key, SEALED, SEALING))?;
    sealed::settle(&open_sealed(key)?)
}

/// Overwrites the open replica and gives its file back.
fn end_open(pool: &OpfsSAHPoolUtil) -> Result<(), ReplicaError> {
    sealed::overwrite(&Connection::open(OPEN)?)?;
    pool.remove(OPEN).map_err(|_| ReplicaError::Damaged("pool of files"))?;
    Ok(())
}

fn holds(pool: &OpfsSAHPoolUtil, name: &str) -> bool {
    pool.contains(name).unwrap_or(false)
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

//! The file of the keyring: two places, written in turn, so that one of both is whole whenever the phone dies. What is
//! not valid any more is overwritten.
//!
//! ```text
//! place 0, place 1:  SHA-256 of the rest of what is written (32)  length (4)  count of writings (8)  keyring, CBOR
//! ```

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::keyring::Keyring;

/// A place takes so many bytes, whatever is in it.
const PLACE_BYTES: usize = 1024;
const HASH_BYTES: usize = 32;
const HEAD_BYTES: usize = HASH_BYTES + 4 + 8;

/// A file of some thousand bytes.
pub trait SmallFile {
    /// All of it; empty when it is new.
    ///
    /// # Errors
    /// What the platform says of it.
    fn read(&self) -> Result<Vec<u8>, String>;

    /// Writes there; on disk when this returns.
    ///
    /// # Errors
    /// What the platform says of it. Part of it may be written.
    fn write(&self, at: usize, bytes: &[u8]) -> Result<(), String>;
}

/// Why there is no keyring to be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// The storage fails.
    #[error("the keyring: {0}")]
    Storage(String),
    /// A newer version of the app wrote it.
    #[error("the keyring is of a newer version")]
    Newer,
}

/// The file, and what was read from it last.
#[derive(Debug)]
pub struct KeyringFile<F> {
    file: F,
    /// How often it was written: the last time into the place of that number, modulo two.
    count: u64,
}

impl<F: SmallFile> KeyringFile<F> {
    /// Reads the keyring; `None` when none was ever written whole.
    ///
    /// # Errors
    /// [`KeyringError::Storage`] when the file cannot be read, or what is not valid any more cannot be overwritten;
    /// [`KeyringError::Newer`] when it is whole and says what this app does not know.
    pub fn open(file: F) -> Result<(Self, Option<Keyring>), KeyringError> {
        let bytes = Zeroizing::new(file.read().map_err(KeyringError::Storage)?);
        let places = bytes.chunks(PLACE_BYTES).take(2);
        let newest = places.filter_map(whole).max_by_key(|(count, _)| *count);
        let Some((count, keyring)) = newest else { return Ok((Self { file, count: 0 }, None)) };
        let keyring = minicbor::decode(keyring).map_err(|_| KeyringError::Newer)?;
        let opened = Self { file, count };
        // The phone may have died between the two parts of a writing.
        let other = opened.place(count + 1);
        if bytes.iter().skip(other).take(PLACE_BYTES).any(|byte| *byte != 0) {
            opened.blank(count + 1)?;
        }
        Ok((opened, Some(keyring)))
    }

    /// Writes the keyring: this one or the one before is whole whenever the phone dies, and this one once it returns.
    ///
    /// # Errors
    /// [`KeyringError::Storage`] when the file cannot be written.
    pub fn write(&mut self, keyring: &Keyring) -> Result<(), KeyringError> {
        let mut place = Zeroizing::new(Vec::with_capacity(PLACE_BYTES));
        place.extend([0; HEAD_BYTES]);
        minicbor::encode(keyring, &mut *place).map_err(|error| KeyringError::Storage(error.to_string()))?;
        let length = u32::try_from(place.len() - HEAD_BYTES).unwrap_or(u32::MAX);
        if place.len() > PLACE_BYTES {
            return Err(KeyringError::Storage("it does not fit".to_owned()));
        }
        let count = self.count + 1;
        place[HASH_BYTES..HASH_BYTES + 4].copy_from_slice(&length.to_le_bytes());
        place[HASH_BYTES + 4..HEAD_BYTES].copy_from_slice(&count.to_le_bytes());
        let hash = Sha256::digest(&place[HASH_BYTES..]);
        place[..HASH_BYTES].copy_from_slice(&hash);
        place.resize(PLACE_BYTES, 0);
        self.file.write(self.place(count), &place).map_err(KeyringError::Storage)?;
        self.count = count;
        self.blank(count + 1)
    }

    /// Where the writing of that count goes.
    fn place(&self, count: u64) -> usize {
        if count.is_multiple_of(2) { 0 } else { PLACE_BYTES }
    }

    fn blank(&self, count: u64) -> Result<(), KeyringError> {
        self.file.write(self.place(count), &[0; PLACE_BYTES]).map_err(KeyringError::Storage)
    }
}

/// The count and the keyring of a place, if all of it was written.
fn whole(place: &[u8]) -> Option<(u64, &[u8])> {
    let length = u32::from_le_bytes(place.get(HASH_BYTES..HASH_BYTES + 4)?.try_into().ok()?);
    let count = u64::from_le_bytes(place.get(HASH_BYTES + 4..HEAD_BYTES)?.try_into().ok()?);
    let end = HEAD_BYTES.checked_add(usize::try_from(length).ok()?)?;
    let hashed = place.get(HASH_BYTES..end)?;
    (place[..HASH_BYTES] == *Sha256::digest(hashed)).then_some((count, &hashed[HEAD_BYTES - HASH_BYTES..]))
}

//! The keyring: the key that opens what is sealed on this phone, in a small file of its own beside it.
//!
//! Deliberately absent: the file itself, a clock, randomness. They come in as arguments.

pub(crate) mod file;
pub(crate) mod key;

pub use file::{KeyringError, KeyringFile, SmallFile};
pub use key::Key;

use minicbor::{Decode, Encode};

/// What the keyring holds. Its fields are numbered, so that an older file is read by a newer app.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Keyring {
    /// The key to the sealed replica, as it is.
    #[n(0)]
    pub key: Option<Key>,
    /// Whether the sealed replica is the one that counts: not before all of an earlier, open one is in it.
    #[n(1)]
    pub sealed: bool,
}

impl Keyring {
    /// A keyring with a key nobody had before, to a replica that is still to be sealed.
    pub fn fresh(entropy: impl FnMut() -> u64) -> Self {
        Self { key: Some(Key::fresh(entropy)), sealed: false }
    }
}

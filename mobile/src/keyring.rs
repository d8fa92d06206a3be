//! The keyring: the key that opens what is sealed on this phone, in a small file of its own beside it.
//!
//! Deliberately absent: the file itself, a clock, randomness. They come in as arguments.

pub(crate) mod file;
pub(crate) mod key;
pub mod pin;

pub use file::{KeyringError, KeyringFile, SmallFile};
pub use key::Key;
pub use pin::PinLock;

use minicbor::{Decode, Encode};

/// What the keyring holds. Its fields are numbered, so that an older file is read by a newer app.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Keyring {
    /// The key to the sealed replica, as it is; none while a lock is set.
    #[n(0)]
    pub key: Option<Key>,
    /// Whether the sealed replica is the one that counts: not before all of an earlier, open one is in it.
    #[n(1)]
    pub sealed: bool,
    /// The same key, wrapped by a PIN.
    #[n(2)]
    pub lock: Option<PinLock>,
}

impl Keyring {
    /// A keyring with a key nobody had before, to a replica that is still to be sealed.
    pub fn fresh(entropy: impl FnMut() -> u64) -> Self {
        Self { key: Some(Key::fresh(entropy)), sealed: false, lock: None }
    }

    /// Sets a lock, which then alone has the key, or takes it away.
    pub fn set_lock(&mut self, key: &Key, lock: Option<PinLock>) {
        self.key = lock.is_none().then(|| key.clone());
        self.lock = lock;
    }
}

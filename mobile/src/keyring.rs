//! The keyring: the key that opens what is sealed on this phone, in a small file of its own beside it.
//!
//! Deliberately absent: the file itself, a clock, randomness. They come in as arguments.

pub(crate) mod file;
pub(crate) mod held;
pub(crate) mod key;
pub(crate) mod passkey;
pub mod pin;
pub(crate) mod recovery;

pub use file::{KeyringError, KeyringFile, SmallFile};
pub use held::{HeldKeyring, LockState};
pub use key::Key;
pub use passkey::Passkey;
pub use pin::PinLock;
pub use recovery::{Opening, Recovery};

use minicbor::{Decode, Encode};

/// What the keyring holds: one key, open or wrapped in several ways side by side. Its fields are numbered, so that an
/// older file is read by a newer app.
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
    /// The same key, wrapped by a code that the office keeps. An older app that writes the keyring forgets it.
    #[n(3)]
    pub recovery: Option<Recovery>,
    /// The last opening by such a code, until the office knows of it.
    #[n(4)]
    pub opening: Option<Opening>,
    /// The same key, wrapped by a passkey: never without a PIN beside it. An older app that writes the keyring forgets it.
    #[n(5)]
    pub passkey: Option<Passkey>,
}

impl Keyring {
    /// A keyring with a key nobody had before, to a replica that is still to be sealed.
    pub fn fresh(entropy: impl FnMut() -> u64) -> Self {
        let key = Some(Key::fresh(entropy));
        Self { key, sealed: false, lock: None, recovery: None, opening: None, passkey: None }
    }

    /// Sets a lock, which then alone has the key but for a code nobody had before and the passkey there is, or takes all
    /// three away. The code of before opens nothing any more.
    pub fn set_lock(&mut self, key: &Key, lock: Option<PinLock>, entropy: impl FnMut() -> u64) {
        self.key = lock.is_none().then(|| key.clone());
        self.recovery = lock.as_ref().and_then(|_| Recovery::new(key, entropy));
        self.passkey = self.passkey.take().filter(|_| lock.is_some());
        self.lock = lock;
    }

    /// Whether the office keeps a code that opens this lock.
    #[must_use]
    pub fn has_way_back(&self) -> bool {
        self.lock.is_some() && self.recovery.as_ref().is_some_and(|recovery| recovery.at_office)
    }
}

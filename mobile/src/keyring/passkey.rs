//! A passkey: the key that opens the replica, wrapped by what the phone's own lock gives for it.
//!
//! What this is worth. The secret is not on the phone's files: whoever copied them has 256 bits to guess, not a PIN. A
//! passkey that the browser keeps in an account is as safe as that account.

use minicbor::{Decode, Encode};

use crate::client::passkey::{PasskeyAsked, PasskeySecret};
use crate::client::pin::NewPasskey;
use crate::keyring::key::Key;
use crate::limits::{PASSKEY_ID_BYTES_MAX, PASSKEY_SECRET_BYTES};

/// What a key wrapped by a passkey is for: no other wrapped key passes for it.
const WHAT: &[u8] = b"guichet: the replica's key, by passkey";

/// A passkey as the keyring knows it. Its fields are numbered.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Passkey {
    #[cbor(n(0), with = "minicbor::bytes")]
    id: Vec<u8>,
    #[cbor(n(1), with = "minicbor::bytes")]
    salt: Vec<u8>,
    #[cbor(n(2), with = "minicbor::bytes")]
    wrapped: Vec<u8>,
}

impl Passkey {
    /// Wraps the replica's key by a passkey; `None` for one that has no secret of [`PASSKEY_SECRET_BYTES`], or an id or a
    /// salt too long to be kept.
    #[must_use]
    pub fn new(key: &Key, made: &NewPasskey, entropy: impl FnMut() -> u64) -> Option<Self> {
        let PasskeyAsked { id, salt } = made.asked.clone();
        let is_kept = id.len() <= PASSKEY_ID_BYTES_MAX && salt.len() <= PASSKEY_SECRET_BYTES;
        let wrapped = by_secret(&made.secret).filter(|_| is_kept)?.wrap(key.bytes(), WHAT, entropy)?;
        Some(Self { id, salt, wrapped })
    }

    /// The replica's key, if this is what the passkey gives.
    #[must_use]
    pub fn open(&self, secret: &PasskeySecret) -> Option<Key> {
        Key::of(&by_secret(secret)?.unwrap(&self.wrapped, WHAT)?)
    }

    /// How it is asked for.
    #[must_use]
    pub fn asked(&self) -> PasskeyAsked {
        PasskeyAsked { id: self.id.clone(), salt: self.salt.clone() }
    }
}

fn by_secret(PasskeySecret(secret): &PasskeySecret) -> Option<Key> {
    if secret.len() == PASSKEY_SECRET_BYTES { Key::derived(secret, WHAT) } else { None }
}

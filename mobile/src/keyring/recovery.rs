//! The way in for somebody who has forgotten the PIN: the key that opens the replica, wrapped by a code that the office
//! keeps.

use minicbor::{Decode, Encode};
use shared::{RecoveryCode, Timestamp};

use crate::keyring::key::Key;

/// What a key wrapped by a code is for: no other wrapped key passes for it.
const WHAT: &[u8] = b"guichet: the replica's key, by recovery code";
/// What a code wrapped by the key is for.
const WHAT_CODE: &[u8] = b"guichet: the recovery code, by the replica's key";

/// A recovery code as the keyring knows it. Its fields are numbered.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Recovery {
    /// Tells it from those before it: a random number.
    #[n(0)]
    pub id: u64,
    /// The replica's key, by the code.
    #[cbor(n(1), with = "minicbor::bytes")]
    wrapped: Vec<u8>,
    /// The code, by the replica's key: to send it to the office, also once more.
    #[cbor(n(2), with = "minicbor::bytes")]
    code: Vec<u8>,
    /// Whether the office has said that it keeps the code.
    #[n(3)]
    pub at_office: bool,
}

impl Recovery {
    /// Wraps the replica's key by a code nobody had before.
    pub fn new(key: &Key, mut entropy: impl FnMut() -> u64) -> Option<Self> {
        let code = RecoveryCode::fresh(&mut entropy);
        let wrapped = by_code(&code)?.wrap(key.bytes(), WHAT, &mut entropy)?;
        let sealed = key.wrap(code.as_bytes(), WHAT_CODE, &mut entropy)?;
        Some(Self { id: entropy(), wrapped, code: sealed, at_office: false })
    }

    /// The replica's key, if this is the code.
    #[must_use]
    pub fn open(&self, code: &RecoveryCode) -> Option<Key> {
        Key::of(&by_code(code)?.unwrap(&self.wrapped, WHAT)?)
    }

    /// The code, for whoever has the replica's key.
    #[must_use]
    pub fn code(&self, key: &Key) -> Option<RecoveryCode> {
        let code = key.unwrap(&self.code, WHAT_CODE)?;
        std::str::from_utf8(&code).ok()?.parse().ok()
    }
}

/// That a phone was opened by a code, which the office is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Opening {
    /// Which code: [`Recovery::id`].
    #[n(0)]
    pub recovery: u64,
    /// When, by the phone's clock.
    #[n(1)]
    pub at: Timestamp,
}

fn by_code(code: &RecoveryCode) -> Option<Key> {
    Key::derived(code.as_bytes(), WHAT)
}

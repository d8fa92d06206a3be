//! The lock of a phone: the key that opens the replica, wrapped by a PIN that only its owner knows.
//!
//! What this is worth. On the phone, wrong PINs wait longer each time. Somebody who has copied the files is not held
//! by that: they try as fast as their machines do argon2id, and a PIN of six digits is one of a million.

use argon2::{Algorithm, Argon2, Params, Version};
use minicbor::{Decode, Encode};
use shared::Timestamp;

use crate::keyring::key::{Key, fill};
use crate::limits::{PIN_DIGITS_MIN, PIN_MEMORY_KIB, PIN_MS_WANTED, PIN_PASSES_MAX, PIN_WAITS_MS};

/// What a key wrapped by a PIN is for: no other wrapped key passes for it.
const WHAT: &[u8] = b"guichet: the replica's key, by PIN";
const SALT_BYTES: usize = 16;

/// A PIN as the keyring knows it. Its fields are numbered.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PinLock {
    #[cbor(n(0), with = "minicbor::bytes")]
    salt: [u8; SALT_BYTES],
    #[n(1)]
    memory_kib: u32,
    #[n(2)]
    passes: u32,
    #[cbor(n(3), with = "minicbor::bytes")]
    wrapped: Vec<u8>,
    /// After how many minutes without a touch the phone locks itself.
    #[n(4)]
    pub after_minutes: u32,
    /// How many PINs in a row were wrong.
    #[n(5)]
    wrong: u32,
    /// When the last of them was typed.
    #[n(6)]
    wrong_at: Timestamp,
}

impl PinLock {
    /// Wraps the replica's key by a PIN. `passes` is how much work each try is, see [`passes_for`].
    #[must_use]
    pub fn new(
        key: &Key,
        pin: &str,
        after_minutes: u32,
        passes: u32,
        mut entropy: impl FnMut() -> u64,
    ) -> Option<Self> {
        let mut salt = [0; SALT_BYTES];
        fill(&mut salt, &mut entropy);
        let wrapped = hardened(pin, &salt, PIN_MEMORY_KIB, passes)?.wrap(key.bytes(), WHAT, entropy)?;
        let (wrong, wrong_at, memory_kib) = (0, Timestamp(0), PIN_MEMORY_KIB);
        Some(Self { salt, memory_kib, passes, wrapped, after_minutes, wrong, wrong_at })
    }

    /// The replica's key, if this is the PIN. A second of work.
    #[must_use]
    pub fn open(&self, pin: &str) -> Option<Key> {
        Key::of(&hardened(pin, &self.salt, self.memory_kib, self.passes)?.unwrap(&self.wrapped, WHAT)?)
    }

    /// Until when no PIN is looked at; `None` when one may be typed.
    #[must_use]
    pub fn wait_until(&self, now: Timestamp) -> Option<Timestamp> {
        let last = PIN_WAITS_MS.len() - 1;
        let wait_ms = PIN_WAITS_MS[(self.wrong as usize).min(last)];
        // A clock that was put back makes nobody wait longer than that, see `note_clock`.
        let until = self.wrong_at.plus_ms(wait_ms).min(now.plus_ms(wait_ms));
        (until > now).then_some(until)
    }

    /// Looks at the clock: a wrong PIN of a time yet to come was typed now, so that its wait ends. Whether that changed
    /// something, which is to be written down.
    #[must_use]
    pub fn note_clock(&mut self, now: Timestamp) -> bool {
        let was_put_back = self.wrong_at > now;
        self.wrong_at = self.wrong_at.min(now);
        was_put_back
    }

    /// How many PINs in a row were wrong.
    #[must_use]
    pub const fn wrong(&self) -> u32 {
        self.wrong
    }

    /// Counts a PIN as wrong, which is written down before it is looked at: killing the app undoes no try.
    pub const fn note_try(&mut self, now: Timestamp) {
        self.wrong = self.wrong.saturating_add(1);
        self.wrong_at = now;
    }

    /// The PIN was right.
    pub const fn note_right(&mut self) {
        self.wrong = 0;
    }
}

/// Whether this can be a PIN: digits, enough of them, and not all alike nor counted up or down.
#[must_use]
pub fn is_good(pin: &str) -> bool {
    let digits = pin.as_bytes();
    let steps = || digits.windows(2).map(|pair| i16::from(pair[1]) - i16::from(pair[0]));
    let is_run = |step| steps().all(|one| one == step);
    digits.len() >= PIN_DIGITS_MIN
        && digits.iter().all(u8::is_ascii_digit)
        && ![-1, 0, 1].into_iter().any(is_run)
}

/// How many passes take about a second on this phone, where one takes `ms` milliseconds.
#[must_use]
pub fn passes_for(ms: i64) -> u32 {
    u32::try_from(PIN_MS_WANTED / ms.max(1)).unwrap_or(1).clamp(1, PIN_PASSES_MAX)
}

/// Does the work of one pass: for [`passes_for`].
pub fn one_pass() {
    // What comes out is of no use.
    drop(hardened("", &[0; SALT_BYTES], PIN_MEMORY_KIB, 1));
}

/// The key that a PIN makes; `None` for parameters nobody writes.
fn hardened(pin: &str, salt: &[u8], memory_kib: u32, passes: u32) -> Option<Key> {
    let params = Params::new(memory_kib, passes, 1, None).ok()?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    Key::filled(|bytes| argon.hash_password_into(pin.as_bytes(), salt, bytes).ok())
}

//! Tokens and codes: how they are made, and the hash they are kept as.

use sha2::{Digest as _, Sha256};

use crate::base::clock::Clock;

/// The hash a token or code is kept as.
#[must_use]
pub fn secret_hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// 256 random bits, as hexadecimal digits.
#[must_use]
pub fn fresh_token(clock: &dyn Clock) -> String {
    (0..4).map(|_| format!("{:016x}", clock.entropy())).collect()
}

/// Whether a text is as [`fresh_token`] makes them: 64 hexadecimal digits, in small letters.
pub(crate) fn is_token(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Letters and digits nobody confuses.
pub(crate) const CODE_ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

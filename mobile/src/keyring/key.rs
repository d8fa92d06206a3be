//! A key: 32 random bytes, which nothing prints and which are overwritten when they are not needed any more.

use std::fmt;
use std::fmt::Write as _;

use minicbor::{Decode, Encode};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// How many bytes a key has.
const KEY_BYTES: usize = 32;

/// A key of 32 bytes.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Zeroize, ZeroizeOnDrop)]
#[cbor(transparent)]
pub struct Key(#[cbor(n(0), with = "minicbor::bytes")] [u8; KEY_BYTES]);

impl Key {
    /// A key made of `entropy`, 64 random bits each time it is called.
    pub fn fresh(mut entropy: impl FnMut() -> u64) -> Self {
        let mut bytes = [0; KEY_BYTES];
        for part in bytes.chunks_mut(8) {
            part.copy_from_slice(&entropy().to_le_bytes());
        }
        Self(bytes)
    }

    /// Its bytes as hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> Zeroizing<String> {
        // As long as it gets: one that grew would leave a copy behind.
        let mut hex = Zeroizing::new(String::with_capacity(2 * KEY_BYTES));
        // Nothing fails that writes into a text.
        self.0.iter().try_for_each(|byte| write!(hex, "{byte:02x}")).unwrap_or_default();
        hex
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

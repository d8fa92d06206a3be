//! A key: 32 random bytes, which nothing prints and which are overwritten when they are not needed any more.

use std::fmt;
use std::fmt::Write as _;

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use minicbor::{Decode, Encode};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// How many bytes a key has.
const KEY_BYTES: usize = 32;
/// A random number that goes with each wrapping.
const NONCE_BYTES: usize = 24;

/// Fills bytes, eight at a time, with `entropy`: 64 random bits each time it is called.
pub(crate) fn fill(bytes: &mut [u8], entropy: &mut impl FnMut() -> u64) {
    for part in bytes.chunks_mut(8) {
        part.copy_from_slice(&entropy().to_le_bytes());
    }
}

/// A key of 32 bytes.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Zeroize, ZeroizeOnDrop)]
#[cbor(transparent)]
pub struct Key(#[cbor(n(0), with = "minicbor::bytes")] [u8; KEY_BYTES]);

impl Key {
    /// A key made of `entropy`, 64 random bits each time it is called.
    pub fn fresh(mut entropy: impl FnMut() -> u64) -> Self {
        let mut key = Self([0; KEY_BYTES]);
        fill(&mut key.0, &mut entropy);
        key
    }

    /// A key that `fill` makes; `None` when it makes none.
    pub(crate) fn filled(fill: impl FnOnce(&mut [u8]) -> Option<()>) -> Option<Self> {
        let mut key = Self([0; KEY_BYTES]);
        fill(&mut key.0).map(|()| key)
    }

    /// A key of these bytes; `None` when there are not as many.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        Some(Self(bytes.try_into().ok()?))
    }

    /// The key that a secret of random bits makes (HKDF-Extract, RFC 5869): nothing slow is needed for these. `what` says
    /// what the key is for.
    pub(crate) fn derived(secret: &[u8], what: &[u8]) -> Option<Self> {
        let mut extract = <Hmac<sha2::Sha256> as hmac::KeyInit>::new_from_slice(what).ok()?;
        extract.update(secret);
        Self::of(&extract.finalize().into_bytes())
    }

    /// Its bytes, to be wrapped by another key.
    pub(crate) const fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// A secret, encrypted and authenticated with this key (XChaCha20-Poly1305), the nonce before it. `what` says
    /// what it is, and must be said to unwrap it.
    pub(crate) fn wrap(
        &self,
        secret: &[u8],
        what: &[u8],
        mut entropy: impl FnMut() -> u64,
    ) -> Option<Vec<u8>> {
        let mut nonce = [0; NONCE_BYTES];
        fill(&mut nonce, &mut entropy);
        let cipher = XChaCha20Poly1305::new((&self.0).into());
        let sealed = cipher.encrypt(&XNonce::from(nonce), Payload { msg: secret, aad: what }).ok()?;
        Some([nonce.as_slice(), &sealed].concat())
    }

    /// The secret that [`Self::wrap`] wrapped with this key; `None` if it was another one, or is something else.
    pub(crate) fn unwrap(&self, wrapped: &[u8], what: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = wrapped.split_at_checked(NONCE_BYTES)?;
        let cipher = XChaCha20Poly1305::new((&self.0).into());
        let secret = cipher.decrypt(XNonce::from_slice(nonce), Payload { msg: sealed, aad: what }).ok()?;
        Some(Zeroizing::new(secret))
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

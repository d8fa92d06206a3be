//! The public keys of an office and of a device, and closing to an office: what only its server opens again (HPKE,
//! RFC 9180, with X25519, HKDF-SHA256 and ChaCha20-Poly1305).
//!
//! Randomness comes in: 64 random bits each time it is called.

use hpke::aead::{AeadTag, ChaCha20Poly1305};
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{self, CryptoRng, RngCore};
use hpke::{Deserializable as _, Kem, OpModeR, OpModeS, Serializable as _};

use crate::hash::{Sha256, hash};

type Aead = ChaCha20Poly1305;
type Kdf = HkdfSha256;
type Private = <X25519HkdfSha256 as Kem>::PrivateKey;
type Public = <X25519HkdfSha256 as Kem>::PublicKey;
type Encapped = <X25519HkdfSha256 as Kem>::EncappedKey;

const TAG_BYTES: usize = 16;
const ENCAPPED_BYTES: usize = 32;

/// What closing adds at the end, in bytes: the tag, and the public half of a key that was made for it alone.
pub const CLOSING_BYTES: usize = TAG_BYTES + ENCAPPED_BYTES;

hash! {
    /// The public key of an office (X25519, RFC 7748): what is closed to it, its server opens.
    OfficeKey;
    /// The public key of a device (Ed25519, RFC 8032), whose private half never leaves the phone.
    DeviceKey;
}

/// What is closed: what was closed as one is not opened as the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// A copy of what waits on a phone.
    Copy,
    /// What unlocks a phone whose owner forgot the PIN.
    Recovery,
}

impl Closed {
    const fn info(self) -> &'static [u8] {
        match self {
            Self::Copy => b"guichet copy 1",
            Self::Recovery => b"guichet recovery 1",
        }
    }
}

impl OfficeKey {
    /// Which office it is, in a few bytes that are not secret.
    #[must_use]
    pub fn short(&self) -> [u8; 8] {
        let mut short = [0; 8];
        short.copy_from_slice(&Sha256::of(&self.0).0[..8]);
        short
    }

    /// Closes `bytes` to the office, but for the first `readable` of them, which stay as they are and are
    /// authenticated with the rest; [`CLOSING_BYTES`] longer. `None` when this is no key, or there are not so many.
    #[must_use]
    pub fn close(
        &self,
        what: Closed,
        mut bytes: Vec<u8>,
        readable: usize,
        entropy: impl FnMut() -> u64,
    ) -> Option<Vec<u8>> {
        let to = Public::from_bytes(&self.0).ok()?;
        let (head, text) = bytes.split_at_mut_checked(readable)?;
        let (encapped, tag) = hpke::single_shot_seal_in_place_detached::<Aead, Kdf, X25519HkdfSha256, _>(
            &OpModeS::Base,
            &to,
            what.info(),
            text,
            head,
            &mut Entropy(entropy),
        )
        .ok()?;
        bytes.extend(tag.to_bytes());
        bytes.extend(encapped.to_bytes());
        Some(bytes)
    }
}

/// The private half of an office's key, which only its server has.
#[derive(Clone)]
pub struct OfficeSecret(Private);

impl std::fmt::Debug for OfficeSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OfficeSecret(…)")
    }
}

impl OfficeSecret {
    /// The key with these random bytes; `None` only for what is none by its length.
    #[must_use]
    pub fn new(bytes: &[u8; 32]) -> Option<Self> {
        Private::from_bytes(bytes).ok().map(Self)
    }

    /// Its public half.
    #[must_use]
    pub fn public(&self) -> OfficeKey {
        OfficeKey(X25519HkdfSha256::sk_to_pk(&self.0).to_bytes().into())
    }

    /// Opens what [`OfficeKey::close`] made; `None` when it was closed to another office, as something else, is cut,
    /// or was altered.
    #[must_use]
    pub fn open(&self, what: Closed, mut bytes: Vec<u8>, readable: usize) -> Option<Vec<u8>> {
        let closed = bytes.len().checked_sub(CLOSING_BYTES)?;
        let (body, closing) = bytes.split_at_mut(closed);
        let (tag, encapped) = closing.split_at(TAG_BYTES);
        let (tag, encapped) = (AeadTag::from_bytes(tag).ok()?, Encapped::from_bytes(encapped).ok()?);
        let (head, text) = body.split_at_mut_checked(readable)?;
        hpke::single_shot_open_in_place_detached::<Aead, Kdf, X25519HkdfSha256>(
            &OpModeR::Base,
            &self.0,
            &encapped,
            what.info(),
            text,
            head,
            &tag,
        )
        .ok()?;
        bytes.truncate(closed);
        Some(bytes)
    }
}

/// Randomness from outside, as [`hpke`] asks for it.
struct Entropy<F>(F);

impl<F: FnMut() -> u64> RngCore for Entropy<F> {
    fn next_u32(&mut self) -> u32 {
        // The upper half is as random as the whole.
        u32::try_from(self.next_u64() >> 32).unwrap_or_default()
    }

    fn next_u64(&mut self) -> u64 {
        (self.0)()
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            part.copy_from_slice(&self.next_u64().to_le_bytes()[..part.len()]);
        }
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl<F: FnMut() -> u64> CryptoRng for Entropy<F> {}

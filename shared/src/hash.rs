//! Hashes: of changes, of document heads, of photos.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::Digest as _;

/// A text that is no hash, and no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not 32 bytes: 64 hexadecimal digits expected")]
pub struct InvalidHash;

/// 32 bytes with a name of their own.
macro_rules! hash {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Shown and read as 64 lower-case hexadecimal digits; 32 bytes on the wire.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 32]);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::hash::InvalidHash;

            fn from_str(text: &str) -> Result<Self, $crate::hash::InvalidHash> {
                if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase()) {
                    return Err($crate::hash::InvalidHash);
                }
                let mut bytes = [0; 32];
                for (at, byte) in bytes.iter_mut().enumerate() {
                    let pair = text.get(2 * at..2 * at + 2).ok_or($crate::hash::InvalidHash)?;
                    *byte = u8::from_str_radix(pair, 16).map_err(|_| $crate::hash::InvalidHash)?;
                }
                Ok(Self(bytes))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                <[u8; 32]>::try_from(d.bytes()?)
                    .map(Self)
                    .map_err(|_| minicbor::decode::Error::message("32 bytes expected"))
            }
        }
    )*};
}

pub(crate) use hash;

hash! {
    /// The hash of one Automerge change.
    ChangeHash;
    /// The SHA-256 (FIPS 180-4) of a photo's bytes: its name everywhere.
    Sha256;
}

impl Sha256 {
    /// The hash of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }
}

impl From<automerge::ChangeHash> for ChangeHash {
    fn from(hash: automerge::ChangeHash) -> Self {
        Self(hash.0)
    }
}

impl From<ChangeHash> for automerge::ChangeHash {
    fn from(hash: ChangeHash) -> Self {
        Self(hash.0)
    }
}

/// The heads of a document: the changes nothing else depends on yet, sorted. Two replicas with
/// the same heads hold the same document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Heads(Vec<ChangeHash>);

impl Heads {
    /// The heads made of these changes.
    #[must_use]
    pub fn new(hashes: impl IntoIterator<Item = ChangeHash>) -> Self {
        let mut hashes: Vec<_> = hashes.into_iter().collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// The hashes, sorted.
    #[must_use]
    pub fn hashes(&self) -> &[ChangeHash] {
        &self.0
    }

    /// A fingerprint to compare two replicas by: four bytes instead of 32 a head.
    #[must_use]
    pub fn digest(&self) -> HeadsDigest {
        let mut hasher = sha2::Sha256::new();
        for hash in &self.0 {
            hasher.update(hash.0);
        }
        let full: [u8; 32] = hasher.finalize().into();
        let mut short = [0; 4];
        short.copy_from_slice(&full[..4]);
        HeadsDigest(u32::from_be_bytes(short))
    }

    pub(crate) fn automerge(&self) -> Vec<automerge::ChangeHash> {
        self.0.iter().map(|hash| (*hash).into()).collect()
    }
}

impl fmt::Display for Heads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, hash) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(" ")?;
            }
            hash.fmt(f)?;
        }
        Ok(())
    }
}

impl FromStr for Heads {
    type Err = InvalidHash;

    /// Reads hashes separated by single spaces; the empty text is no heads.
    fn from_str(text: &str) -> Result<Self, InvalidHash> {
        let hashes: Result<Vec<_>, _> = text.split(' ').filter(|t| !t.is_empty()).map(str::parse).collect();
        hashes.map(Self::new)
    }
}

/// The first four bytes of the SHA-256 over the sorted heads. Changes name those they build on by
/// their full hashes: this only has to notice that one is missing, and weighs as much on a phone's
/// bill as a change's own checksum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct HeadsDigest(#[n(0)] pub u32);

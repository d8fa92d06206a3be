//! The key of a data directory (Ed25519, RFC 8032), which signs the heads of its audit log and the reports of its
//! orders; and what a public key looks like to people.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};

use crate::store::error::StoreError;

/// Why nothing was signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// No server that makes a key has started on the data directory.
    #[error("it has no key for its audit log yet: start the server on it once")]
    NoKey,
    /// The key is not one of Ed25519.
    #[error("the key of its audit log is damaged")]
    BadKey,
    /// The log cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A key that signs.
pub(crate) struct SigningKey {
    pair: Ed25519KeyPair,
    public: [u8; 32],
}

impl SigningKey {
    /// The key of a data directory, as [`crate::store::Store::audit_key`] has it.
    ///
    /// # Errors
    /// [`SignError::NoKey`] when the directory has no key, [`SignError::BadKey`] when it is none of Ed25519.
    pub(crate) fn of(key: Option<[u8; 32]>) -> Result<Self, SignError> {
        let key = key.ok_or(SignError::NoKey)?;
        let pair = Ed25519KeyPair::from_seed_unchecked(&key).map_err(|_| SignError::BadKey)?;
        let public = pair.public_key().as_ref().try_into().map_err(|_| SignError::BadKey)?;
        Ok(Self { pair, public })
    }

    /// Its public half.
    pub(crate) const fn public(&self) -> [u8; 32] {
        self.public
    }

    /// Signs a text.
    pub(crate) fn sign(&self, statement: &[u8]) -> Result<[u8; 64], SignError> {
        self.pair.sign(statement).as_ref().try_into().map_err(|_| SignError::BadKey)
    }
}

/// Whether a text was signed with the private half of this key.
pub(crate) fn is_signed_by(key: &[u8; 32], statement: &[u8], signature: &[u8; 64]) -> bool {
    UnparsedPublicKey::new(&ED25519, key).verify(statement, signature).is_ok()
}

/// A key or a signature as people compare it: `base64url` (RFC 4648) without padding.
pub(crate) fn shown<const N: usize>(bytes: &[u8; N]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads [`shown`] back.
pub(crate) fn read<const N: usize>(text: &str) -> Option<[u8; N]> {
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

/// A text that is no public key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a public key is the 43 letters that sync-server audit-head prints behind key=")]
pub struct InvalidKey;

/// A public key, as somebody names the server they trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(pub [u8; 32]);

impl std::str::FromStr for PublicKey {
    type Err = InvalidKey;

    /// Reads the letters of a key, also with `key=` in front, as they stand in a head.
    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        read(text.strip_prefix("key=").unwrap_or(text)).map(Self).ok_or(InvalidKey)
    }
}

impl std::fmt::Display for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&shown(&self.0))
    }
}

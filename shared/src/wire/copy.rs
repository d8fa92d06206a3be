//! What waits on a phone, as a sealed file for the day its office is unreachable for good.

use hmac::{Hmac, KeyInit as _, Mac as _};

use crate::hash::Sha256;
use crate::id::DeviceId;
use crate::moment::Timestamp;
use crate::wire::message::{ChangeBytes, DocumentChanges, PROTOCOL, WireError, encode, protocol_of};

/// Everything that waits on a phone, as one file, for the day its office is unreachable for good.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct OutboxCopy {
    /// [`PROTOCOL`].
    #[n(0)]
    pub protocol: u32,
    /// The device it comes from.
    #[n(1)]
    pub device: DeviceId,
    /// When it was made.
    #[n(2)]
    pub made_at: Timestamp,
    /// The changes, oldest first.
    #[n(3)]
    pub documents: Vec<DocumentChanges>,
    /// The photos' bytes.
    #[n(4)]
    pub photos: Vec<ChangeBytes>,
}

/// The oldest protocol whose copies are taken in: their layout is the same since.
const COPY_PROTOCOL_MIN: u32 = 1;

/// The seal at the end of a copy's file, in bytes.
const SEAL_BYTES: usize = 32;

impl OutboxCopy {
    /// The file: the copy, then its seal (HMAC-SHA-256, RFC 2104). The key is the hash of the device's
    /// token, which the office keeps: nobody else can write in the name of the device's person.
    #[must_use]
    pub fn sealed(&self, token: &str) -> Vec<u8> {
        let mut file = encode(self);
        let seal = seal(Sha256::of(token.as_bytes()).0, &file).finalize().into_bytes();
        file.extend(seal);
        file
    }
}

fn seal(token_hash: [u8; 32], body: &[u8]) -> Hmac<sha2::Sha256> {
    // A key shorter than a block of the hash is filled up with zeros.
    let mut key = [0; 64];
    key[..32].copy_from_slice(&token_hash);
    let mut seal = Hmac::new(&key.into());
    seal.update(body);
    seal
}

/// A copy as it stands in a file, of which nobody knows yet who wrote it.
#[derive(Debug)]
pub struct SealedCopy<'a> {
    copy: OutboxCopy,
    body: &'a [u8],
    seal: &'a [u8],
}

impl<'a> SealedCopy<'a> {
    /// Reads a file; its photos make it larger than a message may be.
    ///
    /// # Errors
    /// [`WireError::Malformed`] when the file is cut or is no copy, [`WireError::Protocol`] when another version
    /// made it.
    pub fn read(file: &'a [u8]) -> Result<Self, WireError> {
        let cut = || WireError::Malformed("a copy that was cut".to_owned());
        let (body, seal) = file.split_at_checked(file.len().saturating_sub(SEAL_BYTES)).ok_or_else(cut)?;
        let protocol = protocol_of(body)?;
        if !(COPY_PROTOCOL_MIN..=PROTOCOL).contains(&protocol) {
            return Err(WireError::Protocol(protocol));
        }
        let copy = minicbor::decode(body).map_err(|error| WireError::Malformed(error.to_string()))?;
        Ok(Self { copy, body, seal })
    }

    /// The device it says it comes from.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        self.copy.device
    }

    /// The copy, if it was sealed with the token of this hash.
    #[must_use]
    pub fn of_token(self, token_hash: [u8; 32]) -> Option<OutboxCopy> {
        seal(token_hash, self.body).verify_slice(self.seal).is_ok().then_some(self.copy)
    }
}

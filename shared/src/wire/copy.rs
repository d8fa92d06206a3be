//! What waits on a phone, as a file for the day its office is unreachable for good.
//!
//! The file is the copy, its seal (HMAC-SHA-256, RFC 2104, with the hash of the device's token) and the signature of the
//! device (Ed25519, RFC 8032), closed to the office ([`OfficeKey::close`]) behind a head that says which one. A phone
//! that does not know its office's key, and apps before that key, write the copy and its seal alone: who reads a backup
//! of the office has the hash of every token, and no phone's key.

use hmac::{Hmac, KeyInit as _, Mac as _};

use crate::hash::Sha256;
use crate::id::DeviceId;
use crate::moment::Timestamp;
use crate::office_key::{CLOSING_BYTES, Closed, OfficeKey, OfficeSecret};
use crate::wire::message::{ChangeBytes, DocumentChanges, PROTOCOL, encode, protocol_of};

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

/// What a closed file begins with: no message of CBOR begins so. Then [`OfficeKey::short`].
const MAGIC: [u8; 8] = *b"guichet\x02";
const HEAD_BYTES: usize = MAGIC.len() + 8;

/// The seal behind a copy, in bytes.
const SEAL_BYTES: usize = 32;
/// The signature behind the seal, in bytes.
const SIGNATURE_BYTES: usize = 64;

impl OutboxCopy {
    /// The file of a phone that does not know its office's key: the copy, then its seal.
    #[must_use]
    pub fn sealed(&self, token: &str) -> Vec<u8> {
        let mut file = encode(self);
        let seal = seal(Sha256::of(token.as_bytes()).0, &file).finalize().into_bytes();
        file.extend(seal);
        file
    }

    /// The file, closed to the office; `sign` signs what it is given with the device's key. `None` when the office's
    /// key is none.
    #[must_use]
    pub fn closed(
        &self,
        token: &str,
        sign: impl FnOnce(&[u8]) -> [u8; 64],
        to: &OfficeKey,
        entropy: impl FnMut() -> u64,
    ) -> Option<Vec<u8>> {
        let mut file = [MAGIC, to.short()].concat();
        // Writing to memory cannot fail.
        minicbor::encode(self, &mut file).ok()?;
        let body = &file[HEAD_BYTES..];
        let seal = seal(Sha256::of(token.as_bytes()).0, body).finalize().into_bytes();
        let signature = sign(&statement(body));
        file.reserve_exact(SEAL_BYTES + SIGNATURE_BYTES + CLOSING_BYTES);
        file.extend(seal);
        file.extend(signature);
        to.close(Closed::Copy, file, HEAD_BYTES, entropy)
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

/// What a device signs of a copy: whatever else it may sign one day begins otherwise.
fn statement(body: &[u8]) -> Vec<u8> {
    [b"guichet copy\n".as_slice(), &Sha256::of(body).0].concat()
}

/// Why a file cannot be taken for a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CopyError {
    /// It is something else, or of another version.
    #[error("not a copy of this version")]
    NotACopy,
    /// It begins as a copy, and was cut or altered behind that.
    #[error("a copy that was cut or altered")]
    Cut,
    /// It was closed to another office.
    #[error("closed to another office")]
    OtherOffice,
    /// It says that it comes from this device, and does not.
    #[error("not of the device it names")]
    OtherDevice,
}

/// What is read of a copy before anybody knows who wrote it.
#[derive(minicbor::Decode)]
struct Origin {
    #[n(1)]
    device: DeviceId,
}

/// A copy as it stands in a file, of which nobody knows yet who wrote it: nothing of it takes more room than the file.
#[derive(Debug)]
pub struct SealedCopy {
    device: DeviceId,
    /// The encoded copy.
    body: Vec<u8>,
    seal: [u8; SEAL_BYTES],
    /// Of a closed file alone.
    signature: Option<[u8; SIGNATURE_BYTES]>,
}

impl SealedCopy {
    /// Reads a file, which its photos make larger than a message may be, in its place.
    ///
    /// # Errors
    /// [`CopyError::NotACopy`], [`CopyError::Cut`] or [`CopyError::OtherOffice`].
    pub fn read(file: Vec<u8>, office: &OfficeSecret) -> Result<Self, CopyError> {
        if !file.starts_with(&MAGIC) {
            return Self::parse(file, None);
        }
        let short = file.get(MAGIC.len()..HEAD_BYTES).ok_or(CopyError::Cut)?;
        if short != office.public().short() {
            return Err(CopyError::OtherOffice);
        }
        let mut file = office.open(Closed::Copy, file, HEAD_BYTES).ok_or(CopyError::Cut)?;
        file.drain(..HEAD_BYTES);
        let signature = taken_off(&mut file).ok_or(CopyError::NotACopy)?;
        Self::parse(file, Some(signature))
    }

    fn parse(mut body: Vec<u8>, signature: Option<[u8; SIGNATURE_BYTES]>) -> Result<Self, CopyError> {
        let protocol = protocol_of(&body).map_err(|_| CopyError::NotACopy)?;
        if !(COPY_PROTOCOL_MIN..=PROTOCOL).contains(&protocol) {
            return Err(CopyError::NotACopy);
        }
        let seal = taken_off(&mut body).ok_or(CopyError::Cut)?;
        let mut decoder = minicbor::Decoder::new(&body);
        let Origin { device } = decoder.decode().map_err(|_| CopyError::Cut)?;
        if decoder.position() != body.len() {
            return Err(CopyError::Cut);
        }
        Ok(Self { device, body, seal, signature })
    }

    /// The device it says it comes from.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        self.device
    }

    /// Whether a device signed it; if not, only its seal says who wrote it.
    #[must_use]
    pub const fn is_signed(&self) -> bool {
        self.signature.is_some()
    }

    /// The copy, if `is_right` says that this is the signature of its device under a statement. With which token it was
    /// sealed matters no more then: the device may have been given another since.
    ///
    /// # Errors
    /// [`CopyError::OtherDevice`] when it is not, or there is none; [`CopyError::NotACopy`] when the device signed
    /// something else.
    pub fn of_signer(
        self,
        is_right: impl FnOnce(&[u8], &[u8; SIGNATURE_BYTES]) -> bool,
    ) -> Result<OutboxCopy, CopyError> {
        match self.signature {
            Some(signature) if is_right(&statement(&self.body), &signature) => decoded(&self.body),
            Some(_) | None => Err(CopyError::OtherDevice),
        }
    }

    /// The copy, if it was sealed with the token of this hash.
    ///
    /// # Errors
    /// [`CopyError::OtherDevice`] when it was not, [`CopyError::NotACopy`] when something else was.
    pub fn of_token(self, token_hash: [u8; 32]) -> Result<OutboxCopy, CopyError> {
        seal(token_hash, &self.body).verify_slice(&self.seal).map_err(|_| CopyError::OtherDevice)?;
        decoded(&self.body)
    }
}

fn decoded(body: &[u8]) -> Result<OutboxCopy, CopyError> {
    minicbor::decode(body).map_err(|_| CopyError::NotACopy)
}

/// The last bytes of some, which lose them.
fn taken_off<const N: usize>(bytes: &mut Vec<u8>) -> Option<[u8; N]> {
    let last = *bytes.last_chunk()?;
    bytes.truncate(bytes.len() - N);
    Some(last)
}

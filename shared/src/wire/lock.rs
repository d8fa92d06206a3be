//! What a phone and the office say to each other of the phone's lock: the code that opens it when its PIN was forgotten,
//! that it was used, and whether there has to be a lock.

use crate::id::DeviceId;
use crate::moment::Timestamp;
use crate::recovery_code::RecoveryCode;

/// How many bytes of what is closed say whose code it is: device and number.
pub const RECOVERY_READABLE_BYTES: usize = 16 + 8;

/// A phone says this of its lock, each time.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct PhoneLock {
    /// The number of the code that opens it; `None` without a lock, or with one of an earlier app.
    #[n(0)]
    pub recovery: Option<u64>,
    /// The code, closed to the office, until a reply says that it is kept there.
    #[n(1)]
    pub closed: Option<ClosedCode>,
    /// The last opening by a code, until a reply has followed it.
    #[n(2)]
    pub opening: Option<CodeOpening>,
}

/// Device, number and code of 25 letters, closed to the office but for the first
/// [`RECOVERY_READABLE_BYTES`].
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct ClosedCode(#[cbor(n(0), with = "minicbor::bytes")] pub Vec<u8>);

/// That a phone was opened by a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct CodeOpening {
    /// The number of the code.
    #[n(0)]
    pub recovery: u64,
    /// When, by the phone's clock.
    #[n(1)]
    pub at: Timestamp,
}

/// What the office says of the lock of a phone, each time.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct OfficeLock {
    /// The number of the code that the office keeps.
    #[n(0)]
    pub keeps: Option<u64>,
    /// Who was shown it last, this one or one before it.
    #[n(1)]
    pub shown: Option<CodeShown>,
    /// An administration that this phone's person works for has every phone locked with a PIN.
    #[n(2)]
    pub pin_required: bool,
}

/// That a code was shown at the office.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct CodeShown {
    /// Which one.
    #[n(0)]
    pub recovery: u64,
    /// When, by the server's clock.
    #[n(1)]
    pub at: Timestamp,
    /// To whom, by name.
    #[n(2)]
    pub to: String,
}

/// What a device closes to the office: whose code it is, and the code.
#[must_use]
pub fn code_to_close(device: DeviceId, recovery: u64, code: &RecoveryCode) -> Vec<u8> {
    [device.as_bytes().as_slice(), &recovery.to_be_bytes(), code.as_bytes()].concat()
}

/// Reads what the office opened; `None` when it is of another device, or of another code.
#[must_use]
pub fn opened_code(bytes: &[u8], device: DeviceId, recovery: u64) -> Option<RecoveryCode> {
    let (whose, code) = bytes.split_at_checked(RECOVERY_READABLE_BYTES)?;
    let is_its = whose == [device.as_bytes().as_slice(), &recovery.to_be_bytes()].concat();
    std::str::from_utf8(code).ok().filter(|_| is_its)?.parse().ok()
}

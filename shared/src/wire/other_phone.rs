//! What the owner of a phone is told of their other phones: also of one that somebody enrolled in their name.

use crate::id::DeviceId;
use crate::moment::Timestamp;

/// Another phone in the name of the same person, not withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct OtherPhone {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// What it calls itself.
    #[n(1)]
    pub name: String,
    /// When it was enrolled, by the server's clock.
    #[n(2)]
    pub enrolled_at: Timestamp,
    /// The name of whoever made the code it was enrolled with; `None` where that is not known.
    #[n(3)]
    pub by: Option<String>,
}

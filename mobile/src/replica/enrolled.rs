//! The owner of this phone, and the token by which the phone proves it.

use shared::{ActorId, DeviceId, PersonId, Role};

/// Who this phone belongs to, and how it proves it.
#[derive(Debug, Clone)]
pub(crate) struct Enrolled {
    pub(crate) device: DeviceId,
    pub(crate) token: String,
    pub(crate) person: PersonId,
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) actor: ActorId,
}

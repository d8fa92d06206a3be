//! Fresh Automerge actor ids.

use shared::{ActorId, DeviceId, Moment, Sha256};

/// A new actor id, derived from the device, the entropy and the wall clock of this moment.
pub(crate) fn fresh_actor(device: DeviceId, moment: Moment) -> ActorId {
    let mut seed = device.as_bytes().to_vec();
    seed.extend(moment.entropy.to_be_bytes());
    seed.extend(moment.wall.0.to_be_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Sha256::of(&seed).0[..16]);
    ActorId::from_bytes(bytes)
}

//! What stands on nothing of ours: limits, clock, secrets, locks.

pub mod clock;
pub mod collation;
pub mod keyed_lock;
pub mod limits;
pub mod network;
pub mod numbers;
pub mod role;
pub mod secret;
pub mod timeouts;

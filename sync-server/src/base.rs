//! What stands on nothing of ours: limits, clock, secrets, locks.

pub(crate) mod browser;
pub mod clock;
pub mod collation;
pub(crate) mod durable_file;
pub mod keyed_lock;
pub mod limits;
pub mod network;
pub mod numbers;
pub(crate) mod overwritten;
pub(crate) mod private_files;
pub mod process;
pub mod role;
pub mod roles;
pub(crate) mod scratch_folder;
pub mod secret;
pub mod timeouts;

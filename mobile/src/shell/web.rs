//! The browser: the page shows the screens, a dedicated worker holds the replica on OPFS. Each is a program of
//! its own, so that the first is small and shows something while the second comes.

mod browser;
mod message;
#[cfg(feature = "replica")]
mod network;
#[cfg(feature = "screens")]
pub(super) mod page;
#[cfg(feature = "replica")]
mod picture;
#[cfg(feature = "replica")]
mod small_file;
#[cfg(feature = "replica")]
mod storage;
#[cfg(feature = "replica")]
pub(super) mod worker;

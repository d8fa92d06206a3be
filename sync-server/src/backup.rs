//! Backups of a data directory: made while it is served, restored into a new one, verified.
//!
//! A backup is a folder: a copy of `server.db` as it was at one moment, and the photos it names. The
//! office database is not in it: it is made again from the feed. Deliberately absent: schedules,
//! rotation and transport, which every office has tools for.

mod error;
mod make;
mod restore;
mod staging;
mod verify;

pub use error::BackupError;
pub use make::{BackedUp, backup};
pub use restore::{Restored, restore};
pub use verify::{Findings, verify, verify_against};

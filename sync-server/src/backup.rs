//! Backups of a data directory: made while it is served, restored into a new one, verified.
//!
//! A backup is a folder: a copy of `server.db` as it was at one moment, and the photos it names. The
//! office database is not in it: it is made again from the feed. Or it is one stream with the same in it, encrypted
//! ([`stream`]). Deliberately absent: schedules, rotation and transport, which every office has tools for.

mod error;
mod keys;
mod make;
mod restore;
mod staging;
pub mod stream;
mod stream_file;
mod unpack;
mod verify;

pub use error::BackupError;
pub use keys::{Identities, Recipients};
pub use make::{BackedUp, backup};
pub use restore::{Restored, restore};
pub use stream::{Streamed, backup_to_stream};
pub use stream_file::StreamFile;
pub use unpack::restore_stream;
pub use verify::{Findings, verify, verify_against};

//! One phone's copy of what concerns its owner: SQLite storage, outbox, index, and the
//! conversation with the office as *request out, reply in*.
//!
//! Deliberately absent: Dioxus, the network, threads, any clock but the one handed in, and
//! anything about the platform. An edit is one transaction: change, outbox, list row and search
//! entry together, durable before `Answer::Saved` is given.

pub(crate) mod absence;
pub(crate) mod actor;
pub(crate) mod conversation;
pub(crate) mod drafts;
pub(crate) mod edit;
pub(crate) mod enrolled;
pub(crate) mod error;
pub(crate) mod exchange;
pub(crate) mod http;
pub(crate) mod index;
pub(crate) mod intake;
mod lock;
pub(crate) mod materials;
pub(crate) mod other_feed;
pub(crate) mod picture;
pub(crate) mod pin_lock;
pub(crate) mod rejected;
pub(crate) mod sending;
pub(crate) mod state;
pub(crate) mod store;
pub(crate) mod sync;
pub(crate) mod views;
pub(crate) mod withdrawal;

pub use conversation::OfficeWord;
pub use error::ReplicaError;
pub use http::{HttpReply, HttpRequest, Unreachable};
pub use picture::header::{Header, Taken};
pub use picture::{PICTURE_QUALITY, Picture, THUMBNAIL_QUALITY};
pub use state::{Compare, Replica};
pub use store::database::CrashPoint;
pub use store::sealed;

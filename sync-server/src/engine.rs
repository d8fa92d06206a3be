//! The server's replica: what is accepted, and who gets what.
//!
//! [`core::Core`] decides, synchronously, one batch of jobs at a time: check, append to the feed, commit,
//! project to the office database, answer. [`thread::Engine`] is a thread around it, so that requests
//! arriving together share one commit. The engine decides from `server.db` alone and never reads the office
//! database. What it knows of nouns it is handed as [`transaction::DomainRules`]. Deliberately absent: HTTP,
//! SQL text, nouns, and any clock but the one handed in.

pub mod acting;
pub mod behind;
pub mod command;
pub mod core;
pub mod data_directory;
pub mod documents;
pub mod error;
pub mod event;
pub mod failure;
mod founding;
pub mod import;
pub mod job;
pub mod jobs;
pub mod lookup;
pub mod nouns;
pub mod once;
pub mod person_error;
pub mod projecting;
pub mod readers;
pub mod status;
pub(crate) mod tally;
pub mod thread;
pub mod transaction;
mod unknown;
pub mod unusable;

pub use crate::engine::core::{Core, CrashPoint};
pub use crate::engine::thread::Engine;
pub use crate::engine::unusable::Unusable;

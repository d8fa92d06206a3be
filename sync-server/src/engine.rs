//! The server's replica: what is accepted, and who gets what.
//!
//! [`Core`] decides, synchronously, one batch of work at a time: check, append to the feed,
//! commit, project to the office database, answer. [`Engine`] is a thread around it, so that
//! requests arriving together share one commit. Deliberately absent: HTTP, SQL text, and any clock
//! but the one handed in.

pub mod audience;
pub mod audit;
pub mod behind;
pub mod command;
pub mod core;
pub mod data_directory;
pub mod documents;
pub mod error;
pub mod event;
pub mod failure;
pub mod once;
pub mod readers;
pub mod status;
pub mod thread;

pub use crate::accounts::person::{PersonCommand, PersonError, PersonFacts};
pub use crate::engine::behind::{Behind, Obstacle};
pub use crate::engine::core::{CopyTaken, Core, CrashPoint, ImportedChange, ImportedDocument, Outcome, Work};
pub use crate::engine::data_directory::{Unusable, rebuild_office};
pub use crate::engine::documents::Compacted;
pub use crate::engine::once::{FormStep, SentForm, sent_as};
pub use crate::engine::status::EngineStatus;
pub use crate::engine::thread::{Engine, from_address};
pub use crate::sync::drain::{AnnouncedPhoto, Withdrawal, announced};
pub use crate::sync::offer::{OfferedDocument, Offers};
pub use crate::sync::take_over::{RefusedView, TakeOver};

pub(crate) use crate::engine::documents::load as load_document;

//! Documents: one Automerge document per thing that is assigned, merged and withdrawn as a whole.
//!
//! This folder knows Automerge and no noun. A [`Document`] holds the history of changes; the folder of a
//! noun says what may stand in one of its kind (a `Shape`) and reads it into plain values. What is done to a
//! document according to its kind stands in [`crate::kinds`].

pub(crate) mod change;
pub(crate) mod chunk;
pub(crate) mod core;
pub(crate) mod effect;
pub(crate) mod effects;
pub(crate) mod error;
pub(crate) mod fields;
mod found;
pub(crate) mod holds;
pub mod photo;
pub mod priority;
mod rewrite;
mod salvage;
pub(crate) mod shape;
pub(crate) mod writer;

pub use self::core::{Document, SCHEMA};
pub use crate::document_kind::DocumentKind;
pub use change::{ChangeHeader, LocalChange, change_header, is_in_change};
pub use chunk::announced_operations;
pub use effect::{Effect, EffectAt};
pub use error::DocumentError;
pub use found::GONE;
pub(crate) use found::{Left, found_anew};
pub use photo::{DatedBy, Photo, PhotoFacts, PhotoPhase};
pub use priority::Priority;
pub use rewrite::with_new_actor;
pub use salvage::texts_of;

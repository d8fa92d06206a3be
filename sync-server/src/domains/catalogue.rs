//! The codification that all nouns share: administrations, teams, natures, checklists; and the names behind ids.

mod former;
pub(crate) mod names;
pub(crate) mod rows;
pub mod rules;

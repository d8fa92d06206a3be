//! The codification that all nouns share: administrations, teams, people, natures, stock items.

pub(crate) mod document;
pub(crate) mod names;
pub(crate) mod rows;
pub mod rules;

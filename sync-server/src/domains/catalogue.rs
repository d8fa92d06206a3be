//! The codification that all nouns share: administrations, teams, people, natures, stock items.

pub(crate) mod document;

//! The nouns, a folder each.

pub mod audit;
pub mod counter;
pub mod devices;
pub mod orders;
pub mod people;
pub mod register;
pub mod search;
pub mod sync_review;

//! What is kept in stores: lists of things, for the teams that use them.

pub(crate) mod queries;
pub(crate) mod rows;
pub mod rules;

//! Requests: the one counter.

pub mod correct;
pub(crate) mod menu;
pub mod open;
pub mod page;
pub(crate) mod pages;
pub mod queries;
pub(crate) mod rows;

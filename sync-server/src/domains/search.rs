//! One search over everything.

pub mod page;
pub(crate) mod pages;
pub mod queries;

//! One search over everything.

pub mod page;
pub mod queries;

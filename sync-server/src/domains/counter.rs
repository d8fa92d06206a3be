//! Requests: the one counter.

pub mod correct;
pub mod open;
pub mod page;
pub mod queries;

//! The audit log and what was done in the field.

pub mod export;
pub mod field_work;
pub mod page;
pub mod words;

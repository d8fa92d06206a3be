//! The audit log and what was done in the field.

pub mod export;
pub mod field_work;
pub(crate) mod head;
pub(crate) mod menu;
pub mod page;
pub(crate) mod pages;
pub mod words;

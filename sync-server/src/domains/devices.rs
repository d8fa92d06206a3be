//! Phones: enrolled, silent, withdrawn.

pub mod detail;
pub mod outbox_copy;
pub mod page;

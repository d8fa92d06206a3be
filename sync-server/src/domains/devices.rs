//! Phones: enrolled, silent, withdrawn.

pub mod budget;
pub mod detail;
pub(crate) mod first_day;
pub(crate) mod menu;
pub mod outbox_copy;
pub mod page;
pub(crate) mod pages;
pub(crate) mod queries;
pub(crate) mod unlock_code;

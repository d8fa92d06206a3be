//! Accounts, as the office sees and changes them.

pub mod account_page;
pub mod form;
pub(crate) mod menu;
pub mod page;
pub(crate) mod pages;
pub mod sign_in_page;

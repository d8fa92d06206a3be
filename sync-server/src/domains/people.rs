//! Accounts, as the office sees and changes them.

pub mod account_page;
pub mod form;
pub mod page;
pub mod sign_in_page;

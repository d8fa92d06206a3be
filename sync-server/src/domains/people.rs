//! People's cards, and accounts as the office sees and changes them.

pub mod account_page;
pub(crate) mod blocked_page;
pub(crate) mod enrolled;
pub mod form;
pub(crate) mod menu;
mod nameless_page;
pub mod page;
pub(crate) mod pages;
pub(crate) mod phones;
pub(crate) mod pin_rule;
pub(crate) mod queries;
mod roles_form;
pub(crate) mod rows;
pub mod rules;
pub(crate) mod second_factor_page;
pub(crate) mod second_factor_rule;
pub mod sign_in_page;

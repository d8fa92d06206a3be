//! Requests: the one counter.

pub(crate) mod badges;
pub mod correct;
pub(crate) mod menu;
pub mod open;
pub mod page;
pub(crate) mod pages;
pub mod queries;
pub(crate) mod rows;
pub mod rules;

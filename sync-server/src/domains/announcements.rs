//! Announcements: some words of the office for a team or for everybody, and who has read them.

pub(crate) mod menu;
pub(crate) mod page;
pub(crate) mod pages;
pub mod queries;
pub(crate) mod rows;
pub mod rules;

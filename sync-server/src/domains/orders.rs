//! Work orders at the office.

pub mod contradiction;
pub mod deviation;
pub mod form;
pub mod list;
pub(crate) mod menu;
pub mod page;
pub(crate) mod pages;
pub mod paper;
pub mod photos;
pub mod queries;
pub mod report;
pub mod review;
pub(crate) mod rows;

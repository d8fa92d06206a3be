//! Work orders at the office.

pub mod contradiction;
pub mod deviation;
pub mod form;
pub mod home;
pub mod list;
pub mod page;
pub mod paper;
pub mod photos;
pub mod queries;
pub mod report;
pub mod review;

//! Work orders at the office.

pub(crate) mod act;
pub(crate) mod at_building;
pub(crate) mod badges;
pub mod contradiction;
pub(crate) mod decide;
pub mod deviation;
pub(crate) mod edit;
pub(crate) mod first_day;
pub mod form;
pub mod list;
pub(crate) mod menu;
pub(crate) mod new;
pub(crate) mod offered_approval;
pub mod page;
pub(crate) mod pages;
pub mod paper;
pub mod photos;
pub mod queries;
pub mod report;
pub mod review;
pub(crate) mod rows;
pub mod rules;
pub(crate) mod sheet;
pub(crate) mod signed_report;
pub(crate) mod table;
pub(crate) mod verify_report;

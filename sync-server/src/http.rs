//! Pieces of HTTP that several front doors share.

pub mod announcements;
pub mod app_differences;
pub mod app_files;
pub mod body_budget;
pub(crate) mod cookies;
pub mod counters;
pub mod event_streams;
pub mod file_body;
pub mod guarded_body;
pub mod peer;
pub mod photo_answer;
pub mod photo_problem;
pub mod problem;
pub mod site;
pub mod span;

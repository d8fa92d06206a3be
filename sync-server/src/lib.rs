//! Guichet's sync server: sync, photos, devices, the office pages and the phone app's files.
//!
//! `engine` and `sync` decide, `store` keeps, `projection` fills the office database, `domains` has a folder for
//! each noun; `routes` has every route on one page.

pub mod account_commands;
pub mod accounts;
pub mod app;
pub mod audit_head;
pub mod backup;
pub mod base;
pub mod demo;
pub mod domains;
pub mod engine;
mod health;
pub mod http;
pub mod import_commands;
pub mod jobs;
pub mod middleware;
pub mod office;
mod pdf;
pub mod phone_api;
pub mod photos;
pub mod program;
pub mod projection;
pub mod retention;
pub mod retention_commands;
pub mod routes;
pub mod serve;
pub mod signed_report;
pub mod sql;
pub mod store;
pub mod sync;
pub mod tables;

pub use crate::http::span::Reason;
pub use routes::routes;

//! Guichet's sync server: sync, photos, devices, the office pages and the phone app's files.
//!
//! `sync` decides, `store` keeps, `office` projects and shows; `routes` has every route on one
//! page.

pub mod app;
mod attempts;
pub mod backup;
mod collation;
pub mod demo;
pub mod devices;
pub mod exchange;
mod file_body;
mod health;
mod held;
pub mod intake;
pub mod limits;
pub mod metrics;
pub mod office;
pub mod people;
pub mod phone_app;
pub mod photos;
pub mod problem;
mod request_log;
pub mod routes;
pub mod serve;
pub mod store;
pub mod sync;
mod turns;

pub use request_log::Reason;
pub use routes::routes;

//! Guichet's sync server: sync, photos, devices, the office pages and the phone app's files.
//!
//! `sync` decides, `store` keeps, `office` projects and shows; `routes` has every route on one
//! page.

pub mod office;
pub mod store;
pub mod sync;

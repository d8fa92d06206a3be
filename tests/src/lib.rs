//! What no crate can test alone: many replicas against the server under faults, and a real browser.
//!
//! [`browser`] drives Chromium and the server as programs; [`commune`] has phones without a browser
//! that talk to that server over [`http`]; [`fuzz`] sends hostile bytes.

pub mod browser;
pub mod commune;
pub mod fuzz;
pub mod http;

//! What no crate can test alone: many replicas against the server under faults, and a real browser.
//!
//! [`browser`] drives Chromium and the server as programs; [`fuzz`] sends hostile bytes.

pub mod browser;
pub mod fuzz;

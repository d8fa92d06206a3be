//! The rules of the domain, as plain tests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod announcements;
mod commands;
mod fixture;
mod forms;
mod founding;
mod language;
mod limits;
mod merging;
mod office_key;
mod plausible;
mod policy;
mod policy_generated;
mod register;
mod search;
mod status;
mod summary;
mod undo;
mod wire;

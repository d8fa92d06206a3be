//! What becomes of what is on a phone when the office says no, or takes the phone away: a real
//! replica on a file, against the server's own routes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod drained;
mod nameless;
mod office;
mod phone;
mod refused;
mod withdrawn;

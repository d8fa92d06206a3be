//! A server restored from an old backup, and real replicas that bring back what it forgot. In one
//! process, on real SQLite; `SEED=n` replays one schedule.
#![allow(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod chance;
mod disaster;
mod office;
mod phone;

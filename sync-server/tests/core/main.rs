//! The core alone, on real SQLite: what it accepts and from whom, and what it does on a disk that fails it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod acceptance;
mod accounts;
mod blocked;
mod decisions;
mod faults;
mod mentions;
mod office;
mod put_back;

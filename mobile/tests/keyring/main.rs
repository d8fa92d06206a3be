//! The keyring, on a phone that may die at any write.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod file;
mod held;
mod passkey;
mod pin;
mod recovery;

//! Lists as administrations have them, against a register that is written for real.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod assets;
mod buildings;
mod mapping;
mod reading;
mod world;

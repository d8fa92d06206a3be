//! The server as a program, over the loopback: what people do to it who are slow, many, or mean it
//! harm; what it logs; and what it does on a signal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![cfg(unix)]

mod abuse;
mod hangup;
mod log;
mod program;
mod streams;

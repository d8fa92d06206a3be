//! The server as a program, over the loopback: what people do to it who are slow, many, or mean it
//! harm; what it logs; and what it does on a signal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![cfg(unix)]

mod abuse;
mod at_work;
mod audit_head;
mod checklists;
mod greedy;
mod hangup;
mod line;
mod log;
mod many_photos;
mod office_listen;
mod program;
mod proxies;
mod public_address;
#[path = "../http/raw_photo.rs"]
mod raw_photo;
mod readme;
mod reports;
mod streams;
mod unix_socket;
mod where_to_listen;

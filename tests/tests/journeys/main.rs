//! Journeys in a real Chromium, against the real server and the demo commune. Each leaves
//! screenshots in `target/screenshots`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod accessible;
mod basement;
mod commands;
mod commune;
mod cut;
mod defect;
mod desk;
mod drafts;
mod finding;
mod finishing;
mod haste;
mod iphone;
mod measures;
mod office_forms;
mod opening;
mod picture;
mod second_tab;
mod several_photos;
mod together;
mod tus_client;

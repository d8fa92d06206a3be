//! Journeys in a real Chromium, against the real server and the demo commune. Each leaves
//! screenshots in `target/screenshots`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod accessible;
mod announcement;
mod away;
mod basement;
mod commands;
mod commune;
mod cut;
mod damaged;
mod defect;
mod desk;
mod drafts;
mod finding;
mod finishing;
mod forgotten_pin;
mod guarded;
mod haste;
mod import;
mod iphone;
mod language;
mod last_today;
mod measures;
mod office_commands;
mod office_forms;
mod opening;
mod other_phones;
mod picture;
mod pin;
mod register;
mod retention;
mod sealed;
mod second_tab;
mod several_photos;
mod together;
mod tus_client;
mod update;

//! The API as phones meet it: requests in, answers out, hostile ones included.
//!
//! Everything goes through the routes, against a real data directory and the test's own clock. An
//! answer is shown whole: its status, its headers and its body. Deliberately absent: what the
//! replica decides change by change (`tests/core`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod access;
mod accounts;
mod announcements;
mod answer;
mod apart;
mod app_files;
mod asked_again;
mod audit;
mod away;
mod behind;
mod blocked;
mod budget;
mod closed_copies;
mod cookies;
mod copies;
mod cut_uploads;
mod desk;
mod device_keys;
mod enrolment;
mod exchange;
mod exports;
mod find;
mod first_day;
mod full_disk;
mod guessing;
mod headers;
mod hostile_bodies;
mod hostile_changes;
mod imports;
mod imports_done;
mod labels;
mod late;
mod limits;
mod lists;
mod long_answers;
mod lost;
mod many_photos;
mod nameless;
mod offers;
mod old_addresses;
mod pages;
mod phone;
mod photo_store;
mod photos;
mod queue;
mod raw_photo;
mod refused;
mod refused_limits;
mod register;
mod requests;
mod restart;
mod retention;
mod review;
mod rows;
mod second_factor;
mod sessions;
mod signed_reports;
mod statements;
mod test_office;
mod tus;
mod undo;
mod unlock_code;
mod uploads;

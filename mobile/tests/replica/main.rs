//! The replica against an office whose answers are written by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod announcements;
mod answers;
mod asked;
mod budget;
mod buildings;
mod copies;
mod drafts;
mod founded;
mod full;
mod kept;
mod keys;
mod limits;
mod lock;
mod names;
mod other_feed;
mod other_phones;
mod phone;
mod pictures;
mod pin_lock;
mod sealed;
mod search;
mod today;

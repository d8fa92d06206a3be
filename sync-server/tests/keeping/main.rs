//! How the server keeps what it was given: backups, restores and what phones offer after one,
//! compaction. On real files, with the test's own clock.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod audit;
mod backup;
mod compaction;
mod earlier;
mod founding;
mod imports;
mod offers;
mod offers_over;
mod office;
mod program;
mod readers;
mod retention;
mod stream;
mod stream_program;
mod verify;

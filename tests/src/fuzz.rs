//! Hostile bytes: one function per door through which bytes from outside come in.
//!
//! A target takes any bytes and panics when something is true that may never be. The seeds are
//! what honest phones send, and what once went wrong. The same targets run as an ordinary test
//! with a short run of [`Mutator`], and for as long as one likes under libFuzzer, which sees what
//! the bytes reach (`cargo xtask fuzz`).
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a target fails by panicking")]

mod change;
mod copy;
mod enrolment;
mod mutator;
mod office;
mod packed_body;
mod photo;
mod scene;
mod sync_body;
mod upload;

use shared::Sha256;

pub use mutator::Mutator;

/// A door, and what is sent through it.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, for the command line.
    pub name: &'static str,
    /// Takes the bytes; panics when something is wrong.
    pub run: fn(&[u8]),
    /// Bytes to begin with.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Mutated inputs in the ordinary test: what runs in a second or so.
    pub short_run: u64,
}

/// Every door.
pub const TARGETS: [Target; 6] = [
    Target { name: "change", run: change::run, seeds: change::seeds, short_run: 2_000 },
    Target { name: "sync-body", run: sync_body::run, seeds: sync_body::seeds, short_run: 200 },
    Target { name: "packed-body", run: packed_body::run, seeds: packed_body::seeds, short_run: 300 },
    Target { name: "photo", run: photo::run, seeds: photo::seeds, short_run: 500 },
    Target { name: "enrolment", run: enrolment::run, seeds: enrolment::seeds, short_run: 200 },
    Target { name: "copy", run: copy::run, seeds: copy::seeds, short_run: 1_000 },
];

/// The target with this name.
#[must_use]
pub fn target(name: &str) -> Option<Target> {
    TARGETS.into_iter().find(|target| target.name == name)
}

/// How a change begins: the format's magic, four bytes of checksum, the chunk type.
const CHANGE_MAGIC: [u8; 4] = [0x85, 0x6F, 0x4A, 0x83];

/// Makes bytes pass for an intact change, so that what is behind the checksum is reached.
fn sealed(bytes: &[u8]) -> Vec<u8> {
    let content = bytes.get(8..).unwrap_or_default();
    let checksum = Sha256::of(content);
    [&CHANGE_MAGIC, &checksum.0[..4], content].concat()
}

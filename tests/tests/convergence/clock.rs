//! The office's clock: time passes, and jumps, when the schedule says so.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use shared::Timestamp;
use sync_server::base::clock::Clock;

use crate::dice::Dice;

pub(crate) const DAY_MS: i64 = 24 * 60 * 60 * 1000;

pub(crate) struct VirtualClock {
    now: AtomicI64,
    entropy: AtomicU64,
}

impl VirtualClock {
    pub(crate) fn new(seed: u64) -> Self {
        Self { now: AtomicI64::new(1_800_000_000_000), entropy: AtomicU64::new(seed << 32) }
    }

    /// Lets time pass; a negative number puts the clock back.
    pub(crate) fn pass(&self, ms: i64) {
        self.now.fetch_add(ms, Ordering::Relaxed);
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.now.load(Ordering::Relaxed))
    }

    fn entropy(&self) -> u64 {
        Dice::new(self.entropy.fetch_add(1, Ordering::Relaxed)).bits()
    }
}

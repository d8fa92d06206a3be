//! What the person at the terminal sees while a command works: numbered steps with their duration.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;

/// A command's steps, counted from one; two may be under way at once.
pub(crate) struct Progress {
    total: usize,
    begun: AtomicUsize,
    started: Instant,
}

impl Progress {
    /// Announces nothing yet; `total` is how many steps will follow.
    pub(crate) fn new(total: usize) -> Self {
        Self { total, begun: AtomicUsize::new(0), started: Instant::now() }
    }

    /// Runs one step, between its title and its duration.
    pub(crate) fn step<T>(&self, title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let number = self.begun.fetch_add(1, Ordering::Relaxed) + 1;
        let label = format!("[{number}/{}]", self.total);
        eprintln!("{label} {title} …");
        let started = Instant::now();
        let result = work();
        let outcome = if result.is_ok() { "done in" } else { "failed after" };
        eprintln!("{label} {title}: {outcome} {}", seconds(started.elapsed()));
        result
    }

    /// Says how long everything took.
    pub(crate) fn finish(self, sentence: &str) {
        eprintln!("{sentence} ({})", seconds(self.started.elapsed()));
    }
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

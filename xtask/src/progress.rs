//! What the person at the terminal sees while a command works: numbered steps with their duration.

use std::time::{Duration, Instant};

use anyhow::Result;

/// A command's steps, counted from one.
pub(crate) struct Progress {
    total: usize,
    current: usize,
    started: Instant,
}

impl Progress {
    /// Announces nothing yet; `total` is how many steps will follow.
    pub(crate) fn new(total: usize) -> Self {
        Self { total, current: 0, started: Instant::now() }
    }

    /// Runs one step, between its title and its duration.
    pub(crate) fn step<T>(&mut self, title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.current += 1;
        let label = format!("[{}/{}]", self.current, self.total);
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

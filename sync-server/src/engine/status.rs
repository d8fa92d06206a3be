//! Signs of life of an engine, for anybody to look at while it works.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use shared::Timestamp;
use shared::wire::FeedCursor;

use crate::engine::behind::Behind;

/// What can be seen of an engine from outside.
#[derive(Debug, Default)]
pub struct EngineStatus {
    waiting: AtomicUsize,
    /// 0 before the first commit.
    committed_at: AtomicI64,
    position: AtomicU64,
    stopped: AtomicBool,
    unstored: AtomicBool,
    behind: Mutex<Option<Behind>>,
}

impl EngineStatus {
    pub(crate) fn new(position: FeedCursor) -> Self {
        Self { position: AtomicU64::new(position.0), ..Self::default() }
    }

    /// Whether it takes work.
    #[must_use]
    pub fn is_running(&self) -> bool {
        !self.stopped.load(Ordering::Acquire)
    }

    /// Whether the last that was to be stored could not be.
    #[must_use]
    pub fn is_unstored(&self) -> bool {
        self.unstored.load(Ordering::Relaxed)
    }

    /// Since when the office database lacks something, and why; `None` when it has everything.
    #[must_use]
    pub fn behind(&self) -> Option<Behind> {
        *self.behind.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Pieces of work that wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// When it last committed something new.
    #[must_use]
    pub fn committed_at(&self) -> Option<Timestamp> {
        Some(Timestamp(self.committed_at.load(Ordering::Relaxed))).filter(|at| at.0 != 0)
    }

    /// The end of the feed.
    #[must_use]
    pub fn position(&self) -> FeedCursor {
        FeedCursor(self.position.load(Ordering::Relaxed))
    }

    pub(crate) fn given(&self) {
        self.waiting.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn taken(&self, count: usize) {
        self.waiting.fetch_sub(count, Ordering::Relaxed);
    }

    pub(crate) fn set_unstored(&self, is_unstored: bool) {
        self.unstored.store(is_unstored, Ordering::Relaxed);
    }

    pub(crate) fn set_behind(&self, behind: Option<Behind>) {
        *self.behind.lock().unwrap_or_else(PoisonError::into_inner) = behind;
    }

    pub(crate) fn committed(&self, at: Timestamp, position: FeedCursor) {
        self.committed_at.store(at.0, Ordering::Relaxed);
        self.position.store(position.0, Ordering::Relaxed);
    }
}

/// Held by the engine's thread: whichever way it ends, everybody sees it.
pub(crate) struct StopGuard(pub(crate) Arc<EngineStatus>);

impl Drop for StopGuard {
    fn drop(&mut self) {
        self.0.stopped.store(true, Ordering::Release);
    }
}

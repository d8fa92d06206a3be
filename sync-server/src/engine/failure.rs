//! What the core does when the disk does not do its work: nothing is acknowledged that is not
//! stored, reading goes on, and the office database catches up by itself.

use std::sync::{Arc, OnceLock};

use shared::DocumentId;
use shared::wire::FeedCursor;

use crate::base::limits::{CATCH_UP_AGAIN_MS, OFFICE_BEHIND_BUSY_MS_MAX};
use crate::engine::behind::{Behind, Obstacle};
use crate::engine::core::Core;
use crate::engine::error::EngineError;
use crate::engine::event::Event;
use crate::engine::job::QueuedJob;
use crate::engine::transaction::Effects;
use crate::engine::unusable::Unusable;
use crate::store::error::StoreError;

impl Core {
    /// Why nothing is acknowledged any more, once that is so. Set by whoever finds out first.
    pub(crate) const fn unusable(&self) -> &Arc<OnceLock<Unusable>> {
        &self.unusable
    }

    /// Whether the disk did not take the last that was to be stored.
    #[must_use]
    pub const fn is_unstored(&self) -> bool {
        self.unstored
    }

    /// Whether the office database lacks something that is in the feed.
    #[must_use]
    pub const fn is_behind(&self) -> bool {
        self.behind.is_some()
    }

    /// Since when, and why.
    #[must_use]
    pub const fn behind(&self) -> Option<Behind> {
        self.behind
    }

    /// Answers a batch that was not stored: jobs that acknowledge nothing from memory, the others with why.
    pub(crate) fn answer_unstored(&mut self, error: &EngineError, batch: &mut [QueuedJob]) {
        self.judge(error);
        for job in batch {
            let passing = error.is_of_the_disk() && self.unusable.get().is_none();
            if !(passing && job.is_answered_unstored()) {
                job.fail(self.refusal(error));
            } else if let Err(error) = self.read_only(job) {
                job.fail(error);
            }
        }
    }

    /// What everybody is told whose work was in a batch that failed.
    fn refusal(&self, error: &EngineError) -> EngineError {
        if let Some(why) = self.unusable.get() {
            return why.clone().into();
        }
        match error {
            EngineError::Store(StoreError::Full) => StoreError::Full.into(),
            EngineError::Store(StoreError::Blocked(why)) => StoreError::Blocked(why.clone()).into(),
            EngineError::Store(_)
            | EngineError::Projection(_)
            | EngineError::Document { .. }
            | EngineError::Command(_)
            | EngineError::Person(_)
            | EngineError::NotAllowed
            | EngineError::OwnPhone
            | EngineError::NotFound
            | EngineError::Unusable(_)
            | EngineError::Withdrawn
            | EngineError::TooMuchRefused
            | EngineError::DayOver
            | EngineError::SentBefore
            | EngineError::DoneBefore
            | EngineError::Stopped => EngineError::Stopped,
        }
    }

    /// Answers a job and takes back what it wrote on the way: nothing of it touches the disk.
    fn read_only(&mut self, job: &mut QueuedJob) -> Result<(), EngineError> {
        let identity = (self.feed, self.actor);
        self.store.begin()?;
        let answered = self.run_job(&mut Effects::default(), |transaction| {
            job.run_unstored(transaction).unwrap_or(Err(EngineError::Stopped))
        });
        self.store.rollback();
        self.live.abandon();
        (self.feed, self.actor) = identity;
        answered
    }

    /// Notes what an error says of the data directory as a whole.
    fn judge(&self, error: &EngineError) {
        if let EngineError::Store(error) = error
            && error.is_final()
            && let Some(why) = Unusable::of(error)
        {
            give_up(&self.unusable, why);
        } else if !matches!(error, EngineError::Stopped | EngineError::Unusable(_)) {
            tracing::error!(%error, "a batch was not stored");
        }
    }

    /// Projects what is on disk. It is acknowledged whatever comes of this: what the office database
    /// cannot take now it is given later.
    pub(crate) fn project_or_fall_behind(
        &mut self,
        ids: &[DocumentId],
        photos: &[shared::Sha256],
        devices: bool,
        end: FeedCursor,
    ) {
        if !self.is_behind() {
            let projected = self.project(ids, photos, devices, end);
            return self.settle_office(projected);
        }
        // The clock may have jumped either way.
        if self.clock.now().ms_since(self.tried_at).unsigned_abs() >= CATCH_UP_AGAIN_MS {
            self.catch_up_again();
        }
    }

    /// Tries again to bring the office database up to date. Once it is, there is news for those who
    /// read it.
    pub fn catch_up_again(&mut self) -> Option<Event> {
        self.behind?;
        let caught_up = self.catch_up();
        self.settle_office(caught_up);
        if self.is_behind() {
            return None;
        }
        let position = self.store.feed_end().ok()?;
        Some(Event { position, documents: Vec::new(), called: Vec::new() })
    }

    /// Quarantines a damaged office database and makes it again from the feed.
    pub(crate) fn rebuild_office(&mut self) {
        let rebuilt = self.rebuilt_office();
        self.settle_office(rebuilt);
    }

    fn rebuilt_office(&mut self) -> Result<(), EngineError> {
        self.projection.rebuild()?;
        self.catch_up()
    }

    fn settle_office(&mut self, outcome: Result<(), EngineError>) {
        let outcome = match outcome {
            Err(EngineError::Projection(error)) if error.is_damage() => {
                tracing::error!(%error, "office.db is damaged: it is quarantined and made again from the feed");
                self.rebuilt_office()
            }
            outcome => outcome,
        };
        match outcome {
            Ok(()) if self.is_behind() => {
                tracing::info!("the office database has caught up");
                self.behind = None;
                self.projection.wait_as_usual();
            }
            Ok(()) => {}
            Err(error) => {
                self.judge(&error);
                tracing::error!(%error, "the office database is behind; everything accepted is in server.db");
                self.tried_at = self.clock.now();
                let since = self.behind.map_or(self.tried_at, |behind| behind.since);
                self.behind = Some(Behind { since, why: Obstacle::of(&error) });
                self.projection.wait_at_most(OFFICE_BEHIND_BUSY_MS_MAX);
            }
        }
    }
}

/// Nothing is acknowledged from now on.
pub(crate) fn give_up(unusable: &OnceLock<Unusable>, why: Unusable) {
    if unusable.set(why).is_ok()
        && let Some(why) = unusable.get()
    {
        tracing::error!("nothing is accepted any more: {why}");
    }
}

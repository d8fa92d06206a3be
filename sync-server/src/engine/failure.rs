//! What the core does when the disk does not do its work: nothing is acknowledged that is not
//! stored, reading goes on, and the office database catches up by itself.

use std::sync::{Arc, OnceLock};

use shared::DocumentId;
use shared::wire::FeedCursor;

use crate::base::limits::{CATCH_UP_AGAIN_MS, OFFICE_BEHIND_BUSY_MS_MAX};
use crate::engine::core::{Core, Done, EngineError, Event, Outcome, Work};
use crate::engine::{Behind, Obstacle, Unusable};
use crate::store::error::StoreError;

/// The pieces of a batch that can be answered where nothing can be stored: they acknowledge nothing.
pub(crate) fn reading(batch: &[Work]) -> Vec<Option<Work>> {
    batch.iter().map(only_reads).collect()
}

fn only_reads(work: &Work) -> Option<Work> {
    let work = work.itself();
    if let Work::Sync(device, request) = work
        && request.documents.is_empty()
        && request.offered.is_empty()
        && request.draining.is_none()
    {
        return Some(Work::Sync(device.clone(), request.clone()));
    }
    if let Work::Read(id) = work { Some(Work::Read(*id)) } else { None }
}

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

    /// Answers a batch that was not stored; `reading` are the pieces of it that need not be.
    pub(crate) fn answer_unstored(&mut self, error: &EngineError, reading: Vec<Option<Work>>) -> Vec<Done> {
        self.judge(error);
        let passing = error.is_of_the_disk() && self.unusable.get().is_none();
        let mut answers = Vec::with_capacity(reading.len());
        for work in reading {
            answers.push(match work {
                Some(work) if passing => self.read_only(work),
                Some(_) | None => Err(self.refusal(error)),
            });
        }
        answers
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
            | EngineError::NotFound
            | EngineError::Unusable(_)
            | EngineError::Withdrawn
            | EngineError::TooMuchRefused
            | EngineError::SentBefore
            | EngineError::DoneBefore
            | EngineError::Stopped => EngineError::Stopped,
        }
    }

    /// Does a piece of work and takes back what it noted on the way: nothing of it touches the disk.
    fn read_only(&mut self, work: Work) -> Done {
        let identity = (self.feed, self.actor);
        self.store.begin()?;
        let mut outcome = self.do_one(work, &mut Vec::new());
        self.store.rollback();
        self.live.abandon();
        if let Ok(Outcome::Synced(reply)) = &mut outcome {
            // What is not in the log would look like a disk that was put back.
            reply.id = None;
            // Nor can it be written down now that the disk was put back.
            if (self.feed, self.actor) != identity {
                outcome = Err(StoreError::Full.into());
            }
        }
        (self.feed, self.actor) = identity;
        outcome
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

    /// Sets a damaged office database aside and makes it again from the feed.
    pub(crate) fn rebuild_office(&mut self) {
        let rebuilt = self.rebuilt_office();
        self.settle_office(rebuilt);
    }

    fn rebuilt_office(&mut self) -> Done<()> {
        self.projection.rebuild()?;
        self.catch_up()
    }

    fn settle_office(&mut self, outcome: Done<()>) {
        let outcome = match outcome {
            Err(EngineError::Projection(error)) if error.is_damage() => {
                tracing::error!(%error, "office.db is damaged: it is set aside and made again from the feed");
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

#[cfg(test)]
mod tests {
    use shared::wire::{ChangeBytes, DocumentChanges, SyncRequest};
    use shared::{DeviceId, DocumentKind, PersonId, Timestamp};

    use super::*;
    use crate::store::DeviceRow;

    fn is_answered_from_memory(change: impl FnOnce(&mut SyncRequest)) -> bool {
        let (device, person) = (DeviceId::from_bytes([1; 16]), PersonId::from_bytes([2; 16]));
        let mut request = SyncRequest::first(device, Timestamp(0));
        change(&mut request);
        let row = DeviceRow::new(device, person, "phone".to_owned(), Timestamp(0));
        only_reads(&Work::Sync(Box::new(row), request)).is_some()
    }

    /// What acknowledges something is not answered while nothing can be stored.
    #[test]
    fn only_a_sync_that_brings_nothing_is_answered_from_memory() {
        let work = || DocumentChanges {
            id: DocumentId::from_bytes([3; 16]),
            kind: DocumentKind::WorkOrder,
            changes: vec![ChangeBytes(vec![0])],
        };
        assert!(is_answered_from_memory(|_| {}));
        assert!(!is_answered_from_memory(|request| request.documents = vec![work()]));
        assert!(!is_answered_from_memory(|request| request.offered = vec![work()]));
        assert!(!is_answered_from_memory(|request| request.draining = Some(true)));
    }
}

//! One batch of jobs at a time: check, append, commit, project, answer.

use std::sync::{Arc, OnceLock};

use shared::limits::SYNC_DOCUMENTS_MAX;
use shared::{ActorId, DocumentId, FeedId, OfficeKey, Timestamp};

use crate::base::clock::Clock;
use crate::engine::behind::Behind;
use crate::engine::documents::{LiveDocuments, refresh_snapshot};
use crate::engine::error::EngineError;
use crate::engine::event::Event;
use crate::engine::job::{Job, QueuedJob};
use crate::engine::transaction::{DomainRules, Effects, Transaction, fresh_actor};
use crate::engine::unusable::Unusable;
use crate::projection::Projection;
use crate::store::Store;

/// A place between two storage steps where a test can stop the server dead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrashPoint {
    /// Everything is written, nothing is committed.
    BeforeCommit,
    /// Committed, not yet in the office database.
    BeforeProjection,
    /// In the office database, not yet answered.
    BeforeAnswer,
}

/// The server's replica. One at a time writes a data directory.
pub struct Core {
    pub(crate) store: Store,
    pub(crate) projection: Projection,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) live: LiveDocuments,
    rules: &'static [DomainRules],
    pub(crate) feed: FeedId,
    pub(crate) actor: ActorId,
    reply_key: [u8; 32],
    office_key: OfficeKey,
    reply_documents_max: usize,
    crash: Option<Box<dyn FnMut(CrashPoint) -> bool + Send>>,
    stopped: bool,
    /// Whether the most recent commit failed because of the disk.
    pub(crate) unstored: bool,
    /// Since when the office database lacks something of the feed, and why; `None` while it has everything.
    pub(crate) behind: Option<Behind>,
    /// When the office database was last tried, while it is behind.
    pub(crate) tried_at: Timestamp,
    /// Why nothing is acknowledged any more.
    pub(crate) unusable: Arc<OnceLock<Unusable>>,
}

impl Core {
    /// Takes the store and the office database, and brings the latter up to date. `rules` are those of all
    /// nouns.
    ///
    /// # Errors
    /// [`EngineError::Store`] and [`EngineError::Projection`] when one of the databases cannot be used.
    pub fn new(
        store: Store,
        projection: Projection,
        clock: Arc<dyn Clock>,
        rules: &'static [DomainRules],
    ) -> Result<Self, EngineError> {
        let feed = store.feed(|| clock.sixteen_bytes())?;
        let fresh_key = || {
            let mut key = [0; 32];
            key.chunks_exact_mut(16).for_each(|half| half.copy_from_slice(&clock.sixteen_bytes()));
            key
        };
        let reply_key = store.reply_key(fresh_key)?;
        let prefix = store.server_actor_prefix(|| clock.entropy().to_be_bytes())?;
        let actor = fresh_actor(prefix, clock.as_ref());
        store.make_audit_key(fresh_key)?;
        let office_key = store.make_office_secret(fresh_key)?.public();
        let mut core = Self {
            store,
            projection,
            clock,
            live: LiveDocuments::default(),
            rules,
            feed,
            actor,
            reply_key,
            office_key,
            reply_documents_max: SYNC_DOCUMENTS_MAX,
            crash: None,
            stopped: false,
            unstored: false,
            behind: None,
            tried_at: Timestamp(0),
            unusable: Arc::default(),
        };
        core.update()?;
        core.catch_up()?;
        Ok(core)
    }

    /// Makes of what an earlier version wrote what this one works with: all of it or nothing, so that a start that
    /// is cut off is made good by the next.
    fn update(&mut self) -> Result<(), EngineError> {
        self.store.begin()?;
        let updated = self
            .run_job(&mut Effects::default(), |transaction| transaction.update())
            .and_then(|()| Ok(self.store.commit()?));
        match updated {
            Ok(()) => drop(self.live.commit()),
            Err(_) => {
                self.live.abandon();
                self.store.rollback();
            }
        }
        updated
    }

    /// For tests: calls `crash` at every [`CrashPoint`]; `true` stops the core there, as a power failure
    /// would.
    #[must_use]
    pub fn crashing(mut self, crash: impl FnMut(CrashPoint) -> bool + Send + 'static) -> Self {
        self.crash = Some(Box::new(crash));
        self
    }

    /// For tests: no reply carries more than so many documents, so that long answers need no hundreds of
    /// them.
    #[must_use]
    pub const fn replying_in_parts_of(mut self, documents: usize) -> Self {
        self.reply_documents_max = documents;
        self
    }

    /// The server's own actor id. It has another each time it starts: the disk may have been put back to an
    /// earlier day, and phones hold what it wrote after that day with the one it had then.
    #[must_use]
    pub const fn actor(&self) -> ActorId {
        self.actor
    }

    /// The store, to look at.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The office database, to look at.
    #[must_use]
    pub const fn projection(&self) -> &Projection {
        &self.projection
    }

    /// Runs one job as a batch of its own.
    ///
    /// # Errors
    /// What the job errors with; [`EngineError::Store`] when the disk fails, [`EngineError::Stopped`] after a
    /// crash.
    pub fn run_one<T: Send + 'static>(&mut self, job: Job<T>) -> Result<T, EngineError> {
        let (job, mut answer) = job.queue();
        let mut batch = [job];
        self.run(&mut batch);
        batch.into_iter().for_each(QueuedJob::answer);
        answer.try_recv().unwrap_or(Err(EngineError::Stopped))
    }

    /// Runs all jobs in one transaction; each has its answer ready then. A job that fails takes only itself
    /// back; when the disk fails everything is taken back, and only what acknowledges nothing is answered.
    pub fn run(&mut self, batch: &mut [QueuedJob]) -> Option<Event> {
        let identity = (self.feed, self.actor);
        match self.run_in_transaction(batch) {
            Ok(event) => event,
            Err(error) => {
                self.unstored |= error.is_of_the_disk();
                self.live.abandon();
                self.store.rollback();
                (self.feed, self.actor) = identity;
                self.answer_unstored(&error, batch);
                None
            }
        }
    }

    fn run_in_transaction(&mut self, batch: &mut [QueuedJob]) -> Result<Option<Event>, EngineError> {
        if self.stopped {
            return Err(EngineError::Stopped);
        }
        if let Some(why) = self.unusable.get() {
            return Err(why.clone().into());
        }
        self.store.begin()?;
        let unchanged = self.store.rows_changed();
        let mut effects = Effects::default();
        for job in batch {
            match self.run_job(&mut effects, |transaction| job.run(transaction)) {
                Err(error) if error.is_of_the_disk() => return Err(error),
                Err(error) => job.fail(error),
                Ok(()) => {}
            }
        }
        let kept = self.store.rows_changed() != unchanged || !self.live.touched().is_empty();
        if !(kept || effects.announces || effects.rebuilds_office || effects.scrubs || self.is_behind()) {
            // Nothing to keep, to project or to tell: whoever only asks costs no write to the disk.
            self.store.commit()?;
            return Ok(None);
        }
        self.commit_and_project(effects)
    }

    fn commit_and_project(&mut self, effects: Effects) -> Result<Option<Event>, EngineError> {
        let end = self.store.feed_end()?;
        for id in self.live.touched() {
            if let Some(document) = self.live.document(&self.store, id)? {
                refresh_snapshot(&self.store, &document, end)?;
            }
        }
        self.reach(CrashPoint::BeforeCommit)?;
        self.store.commit()?;
        self.unstored = false;
        let documents = self.live.commit();
        self.reach(CrashPoint::BeforeProjection)?;
        if effects.rebuilds_office {
            self.rebuild_office();
        } else {
            let ids: Vec<DocumentId> = documents.iter().map(|(id, _)| *id).collect();
            self.project_or_fall_behind(&ids, &effects.photos, effects.accounts_changed, end);
        }
        if effects.scrubs {
            self.scrub();
        }
        if let Err(error) = self.store.empty_log_of_remains() {
            tracing::warn!(%error, "what was taken away stays in the log of the database for now");
        }
        self.reach(CrashPoint::BeforeAnswer)?;
        let called = effects.called;
        let news =
            effects.announces || effects.rebuilds_office || !documents.is_empty() || !called.is_empty();
        Ok(news.then_some(Event { position: end, documents, called }))
    }

    fn reach(&mut self, point: CrashPoint) -> Result<(), EngineError> {
        if self.crash.as_mut().is_some_and(|crash| crash(point)) {
            self.stopped = true;
            return Err(EngineError::Stopped);
        }
        Ok(())
    }

    /// Runs one job, all of it or nothing.
    pub(crate) fn run_job(
        &mut self,
        effects: &mut Effects,
        run: impl FnOnce(&mut Transaction<'_>) -> Result<(), EngineError>,
    ) -> Result<(), EngineError> {
        let mark = self.live.mark();
        let mut transaction = Transaction {
            store: &self.store,
            live: &mut self.live,
            clock: self.clock.as_ref(),
            rules: self.rules,
            feed: self.feed,
            actor: self.actor,
            reply_key: self.reply_key,
            office_key: self.office_key,
            reply_documents_max: self.reply_documents_max,
            refused: None,
            office_rebuilt: self.projection.rebuilt(),
            effects: Effects::default(),
            address: None,
        };
        let outcome = self.store.savepoint(|| run(&mut transaction));
        let Transaction { feed, actor, effects: wanted, .. } = transaction;
        if outcome.is_ok() {
            (self.feed, self.actor) = (feed, actor);
            effects.add(wanted);
        } else {
            self.live.back_to(mark);
        }
        outcome
    }
}

//! A thread around the core: requests arriving together share one commit.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::JoinHandle;
use std::time::Duration;

use shared::DeviceId;
use tokio::sync::{OwnedMutexGuard, broadcast};

use crate::base::clock::Clock;
use crate::base::keyed_lock::KeyedLock;
use crate::base::limits::{BATCH_MAX, CATCH_UP_AGAIN_MS, EVENTS_BEHIND_MAX, QUEUE_MAX};
use crate::base::roles::Scope;
use crate::engine::core::Core;
use crate::engine::data_directory::Directory;
use crate::engine::error::EngineError;
use crate::engine::event::Event;
use crate::engine::failure::give_up;
use crate::engine::job::{Job, QueuedJob};
use crate::engine::nouns::Nouns;
use crate::engine::once::next_step;
use crate::engine::readers::Readers;
use crate::engine::status::{EngineStatus, StopGuard};
use crate::engine::transaction::{DomainRules, Transaction};
use crate::engine::unusable::Unusable;
use crate::store::Store;
use crate::store::error::StoreError;

tokio::task_local! {
    /// Where the request under way comes from. It stands beside every job a handler asks for, so that no
    /// handler can forget to say it.
    static ADDRESS: IpAddr;
}

/// Does `request`; the audit log has `address` beside everything it asks the engine for.
pub async fn from_address<F: Future>(address: IpAddr, request: F) -> F::Output {
    ADDRESS.scope(address, request).await
}

enum Message {
    Job(QueuedJob),
    /// Nothing after this is begun.
    Stop,
}

/// A handle on the engine of a data directory. When the last one is dropped, the engine stops
/// after what it has begun.
#[derive(Clone)]
pub struct Engine {
    queue: SyncSender<Message>,
    events: broadcast::Sender<Event>,
    data: Arc<PathBuf>,
    readers: Arc<Readers>,
    status: Arc<EngineStatus>,
    clock: Arc<dyn Clock>,
    rules: &'static [DomainRules],
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
    unusable: Arc<OnceLock<Unusable>>,
    office_rebuilt: Arc<AtomicU64>,
    syncing: Arc<KeyedLock<DeviceId>>,
}

impl Engine {
    /// Claims the data directory, making it when there is none, looks it over, and brings the office
    /// database up to date. `nouns` are all there are.
    ///
    /// # Errors
    /// [`EngineError::Unusable`] when another server holds it, or it is damaged, full or not to be written.
    pub fn open(data: &Path, nouns: Nouns, clock: Arc<dyn Clock>) -> Result<Self, EngineError> {
        let directory = Directory::claim(data)?;
        let core = directory.open(nouns, Arc::clone(&clock))?;
        let (unusable, office_rebuilt) = (Arc::clone(core.unusable()), core.projection().rebuilt_count());
        let (queue, inbox) = sync_channel(QUEUE_MAX);
        let (events, _) = broadcast::channel(EVENTS_BEHIND_MAX);
        let announce = events.clone();
        let status = Arc::new(EngineStatus::new(core.store().feed_end()?));
        let (stop_guard, wall) = (StopGuard(Arc::clone(&status)), Arc::clone(&clock));
        let thread = std::thread::Builder::new()
            .name("engine".to_owned())
            .spawn(move || {
                serve(core, &inbox, &announce, &stop_guard, wall.as_ref());
                // Let go of only now that both databases are closed.
                drop(directory);
            })
            .map_err(|_| EngineError::Stopped)?;
        Ok(Self {
            queue,
            events,
            data: Arc::new(data.to_owned()),
            readers: Arc::new(Readers::new(data.join("server.db"))),
            status,
            clock,
            rules: nouns.rules,
            thread: Arc::new(Mutex::new(Some(thread))),
            unusable,
            office_rebuilt,
            syncing: Arc::default(),
        })
    }

    /// Why nothing is accepted any more, once that is so.
    #[must_use]
    pub fn unusable(&self) -> Option<&Unusable> {
        self.unusable.get()
    }

    /// How often the office database was made anew since the engine was opened: a connection from
    /// before reads what is not there any more.
    #[must_use]
    pub fn office_rebuilt(&self) -> u64 {
        self.office_rebuilt.load(Ordering::Acquire)
    }

    /// The data directory.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// What nouns say of their documents.
    pub(crate) const fn rules(&self) -> &'static [DomainRules] {
        self.rules
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// The turn of a device: however many requests it sends at once, it has one place in the queue.
    pub(crate) async fn turn_of(&self, device: DeviceId) -> OwnedMutexGuard<()> {
        self.syncing.take(device).await
    }

    /// Its signs of life.
    #[must_use]
    pub fn status(&self) -> &EngineStatus {
        &self.status
    }

    /// Hears of everything new in the feed.
    #[must_use]
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// Does `run` in a transaction of the engine's thread; on return what it did is on disk and in the office
    /// database.
    ///
    /// # Errors
    /// What `run` errors with; [`EngineError::Store`] when the disk does not take it,
    /// [`EngineError::Stopped`] when the engine has stopped. Nothing was kept.
    pub async fn run<T: Send + 'static>(
        &self,
        run: impl FnOnce(&mut Transaction<'_>) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, EngineError> {
        self.submit(Job::new(run)).await
    }

    /// Has the engine's thread do a job. It is a step of the form that is being sent, if it is done once
    /// within a form, and comes from the address of the request under way.
    ///
    /// # Errors
    /// Those of [`Engine::run`], when the job is not done.
    pub async fn submit<T: Send + 'static>(&self, mut job: Job<T>) -> Result<T, EngineError> {
        if job.is_once_per_form() {
            job.set_step(next_step());
        }
        job.set_address(ADDRESS.try_get().ok());
        let (job, answer) = job.queue();
        let queue = self.queue.clone();
        // The queue is bounded: waiting for room must not hold up the runtime.
        self.status.given();
        if let Err(TrySendError::Full(message)) = queue.try_send(Message::Job(job)) {
            let sent = tokio::task::spawn_blocking(move || queue.send(message).is_ok()).await;
            if !matches!(sent, Ok(true)) {
                return Err(EngineError::Stopped);
            }
        }
        answer.await.unwrap_or(Err(EngineError::Stopped))
    }

    /// Reads the store on a connection of its own, off the runtime.
    ///
    /// # Errors
    /// [`EngineError::Store`] when `read` fails, [`EngineError::Unusable`] when it finds the database damaged.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, EngineError> {
        self.read_with(move |readers| readers.read(read)).await
    }

    async fn read_with<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Readers) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, EngineError> {
        let readers = Arc::clone(&self.readers);
        let outcome = tokio::task::spawn_blocking(move || read(&readers));
        let outcome = outcome.await.map_err(|_| EngineError::Stopped)?;
        if let Err(error) = &outcome
            && error.is_final()
            && let Some(why) = Unusable::of(error)
        {
            give_up(&self.unusable, why.clone());
            return Err(why.into());
        }
        Ok(outcome?)
    }

    /// Reads what somebody at the office sees of the store with this scope, like [`Engine::read`].
    ///
    /// # Errors
    /// Those of [`Engine::read`].
    pub async fn read_in_part<T: Send + 'static>(
        &self,
        scope: Scope,
        read: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, EngineError> {
        self.read_with(move |readers| readers.read_in_part(&scope, read)).await
    }

    /// Waits for what was begun, then stops the engine for everybody and closes its databases. Blocks.
    pub fn stop(self) {
        let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
        if self.queue.send(Message::Stop).is_err() {
            tracing::debug!("the engine had stopped already");
        }
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the engine's thread panicked");
        }
    }
}

fn serve(
    mut core: Core,
    inbox: &Receiver<Message>,
    events: &broadcast::Sender<Event>,
    StopGuard(status): &StopGuard,
    clock: &dyn Clock,
) {
    let mut stops = false;
    status.set_behind(core.behind());
    while !stops && let Some(first) = next(&mut core, inbox, events, status) {
        let (mut batch, last) = gather(first, inbox);
        stops = last;
        status.taken(batch.len());
        let event = core.run(&mut batch);
        status.set_unstored(core.is_unstored());
        status.set_behind(core.behind());
        if let Some(event) = &event {
            status.committed(clock.now(), event.position);
        }
        announce(events, event);
        batch.into_iter().for_each(QueuedJob::answer);
    }
}

/// Everything that waits, up to one batch; and whether it is the last.
fn gather(first: Message, inbox: &Receiver<Message>) -> (Vec<QueuedJob>, bool) {
    let mut batch = Vec::new();
    let mut next = Some(first);
    while let Some(message) = next {
        let Message::Job(job) = message else { return (batch, true) };
        batch.push(job);
        next = if batch.len() < BATCH_MAX { inbox.try_recv().ok() } else { None };
    }
    (batch, false)
}

/// Waits for work; meanwhile an office database that is behind is brought up to date.
fn next(
    core: &mut Core,
    inbox: &Receiver<Message>,
    events: &broadcast::Sender<Event>,
    status: &EngineStatus,
) -> Option<Message> {
    while core.is_behind() {
        match inbox.recv_timeout(Duration::from_millis(CATCH_UP_AGAIN_MS)) {
            Ok(message) => return Some(message),
            Err(RecvTimeoutError::Timeout) => {
                let event = core.catch_up_again();
                // Before anybody hears of it and looks.
                status.set_behind(core.behind());
                announce(events, event);
            }
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    inbox.recv().ok()
}

fn announce(events: &broadcast::Sender<Event>, event: Option<Event>) {
    if let Some(event) = event
        && events.send(event).is_err()
    {
        tracing::trace!("nobody listens");
    }
}

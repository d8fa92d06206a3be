//! A thread around the core: requests arriving together share one commit.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use shared::wire::{SyncReply, SyncRequest};
use shared::{Command, Document, DocumentId, Executed, PersonId};
use tokio::sync::{broadcast, oneshot};

use super::core::{Core, ImportedDocument, Outcome, Work, give_up};
use super::directory::Directory;
use super::{Clock, EngineError, Event, Unusable};
use crate::store::{Audience, DeviceRow, PhotoRow, Store, StoreError};

/// Pieces of work that may share one commit.
const BATCH_MAX: usize = 64;
/// Pieces of work that may wait; more make their senders wait.
const QUEUE_MAX: usize = 1024;
/// How long an engine without work waits before it tries again to bring the office database up to
/// date, when that is behind.
const CATCH_UP_AGAIN_MS: u64 = 1_000;

type Answer = oneshot::Sender<Result<Outcome, EngineError>>;

enum Errand {
    Work(Work, Answer),
    /// Nothing after this is begun.
    Stop,
}

/// A handle on the engine of a data directory. When the last one is dropped, the engine stops
/// after what it has begun.
#[derive(Clone)]
pub struct Engine {
    errands: SyncSender<Errand>,
    events: broadcast::Sender<Event>,
    data: Arc<PathBuf>,
    clock: Arc<dyn Clock>,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
    unusable: Arc<OnceLock<Unusable>>,
    office_remade: Arc<AtomicU64>,
}

impl Engine {
    /// Claims the data directory, making it when there is none, looks it over, and brings the office
    /// database up to date.
    ///
    /// # Errors
    /// [`EngineError::Unusable`] above all.
    pub fn open(data: &Path, clock: Arc<dyn Clock>) -> Result<Self, EngineError> {
        let directory = Directory::claim(data)?;
        let core = directory.open(Arc::clone(&clock))?;
        let (unusable, office_remade) = (Arc::clone(core.unusable()), core.projection().remade_count());
        let (errands, inbox) = sync_channel(QUEUE_MAX);
        let (events, _) = broadcast::channel(256);
        let announce = events.clone();
        let thread = std::thread::Builder::new()
            .name("engine".to_owned())
            .spawn(move || {
                serve(core, &inbox, &announce);
                // Let go of only now that both databases are closed.
                drop(directory);
            })
            .map_err(|_| EngineError::Stopped)?;
        Ok(Self {
            errands,
            events,
            data: Arc::new(data.to_owned()),
            clock,
            thread: Arc::new(Mutex::new(Some(thread))),
            unusable,
            office_remade,
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
    pub fn office_remade(&self) -> u64 {
        self.office_remade.load(Ordering::Acquire)
    }

    /// The data directory.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// Hears of everything new in the feed.
    #[must_use]
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    async fn run(&self, work: Work) -> Result<Outcome, EngineError> {
        let (answer, outcome) = oneshot::channel();
        let errands = self.errands.clone();
        // The queue is bounded: waiting for room must not hold up the runtime.
        let errand = Errand::Work(work, answer);
        if let Err(std::sync::mpsc::TrySendError::Full(errand)) = errands.try_send(errand) {
            let sent = tokio::task::spawn_blocking(move || errands.send(errand).is_ok()).await;
            if !matches!(sent, Ok(true)) {
                return Err(EngineError::Stopped);
            }
        }
        outcome.await.unwrap_or(Err(EngineError::Stopped))
    }

    /// A device syncs. On return, what was accepted is on disk and in the office database.
    ///
    /// # Errors
    /// [`EngineError`]; nothing of the request was kept.
    pub async fn sync(&self, device: DeviceRow, request: SyncRequest) -> Result<SyncReply, EngineError> {
        match self.run(Work::Sync(Box::new(device), request)).await? {
            Outcome::Synced(reply) => Ok(*reply),
            Outcome::Executed(..) | Outcome::Document(_) | Outcome::Retired(_) | Outcome::Done => {
                Err(EngineError::Stopped)
            }
        }
    }

    /// Somebody at the office does something; no document begins one.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`], [`EngineError::Command`] and others; nothing was kept.
    pub async fn execute(
        &self,
        person: PersonId,
        document: Option<DocumentId>,
        command: Command,
    ) -> Result<(DocumentId, Executed), EngineError> {
        match self.run(Work::Execute(person, document, Box::new(command))).await? {
            Outcome::Executed(id, executed) => Ok((id, executed)),
            Outcome::Synced(_) | Outcome::Document(_) | Outcome::Retired(_) | Outcome::Done => {
                Err(EngineError::Stopped)
            }
        }
    }

    /// A document as it is now.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn document(&self, id: DocumentId) -> Result<Option<Document>, EngineError> {
        match self.run(Work::Read(id)).await? {
            Outcome::Document(document) => Ok(document.map(|document| *document)),
            Outcome::Synced(_) | Outcome::Executed(..) | Outcome::Retired(_) | Outcome::Done => {
                Err(EngineError::Stopped)
            }
        }
    }

    /// Brings documents in from elsewhere. They are not held against the policy.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn import(&self, documents: Vec<ImportedDocument>) -> Result<(), EngineError> {
        self.run(Work::Import(documents)).await.map(drop)
    }

    /// Lets a person hear exactly these audiences from now on.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn set_audiences(
        &self,
        person: PersonId,
        audiences: BTreeSet<Audience>,
    ) -> Result<(), EngineError> {
        self.run(Work::SetAudiences(person, audiences)).await.map(drop)
    }

    /// Takes orders off the phones that were approved long enough ago; how many.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn retire(&self) -> Result<usize, EngineError> {
        match self.run(Work::Retire).await? {
            Outcome::Retired(count) => Ok(count),
            Outcome::Synced(_) | Outcome::Executed(..) | Outcome::Document(_) | Outcome::Done => {
                Err(EngineError::Stopped)
            }
        }
    }

    /// Notes that a photo is complete and verified.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn photo_received(
        &self,
        photo: PhotoRow,
        device: Option<DeviceRow>,
    ) -> Result<(), EngineError> {
        self.run(Work::Photo(photo, device)).await.map(drop)
    }

    /// Makes the office database again from the feed, because somebody found it damaged when it had
    /// been made anew `seen` times.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn remake_office(&self, seen: u64) -> Result<(), EngineError> {
        self.run(Work::RemakeOffice(seen)).await.map(drop)
    }

    /// Writes accounts, sessions, devices or codes, in the same transaction as everything that
    /// waits with it.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, EngineError> {
        let (give, mut take) = oneshot::channel();
        let work = Work::Write(Box::new(move |store| {
            // Nobody listens any more when the request was cut: the write stands all the same.
            drop(give.send(write(store)?));
            Ok(())
        }));
        self.run(work).await?;
        take.try_recv().map_err(|_| EngineError::Stopped)
    }

    /// Reads the store on a connection of its own, off the runtime.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, EngineError> {
        let path = self.data.join("server.db");
        let outcome = tokio::task::spawn_blocking(move || {
            let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            read(&Store::open(db)?)
        });
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

    /// Waits for what was begun, then stops the engine for everybody and closes its databases. Blocks.
    pub fn stop(self) {
        let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
        if self.errands.send(Errand::Stop).is_err() {
            tracing::debug!("the engine had stopped already");
        }
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the engine's thread panicked");
        }
    }
}

fn serve(mut core: Core, inbox: &Receiver<Errand>, events: &broadcast::Sender<Event>) {
    let mut stops = false;
    while !stops && let Some(first) = next(&mut core, inbox, events) {
        let (work, answers, last) = gather(first, inbox);
        stops = last;
        let (outcomes, event) = core.run(work);
        announce(events, event);
        for (answer, outcome) in answers.into_iter().zip(outcomes) {
            // The asker may have gone; what was done stands.
            drop(answer.send(outcome));
        }
    }
}

/// Everything that waits, up to one batch; and whether it is the last.
fn gather(first: Errand, inbox: &Receiver<Errand>) -> (Vec<Work>, Vec<Answer>, bool) {
    let (mut batch, mut answers) = (Vec::new(), Vec::new());
    let mut next = Some(first);
    while let Some(errand) = next {
        let Errand::Work(work, answer) = errand else { return (batch, answers, true) };
        batch.push(work);
        answers.push(answer);
        next = if batch.len() < BATCH_MAX { inbox.try_recv().ok() } else { None };
    }
    (batch, answers, false)
}

/// Waits for work; meanwhile an office database that is behind is brought up to date.
fn next(core: &mut Core, inbox: &Receiver<Errand>, events: &broadcast::Sender<Event>) -> Option<Errand> {
    while core.is_behind() {
        match inbox.recv_timeout(Duration::from_millis(CATCH_UP_AGAIN_MS)) {
            Ok(errand) => return Some(errand),
            Err(RecvTimeoutError::Timeout) => announce(events, core.catch_up_again()),
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

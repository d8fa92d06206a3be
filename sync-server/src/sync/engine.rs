//! A thread around the core: requests arriving together share one commit.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use rusqlite::Connection;
use shared::wire::{SyncReply, SyncRequest};
use shared::{Command, Document, DocumentId, Executed, PersonId};
use tokio::sync::{broadcast, oneshot};

use super::core::{Core, ImportedDocument, Outcome, Work};
use super::pulse::{Beating, Pulse};
use super::readers::Readers;
use super::{Clock, EngineError, Event};
use crate::limits::{BATCH_MAX, EVENTS_BEHIND_MAX, QUEUE_MAX};
use crate::office::Projection;
use crate::store::{Audience, DeviceRow, PhotoRow, Store, StoreError};

struct Errand {
    work: Work,
    answer: oneshot::Sender<Result<Outcome, EngineError>>,
}

/// A handle on the engine of a data directory. When the last one is dropped, the engine stops
/// after what it has begun.
#[derive(Clone)]
pub struct Engine {
    errands: SyncSender<Errand>,
    events: broadcast::Sender<Event>,
    data: Arc<PathBuf>,
    readers: Arc<Readers>,
    pulse: Arc<Pulse>,
    clock: Arc<dyn Clock>,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Engine {
    /// Opens the data directory, making it when there is none, and brings the office database up
    /// to date.
    ///
    /// # Errors
    /// [`EngineError`].
    pub fn open(data: &Path, clock: Arc<dyn Clock>) -> Result<Self, EngineError> {
        let core = open_core(data, Arc::clone(&clock))?;
        let (errands, inbox) = sync_channel(QUEUE_MAX);
        let (events, _) = broadcast::channel(EVENTS_BEHIND_MAX);
        let announce = events.clone();
        let pulse = Arc::new(Pulse::new(core.store().feed_end()?));
        let (beating, wall) = (Beating(Arc::clone(&pulse)), Arc::clone(&clock));
        let thread = std::thread::Builder::new()
            .name("engine".to_owned())
            .spawn(move || serve(core, &inbox, &announce, &beating, wall.as_ref()))
            .map_err(|_| EngineError::Stopped)?;
        Ok(Self {
            errands,
            events,
            data: Arc::new(data.to_owned()),
            readers: Arc::new(Readers::new(data.join("server.db"))),
            pulse,
            clock,
            thread: Arc::new(Mutex::new(Some(thread))),
        })
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

    /// Its signs of life.
    #[must_use]
    pub fn pulse(&self) -> &Pulse {
        &self.pulse
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
        let errand = Errand { work, answer };
        self.pulse.given();
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
        let readers = Arc::clone(&self.readers);
        let outcome = tokio::task::spawn_blocking(move || readers.read(read));
        Ok(outcome.await.map_err(|_| EngineError::Stopped)??)
    }

    /// Waits for what was begun, then stops the engine for everybody. Blocks.
    pub fn stop(self) {
        let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
        drop(self.errands);
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the engine's thread panicked");
        }
    }
}

/// Brings the office database of a data directory up to date, without serving.
///
/// # Errors
/// [`EngineError`].
pub fn catch_up(data: &Path, clock: Arc<dyn Clock>) -> Result<(), EngineError> {
    open_core(data, clock).map(drop)
}

/// Opens the two databases of a data directory.
fn open_core(data: &Path, clock: Arc<dyn Clock>) -> Result<Core, EngineError> {
    std::fs::create_dir_all(data).map_err(|_| EngineError::NotFound)?;
    let open = |name: &str| Connection::open(data.join(name)).map_err(StoreError::from);
    let store = Store::open(open("server.db")?)?;
    let projection = Projection::open(open("office.db")?)?;
    Core::new(store, projection, clock)
}

fn serve(
    mut core: Core,
    inbox: &Receiver<Errand>,
    events: &broadcast::Sender<Event>,
    Beating(pulse): &Beating,
    clock: &dyn Clock,
) {
    while let Ok(first) = inbox.recv() {
        let mut batch = vec![first];
        while batch.len() < BATCH_MAX
            && let Ok(next) = inbox.try_recv()
        {
            batch.push(next);
        }
        pulse.taken(batch.len());
        let (work, answers): (Vec<Work>, Vec<_>) =
            batch.into_iter().map(|errand| (errand.work, errand.answer)).unzip();
        let (outcomes, event) = core.run(work);
        if let Some(event) = &event {
            pulse.committed(clock.now(), event.position);
        }
        if let Some(event) = event
            && events.send(event).is_err()
        {
            tracing::trace!("nobody listens");
        }
        for (answer, outcome) in answers.into_iter().zip(outcomes) {
            // The asker may have gone; what was done stands.
            drop(answer.send(outcome));
        }
    }
}

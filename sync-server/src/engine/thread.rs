//! A thread around the core: requests arriving together share one commit.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::JoinHandle;
use std::time::Duration;

use shared::wire::{DocumentChanges, SyncReply, SyncRequest};
use shared::{ChangeHash, Command, DeviceId, Document, DocumentId, Executed, PersonId, Sha256, Timestamp};
use tokio::sync::{broadcast, oneshot};

use crate::accounts::person::PersonCommand;
use crate::base::clock::Clock;
use crate::base::keyed_lock::KeyedLock;
use crate::base::limits::{BATCH_MAX, CATCH_UP_AGAIN_MS, EVENTS_BEHIND_MAX, QUEUE_MAX};
use crate::engine::core::{Core, ImportedDocument, Outcome, Work, give_up};
use crate::engine::data_directory::Directory;
use crate::engine::error::EngineError;
use crate::engine::event::Event;
use crate::engine::readers::Readers;
use crate::engine::status::{EngineStatus, StopGuard};
use crate::engine::{Unusable, once};
use crate::projection::table::DomainRows;
use crate::store::error::StoreError;
use crate::store::{Audience, AuditEntry, Decision, DeviceRow, PhotoRow, Store};
use crate::sync::delivery::CopyTaken;
use crate::sync::drain::Withdrawal;
use crate::sync::offer::{self, Offers};
use crate::sync::take_over::TakeOver;

tokio::task_local! {
    /// Where the request under way comes from. It stands beside every piece of work a handler asks
    /// for, so that no handler can forget to say it.
    static ADDRESS: IpAddr;
}

/// Does `request`; the audit log has `address` beside everything it asks the engine for.
pub async fn from_address<F: Future>(address: IpAddr, request: F) -> F::Output {
    ADDRESS.scope(address, request).await
}

type Answer = oneshot::Sender<Result<Outcome, EngineError>>;

#[expect(clippy::large_enum_variant, reason = "every errand but the last is the large one")]
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
    readers: Arc<Readers>,
    status: Arc<EngineStatus>,
    clock: Arc<dyn Clock>,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
    unusable: Arc<OnceLock<Unusable>>,
    office_rebuilt: Arc<AtomicU64>,
    syncing: Arc<KeyedLock<DeviceId>>,
}

impl Engine {
    /// Claims the data directory, making it when there is none, looks it over, and brings the office
    /// database with these rows up to date.
    ///
    /// # Errors
    /// [`EngineError::Unusable`] above all.
    pub fn open(
        data: &Path,
        rows: &'static [DomainRows],
        clock: Arc<dyn Clock>,
    ) -> Result<Self, EngineError> {
        let directory = Directory::claim(data)?;
        let core = directory.open(rows, Arc::clone(&clock))?;
        let (unusable, office_rebuilt) = (Arc::clone(core.unusable()), core.projection().rebuilt_count());
        let (errands, inbox) = sync_channel(QUEUE_MAX);
        let (events, _) = broadcast::channel(EVENTS_BEHIND_MAX);
        let announce = events.clone();
        let status = Arc::new(EngineStatus::new(core.store().feed_end()?));
        let (beating, wall) = (StopGuard(Arc::clone(&status)), Arc::clone(&clock));
        let thread = std::thread::Builder::new()
            .name("engine".to_owned())
            .spawn(move || {
                serve(core, &inbox, &announce, &beating, wall.as_ref());
                // Let go of only now that both databases are closed.
                drop(directory);
            })
            .map_err(|_| EngineError::Stopped)?;
        Ok(Self {
            errands,
            events,
            data: Arc::new(data.to_owned()),
            readers: Arc::new(Readers::new(data.join("server.db"))),
            status,
            clock,
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

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
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

    async fn run(&self, work: Work) -> Result<Outcome, EngineError> {
        let (answer, outcome) = oneshot::channel();
        let work = once::numbered(work);
        let work = match ADDRESS.try_get() {
            Ok(address) => Work::From(address, Box::new(work)),
            Err(_) => work,
        };
        let errands = self.errands.clone();
        // The queue is bounded: waiting for room must not hold up the runtime.
        let errand = Errand::Work(work, answer);
        self.status.given();
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
        // However many it sends at once, a device has one place in the queue.
        let _turn = self.syncing.take(device.id).await;
        let Outcome::Synced(reply) = self.run(Work::Sync(Box::new(device), request)).await? else {
            return Err(EngineError::Stopped);
        };
        Ok(*reply)
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
        let work = Work::Execute(person, document, Box::new(command));
        let Outcome::Executed(id, executed) = self.run(work).await? else {
            return Err(EngineError::Stopped);
        };
        Ok((id, executed))
    }

    /// A document as it is now.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn document(&self, id: DocumentId) -> Result<Option<Document>, EngineError> {
        let Outcome::Document(document) = self.run(Work::Read(id)).await? else {
            return Err(EngineError::Stopped);
        };
        Ok(document.map(|document| *document))
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
        let Outcome::Retired(count) = self.run(Work::Retire).await? else {
            return Err(EngineError::Stopped);
        };
        Ok(count)
    }

    /// Takes the bytes of changes received before an instant out of the feed, once their documents'
    /// snapshots have them; how many changes.
    ///
    /// # Errors
    /// [`EngineError`]; what was done before it stays done.
    pub async fn compact(&self, before: Timestamp) -> Result<usize, EngineError> {
        let (mut changes, mut next) = (0, Some(DocumentId::from_bytes([0; 16])));
        // A few documents at a time: phones wait meanwhile.
        while let Some(after) = next {
            let Outcome::Compacted(done) = self.run(Work::Compact(before, after)).await? else {
                return Err(EngineError::Stopped);
            };
            changes += done.changes;
            next = done.next;
        }
        Ok(changes)
    }

    /// What phones offered after a restore and nobody has decided yet.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn offers(&self) -> Result<Offers, EngineError> {
        self.read(|store| Ok(offer::list(store))).await?
    }

    /// A supervisor says that changes offered of a document are genuine: they go into the feed, in the
    /// order they build on each other; how many could. The others go on waiting.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`] and others; nothing was done.
    pub async fn confirm(
        &self,
        by: PersonId,
        document: DocumentId,
        changes: BTreeSet<ChangeHash>,
    ) -> Result<usize, EngineError> {
        self.decide(by, document, changes, Decision::Confirmed).await
    }

    /// A supervisor does not want changes offered of a document; how many were still to be decided.
    /// They are kept, and go nowhere.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`] and others; nothing was done.
    pub async fn decline(
        &self,
        by: PersonId,
        document: DocumentId,
        changes: BTreeSet<ChangeHash>,
    ) -> Result<usize, EngineError> {
        self.decide(by, document, changes, Decision::Declined).await
    }

    async fn decide(
        &self,
        by: PersonId,
        document: DocumentId,
        changes: BTreeSet<ChangeHash>,
        decision: Decision,
    ) -> Result<usize, EngineError> {
        let Outcome::Decided(count) = self.run(Work::Decide(by, document, changes, decision)).await? else {
            return Err(EngineError::Stopped);
        };
        Ok(count)
    }

    /// Somebody at the office takes a refused change over.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn take_over(
        &self,
        refused: i64,
        seen: shared::Sha256,
        by: PersonId,
    ) -> Result<TakeOver, EngineError> {
        let Outcome::TakenOver(outcome) = self.run(Work::TakeOver(refused, seen, by)).await? else {
            return Err(EngineError::Stopped);
        };
        Ok(outcome)
    }

    /// Somebody at the office sets a refused change aside for good.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn set_aside(&self, refused: i64, by: PersonId) -> Result<(), EngineError> {
        self.run(Work::SetAside(refused, by)).await.map(drop)
    }

    /// Whether a device may have this photo, or this thumbnail.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn may_look(&self, device: DeviceRow, photo: Sha256) -> Result<bool, EngineError> {
        let Outcome::May(may) = self.run(Work::MayLook(Box::new(device), photo)).await? else {
            return Err(EngineError::Stopped);
        };
        Ok(may)
    }

    /// A supervisor brings a copy of what waited on a device.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] when the device is unknown, [`EngineError::NotAllowed`].
    pub async fn take_copy(
        &self,
        by: PersonId,
        device: DeviceId,
        documents: Vec<DocumentChanges>,
    ) -> Result<CopyTaken, EngineError> {
        let Outcome::Copied(copy) = self.run(Work::Copy(by, device, documents)).await? else {
            return Err(EngineError::Stopped);
        };
        Ok(copy)
    }

    /// Somebody at the office withdraws a device.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn withdraw(&self, by: PersonId, device: DeviceId, how: Withdrawal) -> Result<(), EngineError> {
        self.run(Work::Withdraw(by, device, how)).await.map(drop)
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
    pub async fn rebuild_office(&self, seen: u64) -> Result<(), EngineError> {
        self.run(Work::RebuildOffice(seen)).await.map(drop)
    }

    /// An administrator does something to the account of `person`.
    ///
    /// # Errors
    /// [`EngineError::Person`], [`EngineError::NotAllowed`] and others; nothing was changed.
    pub async fn change_person(
        &self,
        by: PersonId,
        person: PersonId,
        command: PersonCommand,
    ) -> Result<(), EngineError> {
        self.run(Work::Person(by, person, Box::new(command))).await.map(drop)
    }

    /// Does something to accounts, sessions, devices or codes, and writes in the audit log what it
    /// was, in one transaction.
    ///
    /// # Errors
    /// [`EngineError`]; nothing was done.
    pub async fn act<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Store) -> Result<(T, AuditEntry), StoreError> + Send + 'static,
    ) -> Result<T, EngineError> {
        let (give, mut take) = oneshot::channel();
        let work = Work::Act(Box::new(move |store| {
            let (outcome, entry) = act(store)?;
            // Nobody listens any more when the request was cut: the act stands all the same.
            drop(give.send(outcome));
            Ok(entry)
        }));
        self.run(work).await?;
        take.try_recv().map_err(|_| EngineError::Stopped)
    }

    /// Writes what nobody needs to answer for, in the same transaction as everything that waits
    /// with it. What somebody does goes through [`Engine::act`].
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

fn serve(
    mut core: Core,
    inbox: &Receiver<Errand>,
    events: &broadcast::Sender<Event>,
    StopGuard(status): &StopGuard,
    clock: &dyn Clock,
) {
    let mut stops = false;
    status.set_behind(core.behind());
    while !stops && let Some(first) = next(&mut core, inbox, events, status) {
        let (work, answers, last) = gather(first, inbox);
        stops = last;
        status.taken(work.len());
        let (outcomes, event) = core.run(work);
        status.set_unstored(core.is_unstored());
        status.set_behind(core.behind());
        if let Some(event) = &event {
            status.committed(clock.now(), event.position);
        }
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
fn next(
    core: &mut Core,
    inbox: &Receiver<Errand>,
    events: &broadcast::Sender<Event>,
    status: &EngineStatus,
) -> Option<Errand> {
    while core.is_behind() {
        match inbox.recv_timeout(Duration::from_millis(CATCH_UP_AGAIN_MS)) {
            Ok(errand) => return Some(errand),
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

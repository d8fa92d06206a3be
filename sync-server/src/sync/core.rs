//! One batch of work at a time: check, append, commit, project, answer.

use std::collections::BTreeSet;
use std::sync::Arc;

use shared::command::{BuildingCommand, HistoryCommand, WorkOrderCommand, execute};
use shared::document::{History, HistoryLine, StepKind, WorkOrder};
use shared::limits::{APPROVED_ORDER_DAYS_MAX, LINE_CHARS_MAX};
use shared::wire::{FeedCursor, PROTOCOL, Refusal, SyncReply, SyncRequest};
use shared::{
    ActorId, Author, Command, Document, DocumentId, DocumentKind, Executed, FactClock, FeedId, PersonId,
    policy,
};

use super::accept::{Offer, Verdict, accept};
use super::live::{LiveDocuments, refresh_snapshot};
use super::{Clock, EngineError, Event, audience, reply};
use crate::limits::CATCH_UP_DOCUMENTS;
use crate::office::{Delivery, Projection};
use crate::store::{Audience, DeviceRow, PhotoRow, Received, Store, StoreError, SyncLogRow};

/// A place between two storage steps where a test can stop the server dead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// Everything is written, nothing is committed.
    BeforeCommit,
    /// Committed, not yet in the office database.
    BeforeProjection,
    /// In the office database, not yet answered.
    BeforeAnswer,
}

/// A change of an imported document, and how it came in.
#[derive(Debug, Clone)]
pub struct ImportedChange {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How it came in.
    pub received: Received,
}

/// A document brought in from elsewhere, with its changes in the order they came in.
#[derive(Debug, Clone)]
pub struct ImportedDocument {
    /// The document.
    pub document: Document,
    /// Its changes.
    pub changes: Vec<ImportedChange>,
}

type Write = Box<dyn FnOnce(&Store) -> Result<(), StoreError> + Send>;

/// Something to do.
pub enum Work {
    /// A device syncs.
    Sync(Box<DeviceRow>, SyncRequest),
    /// Somebody at the office does something; `None` begins a document.
    Execute(PersonId, Option<DocumentId>, Box<Command>),
    /// A document, to look at.
    Read(DocumentId),
    /// Documents from elsewhere, not held against the policy.
    Import(Vec<ImportedDocument>),
    /// Takes orders off the phones that were approved long enough ago: their history is at the
    /// office.
    Retire,
    /// Who hears what.
    SetAudiences(PersonId, BTreeSet<Audience>),
    /// A photo is complete and verified.
    Photo(PhotoRow, Option<DeviceRow>),
    /// Accounts, sessions, devices, codes.
    Write(Write),
}

/// What came of it.
#[derive(Debug)]
pub enum Outcome {
    /// The reply to a device.
    Synced(Box<SyncReply>),
    /// What the office did.
    Executed(DocumentId, Executed),
    /// The document, if there is one.
    Document(Option<Box<Document>>),
    /// How many orders were taken off the phones.
    Retired(usize),
    /// Nothing to tell.
    Done,
}

/// The server's replica. One at a time writes a data directory.
pub struct Core {
    store: Store,
    projection: Projection,
    clock: Arc<dyn Clock>,
    live: LiveDocuments,
    feed: FeedId,
    actor: ActorId,
    crash: Option<Box<dyn FnMut(Point) -> bool + Send>>,
    stopped: bool,
}

type Done<T = Outcome> = Result<T, EngineError>;

impl Core {
    /// Takes the store and the office database, and brings the latter up to date.
    ///
    /// # Errors
    /// [`EngineError`].
    pub fn new(store: Store, projection: Projection, clock: Arc<dyn Clock>) -> Done<Self> {
        let fresh = || {
            let sixteen = || (u128::from(clock.entropy()) << 64 | u128::from(clock.entropy())).to_be_bytes();
            (sixteen(), sixteen())
        };
        let (feed, actor) = store.identity(fresh)?;
        store.bind_actor(actor, None)?;
        let live = LiveDocuments::default();
        let mut core = Self { store, projection, clock, live, feed, actor, crash: None, stopped: false };
        core.catch_up()?;
        Ok(core)
    }

    /// Has `crash` asked at every [`Point`] whether to stop dead there, as if the power went.
    #[must_use]
    pub fn crashing(mut self, crash: impl FnMut(Point) -> bool + Send + 'static) -> Self {
        self.crash = Some(Box::new(crash));
        self
    }

    /// The server's own actor id.
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

    /// Does all of it in one transaction. A piece of work that fails takes only itself back; when
    /// the transaction fails everything does.
    pub fn run(&mut self, batch: Vec<Work>) -> (Vec<Done>, Option<Event>) {
        let count = batch.len();
        match self.run_in_transaction(batch) {
            Ok((outcomes, event)) => (outcomes, event),
            Err(error) => {
                self.live.abandon();
                self.store.rollback();
                tracing::error!(%error, "a batch was not stored");
                let full = matches!(error, EngineError::Store(StoreError::Full));
                let again = || if full { EngineError::Store(StoreError::Full) } else { EngineError::Stopped };
                (std::iter::repeat_with(|| Err(again())).take(count).collect(), None)
            }
        }
    }

    fn run_in_transaction(&mut self, batch: Vec<Work>) -> Done<(Vec<Done>, Option<Event>)> {
        if self.stopped {
            return Err(EngineError::Stopped);
        }
        self.store.begin()?;
        let unchanged = self.store.rows_changed();
        let mut photos = Vec::new();
        let mut outcomes = Vec::with_capacity(batch.len());
        for work in batch {
            if let Work::Photo(photo, _) = &work {
                photos.push(photo.sha256);
            }
            outcomes.push(self.do_one(work));
        }
        let idle = self.store.rows_changed() == unchanged && self.live.touched().is_empty();
        if idle && photos.is_empty() {
            // Nothing to keep, to project or to tell: whoever only asks costs no write to the disk.
            self.store.commit()?;
            return Ok((outcomes, None));
        }
        let end = self.store.feed_end()?;
        for id in self.live.touched() {
            if let Some(document) = self.live.document(&self.store, id)? {
                refresh_snapshot(&self.store, &document, end)?;
            }
        }
        self.reach(Point::BeforeCommit)?;
        self.store.commit()?;
        let documents = self.live.commit();
        self.reach(Point::BeforeProjection)?;
        let ids: Vec<DocumentId> = documents.iter().map(|(id, _)| *id).collect();
        self.project(&ids, &photos, end)?;
        self.reach(Point::BeforeAnswer)?;
        // A photo alone is news too: a review shows what is still on a phone.
        let news = !documents.is_empty() || !photos.is_empty();
        let event = news.then_some(Event { position: end, documents });
        Ok((outcomes, event))
    }

    fn reach(&mut self, point: Point) -> Done<()> {
        if self.crash.as_mut().is_some_and(|crash| crash(point)) {
            self.stopped = true;
            return Err(EngineError::Stopped);
        }
        Ok(())
    }

    /// One piece of work, all of it or nothing.
    fn do_one(&mut self, work: Work) -> Done {
        if let Work::Retire = work {
            return self.retire();
        }
        let mark = self.live.mark();
        let Self { store, live, clock, feed, actor, .. } = self;
        let mut desk = Desk { store, live, clock: clock.as_ref(), feed: *feed, actor: *actor };
        let outcome = store.savepoint(|| desk.work(work));
        if outcome.is_err() {
            self.live.back_to(mark);
        }
        outcome
    }

    fn retire(&mut self) -> Done {
        let before = self.clock.now().plus_ms(-APPROVED_ORDER_DAYS_MAX * 24 * 60 * 60 * 1000);
        let old = self.projection.approved_before(before)?;
        let position = self.store.mark(self.clock.now())?;
        for id in &old {
            self.store.set_document_audiences(*id, &BTreeSet::new(), position)?;
        }
        Ok(Outcome::Retired(old.len()))
    }

    /// Projects documents, photos, devices and the log of syncs.
    fn project(&mut self, ids: &[DocumentId], photos: &[shared::Sha256], end: FeedCursor) -> Done<()> {
        let mut loaded = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(document) = self.live.document(&self.store, *id)? {
                loaded.push((document, self.store.change_records(*id)?));
            }
        }
        let deliveries: Vec<Delivery<'_>> =
            loaded.iter().map(|(document, changes)| Delivery { document, changes }).collect();
        let log = self.store.sync_log_after(self.projection.sync_log_watermark()?)?;
        let devices = if log.is_empty() && !ids.is_empty() { Vec::new() } else { self.store.devices()? };
        self.projection.project(&deliveries, photos, &devices, &log, end)?;
        Ok(())
    }

    /// Projects what the office database missed, in portions.
    fn catch_up(&mut self) -> Done<()> {
        let (watermark, end) = (self.projection.watermark()?, self.store.feed_end()?);
        let changed: Vec<DocumentId> =
            self.store.changed_documents(watermark, end)?.into_iter().map(|(id, _)| id).collect();
        let photos: Vec<_> = self.store.photos()?.into_iter().map(|photo| photo.sha256).collect();
        for portion in changed.chunks(CATCH_UP_DOCUMENTS) {
            self.project(portion, &[], watermark)?;
        }
        self.project(&[], &photos, end)
    }
}

/// What one piece of work has at hand.
struct Desk<'a> {
    store: &'a Store,
    live: &'a mut LiveDocuments,
    clock: &'a dyn Clock,
    feed: FeedId,
    actor: ActorId,
}

impl Desk<'_> {
    fn work(&mut self, work: Work) -> Done {
        match work {
            Work::Sync(device, request) => {
                self.sync(&device, &request).map(|reply| Outcome::Synced(Box::new(reply)))
            }
            Work::Execute(person, id, command) => {
                self.execute(person, id, &command).map(|(id, executed)| Outcome::Executed(id, executed))
            }
            Work::Read(id) => {
                self.live.document(self.store, id).map(|found| Outcome::Document(found.map(Box::new)))
            }
            Work::Import(documents) => {
                documents.into_iter().try_for_each(|imported| self.import(imported))?;
                Ok(Outcome::Done)
            }
            Work::Retire => Ok(Outcome::Done),
            Work::SetAudiences(person, audiences) => {
                let position = self.store.mark(self.clock.now())?;
                self.store.set_person_audiences(person, &audiences, position)?;
                Ok(Outcome::Done)
            }
            Work::Photo(photo, device) => {
                self.store.add_photo(photo, device.map(|device| device.id))?;
                Ok(Outcome::Done)
            }
            Work::Write(write) => {
                write(self.store)?;
                Ok(Outcome::Done)
            }
        }
    }

    fn sync(&mut self, device: &DeviceRow, request: &SyncRequest) -> Done<SyncReply> {
        let person = self.store.person(device.person)?.ok_or(EngineError::NotFound)?;
        let now = self.clock.now();
        let skew_ms = request.sent_at.ms_since(now);
        let offer = Offer { device, person: &person, now, skew_ms };
        let received =
            Received { device: Some(device.id), person: Some(person.id), at: now, skew_ms, late: false };
        let (mut taken, mut refused, mut carried) = (0, Vec::new(), BTreeSet::new());
        for offered in &request.documents {
            let mut changed = false;
            let mut begins = self.live.document(self.store, offered.id)?.is_none();
            for change in &offered.changes {
                match accept(self.store, self.live, &offer, offered.id, offered.kind, &change.0)? {
                    Verdict::Accepted(position, hash) => {
                        carried.insert(hash);
                        changed |= position.is_some();
                        // Whoever begins a document may go on in it within the same request.
                        if std::mem::take(&mut begins) {
                            self.settle_audiences(offered.id)?;
                        }
                    }
                    Verdict::Refused(reason, header) => {
                        let (id, kind) = (offered.id, offered.kind);
                        self.store.keep_refused(id, kind, &change.0, reason.name(), received)?;
                        let hash = header.map(|header| header.hash);
                        refused.push(Refusal { document: offered.id, position: taken, reason, hash });
                    }
                }
                taken += 1;
            }
            if changed {
                self.settle_audiences(offered.id)?;
            }
        }
        let same_feed = request.feed == Some(self.feed);
        let news = reply::news(self.store, self.live, device.person, request, &carried, same_feed)?;
        let log = SyncLogRow {
            id: 0,
            device: device.id,
            at: now,
            accepted: taken - u32::try_from(refused.len()).unwrap_or(taken),
            refused: u32::try_from(refused.len()).unwrap_or(u32::MAX),
            sent_documents: u32::try_from(news.documents.len()).unwrap_or(u32::MAX),
            sent_bytes: news.bytes as u64,
            skew_ms,
        };
        self.store.note_sync(log, request.waiting)?;
        debug_assert_eq!(request.protocol, PROTOCOL, "the decoder lets no other through");
        Ok(SyncReply {
            feed: self.feed,
            cursor: news.cursor,
            more: news.resume.is_some(),
            taken,
            refused,
            documents: news.documents,
            withdrawn: news.withdrawn,
            server_time: now,
            resume: news.resume,
        })
    }

    /// Who the document is for, after it changed.
    fn settle_audiences(&mut self, id: DocumentId) -> Done<()> {
        let Some(document) = self.live.document(self.store, id)? else { return Ok(()) };
        let audiences = audience::audiences(self.store, &document)?;
        let position = self.store.feed_end()?;
        self.store.set_document_audiences(id, &audiences, position)?;
        // A building that passes to another administration takes its history along.
        if document.kind() == DocumentKind::Building
            && let Some(history) = self.store.history_of(id)?
        {
            self.store.set_document_audiences(history, &audiences, position)?;
        }
        Ok(())
    }

    fn execute(
        &mut self,
        person: PersonId,
        id: Option<DocumentId>,
        command: &Command,
    ) -> Done<(DocumentId, Executed)> {
        let row = self.store.person(person)?.ok_or(EngineError::NotFound)?;
        if !policy::may_execute(row.role, command) {
            return Err(EngineError::NotAllowed);
        }
        let done = self.execute_freely(person, id, command)?;
        if let Command::WorkOrder(WorkOrderCommand::Approve { .. }) = command {
            self.record_history(person, done.0)?;
        }
        if let Command::Building(BuildingCommand::Create(_)) = command {
            let begin = Command::History(HistoryCommand::Create { building: done.0 });
            self.execute_freely(person, None, &begin)?;
        }
        Ok(done)
    }

    fn execute_freely(
        &mut self,
        person: PersonId,
        id: Option<DocumentId>,
        command: &Command,
    ) -> Done<(DocumentId, Executed)> {
        let moment = self.clock.moment();
        let id =
            id.unwrap_or_else(|| DocumentId::from_bytes(*FactClock::new(None, moment).next_id().as_bytes()));
        let known = self.live.document(self.store, id)?;
        if known.is_none() && !command.creates() {
            return Err(EngineError::NotFound);
        }
        let mut document = known.unwrap_or_else(|| Document::empty(command.document_kind(), id));
        let author = Author { person, actor: self.actor, moment };
        let executed = execute(&mut document, command, author)?;
        if let Some(change) = &executed.change {
            let received =
                Received { device: None, person: Some(person), at: moment.wall, skew_ms: 0, late: false };
            self.store.add_document(id, document.kind())?;
            self.store.append(id, change.hash, self.actor, &change.bytes, received)?;
            self.live.put(document);
            self.settle_audiences(id)?;
        }
        Ok((id, executed))
    }

    /// Adds the approved order to the history of its building.
    fn record_history(&mut self, person: PersonId, id: DocumentId) -> Done<()> {
        let damaged = |error| EngineError::Document { id, error };
        let Some(document) = self.live.document(self.store, id)? else { return Ok(()) };
        let order = WorkOrder::read(&document).map_err(damaged)?;
        let Some(history) = self.store.history_of(order.building)? else { return Ok(()) };
        let Some(history_document) = self.live.document(self.store, history)? else { return Ok(()) };
        let known = History::read(&history_document).map_err(damaged)?;
        if known.lines.values().any(|line| line.number == order.number) {
            return Ok(());
        }
        let finish = order
            .steps
            .values()
            .rev()
            .find(|step| matches!(step.kind, StepKind::Finished | StepKind::CannotFinish { .. }));
        let Some(finish) = finish else { return Ok(()) };
        let report =
            order.interventions.values().map(|visit| visit.report.trim()).find(|report| !report.is_empty());
        let summary: String = report.unwrap_or(&order.title).chars().take(LINE_CHARS_MAX).collect();
        let line = HistoryLine {
            asset: order.asset,
            number: order.number.clone(),
            nature: order.nature,
            technician: finish.by,
            finished_at: finish.at,
            summary,
        };
        self.execute_freely(person, Some(history), &Command::History(HistoryCommand::Record(line)))?;
        Ok(())
    }

    fn import(&mut self, imported: ImportedDocument) -> Done<()> {
        let id = imported.document.id();
        self.store.add_document(id, imported.document.kind())?;
        for change in &imported.changes {
            let damaged = |error| EngineError::Document { id, error };
            let header = shared::document::change_header(&change.bytes).map_err(damaged)?;
            let actor = header.actor.ok_or(EngineError::NotFound)?;
            self.store.bind_actor(actor, change.received.device)?;
            self.store.append(id, header.hash, actor, &change.bytes, change.received)?;
        }
        self.live.put(imported.document);
        self.settle_audiences(id)
    }
}

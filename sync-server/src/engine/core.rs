//! One batch of work at a time: check, append, commit, project, answer.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use shared::limits::{APPROVED_ORDER_DAYS_MAX, SYNC_DOCUMENTS_MAX};
use shared::wire::{DocumentChanges, FeedCursor, SyncReply, SyncRequest};
use shared::work_order::WorkOrder;
use shared::work_order::status::State;
use shared::{
    ActorId, ChangeHash, Command, DeviceId, Document, DocumentId, DocumentKind, Executed, FeedId, PersonId,
    SERVER_ACTOR_PREFIX_BYTES, Timestamp,
};

use crate::accounts::person::PersonCommand;
use crate::base::clock::Clock;
use crate::base::limits::CATCH_UP_DOCUMENTS;
use crate::engine::documents::{Compacted, LiveDocuments, compact, refresh_snapshot};
use crate::engine::once::FormStep;
use crate::engine::{Behind, Unusable, audience, failure};
use crate::projection::Projection;
use crate::projection::table::Delivery;
use crate::store::error::StoreError;
use crate::store::{
    Action, Audience, AuditEntry, Decision, DeviceRow, PhotoRow, Received, Resolution, Resolved, Store,
    Subject,
};
use crate::sync::drain::Withdrawal;
use crate::sync::reply_id::Replies;
use crate::sync::take_over::{self, TakeOver};

pub(crate) use crate::engine::error::EngineError;
pub(crate) use crate::engine::event::Event;
pub(crate) use crate::engine::failure::give_up;

pub use crate::sync::delivery::CopyTaken;

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
type Act = Box<dyn FnOnce(&Store) -> Result<AuditEntry, StoreError> + Send>;

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
    /// Takes the bytes of changes received before an instant out of the feed, for some documents
    /// after this one: their snapshots have them.
    Compact(Timestamp, DocumentId),
    /// A supervisor says of changes offered of a document whether they are genuine.
    Decide(PersonId, DocumentId, BTreeSet<ChangeHash>, Decision),
    /// Who hears what.
    SetAudiences(PersonId, BTreeSet<Audience>),
    /// A photo is complete and verified.
    Photo(PhotoRow, Option<DeviceRow>),
    /// Makes a damaged office database again, unless it was since this count of [`Projection::rebuilt`].
    RebuildOffice(u64),
    /// Whether a device may have this photo, or this thumbnail.
    MayLook(Box<DeviceRow>, shared::Sha256),
    /// Somebody at the office takes a refused change over, by its number, having looked at
    /// [`crate::sync::take_over::RefusedView::seen`].
    TakeOver(i64, shared::Sha256, PersonId),
    /// Somebody at the office sets a refused change aside for good, by its number.
    SetAside(i64, PersonId),
    /// A supervisor brings a copy of what waited on a device.
    Copy(PersonId, DeviceId, Vec<DocumentChanges>),
    /// Somebody at the office withdraws a device.
    Withdraw(PersonId, DeviceId, Withdrawal),
    /// What nobody needs to answer for: that a session is in use, an attempt, a language.
    Write(Write),
    /// What somebody does to accounts, sessions, devices, codes: it says what it was, and is
    /// written in the audit log with it.
    Act(Act),
    /// An administrator does something to somebody's account.
    Person(PersonId, PersonId, Box<PersonCommand>),
    /// A piece of the work of a form: done once.
    Once(FormStep, Box<Work>),
    /// Work asked for from an address of the network.
    From(IpAddr, Box<Work>),
}

impl Work {
    /// The work, wherever it was asked for from.
    pub(crate) fn itself(&self) -> &Self {
        if let Self::From(_, work) | Self::Once(_, work) = self { work.itself() } else { self }
    }

    /// The photo that is complete with this work.
    fn photo(&self) -> Option<shared::Sha256> {
        if let Self::Photo(photo, _) = self.itself() { Some(photo.sha256) } else { None }
    }
}

impl Work {
    /// Whether devices or their people may be others afterwards.
    fn is_of_accounts(&self) -> bool {
        matches!(
            self.itself(),
            Self::Write(_) | Self::Act(_) | Self::Person(..) | Self::Withdraw(..) | Self::Copy(..)
        )
    }

    /// Whether open pages and phones should look again though no document may have changed: a review
    /// shows what is still on a phone, and a phone waits for what a supervisor decides.
    fn is_news(&self) -> bool {
        match self {
            Self::Photo(..) | Self::Decide(..) => true,
            Self::From(_, work) | Self::Once(_, work) => work.is_news(),
            Self::Sync(_, request) => !request.offered.is_empty(),
            Self::Execute(..)
            | Self::Read(_)
            | Self::Import(_)
            | Self::Retire
            | Self::RebuildOffice(_)
            | Self::Compact(..)
            | Self::SetAudiences(..)
            | Self::MayLook(..)
            | Self::TakeOver(..)
            | Self::SetAside(..)
            | Self::Copy(..)
            | Self::Withdraw(..)
            | Self::Act(_)
            | Self::Person(..)
            | Self::Write(_) => false,
        }
    }
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
    /// What was taken out of the feed.
    Compacted(Compacted),
    /// How many offered changes were decided.
    Decided(usize),
    /// What came of taking a change over.
    TakenOver(TakeOver),
    /// What became of the changes of a copy.
    Copied(CopyTaken),
    /// Whether somebody may.
    May(bool),
    /// Nothing to tell.
    Done,
}

/// The server's replica. One at a time writes a data directory.
pub struct Core {
    pub(crate) store: Store,
    pub(crate) projection: Projection,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) live: LiveDocuments,
    pub(crate) feed: FeedId,
    pub(crate) actor: ActorId,
    replies: Replies,
    reply_documents_max: usize,
    crash: Option<Box<dyn FnMut(CrashPoint) -> bool + Send>>,
    stopped: bool,
    /// The last that was to be stored was not, because of the disk.
    pub(crate) unstored: bool,
    /// When the office database was last tried, while it lacks something of the feed.
    pub(crate) behind: Option<Behind>,
    /// When the office database was last tried, while it is behind.
    pub(crate) tried_at: Timestamp,
    /// Why nothing is acknowledged any more.
    pub(crate) unusable: Arc<OnceLock<Unusable>>,
}

pub(crate) type Done<T = Outcome> = Result<T, EngineError>;

impl Core {
    /// Takes the store and the office database, and brings the latter up to date.
    ///
    /// # Errors
    /// [`EngineError`].
    pub fn new(store: Store, projection: Projection, clock: Arc<dyn Clock>) -> Done<Self> {
        let feed = store.feed(|| clock.sixteen_bytes())?;
        let key = store.reply_key(|| {
            let mut key = [0; 32];
            key.chunks_exact_mut(16).for_each(|half| half.copy_from_slice(&clock.sixteen_bytes()));
            key
        })?;
        let live = LiveDocuments::default();
        let office = store.server_actor_prefix(|| clock.entropy().to_be_bytes())?;
        let actor = fresh_actor(office, clock.as_ref());
        let mut core = Self {
            store,
            projection,
            clock,
            live,
            feed,
            actor,
            replies: Replies::new(key),
            reply_documents_max: SYNC_DOCUMENTS_MAX,
            crash: None,
            stopped: false,
            unstored: false,
            behind: None,
            tried_at: Timestamp(0),
            unusable: Arc::default(),
        };
        core.catch_up()?;
        Ok(core)
    }

    /// Has `crash` asked at every [`CrashPoint`] whether to stop dead there, as if the power went.
    #[must_use]
    pub fn crashing(mut self, crash: impl FnMut(CrashPoint) -> bool + Send + 'static) -> Self {
        self.crash = Some(Box::new(crash));
        self
    }

    /// Has no reply carry more than so many documents, so that a test sees long answers without making
    /// hundreds of them.
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

    /// Does all of it in one transaction. A piece of work that fails takes only itself back; when
    /// the disk fails everything is taken back, and only what acknowledges nothing is answered.
    pub fn run(&mut self, batch: Vec<Work>) -> (Vec<Done>, Option<Event>) {
        let reading = failure::reading(&batch);
        let identity = (self.feed, self.actor);
        match self.run_in_transaction(batch) {
            Ok((outcomes, event)) => (outcomes, event),
            Err(error) => {
                self.unstored |= error.is_of_the_disk();
                self.live.abandon();
                self.store.rollback();
                (self.feed, self.actor) = identity;
                (self.answer_unstored(&error, reading), None)
            }
        }
    }

    fn run_in_transaction(&mut self, batch: Vec<Work>) -> Done<(Vec<Done>, Option<Event>)> {
        if self.stopped {
            return Err(EngineError::Stopped);
        }
        if let Some(why) = self.unusable.get() {
            return Err(why.clone().into());
        }
        self.store.begin()?;
        let unchanged = self.store.rows_changed();
        let mut photos = Vec::new();
        let mut rebuilds = false;
        let mut devices = false;
        let mut called = Vec::new();
        let mut outcomes = Vec::with_capacity(batch.len());
        let mut news = false;
        for work in batch {
            news |= work.is_news();
            devices |= work.is_of_accounts();
            photos.extend(work.photo());
            if let Work::RebuildOffice(seen) = work.itself() {
                rebuilds |= *seen == self.projection.rebuilt();
            }
            match self.do_one(work, &mut called) {
                Err(error) if error.is_of_the_disk() => return Err(error),
                outcome => outcomes.push(outcome),
            }
        }
        let kept = self.store.rows_changed() != unchanged || !self.live.touched().is_empty();
        if !(kept || news || rebuilds || self.is_behind()) {
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
        self.reach(CrashPoint::BeforeCommit)?;
        self.store.commit()?;
        self.unstored = false;
        let documents = self.live.commit();
        self.reach(CrashPoint::BeforeProjection)?;
        if rebuilds {
            self.rebuild_office();
        } else {
            let ids: Vec<DocumentId> = documents.iter().map(|(id, _)| *id).collect();
            self.project_or_fall_behind(&ids, &photos, devices, end);
        }
        self.reach(CrashPoint::BeforeAnswer)?;
        let news = news || rebuilds || !documents.is_empty() || !called.is_empty();
        let event = news.then_some(Event { position: end, documents, called });
        Ok((outcomes, event))
    }

    fn reach(&mut self, point: CrashPoint) -> Done<()> {
        if self.crash.as_mut().is_some_and(|crash| crash(point)) {
            self.stopped = true;
            return Err(EngineError::Stopped);
        }
        Ok(())
    }

    /// One piece of work, all of it or nothing.
    pub(crate) fn do_one(&mut self, work: Work, called: &mut Vec<DeviceId>) -> Done {
        if let Work::Retire = work {
            return self.retire();
        }
        let mark = self.live.mark();
        let clock = self.clock.as_ref();
        let mut tx = Transaction {
            store: &self.store,
            projection: &self.projection,
            live: &mut self.live,
            clock,
            feed: self.feed,
            actor: self.actor,
            replies: &self.replies,
            reply_documents_max: self.reply_documents_max,
            refused: None,
            called,
            address: None,
        };
        let outcome = self.store.savepoint(|| tx.work(work));
        let identity = (tx.feed, tx.actor);
        if outcome.is_err() {
            self.live.back_to(mark);
        } else {
            (self.feed, self.actor) = identity;
        }
        outcome
    }

    fn retire(&mut self) -> Done {
        let before = self.clock.now().plus_ms(-APPROVED_ORDER_DAYS_MAX * 24 * 60 * 60 * 1000);
        let mut old = Vec::new();
        for id in self.projection.approved_before(before)? {
            // The office database may be behind: the document says whether it was sent back since.
            if self.store.has_audience(id)? && self.is_approved(id)? {
                old.push(id);
            }
        }
        if old.is_empty() {
            return Ok(Outcome::Retired(0));
        }
        let position = self.store.mark(self.clock.now())?;
        for id in &old {
            self.store.set_document_audiences(*id, &BTreeSet::new(), position)?;
        }
        let entry = AuditEntry::new(Action::OrdersRetired, Subject::Nothing).detailed(old.len());
        self.store.note(&entry, self.clock.now(), None)?;
        Ok(Outcome::Retired(old.len()))
    }

    fn is_approved(&mut self, id: DocumentId) -> Done<bool> {
        match self.live.document(&self.store, id) {
            Ok(Some(document)) => {
                Ok(WorkOrder::read(&document).is_ok_and(|order| order.status().state == State::Approved))
            }
            Ok(None) | Err(EngineError::Document { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Projects documents, photos and the log of syncs; devices if they may have changed, or were heard
    /// of. A document that cannot be read stays as it was: it keeps no other from being shown.
    pub(crate) fn project(
        &mut self,
        ids: &[DocumentId],
        photos: &[shared::Sha256],
        devices: bool,
        end: FeedCursor,
    ) -> Done<()> {
        let mut loaded = Vec::with_capacity(ids.len());
        for id in ids {
            match self.live.document(&self.store, *id) {
                Ok(Some(document)) => loaded.push((document, self.store.change_records(*id)?)),
                Ok(None) => {}
                Err(EngineError::Document { id, error }) => {
                    tracing::error!(document = %id, %error, "cannot be read, and is not projected");
                }
                Err(error) => return Err(error),
            }
        }
        let deliveries: Vec<Delivery<'_>> =
            loaded.iter().map(|(document, changes)| Delivery { document, changes }).collect();
        let log = self.store.sync_log_after(self.projection.sync_log_watermark()?)?;
        let devices = if devices || !log.is_empty() { self.store.devices()? } else { Vec::new() };
        self.projection.project(&deliveries, photos, &devices, &log, end)?;
        Ok(())
    }

    /// Projects what the office database missed, in portions.
    pub(crate) fn catch_up(&mut self) -> Done<()> {
        self.projection.reopen()?;
        let end = self.store.feed_end()?;
        if self.projection.watermark()? > end {
            // It was made from another feed than this one.
            self.projection.clear()?;
        }
        let watermark = self.projection.watermark()?;
        let changed: Vec<DocumentId> =
            self.store.changed_documents(watermark, end)?.into_iter().map(|(id, _)| id).collect();
        let photos: Vec<_> = self.store.photos()?.into_iter().map(|photo| photo.sha256).collect();
        for portion in changed.chunks(CATCH_UP_DOCUMENTS) {
            self.project(portion, &[], false, watermark)?;
        }
        self.project(&[], &photos, true, end)
    }
}

/// A hand nobody has written with, of an office whose hands begin so.
pub(crate) fn fresh_actor(office: [u8; SERVER_ACTOR_PREFIX_BYTES], clock: &dyn Clock) -> ActorId {
    ActorId::of_server(office, clock.entropy().to_be_bytes())
}

/// What one piece of work has at hand.
pub(crate) struct Transaction<'a> {
    pub(crate) store: &'a Store,
    /// As it was before the batch.
    pub(crate) projection: &'a Projection,
    pub(crate) live: &'a mut LiveDocuments,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) feed: FeedId,
    pub(crate) actor: ActorId,
    pub(crate) replies: &'a Replies,
    pub(crate) reply_documents_max: usize,
    /// How many changes of the device wait refused, and their bytes, once that was counted.
    pub(crate) refused: Option<(usize, usize)>,
    /// Devices that should ask.
    pub(crate) called: &'a mut Vec<DeviceId>,
    /// Where the work came from.
    pub(crate) address: Option<IpAddr>,
}

impl Transaction<'_> {
    pub(crate) fn work(&mut self, work: Work) -> Done {
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
            Work::Retire | Work::RebuildOffice(_) => Ok(Outcome::Done),
            Work::Compact(before, after) => compact(self.store, before, after).map(Outcome::Compacted),
            Work::Decide(by, id, changes, decision) => {
                let decided = self.decide(by, id, &changes, decision)?;
                // What they hold may have waited for this.
                for device in self.store.devices()? {
                    self.call_if_draining(device.id)?;
                }
                Ok(Outcome::Decided(decided))
            }
            Work::SetAudiences(person, audiences) => {
                let position = self.store.mark(self.clock.now())?;
                self.store.set_person_audiences(person, &audiences, position)?;
                self.note(&AuditEntry::new(Action::AudiencesSet, Subject::Person(person)))?;
                Ok(Outcome::Done)
            }
            Work::Photo(photo, device) => {
                self.store.add_photo(photo, device.map(|device| device.id))?;
                Ok(Outcome::Done)
            }
            Work::TakeOver(id, seen, by) => self.take_over(id, seen, by).map(Outcome::TakenOver),
            Work::MayLook(device, photo) => self.may_look(&device, photo).map(Outcome::May),
            Work::SetAside(id, by) => self.set_aside(id, by).map(|()| Outcome::Done),
            Work::Copy(by, device, documents) => self.take_copy(by, device, &documents).map(Outcome::Copied),
            Work::Withdraw(by, device, how) => {
                let now = self.clock.now();
                let action = match how {
                    Withdrawal::Erase => {
                        self.store.withdraw_device(device, now)?;
                        Action::DeviceWithdrawn
                    }
                    Withdrawal::Drain => {
                        self.store.begin_drain(device, now)?;
                        Action::DeviceToDrain
                    }
                };
                self.note(&AuditEntry::new(action, Subject::Device(device)).by(by))?;
                self.called.push(device);
                Ok(Outcome::Done)
            }
            Work::Write(write) => {
                write(self.store)?;
                Ok(Outcome::Done)
            }
            Work::Act(act) => {
                let entry = act(self.store)?;
                self.note(&entry)?;
                Ok(Outcome::Done)
            }
            Work::Person(by, person, command) => {
                self.change_person(by, person, &command)?;
                Ok(Outcome::Done)
            }
            Work::Once(step, work) => self.once(step, *work),
            Work::From(address, work) => {
                self.address = Some(address);
                self.work(*work)
            }
        }
    }

    /// Whoever sent a photo may look at it, and those a document that names it is for.
    fn may_look(&self, device: &DeviceRow, photo: shared::Sha256) -> Done<bool> {
        if self.store.photo_sender(photo)? == Some(device.id) {
            return Ok(true);
        }
        let end = self.store.feed_end()?;
        for document in self.projection.documents_of_photo(photo)? {
            if self.store.in_scope(device.person, document, end)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn take_over(&mut self, id: i64, seen: shared::Sha256, by: PersonId) -> Done<TakeOver> {
        let by = self.store.person(by)?.ok_or(EngineError::NotFound)?;
        let (outcome, row) = take_over::take_over(self.store, self.live, id, seen, &by, self.clock.now())?;
        if let Some(row) = row {
            self.settle_audiences(row.document)?;
            let subject = Subject::Document(row.kind, row.document);
            self.note(&AuditEntry::new(Action::ChangeTakenOver, subject).by(by.id).detailed(id))?;
            self.call_if_draining(row.device)?;
        }
        Ok(outcome)
    }

    fn set_aside(&mut self, id: i64, by: PersonId) -> Done<()> {
        let by = self.store.person(by)?.ok_or(EngineError::NotFound)?;
        if !crate::base::role::may_review(by.role) {
            return Err(EngineError::NotAllowed);
        }
        let row = self.store.refused(id)?.ok_or(EngineError::NotFound)?;
        self.store.resolve_refused(
            id,
            Resolved { resolution: Resolution::SetAside, by: by.id, at: self.clock.now() },
        )?;
        let subject = Subject::Document(row.kind, row.document);
        self.note(&AuditEntry::new(Action::ChangeSetAside, subject).by(by.id).detailed(id))?;
        self.call_if_draining(row.device)
    }

    /// A device that hands over may be done once somebody dealt with what it offered.
    fn call_if_draining(&mut self, device: DeviceId) -> Done<()> {
        let draining = self.store.device(device)?.is_some_and(|row| row.draining_since.is_some());
        if draining {
            self.called.push(device);
        }
        Ok(())
    }

    /// Who the document is for, after it changed.
    pub(crate) fn settle_audiences(&mut self, id: DocumentId) -> Done<()> {
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

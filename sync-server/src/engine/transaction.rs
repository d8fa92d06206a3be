//! What one job may touch, and the rules that nouns bring to the engine.

use std::collections::BTreeSet;
use std::net::IpAddr;

use shared::document::LocalChange;
use shared::kinds::{OverTime, actor_of};
use shared::{
    ActorId, Command, DeviceId, Document, DocumentId, DocumentKind, FeedId, OfficeKey, PersonId,
    SERVER_ACTOR_PREFIX_BYTES, Sha256, Timestamp, policy,
};

use crate::base::clock::Clock;
use crate::engine::acting::Acting;
use crate::engine::documents::LiveDocuments;
use crate::engine::error::EngineError;
use crate::engine::lookup::{Closed, DocumentIndex, DocumentLookup, Lookup};
use crate::store::error::StoreError;
use crate::store::{AccountRow, AuditEntry, PersonRow, QuietDocument, Store};

/// What follows a yes to offered changes: see [`DomainRules::confirmed`].
type Confirmed =
    fn(&mut Transaction<'_>, &PersonRow, &Document, DocumentId) -> Result<Vec<LocalChange>, EngineError>;

/// What one noun brings to the engine, which names no noun itself.
#[derive(Debug, Clone, Copy)]
pub struct DomainRules {
    /// The kinds of its documents.
    pub kinds: &'static [DocumentKind],
    /// Whether somebody at the office may execute a command on a document, or begin one with it: what the policy says
    /// of their role for it, where nothing else is to be asked.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`] and [`EngineError::OwnPhone`] when they may not.
    pub may_execute: fn(&Store, &Acting, Option<DocumentId>, &Command) -> Result<(), EngineError>,
    /// Whether somebody may bring a document from one state to the next, whose role lets them: with a phone of theirs,
    /// or by saying yes to what was refused or offered.
    pub may_bring: fn(&Store, &Acting, &Document, &Document) -> Result<bool, EngineError>,
    /// What `server.db` keeps of a document of these kinds, beside its changes. It only reads.
    pub index: fn(&mut dyn DocumentLookup, &Document) -> Result<DocumentIndex, EngineError>,
    /// What follows from a command that somebody at the office executed on a document, in the same
    /// transaction.
    pub follow_up: fn(&mut Transaction<'_>, &Acting, DocumentId, &Command) -> Result<(), EngineError>,
    /// What follows when somebody says yes to changes of a document that a phone offered after a restore: the document
    /// is handed as it was before. What it writes belongs to that yes, and is taken back with it.
    pub confirmed: Confirmed,
    /// What the audit log has beside a command's name, where that is a decision; empty where not.
    pub audit_detail: fn(&Command) -> &str,
    /// What this version makes of documents that an earlier one wrote; usually nothing is left to do. It runs
    /// at each start before anything is served, all nouns in one transaction.
    pub update: fn(&mut Transaction<'_>) -> Result<(), EngineError>,
    /// That a document is closed: nothing is to be done about it any more. `None` while it is open.
    pub closed: fn(&mut dyn DocumentLookup, &Document) -> Result<Option<Closed>, EngineError>,
    /// What follows when a document was founded anew without what is over its time: what was copied of it goes too. The
    /// document is handed as it was before.
    pub founded: fn(&mut Transaction<'_>, &Document, OverTime) -> Result<(), EngineError>,
    /// Takes documents off the phones that nobody needs there any more; how many.
    pub retire: fn(&mut Transaction<'_>) -> Result<usize, EngineError>,
}

impl DomainRules {
    /// Of a noun without documents of its own; also what a noun with documents leaves as it is: nothing follows
    /// from its commands, whose names say enough, and its documents stay on the phones.
    pub const NONE: Self = Self {
        kinds: &[],
        may_execute: |_, acting, _, command| by_policy(acting, command),
        may_bring: |_, _, _, _| Ok(true),
        index: |_, _| Ok(DocumentIndex::default()),
        follow_up: |_, _, _, _| Ok(()),
        confirmed: |_, _, _, _| Ok(Vec::new()),
        audit_detail: |_| "",
        update: |_| Ok(()),
        closed: |_, _| Ok(None),
        founded: |_, _, _| Ok(()),
        retire: |_| Ok(0),
    };
}

/// What a batch or a job asks of the engine beside what it writes to the store.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    /// Open pages and phones look again, though perhaps no document changed.
    pub(crate) announces: bool,
    /// Devices or their people may be others now.
    pub(crate) accounts_changed: bool,
    /// Photos that are complete now.
    pub(crate) photos: Vec<Sha256>,
    /// Devices that should ask.
    pub(crate) called: Vec<DeviceId>,
    /// The office database is to be made again.
    pub(crate) rebuilds_office: bool,
    /// The files of the databases are to be written anew.
    pub(crate) scrubs: bool,
}

impl Effects {
    pub(crate) fn add(&mut self, other: Self) {
        self.announces |= other.announces;
        self.accounts_changed |= other.accounts_changed;
        self.photos.extend(other.photos);
        self.called.extend(other.called);
        self.rebuilds_office |= other.rebuilds_office;
        self.scrubs |= other.scrubs;
    }
}

/// What one job may read and write. When the job fails, all of it is taken back.
pub struct Transaction<'a> {
    pub(crate) store: &'a Store,
    pub(crate) live: &'a mut LiveDocuments,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) rules: &'static [DomainRules],
    pub(crate) feed: FeedId,
    pub(crate) actor: ActorId,
    /// The key of this data directory.
    pub(crate) reply_key: [u8; 32],
    /// What phones close to.
    pub(crate) office_key: OfficeKey,
    pub(crate) reply_documents_max: usize,
    /// How many changes of the device wait refused, and their bytes, once that was counted.
    pub(crate) refused: Option<(usize, usize)>,
    /// How often the office database was made anew since the engine was opened.
    pub(crate) office_rebuilt: u64,
    pub(crate) effects: Effects,
    /// Where the request came from that asked for the job.
    pub(crate) address: Option<IpAddr>,
}

impl std::fmt::Debug for Transaction<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Transaction")
            .field("feed", &self.feed)
            .field("actor", &self.actor)
            .finish_non_exhaustive()
    }
}

impl Transaction<'_> {
    /// Has open pages and phones look again though no document may have changed: a review shows what is
    /// still on a phone, and a phone waits for what a supervisor decides.
    pub const fn announce(&mut self) {
        self.effects.announces = true;
    }

    /// Says that devices or their people may be others now: the office database gets them anew.
    pub const fn accounts_changed(&mut self) {
        self.effects.accounts_changed = true;
    }

    /// Says that a photo is complete: the office database gets to know.
    pub fn photo_received(&mut self, photo: Sha256) {
        self.effects.photos.push(photo);
    }

    /// Has a device ask, though nothing is new for it.
    pub fn call(&mut self, device: DeviceId) {
        self.effects.called.push(device);
    }

    /// Has a device ask if it is being withdrawn: it may be done once somebody decided on what it offered.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    pub fn call_if_draining(&mut self, device: DeviceId) -> Result<(), EngineError> {
        if self.store.device(device)?.is_some_and(|row| row.draining_since.is_some()) {
            self.call(device);
        }
        Ok(())
    }

    /// Makes the office database again after this batch, unless that happened since it had been made anew
    /// `seen` times.
    pub const fn rebuild_office(&mut self, seen: u64) {
        if seen == self.office_rebuilt {
            self.effects.rebuilds_office = true;
        }
    }

    /// A document as it is in this transaction; `None` when there is none.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails, [`EngineError::Document`] when the document cannot be read.
    pub fn document(&mut self, id: DocumentId) -> Result<Option<Document>, EngineError> {
        self.live.document(self.store, id)
    }

    /// Documents as they are in this transaction, only to be read.
    pub(crate) const fn lookup(&mut self) -> Lookup<'_> {
        Lookup { store: self.store, live: self.live }
    }

    /// Writes a line of the audit log: what was done, now, from where the request came.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    pub fn record(&self, entry: &AuditEntry) -> Result<(), EngineError> {
        Ok(self.store.record_audit(entry, self.clock.now(), self.address)?)
    }

    /// The account of somebody who is not blocked.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] when there is no such person, [`EngineError::NotAllowed`] when they are
    /// blocked.
    pub fn account_in_use(&self, id: PersonId) -> Result<AccountRow, EngineError> {
        let account = self.store.account(id)?.ok_or(EngineError::NotFound)?;
        if account.blocked_at.is_some() { Err(EngineError::NotAllowed) } else { Ok(account) }
    }

    /// The server goes on under an actor id nobody has written with.
    pub(crate) fn take_fresh_actor(&mut self) {
        self.actor = fresh_actor(self.actor.office(), self.clock);
    }

    /// Writes down who a document is for, and what else the engine decides by, after it changed.
    pub(crate) fn settle(&mut self, id: DocumentId) -> Result<(), EngineError> {
        let Some(document) = self.document(id)? else { return Ok(()) };
        let index = index(self.rules, self.store, self.live, &document)?;
        if let Some(about) = index.about {
            self.store.set_about(id, about)?;
        }
        keep_facts(self.store, &document, &index)?;
        let position = self.store.feed_end()?;
        let mentioned = self.store.mentioned_audiences(id)?;
        self.store.set_document_audiences(
            id,
            &index.audiences.union(&mentioned).copied().collect(),
            position,
        )?;
        for follower in &index.followers {
            self.settle_if_readable(*follower)?;
        }
        if !index.entries.is_empty() {
            self.store.widen_by_mentions(id, position)?;
        }
        Ok(self.store.widen_named_by(id, position)?)
    }

    /// The same of a document that bears on nothing else: one that cannot be read stays as it is.
    pub(crate) fn settle_if_readable(&mut self, id: DocumentId) -> Result<(), EngineError> {
        match self.settle(id) {
            Err(error @ EngineError::Document { .. }) => {
                tracing::error!(document = %id, %error, "cannot be read: whom it is for stays as it was");
                Ok(())
            }
            settled => settled,
        }
    }

    /// Writes down what the engine decides by beside whom a document is for, after that changed in one piece.
    pub(crate) fn keep_facts_of(&mut self, id: DocumentId) -> Result<(), EngineError> {
        let Some(document) = self.document(id)? else { return Ok(()) };
        let index = index(self.rules, self.store, self.live, &document)?;
        keep_facts(self.store, &document, &index)
    }

    /// Has a document be for nobody from now on.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    pub fn withdraw_from_all(&mut self, id: DocumentId) -> Result<(), EngineError> {
        let position = self.store.mark(self.clock.now())?;
        Ok(self.store.set_document_audiences(id, &BTreeSet::new(), position)?)
    }

    /// Whether a document is for somebody.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    pub fn is_for_somebody(&self, id: DocumentId) -> Result<bool, EngineError> {
        Ok(!self.store.document_audiences(id)?.is_empty())
    }

    /// Takes documents off the phones whose work was approved before an instant; how many.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    pub fn retire_approved_before(
        &mut self,
        kind: DocumentKind,
        before: Timestamp,
    ) -> Result<usize, EngineError> {
        let old = self.store.approved_before(kind, before)?;
        self.take_off_phones(&old)
    }

    /// Documents of a kind that phones have.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    pub fn on_phones(&self, kind: DocumentKind) -> Result<Vec<DocumentId>, EngineError> {
        Ok(self.store.on_phones(kind)?)
    }

    /// Takes documents off the phones; how many.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    pub fn take_off_phones(&mut self, documents: &[DocumentId]) -> Result<usize, EngineError> {
        if documents.is_empty() {
            return Ok(0);
        }
        let position = self.store.mark(self.clock.now())?;
        for id in documents {
            self.store.set_document_audiences(*id, &BTreeSet::new(), position)?;
        }
        Ok(documents.len())
    }
}

impl Transaction<'_> {
    /// Makes of what an earlier version wrote what this one works with.
    pub(crate) fn update(&mut self) -> Result<(), EngineError> {
        for of_noun in self.rules {
            (of_noun.update)(self)?;
        }
        if self.store.lacks_document_facts()? {
            keep_facts_of_all(self.rules, self.store, self.live)?;
            if !self.store.documents()?.is_empty() {
                // After what any phone has.
                let position = self.store.mark(self.clock.now())?;
                self.store.widen_all_by_mentions(position)?;
            }
            self.note_organisations_of_all()?;
            self.store.record_document_facts()?;
        }
        Ok(())
    }
}

/// Whether the policy lets somebody at the office execute a command.
///
/// # Errors
/// [`EngineError::NotAllowed`] when it does not.
pub(crate) fn by_policy(acting: &Acting, command: &Command) -> Result<(), EngineError> {
    if policy::may_execute(acting.role, command) { Ok(()) } else { Err(EngineError::NotAllowed) }
}

/// Whether the rules let somebody bring a document from one state to the next.
pub(crate) fn may_bring(
    rules: &'static [DomainRules],
    store: &Store,
    acting: &Acting,
    before: &Document,
    after: &Document,
) -> Result<bool, EngineError> {
    rules_of(rules, after.kind())
        .map_or(Ok(true), |of_kind| (of_kind.may_bring)(store, acting, before, after))
}

/// What the rules say of a document.
pub(crate) fn index(
    rules: &'static [DomainRules],
    store: &Store,
    live: &mut LiveDocuments,
    document: &Document,
) -> Result<DocumentIndex, EngineError> {
    match rules_of(rules, document.kind()) {
        Some(of_kind) => (of_kind.index)(&mut Lookup { store, live }, document),
        None => Ok(DocumentIndex::default()),
    }
}

/// Since when a document is closed, as its noun says; `None` while it is open, or something waits in what bears on it.
pub(crate) fn closed_since(
    rules: &'static [DomainRules],
    store: &Store,
    live: &mut LiveDocuments,
    quiet: QuietDocument,
) -> Result<Option<Timestamp>, EngineError> {
    let Some(document) = live.document(store, quiet.id)? else { return Ok(None) };
    let Some(of_kind) = rules_of(rules, document.kind()) else { return Ok(None) };
    let Some(Closed { with, copied_to }) = (of_kind.closed)(&mut Lookup { store, live }, &document)? else {
        return Ok(None);
    };
    for other in [with, copied_to].into_iter().flatten() {
        if store.something_waits(other)? {
            return Ok(None);
        }
    }
    let Some(with) = with else { return Ok(Some(quiet.quiet_since)) };
    Ok(store.quiet_since(with)?.map(|since| since.max(quiet.quiet_since)))
}

/// The rules for documents of a kind; `None` when no noun brought any.
pub(crate) fn rules_of(rules: &'static [DomainRules], kind: DocumentKind) -> Option<&'static DomainRules> {
    rules.iter().find(|of_noun| of_noun.kinds.contains(&kind))
}

/// Writes down what stands in a document, of which administrations it is, what and which photos it names, and when
/// its work was approved.
fn keep_facts(store: &Store, document: &Document, index: &DocumentIndex) -> Result<(), EngineError> {
    let id = document.id();
    store.set_entries(id, &index.entries)?;
    store.set_mentions(id, &index.mentions)?;
    store.set_organisations(id, &index.organisations)?;
    if !index.photos.is_empty() {
        // Facts are only added: what is there stays.
        let known = store.document_photos(id)?;
        // A correction brings no bytes of its own.
        let originals = index.photos.iter().filter(|(_, photo)| photo.corrects.is_none());
        for (fact, photo) in originals.filter(|(fact, _)| !known.contains(*fact)) {
            let (picture, thumbnail) = (photo.facts.sha256, photo.facts.thumbnail);
            store.add_document_photo(id, *fact, picture, thumbnail, actor_of(document, *fact))?;
        }
    }
    Ok(store.set_approved(id, index.approved_at)?)
}

/// Writes down of every document what the engine decides by, in a data directory of a version that did not. A
/// document that cannot be read is left out: its photos are seen by nobody.
fn keep_facts_of_all(
    rules: &'static [DomainRules],
    store: &Store,
    live: &mut LiveDocuments,
) -> Result<(), EngineError> {
    for id in store.documents()? {
        let indexed = live.document(store, id).and_then(|document| {
            let Some(document) = document else { return Ok(()) };
            let found = index(rules, store, live, &document)?;
            keep_facts(store, &document, &found)
        });
        match indexed {
            Err(error @ (EngineError::Document { .. } | EngineError::Store(StoreError::Damaged(_)))) => {
                tracing::error!(document = %id, %error, "cannot be read: its photos, its approval and what it names are not known");
            }
            indexed => indexed?,
        }
    }
    Ok(())
}

/// An actor id nobody has written with, of a server whose actor ids begin so.
pub(crate) fn fresh_actor(prefix: [u8; SERVER_ACTOR_PREFIX_BYTES], clock: &dyn Clock) -> ActorId {
    ActorId::of_server(prefix, clock.entropy().to_be_bytes())
}

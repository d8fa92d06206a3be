//! One round trip: the request carries the outbox, the reply what is new. A reply is applied in one
//! transaction, so a phone that dies anywhere simply sends the request again.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use shared::kinds::photos;
use shared::limits::{SYNC_CHANGES_MAX, SYNC_DOCUMENTS_MAX};
use shared::wire::{
    ChangeBytes, DocumentChanges, DocumentUpdate, PROTOCOL, SYNC_MEDIA_TYPE, SyncReply, SyncRequest, Waiting,
};
use shared::{ChangeHash, Document, DocumentId, DocumentKind, Moment};

use crate::client::notice::Notice;
use crate::client::status::Contact;
use crate::limits::SENT_BYTES_MAX;
use crate::replica::actor::fresh_actor;
use crate::replica::conversation::{InFlight, SentSync};
use crate::replica::error::{ReplicaError, Result};
use crate::replica::http::{HttpReply, HttpRequest};
use crate::replica::intake::{Intake, RejectedWork, Rewritten};
use crate::replica::other_feed::{held, settle, take_decisions};
use crate::replica::state::Replica;
use crate::replica::store::database::Store;
use crate::replica::store::document::Flag;
use crate::replica::store::offers::Settling;
use crate::replica::store::outbox::OutboxRow;
use crate::replica::{index, withdrawal};

impl Replica {
    pub(crate) fn sync_request(&mut self, moment: Moment) -> Result<(HttpRequest, InFlight)> {
        let enrolled = self.enrolled.clone().ok_or(ReplicaError::Damaged("enrolment"))?;
        // Offers go first: the server can defer what builds on them only once it knows them.
        let mut room = Room { documents: SYNC_DOCUMENTS_MAX, bytes: SENT_BYTES_MAX };
        let (offered, offers) = grouped(self.store.offers(SYNC_CHANGES_MAX)?, &mut room);
        let ready = self.store.outbox_ready(SYNC_CHANGES_MAX - offers.len(), &self.conversation.held)?;
        let (documents, changes) = grouped(ready, &mut room);
        let device_key = self.store.device_key_to_say()?;
        let (draining, opening) = (self.draining(), self.lock_state.opening);
        let sent = SentSync { changes, offers, draining, device_key: device_key.is_some(), opening };
        let carried = u32::try_from(sent.changes.len() + sent.offers.len()).unwrap_or(0);
        let waiting = self.store.changes_waiting()? + self.store.offers_waiting()?;
        let (photos, photo_bytes) = self.store.photos_waiting()?;
        let mut diverged = self.store.flagged(Flag::Diverged, SYNC_DOCUMENTS_MAX)?;
        // It would take the place of nothing yet, and of room for what is new.
        diverged.retain(|id| !self.conversation.held.contains(id));
        let request = SyncRequest {
            protocol: PROTOCOL,
            device: enrolled.device,
            feed: self.store.feed()?,
            cursor: self.store.cursor()?,
            documents,
            sent_at: moment.wall,
            waiting: Waiting { changes: waiting.saturating_sub(carried), photos, photo_bytes },
            diverged,
            resume: self.store.resume()?,
            offered,
            awaiting: self.next_awaiting()?,
            draining: self.draining().then_some(true),
            last_reply: self.store.last_reply()?,
            reply_device: self.store.reply_device()?,
            device_key,
            lock: self.lock_to_say(enrolled.device)?,
        };
        let mut http = self.authorized("POST", "/phone/v1/sync".to_owned(), gzip(&request.encode()));
        http.headers.push(("content-type", SYNC_MEDIA_TYPE.to_owned()));
        http.headers.push(("content-encoding", "gzip".to_owned()));
        self.conversation.sync_wanted = false;
        self.conversation.photos_wait = false;
        Ok((http, InFlight::Sync(sent)))
    }

    /// The next documents whose decision to ask for; after the last it begins again with the first.
    fn next_awaiting(&mut self) -> Result<Vec<DocumentId>> {
        let awaiting = self.store.awaiting(self.conversation.asked_after, SYNC_DOCUMENTS_MAX)?;
        let more = awaiting.len() == SYNC_DOCUMENTS_MAX;
        self.conversation.asked_after = awaiting.last().copied().filter(|_| more);
        Ok(awaiting)
    }

    pub(crate) fn take_sync(&mut self, sent: &SentSync, reply: &HttpReply, moment: Moment) -> Result<()> {
        if reply.status != 200 {
            return self.out_of_reach();
        }
        // A body that is no reply comes from a proxy between here and the office.
        let Ok(reply) = SyncReply::decode(&reply.body) else { return self.out_of_reach() };
        let count = |taken: u32| usize::try_from(taken).unwrap_or(usize::MAX);
        let taken = &sent.changes[..count(reply.taken).min(sent.changes.len())];
        let offers_taken = &sent.offers[..count(reply.offers_taken).min(sent.offers.len())];
        let held = held(taken, &reply);
        let fresh = fresh_actor(self.enrolled_device()?, moment);
        let intake = self.intake(taken, &held, &reply)?;
        // A locked phone that only delivers stays locked.
        let entropy = self.entropy;
        let stays_locked = reply.drain.is_some() && self.absence.lock().is_some();
        // Continue under a new actor id, so that later changes do not build on refused ones.
        let hurt = !intake.rejected.is_empty() || !intake.rewritten.is_empty();
        self.store.transaction(|store| {
            for entry in taken.iter().filter(|entry| !held.contains(entry)) {
                store.take_from_outbox(entry.0)?;
            }
            for (seq, _) in offers_taken {
                store.take_from_offers(*seq)?;
            }
            if intake.other_feed {
                store.begin_settling()?;
            }
            reply.documents.iter().try_for_each(|update| make_place(store, update))?;
            write(store, &intake, moment)?;
            if !intake.other_feed {
                take_decisions(store, &reply.settled)?;
            }
            for id in &reply.withdrawn {
                store.flag(*id, Flag::Withdrawn)?;
            }
            if hurt {
                store.set_actor(fresh)?;
            }
            store.set_position(reply.feed, reply.cursor, reply.resume)?;
            if let Some(id) = reply.id {
                store.set_last_reply(id)?;
            }
            store.take_office_key(reply.office_key, sent.device_key, entropy)?;
            store.keep_office_lock(reply.lock.as_ref())?;
            store.note_other_phones(reply.other_phones.as_deref())?;
            store.set_withdrawal(withdrawal::state(reply.drain))?;
            if stays_locked { Ok(()) } else { store.note_contact(moment.wall, reply.token_days) }
        })?;
        self.absence = self.store.absence()?;
        // The owner's role and this replica's actor may have changed.
        self.enrolled = self.store.enrolled()?;
        self.hold(&held, &intake, &reply);
        self.hear_office_lock(reply.lock.as_ref(), sent.opening);
        self.conversation.sync_wanted |= self.take_drain(reply.drain, sent.draining);
        // A sync that a person wanted meanwhile is wanted still.
        self.conversation.sync_wanted |= self.has_more_to_sync(sent, &reply, &intake)?;
        self.conversation.contact = Contact::Talking;
        let mut changed: BTreeSet<DocumentId> = BTreeSet::new();
        changed.extend(intake.documents.keys());
        changed.extend(taken.iter().map(|(_, id)| id));
        changed.extend(&reply.withdrawn);
        for id in &intake.forgotten {
            self.live.remove(id);
        }
        for document in intake.documents.into_values() {
            self.remember(document);
        }
        self.forget_withdrawn()?;
        self.tell_changed(changed.into_iter().collect())
    }

    /// Whether another request should follow at once: the server has more, something waits that this
    /// request did not carry, or a document has to be fetched whole.
    fn has_more_to_sync(&self, sent: &SentSync, reply: &SyncReply, intake: &Intake) -> Result<bool> {
        let changes_taken = reply.taken > 0 && !sent.changes.is_empty();
        let offers_taken = reply.offers_taken > 0 && !sent.offers.is_empty();
        let is_whole = |id: &DocumentId| {
            reply.documents.iter().any(|update| update.id == *id && update.snapshot.is_some())
        };
        Ok(reply.more
            || self.changes_ready()? && (changes_taken || offers_taken || sent.changes.is_empty())
            || self.store.offers_waiting()? > 0 && (offers_taken || sent.offers.is_empty())
            || !reply.settled.is_empty()
            || reply.office_key.is_some() && !sent.device_key
            || intake.diverged.iter().any(|id| !is_whole(id)))
    }

    /// Stops sending changes of documents the server deferred, until it sends an update for them.
    fn hold(&mut self, held: &[(i64, DocumentId)], intake: &Intake, reply: &SyncReply) {
        if intake.other_feed {
            return self.conversation.held.clear();
        }
        let told = reply.documents.iter().map(|update| update.id).chain(reply.settled.iter().copied());
        for id in told {
            self.conversation.held.remove(&id);
        }
        self.conversation.held.extend(held.iter().map(|(_, id)| *id));
    }

    fn changes_ready(&self) -> Result<bool> {
        Ok(!self.store.outbox_ready(1, &self.conversation.held)?.is_empty())
    }

    /// Works out, in memory, what the reply changes here.
    fn intake(
        &mut self,
        taken: &[(i64, DocumentId)],
        held: &[(i64, DocumentId)],
        reply: &SyncReply,
    ) -> Result<Intake> {
        let other_feed = self.store.feed()?.is_some_and(|feed| feed != reply.feed);
        let mut intake = Intake { other_feed, ..Intake::default() };
        self.take_refusals(taken, reply, &mut intake)?;
        let accepted = taken.iter().filter(|entry| !held.contains(entry)).map(|(seq, _)| *seq);
        let mut gone: BTreeSet<i64> = BTreeSet::new();
        gone.extend(accepted);
        gone.extend(intake.rewritten.iter().flat_map(|rewritten| &rewritten.rows));
        for update in buildings_first(reply.documents.iter(), |update| update.kind) {
            self.take_update(update, &gone, &mut intake)?;
        }
        if reply.resume.is_none() {
            self.compare_unlisted(&mut intake)?;
        }
        Ok(intake)
    }

    /// Compares the documents that the complete answer of another feed did not list.
    fn compare_unlisted(&mut self, intake: &mut Intake) -> Result<()> {
        let ids = if intake.other_feed { self.store.documents()? } else { self.store.to_compare()? };
        for id in ids {
            if intake.compared.iter().any(|compared| compared.id == id) || intake.diverged.contains(&id) {
                continue;
            }
            if let Some(here) = self.current(intake, id)? {
                intake.compared.push(self.compare(&here, None, &intake.rewritten)?);
            }
        }
        Ok(())
    }

    fn current(&mut self, intake: &Intake, id: DocumentId) -> Result<Option<Document>> {
        match intake.documents.get(&id) {
            Some(document) => Ok(Some(document.clone())),
            None if intake.forgotten.contains(&id) => Ok(None),
            None => self.document(id),
        }
    }

    /// Applies the update of one document. `gone` are the outbox rows that this reply removes.
    fn take_update(
        &mut self,
        update: &DocumentUpdate,
        gone: &BTreeSet<i64>,
        intake: &mut Intake,
    ) -> Result<()> {
        let id = update.id;
        let here = self.current(intake, id)?.unwrap_or_else(|| Document::empty(update.kind, id));
        // What the office lacks and is offered it makes the heads differ, and is no reason to drop it.
        let settled = !intake.other_feed && self.store.is_settled(id)?;
        let (sent, left): (Vec<_>, Vec<_>) =
            self.store.outbox_hashes(id)?.into_iter().partition(|(seq, _)| gone.contains(seq));
        let waits = !left.is_empty() || intake.rewritten.iter().any(|rewritten| rewritten.document == id);
        let next = match &update.snapshot {
            Some(snapshot) => {
                let Ok(theirs) = Document::load(update.kind, id, &snapshot.0) else {
                    intake.diverged.push(id);
                    return Ok(());
                };
                intake.whole.insert(id);
                self.take_whole(here, theirs, &sent, waits, settled, intake)?
            }
            None => {
                let mut next = here;
                if next.apply(&update.changes).is_err() {
                    intake.diverged.push(id);
                    return Ok(());
                }
                for change in &update.changes {
                    if let Ok(header) = shared::document::change_header(&change.0) {
                        intake.changes.push((id, header.hash, change.0.clone()));
                    }
                }
                next
            }
        };
        if settled && !waits && next.heads().digest() != update.heads {
            intake.diverged.push(id);
        }
        intake.documents.insert(id, next);
        Ok(())
    }

    /// What the office's version makes of a document: it takes the place of what is here where heads
    /// differ or the two clash, but not while something waits, or somebody has to decide. `sent` is what
    /// this answer says of the outbox.
    fn take_whole(
        &self,
        here: Document,
        theirs: Document,
        sent: &[(i64, ChangeHash)],
        waits: bool,
        settled: bool,
        intake: &mut Intake,
    ) -> Result<Document> {
        let id = here.id();
        let mut merged = theirs.clone();
        let merges = merged.merge(&here).is_ok();
        let differs = !merges || settled && self.store.is_flagged(id, Flag::Diverged)?;
        let (mut keeps, mut awaits) = (waits || !settled, !settled);
        if differs && settled || intake.other_feed || self.store.is_settling(id, Settling::ToCompare)? {
            let mut compared = self.compare(&here, Some(&theirs), &intake.rewritten)?;
            if settled {
                compared.keep_own_but(sent);
            }
            keeps |= compared.lacks_own();
            awaits = compared.awaits();
            intake.compared.push(compared);
        }
        if differs && keeps && !awaits {
            // To be replaced once nothing waits.
            intake.diverged.push(id);
        }
        Ok(match (keeps, merges) {
            (true, false) => here,
            (false, _) if differs => theirs,
            _ => merged,
        })
    }

    /// Forgets documents that no longer concern this phone, once nothing of them waits.
    pub(crate) fn forget_withdrawn(&mut self) -> Result<()> {
        let mut gone = Vec::new();
        for id in self.store.flagged(Flag::Withdrawn, usize::MAX >> 1)? {
            if !self.store.waits(id)? && self.store.is_settled(id)? {
                gone.push(id);
            }
        }
        if gone.is_empty() {
            return Ok(());
        }
        let mut pictures = Vec::new();
        for id in &gone {
            let document = self.document(*id)?;
            let facts = document.iter().flat_map(photos).map(|(_, photo)| photo.facts);
            pictures.extend(facts.flat_map(|facts| [facts.sha256, facts.thumbnail]));
        }
        self.store.transaction(|store| {
            gone.iter().try_for_each(|id| store.forget(*id))?;
            pictures.iter().try_for_each(|picture| store.drop_fetched(*picture))
        })?;
        for id in &gone {
            self.live.remove(id);
        }
        self.notices.push(Notice::Changed(gone));
        Ok(())
    }
}

/// Gives a document its place. One that cannot be taken in has a place all the same: it is asked for whole.
fn make_place(store: &Store, update: &DocumentUpdate) -> Result<()> {
    store.add_document(update.id, update.kind)?;
    store.unflag(update.id, Flag::Withdrawn)?;
    if update.snapshot.is_some() { store.unflag(update.id, Flag::Diverged) } else { Ok(()) }
}

/// Writes what [`Replica::intake`] worked out.
fn write(store: &Store, intake: &Intake, moment: Moment) -> Result<()> {
    for RejectedWork { document, reason, text, changes } in &intake.rejected {
        store.keep_rejected(*document, reason.name(), text, changes, moment.wall)?;
    }
    for Rewritten { document, kind, rows, changes } in &intake.rewritten {
        rows.iter().try_for_each(|seq| store.take_from_outbox(*seq))?;
        for (actor, change) in changes {
            store.add_own_actor(*actor)?;
            store.put_in_outbox(*document, *kind, change.hash, &change.bytes, moment.wall)?;
        }
    }
    for id in &intake.forgotten {
        store.forget(*id)?;
    }
    for (id, document) in &intake.documents {
        store.add_document(*id, document.kind())?;
        if intake.whole.contains(id) {
            store.set_snapshot(document)?;
        }
    }
    for (id, hash, bytes) in intake.changes.iter().filter(|(id, _, _)| !intake.whole.contains(id)) {
        store.add_change(*id, *hash, bytes)?;
    }
    for document in buildings_first(intake.documents.values(), |document| document.kind()) {
        store.fold(document)?;
        index::index(store, document)?;
    }
    intake.diverged.iter().try_for_each(|id| store.flag(*id, Flag::Diverged))?;
    intake.compared.iter().try_for_each(|compared| settle(store, compared, moment))
}

/// Puts buildings before orders, because an order's row names its building.
fn buildings_first<T>(
    items: impl Iterator<Item = T>,
    kind: impl Fn(&T) -> DocumentKind,
) -> impl Iterator<Item = T> {
    let (buildings, others): (Vec<T>, Vec<T>) = items.partition(|item| kind(item) == DocumentKind::Building);
    buildings.into_iter().chain(others)
}

/// The room that is left in a request.
struct Room {
    documents: usize,
    bytes: usize,
}

/// Changes by document, in the order they were written, as much as there is room for; and the same
/// flat.
fn grouped(rows: Vec<OutboxRow>, room: &mut Room) -> (Vec<DocumentChanges>, Vec<(i64, DocumentId)>) {
    let mut documents: Vec<DocumentChanges> = Vec::new();
    let mut places: BTreeMap<DocumentId, Vec<i64>> = BTreeMap::new();
    for row in rows {
        let full = documents.len() >= room.documents && !places.contains_key(&row.document);
        if full || (row.bytes.len() > room.bytes && !documents.is_empty()) {
            break;
        }
        room.bytes = room.bytes.saturating_sub(row.bytes.len());
        places.entry(row.document).or_default().push(row.seq);
        let change = ChangeBytes(row.bytes);
        match documents.iter_mut().find(|document| document.id == row.document) {
            Some(document) => document.changes.push(change),
            None => {
                documents.push(DocumentChanges { id: row.document, kind: row.kind, changes: vec![change] })
            }
        }
    }
    room.documents = room.documents.saturating_sub(documents.len());
    let flat = documents
        .iter()
        .flat_map(|document| {
            places.remove(&document.id).unwrap_or_default().into_iter().map(|seq| (seq, document.id))
        })
        .collect();
    (documents, flat)
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 2), Compression::default());
    // Writing to memory cannot fail; an empty body would be refused as malformed.
    encoder.write_all(plain).and_then(|()| encoder.finish()).unwrap_or_default()
}

//! One round trip: the outbox goes out, what is new comes in. A reply is taken in as one
//! transaction, so a phone that dies anywhere simply asks again.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use shared::document::{LocalChange, resign};
use shared::limits::{SYNC_BODY_BYTES_MAX, SYNC_CHANGES_MAX, SYNC_DOCUMENTS_MAX};
use shared::wire::{
    ChangeBytes, DocumentChanges, DocumentUpdate, PROTOCOL, RefusalReason, SYNC_MEDIA_TYPE, SyncReply,
    SyncRequest, Waiting,
};
use shared::{ActorId, ChangeHash, Document, DocumentId, DocumentKind, Heads, Moment};

use super::exchange::{HttpReply, HttpRequest, InFlight, fresh_actor};
use super::store::{Flag, OutboxRow, Store};
use super::{Replica, ReplicaError, Result, index, set_aside};
use crate::client::{Contact, Notice};

/// Bytes of changes in one request: its body must stay under [`SYNC_BODY_BYTES_MAX`].
const SENT_BYTES_MAX: usize = SYNC_BODY_BYTES_MAX * 3 / 4;

/// What was sent, in the order the office counts it.
#[derive(Debug)]
pub(super) struct SentSync {
    changes: Vec<(i64, DocumentId)>,
}

/// What a reply makes of the documents here.
#[derive(Default)]
struct Intake {
    /// As they will be.
    documents: BTreeMap<DocumentId, Document>,
    /// To be kept whole instead of by their new changes.
    whole: BTreeSet<DocumentId>,
    changes: Vec<(DocumentId, ChangeHash, Vec<u8>)>,
    diverged: Vec<DocumentId>,
    forgotten: Vec<DocumentId>,
    set_aside: Vec<(DocumentId, &'static str, String)>,
    /// Written again with another hand, to go out again.
    resigned: Vec<(DocumentId, ActorId, LocalChange)>,
    refused_rows: Vec<i64>,
}

/// A document without what the office refused.
struct Parted {
    kept: Document,
    /// Good but for their hand, oldest first.
    to_resign: Vec<Vec<u8>>,
    /// Everything that was taken out.
    taken_out: BTreeSet<ChangeHash>,
}

impl Replica {
    pub(super) fn sync_request(&mut self, moment: Moment) -> Result<(HttpRequest, InFlight)> {
        let enrolled = self.enrolled.clone().ok_or(ReplicaError::Damaged("enrolment"))?;
        let (documents, sent) = grouped(self.store.outbox(SYNC_CHANGES_MAX)?);
        let (photos, photo_bytes) = self.store.photos_waiting()?;
        let request = SyncRequest {
            protocol: PROTOCOL,
            device: enrolled.device,
            feed: self.store.feed()?,
            cursor: self.store.cursor()?,
            documents,
            sent_at: moment.wall,
            waiting: Waiting {
                changes: self.store.changes_waiting()?.saturating_sub(u32::try_from(sent.len()).unwrap_or(0)),
                photos,
                photo_bytes,
            },
            diverged: self.store.flagged(Flag::Diverged, SYNC_DOCUMENTS_MAX)?,
            resume: self.store.resume()?,
        };
        let mut http = self.authorized("POST", "/api/v1/sync".to_owned(), gzip(&request.encode()));
        http.headers.push(("content-type", SYNC_MEDIA_TYPE.to_owned()));
        http.headers.push(("content-encoding", "gzip".to_owned()));
        self.conversation.sync_wanted = false;
        Ok((http, InFlight::Sync(SentSync { changes: sent })))
    }

    pub(super) fn take_sync(&mut self, sent: &SentSync, reply: &HttpReply, moment: Moment) -> Result<()> {
        if reply.status != 200 {
            return self.out_of_reach();
        }
        // What is not a reply comes from something between here and the office.
        let Ok(reply) = SyncReply::decode(&reply.body) else { return self.out_of_reach() };
        let taken = usize::try_from(reply.taken).unwrap_or(usize::MAX).min(sent.changes.len());
        let fresh = fresh_actor(self.enrolled_device()?, moment);
        let intake = self.intake(&sent.changes[..taken], &reply)?;
        let other_feed = self.store.feed()?.is_some_and(|feed| feed != reply.feed);
        let again = if other_feed { self.all_documents()? } else { Vec::new() };
        // One refusal must not follow from another: what comes is written with a fresh hand.
        let hurt = !intake.set_aside.is_empty() || !intake.resigned.is_empty();
        self.store.transaction(|store| {
            for (seq, _) in &sent.changes[..taken] {
                store.take_from_outbox(*seq)?;
            }
            write(store, &intake, moment)?;
            for update in &reply.documents {
                store.unflag(update.id, Flag::Withdrawn)?;
            }
            for id in &reply.withdrawn {
                store.flag(*id, Flag::Withdrawn)?;
            }
            for document in &again {
                store.offer_again(document, moment.wall)?;
            }
            if hurt {
                store.set_actor(fresh)?;
            }
            store.set_position(reply.feed, reply.cursor, reply.resume)?;
            store.set_meta("last_contact", &moment.wall.0.to_string())
        })?;
        if let Some(enrolled) = self.enrolled.as_mut().filter(|_| hurt) {
            enrolled.actor = fresh;
        }
        // Whoever asked while this was under way still wants an answer.
        self.conversation.sync_wanted |= reply.more
            || self.store.changes_waiting()? as usize > 0 && (taken > 0 || sent.changes.is_empty())
            || intake.diverged.iter().any(|id| {
                !reply.documents.iter().any(|update| update.id == *id && update.snapshot.is_some())
            });
        self.conversation.contact = Contact::Talking;
        let changed: Vec<DocumentId> = intake
            .documents
            .keys()
            .chain(sent.changes[..taken].iter().map(|(_, id)| id))
            .chain(&reply.withdrawn)
            .copied()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        for id in &intake.forgotten {
            self.live.remove(id);
        }
        for document in intake.documents.into_values() {
            self.remember(document);
        }
        self.forget_withdrawn()?;
        self.tell_changed(changed)
    }

    fn all_documents(&mut self) -> Result<Vec<Document>> {
        let ids = self.store.documents()?;
        let mut documents = Vec::with_capacity(ids.len());
        for id in ids {
            documents.extend(self.document(id)?);
        }
        Ok(documents)
    }

    /// Works out what the reply makes of the documents, in memory.
    fn intake(&mut self, taken: &[(i64, DocumentId)], reply: &SyncReply) -> Result<Intake> {
        let mut intake = Intake::default();
        self.take_refusals(taken, reply, &mut intake)?;
        let gone: BTreeSet<i64> =
            taken.iter().map(|(seq, _)| *seq).chain(intake.refused_rows.iter().copied()).collect();
        // Buildings before orders: an order's row names its building.
        let mut updates: Vec<&DocumentUpdate> = reply.documents.iter().collect();
        updates.sort_by_key(|update| match update.kind {
            DocumentKind::Catalogue => 0,
            DocumentKind::Building => 1,
            DocumentKind::WorkOrder | DocumentKind::Request | DocumentKind::History => 2,
        });
        for update in updates {
            let waits = intake.resigned.iter().any(|(id, ..)| *id == update.id)
                || self.store.outbox_of(update.id)?.iter().any(|seq| !gone.contains(seq));
            self.take_update(update, waits, &mut intake)?;
        }
        Ok(intake)
    }

    fn current(&mut self, intake: &Intake, id: DocumentId) -> Result<Option<Document>> {
        match intake.documents.get(&id) {
            Some(document) => Ok(Some(document.clone())),
            None => self.document(id),
        }
    }

    /// Takes what the office refused, and what was built on it, out of the documents. Where only the
    /// hand was wrong, because this phone's database was copied or put back to an earlier day, it is
    /// written again with another; the rest is set aside as text.
    fn take_refusals(
        &mut self,
        taken: &[(i64, DocumentId)],
        reply: &SyncReply,
        intake: &mut Intake,
    ) -> Result<()> {
        let mut refused: BTreeMap<DocumentId, BTreeMap<ChangeHash, RefusalReason>> = BTreeMap::new();
        for refusal in &reply.refused {
            let position = usize::try_from(refusal.position).unwrap_or(usize::MAX);
            let Some((seq, id)) = taken.get(position) else { continue };
            let Some(hash) = self.store.outbox_hash(*seq)? else { continue };
            refused.entry(*id).or_default().insert(hash, refusal.reason);
        }
        for (id, reasons) in refused {
            let Some(before) = self.document(id)? else { continue };
            let Parted { mut kept, to_resign, taken_out } = part(&before, &reasons);
            let mut resigned = resign(&to_resign).map_err(|error| ReplicaError::Document(id, error))?;
            resigned.retain(|(_, change)| kept.apply(&[&change.bytes]).is_ok());
            if resigned.len() < taken_out.len() {
                let text = set_aside::text(&kept, &before);
                intake.set_aside.push((id, most_telling(&reasons).name(), text));
            }
            if !resigned.is_empty() {
                // What the other hand wrote is missing here.
                intake.diverged.push(id);
                intake.resigned.extend(resigned.into_iter().map(|(hand, change)| (id, hand, change)));
            }
            for (seq, hash) in self.store.outbox_hashes(id)? {
                if taken_out.contains(&hash) {
                    intake.refused_rows.push(seq);
                }
            }
            if kept.is_empty() {
                intake.forgotten.push(id);
            } else {
                intake.whole.insert(id);
                intake.documents.insert(id, kept);
            }
        }
        Ok(())
    }

    fn take_update(&mut self, update: &DocumentUpdate, waits: bool, intake: &mut Intake) -> Result<()> {
        let id = update.id;
        let here = self.current(intake, id)?;
        let next = match &update.snapshot {
            Some(snapshot) => {
                let Ok(theirs) = Document::load(update.kind, id, &snapshot.0) else {
                    intake.diverged.push(id);
                    return Ok(());
                };
                let replace = !waits && self.store.is_flagged(id, Flag::Diverged)?;
                let mut merged = theirs.clone();
                match here {
                    Some(here) if !replace && merged.merge(&here).is_ok() => {}
                    Some(_) | None => merged = theirs,
                }
                intake.whole.insert(id);
                merged
            }
            None => {
                let mut document = here.unwrap_or_else(|| Document::empty(update.kind, id));
                if document.apply(&update.changes).is_err() {
                    intake.diverged.push(id);
                    return Ok(());
                }
                for change in &update.changes {
                    if let Ok(header) = shared::document::change_header(&change.0) {
                        intake.changes.push((id, header.hash, change.0.clone()));
                    }
                }
                document
            }
        };
        if !waits && next.heads().digest() != update.heads {
            intake.diverged.push(id);
        }
        intake.documents.insert(id, next);
        Ok(())
    }

    /// Forgets what is no longer for this phone, once nothing of it waits.
    pub(super) fn forget_withdrawn(&mut self) -> Result<()> {
        let mut gone = Vec::new();
        for id in self.store.flagged(Flag::Withdrawn, usize::MAX >> 1)? {
            if !self.store.waits(id)? {
                gone.push(id);
            }
        }
        if gone.is_empty() {
            return Ok(());
        }
        self.store.transaction(|store| gone.iter().try_for_each(|id| store.forget(*id)))?;
        for id in &gone {
            self.live.remove(id);
        }
        self.notices.push(Notice::Changed(gone));
        Ok(())
    }
}

/// Writes what [`Replica::intake`] worked out.
fn write(store: &Store, intake: &Intake, moment: Moment) -> Result<()> {
    for (id, reason, text) in &intake.set_aside {
        store.set_aside(*id, &store.title_of(*id)?, reason, text, moment.wall)?;
    }
    for seq in &intake.refused_rows {
        store.take_from_outbox(*seq)?;
    }
    for (id, hand, change) in &intake.resigned {
        store.add_own_actor(*hand)?;
        store.put_in_outbox(*id, change.hash, &change.bytes, moment.wall)?;
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
    let buildings_first = |document: &&Document| document.kind() != DocumentKind::Building;
    let mut documents: Vec<&Document> = intake.documents.values().collect();
    documents.sort_by_key(buildings_first);
    for document in documents {
        store.fold(document)?;
        index::index(store, document)?;
    }
    intake.diverged.iter().try_for_each(|id| store.flag(*id, Flag::Diverged))
}

/// Parts a document from what was refused of it and from all that was built on that.
fn part(document: &Document, refused: &BTreeMap<ChangeHash, RefusalReason>) -> Parted {
    let mut parted = Parted {
        kept: Document::empty(document.kind(), document.id()),
        to_resign: Vec::new(),
        taken_out: BTreeSet::new(),
    };
    let mut lost = BTreeSet::new();
    for (header, bytes) in document.changes_since(&Heads::default()) {
        let builds_on = |gone: &BTreeSet<ChangeHash>| header.dependencies.iter().any(|on| gone.contains(on));
        let reason = refused.get(&header.hash);
        let consequence = builds_on(&parted.taken_out);
        if reason.is_none() && !consequence && parted.kept.apply(&[&bytes]).is_ok() {
            continue;
        }
        let good_but_for_its_hand = match reason {
            Some(RefusalReason::MissingDependency) | None => consequence,
            Some(reason) => reason.is_about_the_hand(),
        };
        if good_but_for_its_hand && !builds_on(&lost) {
            parted.to_resign.push(bytes);
        } else {
            lost.insert(header.hash);
        }
        parted.taken_out.insert(header.hash);
    }
    parted
}

/// Of several reasons, the first that is not just a consequence says most.
fn most_telling(refused: &BTreeMap<ChangeHash, RefusalReason>) -> RefusalReason {
    let telling = refused
        .values()
        .find(|reason| **reason != RefusalReason::MissingDependency && !reason.is_about_the_hand());
    telling.or_else(|| refused.values().next()).copied().unwrap_or(RefusalReason::MissingDependency)
}

/// The outbox by document, in the order it was written, as much as one request may carry; and the
/// same flat.
fn grouped(rows: Vec<OutboxRow>) -> (Vec<DocumentChanges>, Vec<(i64, DocumentId)>) {
    let mut documents: Vec<DocumentChanges> = Vec::new();
    let mut places: BTreeMap<DocumentId, Vec<i64>> = BTreeMap::new();
    let mut size_bytes = 0;
    for row in rows {
        size_bytes += row.bytes.len();
        let full = documents.len() >= SYNC_DOCUMENTS_MAX && !places.contains_key(&row.document);
        if full || (size_bytes > SENT_BYTES_MAX && !documents.is_empty()) {
            break;
        }
        places.entry(row.document).or_default().push(row.seq);
        let change = ChangeBytes(row.bytes);
        match documents.iter_mut().find(|document| document.id == row.document) {
            Some(document) => document.changes.push(change),
            None => {
                documents.push(DocumentChanges { id: row.document, kind: row.kind, changes: vec![change] })
            }
        }
    }
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

//! What a phone gets back: what is new for it since its cursor, within the limits of one reply.

use std::collections::BTreeSet;

use shared::limits::SYNC_CHANGES_MAX;
use shared::wire::{ChangeBytes, DocumentUpdate, FeedCursor, Resume, SyncRequest};
use shared::{ChangeHash, DocumentId, PersonId};

use crate::base::limits::REPLY_CHANGE_BYTES_MAX;
use crate::engine::documents::LiveDocuments;
use crate::engine::error::EngineError;
use crate::store::{FeedRow, Store};

/// The part of a reply that comes from the feed.
pub(crate) struct News {
    pub(crate) cursor: FeedCursor,
    pub(crate) resume: Option<Resume>,
    /// There is more to ask for at once.
    pub(crate) more: bool,
    pub(crate) documents: Vec<DocumentUpdate>,
    pub(crate) withdrawn: Vec<DocumentId>,
    pub(crate) bytes: usize,
}

/// No news, for a device that only delivers: it stays where it is.
pub(crate) fn nothing(request: &SyncRequest, same_feed: bool) -> News {
    let cursor = if same_feed { request.cursor } else { FeedCursor(0) };
    News { cursor, resume: None, more: false, documents: Vec::new(), withdrawn: Vec::new(), bytes: 0 }
}

struct Filling {
    documents: Vec<DocumentUpdate>,
    documents_max: usize,
    changes: usize,
    bytes: usize,
}

impl Filling {
    fn has_room(&self) -> bool {
        self.documents.len() < self.documents_max
            && self.changes < SYNC_CHANGES_MAX
            && self.bytes < REPLY_CHANGE_BYTES_MAX
    }

    fn add(&mut self, update: DocumentUpdate) {
        let snapshot = update.snapshot.as_ref().map_or(0, |snapshot| snapshot.0.len());
        self.bytes += snapshot + update.changes.iter().map(|change| change.0.len()).sum::<usize>();
        self.changes += update.changes.len().max(1);
        self.documents.push(update);
    }
}

/// Gathers what is new for `person` since the request's cursor, but for what the request `carried`
/// itself, `documents_max` documents at most. A phone of another feed begins at the beginning.
pub(crate) fn news(
    store: &Store,
    live: &mut LiveDocuments,
    person: PersonId,
    request: &SyncRequest,
    carried: &BTreeSet<ChangeHash>,
    same_feed: bool,
    documents_max: usize,
) -> Result<News, EngineError> {
    let since = if same_feed { request.cursor } else { FeedCursor(0) };
    let end = store.feed_end()?;
    let resume = request.resume.filter(|resume| same_feed && resume.until <= end);
    let until = resume.map_or(end, |resume| resume.until);
    let after = resume.map_or(DocumentId::from_bytes([0; 16]), |resume| resume.after);
    let mut filling = Filling { documents: Vec::new(), documents_max, changes: 0, bytes: 0 };

    for id in &request.diverged {
        if filling.has_room()
            && store.in_scope(person, *id, end)?
            && let Some(update) = unless_damaged(whole(store, live, *id))?
        {
            filling.add(update);
        }
    }
    let mut last = after;
    let mut finished = false;
    while !finished && filling.has_room() {
        // What came into scope after the first page waits for the next answer, which knows that this
        // one gave nothing of it: it could not be taken back otherwise.
        let ids = store.news(person, since, until, last, documents_max)?;
        finished = ids.len() < documents_max;
        for id in ids {
            if !filling.has_room() {
                finished = false;
                break;
            }
            last = id;
            if request.diverged.contains(&id) || !store.in_scope(person, id, end)? {
                continue;
            }
            if let Some(update) = unless_damaged(update(store, live, person, carried, since, id))? {
                filling.add(update);
            }
        }
    }
    let resume = (!finished).then_some(Resume { until, after: last });
    let candidates = match since {
        _ if !finished => Vec::new(),
        // A phone that learned a kind asks for everything anew, and has what it had.
        FeedCursor(0) if same_feed => store.withdrawn_ever(person, until)?,
        _ => store.withdrawn(person, since, until)?,
    };
    let mut withdrawn = Vec::new();
    for id in candidates {
        // What has come back meanwhile is in the next answer.
        if !store.in_scope(person, id, end)? {
            withdrawn.push(id);
        }
    }
    Ok(News {
        cursor: if finished { until } else { since },
        // A long answer ends where the feed was when it began: what came meanwhile is asked for next.
        more: resume.is_some() || until < end,
        resume,
        withdrawn,
        bytes: filling.bytes,
        documents: filling.documents,
    })
}

/// A document that cannot be read here holds up no other: phones go on with what they have of it.
fn unless_damaged(
    update: Result<Option<DocumentUpdate>, EngineError>,
) -> Result<Option<DocumentUpdate>, EngineError> {
    match update {
        Err(EngineError::Document { id, error }) => {
            tracing::error!(document = %id, %error, "cannot be read, and is left out of a reply: restore a backup");
            Ok(None)
        }
        update => update,
    }
}

/// What one document has that the device lacks; `None` when that is nothing. A device has what its
/// request carried, and what it sent before its cursor: a phone whose database was put back to an
/// earlier day gets its own changes again. One that begins anew gets everything whole, its own
/// changes too: after a restore it must see what this feed lacks.
fn update(
    store: &Store,
    live: &mut LiveDocuments,
    person: PersonId,
    carried: &BTreeSet<ChangeHash>,
    since: FeedCursor,
    id: DocumentId,
) -> Result<Option<DocumentUpdate>, EngineError> {
    // What went and came back may have been taken from the phone by a part of a long answer.
    let had_it = since.0 > 0 && store.stayed_in_scope(person, id, (since, store.feed_end()?))?;
    let changes = store.changes_after(id, if had_it { since } else { FeedCursor(0) })?;
    let made_here = since.0 > 0 && changes.first().is_some_and(|change| carried.contains(&change.hash));
    let foreign: Vec<FeedRow> =
        changes.into_iter().filter(|change| !carried.contains(&change.hash)).collect();
    if foreign.is_empty() && (had_it || made_here) {
        return Ok(None);
    }
    if !had_it && !made_here {
        return whole(store, live, id);
    }
    let foreign: Option<Vec<ChangeBytes>> =
        foreign.into_iter().map(|change| change.bytes.map(ChangeBytes)).collect();
    // Of what was compacted only the snapshot is left.
    let Some(foreign) = foreign else { return whole(store, live, id) };
    let Some(document) = live.document(store, id)? else { return Ok(None) };
    let size: usize = foreign.iter().map(|change| change.0.len()).sum();
    let stored =
        store.document(id)?.and_then(|row| row.snapshot).map_or(usize::MAX, |snapshot| snapshot.len());
    if foreign.len() > 8 && size > stored {
        return whole(store, live, id);
    }
    Ok(Some(DocumentUpdate {
        id,
        kind: document.kind(),
        changes: foreign,
        snapshot: None,
        heads: document.heads().digest(),
    }))
}

/// A document as a snapshot.
fn whole(
    store: &Store,
    live: &mut LiveDocuments,
    id: DocumentId,
) -> Result<Option<DocumentUpdate>, EngineError> {
    Ok(live.document(store, id)?.map(|document| DocumentUpdate {
        id,
        kind: document.kind(),
        changes: Vec::new(),
        snapshot: Some(ChangeBytes(document.save())),
        heads: document.heads().digest(),
    }))
}

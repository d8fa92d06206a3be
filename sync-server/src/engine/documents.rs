//! Documents in memory: loading one costs a millisecond, so those in use stay.

use std::collections::{BTreeMap, BTreeSet};

use shared::wire::FeedCursor;
use shared::{Document, DocumentId, DocumentKind, Timestamp};

use crate::base::limits::{CHANGES_BEYOND_SNAPSHOT_MAX, COMPACTED_DOCUMENTS_MAX, LIVE_DOCUMENTS_MAX};
use crate::engine::error::EngineError;
use crate::store::Store;
use crate::store::error::StoreError;

/// Documents as the store has them, and those of the batch under way as they will be.
#[derive(Debug, Default)]
pub(crate) struct LiveDocuments {
    settled: BTreeMap<DocumentId, Live>,
    /// `None` for a document that there will be no more.
    pending: BTreeMap<DocumentId, Option<Document>>,
    uses: u64,
}

#[derive(Debug)]
struct Live {
    document: Document,
    used: u64,
}

impl LiveDocuments {
    /// The document as it is in the batch under way; `None` when there is none.
    pub(crate) fn document(
        &mut self,
        store: &Store,
        id: DocumentId,
    ) -> Result<Option<Document>, EngineError> {
        if let Some(document) = self.pending.get(&id) {
            return Ok(document.clone());
        }
        self.uses += 1;
        if let Some(live) = self.settled.get_mut(&id) {
            live.used = self.uses;
            return Ok(Some(live.document.clone()));
        }
        let Some(document) = load(store, id)? else { return Ok(None) };
        self.settle(document.clone());
        Ok(Some(document))
    }

    /// The document is to be this, once the batch is committed.
    pub(crate) fn put(&mut self, document: Document) {
        self.pending.insert(document.id(), Some(document));
    }

    /// There is to be no such document, once the batch is committed.
    pub(crate) fn forget(&mut self, id: DocumentId) {
        self.pending.insert(id, None);
    }

    /// What a piece of work has put so far, to go back to.
    pub(crate) fn mark(&self) -> BTreeMap<DocumentId, Option<Document>> {
        self.pending.clone()
    }

    pub(crate) fn back_to(&mut self, mark: BTreeMap<DocumentId, Option<Document>>) {
        self.pending = mark;
    }

    /// The ids of what the batch has put.
    pub(crate) fn touched(&self) -> BTreeSet<DocumentId> {
        self.pending.keys().copied().collect()
    }

    /// The batch is on disk.
    pub(crate) fn commit(&mut self) -> Vec<(DocumentId, DocumentKind)> {
        let pending = std::mem::take(&mut self.pending);
        let documents = pending.values().flatten();
        let touched = documents.map(|document| (document.id(), document.kind())).collect();
        for (id, document) in pending {
            match document {
                Some(document) => self.settle(document),
                None => drop(self.settled.remove(&id)),
            }
        }
        touched
    }

    /// The batch is not on disk.
    pub(crate) fn abandon(&mut self) {
        self.pending.clear();
    }

    fn settle(&mut self, document: Document) {
        self.uses += 1;
        self.settled.insert(document.id(), Live { document, used: self.uses });
        if self.settled.len() > LIVE_DOCUMENTS_MAX {
            // Forget the older half at once: cheaper than keeping an order for every use.
            let mut uses: Vec<u64> = self.settled.values().map(|live| live.used).collect();
            uses.sort_unstable();
            let keep_from = uses.get(uses.len() / 2).copied().unwrap_or(0);
            self.settled.retain(|_, live| live.used >= keep_from);
        }
    }
}

/// Reads a document: its snapshot and what came after.
pub(crate) fn load(store: &Store, id: DocumentId) -> Result<Option<Document>, EngineError> {
    let Some(row) = store.document(id)? else { return Ok(None) };
    let mut document = match &row.snapshot {
        Some(bytes) => Document::load(row.kind, id, bytes).map_err(EngineError::damaged(id))?,
        None => Document::empty(row.kind, id),
    };
    let newer = store.changes_after(id, row.snapshot_position)?.into_iter();
    // Only what the snapshot has is ever compacted.
    let newer: Vec<Vec<u8>> = newer
        .map(|change| change.bytes.ok_or(StoreError::Damaged("document: a change of it is in no snapshot")))
        .collect::<Result<_, _>>()?;
    document.apply(&newer).map_err(EngineError::damaged(id))?;
    Ok(Some(document))
}

/// Makes the snapshot anew when many changes came after it.
pub(crate) fn refresh_snapshot(
    store: &Store,
    document: &Document,
    position: FeedCursor,
) -> Result<(), EngineError> {
    let Some(row) = store.document(document.id())? else { return Ok(()) };
    let beyond = store.changes_after(document.id(), row.snapshot_position)?.len();
    if beyond > CHANGES_BEYOND_SNAPSHOT_MAX {
        store.set_snapshot(document.id(), &document.save(), position)?;
    }
    Ok(())
}

/// What one piece of compaction did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compacted {
    /// Changes that lost their bytes.
    pub changes: usize,
    /// Where to go on; `None` when every document was looked at.
    pub next: Option<DocumentId>,
}

/// Takes the bytes of changes received before an instant out of the feed, for some documents after
/// `after`. Each change is first seen in the snapshot as it is on disk.
pub(crate) fn compact(store: &Store, before: Timestamp, after: DocumentId) -> Result<Compacted, EngineError> {
    let documents = store.compactable_documents(before, after, COMPACTED_DOCUMENTS_MAX)?;
    let mut changes = 0;
    for id in &documents {
        changes += compact_document(store, before, *id)?;
    }
    let next = documents.last().copied().filter(|_| documents.len() == COMPACTED_DOCUMENTS_MAX);
    Ok(Compacted { changes, next })
}

fn compact_document(store: &Store, before: Timestamp, id: DocumentId) -> Result<usize, EngineError> {
    let old = store.compactable_changes(id, before)?;
    let Some(row) = store.document(id)? else { return Ok(0) };
    if old.iter().any(|(position, _)| *position > row.snapshot_position) {
        match load(store, id)? {
            Some(document) => store.set_snapshot(id, &document.save(), row.last_position)?,
            None => return Ok(0),
        }
    }
    let Some(snapshot) = store.document(id)?.and_then(|row| row.snapshot) else { return Ok(0) };
    let snapshot = match Document::load(row.kind, id, &snapshot) {
        Ok(snapshot) => snapshot,
        Err(error) => {
            tracing::error!(document = %id, %error, "its snapshot does not load: nothing of it is compacted");
            return Ok(0);
        }
    };
    if old.iter().any(|(_, hash)| !snapshot.contains(*hash)) {
        tracing::error!(document = %id, "its snapshot lacks a change: nothing of it is compacted");
        return Ok(0);
    }
    Ok(store.compact(id, before)?)
}

//! What was confirmed is taken back as a whole: the changes that came in with one yes leave the feed again, with what
//! the server wrote because of it, and count as declined.
//!
//! Facts are only added, so there is nothing that could be written to say that they never were. But a document is its
//! changes: without those, it is what it was. That holds as long as nothing else builds on them; whatever was written
//! since has read them, and would hang in the air. Then it is too late, and each thing is corrected by its own means.
//! Phones that have the changes see other heads, take the document whole, and keep what they built on them and have not
//! delivered as rejected work, as with everything declined.

use std::collections::{BTreeMap, BTreeSet};

use shared::document::announced_operations;
use shared::{ChangeHash, Document, DocumentId, Heads, PersonId};

use crate::base::limits::YESES_SHOWN_MAX;
use crate::base::role::may_review;
use crate::base::roles::Scope;
use crate::engine::acting::Acting;
use crate::engine::documents::load;
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::once::{Repeats, StepDone};
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::store::error::StoreError;
use crate::store::{Action, AuditEntry, Store, StoredSize, Subject, Yes};

/// What was confirmed with one yes, as a supervisor looks at it.
#[derive(Debug, Clone)]
pub struct Confirmed {
    /// By whom and when.
    pub yes: Yes,
    /// What of it can be taken back.
    pub free: Vec<ConfirmedDocument>,
    /// What cannot any more: something was written since that builds on it.
    pub built_on: Vec<ConfirmedDocument>,
}

/// What was confirmed of a document.
#[derive(Debug, Clone)]
pub struct ConfirmedDocument {
    /// The document as it is.
    pub document: Document,
    /// How many changes of it.
    pub changes: usize,
}

/// What came of taking a yes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TakenBack {
    /// So many changes left again.
    Changes(usize),
    /// Nothing: other documents of it can be taken back now than were seen.
    NotAsSeen,
}

/// Lists yeses, the last first, from a page on; and whether there are more.
fn list(store: &Store, page: usize) -> Result<(Vec<Confirmed>, bool), EngineError> {
    let mut yeses = store.yeses(YESES_SHOWN_MAX + 1, page * YESES_SHOWN_MAX)?;
    let more = yeses.len() > YESES_SHOWN_MAX;
    yeses.truncate(YESES_SHOWN_MAX);
    let mut all = Vec::new();
    for yes in yeses {
        let mut confirmed = Confirmed { yes, free: Vec::new(), built_on: Vec::new() };
        for id in store.documents_of(yes)? {
            let Some(document) = load(store, id)? else { continue };
            let changes: BTreeSet<ChangeHash> =
                store.confirmed_with(id, yes)?.into_iter().map(|(hash, _)| hash).collect();
            let is_free = without(&document, &changes).is_some();
            let side = if is_free { &mut confirmed.free } else { &mut confirmed.built_on };
            side.push(ConfirmedDocument { document, changes: changes.len() });
        }
        all.push(confirmed);
    }
    Ok((all, more))
}

/// The changes of a document without some; `None` when others build on those.
fn without(document: &Document, changes: &BTreeSet<ChangeHash>) -> Option<Vec<Vec<u8>>> {
    let mut left = Vec::new();
    for (header, bytes) in document.changes_since(&Heads::default()) {
        if changes.contains(&header.hash) {
            continue;
        }
        if header.dependencies.iter().any(|dependency| changes.contains(dependency)) {
            return None;
        }
        left.push(bytes);
    }
    Some(left)
}

impl Transaction<'_> {
    /// Takes back what can be of a yes, as long as these are the documents that were seen.
    fn take_yes_back(
        &mut self,
        by: PersonId,
        yes: Yes,
        seen: &BTreeSet<DocumentId>,
    ) -> Result<TakenBack, EngineError> {
        let person = self.account_in_use(by)?.person;
        if !person.roles.may(may_review) {
            return Err(EngineError::NotAllowed);
        }
        let mut free = Vec::new();
        for id in self.store.documents_of(yes)? {
            match Acting::reviewing(self.store, person.clone(), id) {
                Ok(_) => {}
                // It is for others, who see it.
                Err(EngineError::NotFound | EngineError::NotAllowed) => continue,
                Err(error) => return Err(error),
            }
            let changes: BTreeMap<ChangeHash, Vec<u8>> =
                self.store.confirmed_with(id, yes)?.into_iter().collect();
            let Some(document) = self.document(id)? else { continue };
            if let Some(left) = without(&document, &changes.keys().copied().collect()) {
                free.push((document, changes, left));
            }
        }
        if free.iter().map(|(document, ..)| document.id()).collect::<BTreeSet<_>>() != *seen {
            return Ok(TakenBack::NotAsSeen);
        }
        let mut count = 0;
        for (document, changes, left) in free {
            count += changes.len();
            self.take_document_back(by, &document, &changes, &left)?;
        }
        self.announce();
        Ok(TakenBack::Changes(count))
    }

    /// Takes changes that were confirmed out of a document, of which this is left.
    fn take_document_back(
        &mut self,
        by: PersonId,
        document: &Document,
        changes: &BTreeMap<ChangeHash, Vec<u8>>,
        left: &[Vec<u8>],
    ) -> Result<(), EngineError> {
        let id = document.id();
        let (kind, now) = (document.kind(), self.clock.now());
        let size = self.store.stored_size(id)?;
        for hash in changes.keys() {
            self.store.take_out_change(id, *hash)?;
            self.store.decline_confirmed(id, *hash, by, now)?;
        }
        // It leaves everybody and comes back: phones get it whole.
        self.withdraw_from_all(id)?;
        if left.is_empty() {
            self.store.forget_document(id)?;
            self.live.forget(id);
            self.rebuild_office(self.office_rebuilt);
        } else {
            let mut before = Document::empty(kind, id);
            before.apply(left).map_err(EngineError::damaged(id))?;
            let size = smaller(size, changes.values());
            self.store.set_document_anew(id, &before.save(), size)?;
            self.live.put(before);
            self.settle(id)?;
        }
        let entry = AuditEntry::new(Action::OfferTakenBack, Subject::Document(kind, id)).by(by);
        self.record(&entry.detailed(changes.len()))
    }
}

/// What a document takes up without these changes.
fn smaller<'a>(size: StoredSize, changes: impl Iterator<Item = &'a Vec<u8>>) -> StoredSize {
    changes.fold(size, |size, bytes| StoredSize {
        bytes: size.bytes.saturating_sub(bytes.len()),
        operations: size.operations.saturating_sub(announced_operations(bytes)),
    })
}

/// A supervisor takes back, in one transaction, what was confirmed with a yes and nothing else builds on, which is what
/// they saw: these documents.
#[must_use]
pub fn take_back(by: PersonId, yes: Yes, seen: BTreeSet<DocumentId>) -> Job<TakenBack> {
    let job = Job::new(move |transaction| transaction.take_yes_back(by, yes, &seen));
    job.once_per_form(Repeats {
        done: |taken| if *taken == TakenBack::NotAsSeen { StepDone::No } else { StepDone::Yes(None) },
        again: |_| Ok(TakenBack::Changes(0)),
    })
}

impl Engine {
    /// What phones offered after a restore and somebody confirmed, by their yes, the last first, as far as it is seen
    /// with this scope: a page of it, from 0, and whether there are more.
    ///
    /// # Errors
    /// [`EngineError::Document`] when a document of it cannot be read.
    pub async fn confirmed_offers(
        &self,
        scope: Scope,
        page: usize,
    ) -> Result<(Vec<Confirmed>, bool), EngineError> {
        self.read_in_part(scope, move |store| Ok::<_, StoreError>(list(store, page))).await?
    }

    /// Takes back what was confirmed with a yes, where these documents of it can be, and no others.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`] when `by` may not review or is blocked, [`EngineError::NotFound`] when there is no
    /// such person; nothing was done.
    pub async fn take_yes_back(
        &self,
        by: PersonId,
        yes: Yes,
        seen: BTreeSet<DocumentId>,
    ) -> Result<TakenBack, EngineError> {
        self.submit(take_back(by, yes, seen)).await
    }
}

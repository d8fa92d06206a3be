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
use shared::{ChangeHash, Document, DocumentId, Heads, PersonId, Timestamp};

use crate::base::limits::CONFIRMED_OFFERS_MAX;
use crate::base::roles::Scope;
use crate::engine::acting::Acting;
use crate::engine::documents::load;
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::once::Repeats;
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::store::error::StoreError;
use crate::store::{Action, AuditEntry, ConfirmedOffers, Store, StoredSize, Subject};

/// What was confirmed with one yes, as a supervisor looks at it.
#[derive(Debug, Clone)]
pub struct Confirmed {
    /// What, by whom and when.
    pub offers: ConfirmedOffers,
    /// The document as it is.
    pub document: Document,
    /// Whether something was written since that builds on it.
    pub is_built_on: bool,
}

/// Lists what was confirmed, the last first.
fn list(store: &Store) -> Result<Vec<Confirmed>, EngineError> {
    let mut confirmed = Vec::new();
    for offers in store.confirmed_offers(CONFIRMED_OFFERS_MAX)? {
        let Some(document) = load(store, offers.document)? else { continue };
        let changes = store.confirmed_with(offers.document, offers.by, offers.at)?;
        let changes: BTreeSet<ChangeHash> = changes.into_iter().map(|(hash, _)| hash).collect();
        let is_built_on = without(&document, &changes).is_none();
        confirmed.push(Confirmed { offers, document, is_built_on });
    }
    Ok(confirmed)
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
    fn take_confirmed_back(
        &mut self,
        by: PersonId,
        id: DocumentId,
        (confirmed_by, at): (PersonId, Timestamp),
    ) -> Result<Option<usize>, EngineError> {
        Acting::reviewing(self.store, self.account_in_use(by)?.person, id)?;
        let changes: BTreeMap<ChangeHash, Vec<u8>> =
            self.store.confirmed_with(id, confirmed_by, at)?.into_iter().collect();
        let Some(document) = self.document(id)?.filter(|_| !changes.is_empty()) else { return Ok(Some(0)) };
        let Some(left) = without(&document, &changes.keys().copied().collect()) else { return Ok(None) };
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
            before.apply(&left).map_err(EngineError::damaged(id))?;
            let size = smaller(size, changes.values());
            self.store.set_document_anew(id, &before.save(), size)?;
            self.live.put(before);
            self.settle(id)?;
        }
        let entry = AuditEntry::new(Action::OfferTakenBack, Subject::Document(kind, id)).by(by);
        self.record(&entry.detailed(changes.len()))?;
        self.announce();
        Ok(Some(changes.len()))
    }
}

/// What a document takes up without these changes.
fn smaller<'a>(size: StoredSize, changes: impl Iterator<Item = &'a Vec<u8>>) -> StoredSize {
    changes.fold(size, |size, bytes| StoredSize {
        bytes: size.bytes.saturating_sub(bytes.len()),
        operations: size.operations.saturating_sub(announced_operations(bytes)),
    })
}

/// A supervisor takes back what somebody confirmed of a document at an instant; how many changes, `None` when others
/// build on them: then nothing was done.
#[must_use]
pub fn take_back(by: PersonId, document: DocumentId, yes: (PersonId, Timestamp)) -> Job<Option<usize>> {
    let job = Job::new(move |transaction| transaction.take_confirmed_back(by, document, yes));
    job.once_per_form(Repeats::with(|_| Ok(Some(0))))
}

impl Engine {
    /// What phones offered after a restore and somebody confirmed, the last first, as far as it is seen with this scope.
    ///
    /// # Errors
    /// [`EngineError::Document`] when a document of it cannot be read.
    pub async fn confirmed_offers(&self, scope: Scope) -> Result<Vec<Confirmed>, EngineError> {
        self.read_in_part(scope, |store| Ok::<_, StoreError>(list(store))).await?
    }

    /// Takes back what somebody (`yes`) confirmed of a document at an instant; how many changes, `None` when others
    /// build on them.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`] when `by` may not review or is blocked, [`EngineError::NotFound`] when there is no
    /// such person; nothing was done.
    pub async fn take_confirmed_back(
        &self,
        by: PersonId,
        document: DocumentId,
        yes: (PersonId, Timestamp),
    ) -> Result<Option<usize>, EngineError> {
        self.submit(take_back(by, document, yes)).await
    }
}

//! What devices deliver: their outbox, in a sync, or in a file when the office was out of reach.

use std::collections::BTreeSet;

use shared::document::announced_operations;
use shared::limits::CHANGE_OPERATIONS_MAX;
use shared::wire::{DocumentChanges, Refusal, RefusalReason};
use shared::{ChangeHash, DocumentId, DocumentKind};

use crate::base::limits::{REFUSED_BYTES_MAX, REFUSED_ROWS_MAX, SYNC_OPERATIONS_MAX};
use crate::engine::error::EngineError;
use crate::engine::transaction::Transaction;
use crate::store::{DayCounts, Received};
use crate::sync::accept::{Offer, Verdict, accept, is_known};
use crate::sync::budget::{cost, fits};

/// What became of changes that were delivered.
#[derive(Debug, Default)]
pub(crate) struct Delivered {
    /// How many were looked at.
    pub(crate) taken: u32,
    /// Those that are not in the feed, by their place among all.
    pub(crate) refused: Vec<Refusal>,
    /// Those that are, whether they were before or not.
    pub(crate) carried: BTreeSet<ChangeHash>,
    /// What they cost.
    pub(crate) cost: DayCounts,
    /// Some were not looked at, because the device has done as much as it may today.
    pub(crate) is_over_budget: bool,
}

impl Delivered {
    /// Takes none of the changes of a document; they are to be delivered again later.
    fn defer(&mut self, offered: &DocumentChanges) {
        for _ in &offered.changes {
            let (document, position) = (offered.id, self.taken);
            self.refused.push(Refusal { document, position, reason: RefusalReason::Deferred, hash: None });
            self.taken += 1;
        }
    }
}

/// What a change cost in the end: one that was here already, or has to come again, nothing; one that was refused began
/// no document.
fn spent_on(verdict: &Verdict, spends: DayCounts) -> DayCounts {
    match verdict {
        Verdict::Accepted(Some(_), _) => spends,
        Verdict::Accepted(None, _) | Verdict::Deferred(_) => DayCounts::default(),
        Verdict::Refused(..) => DayCounts { documents: 0, requests: 0, ..spends },
    }
}

impl Transaction<'_> {
    /// Takes in what a device delivers, change by change. What is refused is kept. Changes of many
    /// operations, or of documents that have many, are left for another request; what is over the budget of the day
    /// is left for another day.
    pub(crate) fn deliver(
        &mut self,
        offer: &Offer<'_>,
        documents: &[DocumentChanges],
        received: Received,
    ) -> Result<Delivered, EngineError> {
        let (mut delivered, mut deferred) = (Delivered::default(), BTreeSet::new());
        let (mut operations, mut is_enough) = (0, false);
        for offered in documents {
            let mut changed = false;
            let known = match self.live.document(self.store, offered.id) {
                Err(EngineError::Document { id, error }) => {
                    tracing::error!(document = %id, %error, "cannot be read: what is delivered of it stays where it is");
                    delivered.defer(offered);
                    continue;
                }
                known => known?,
            };
            let mut begins = known.is_none();
            let mut there = self.store.stored_size(offered.id)?.operations;
            for change in &offered.changes {
                // More than a change may hold is refused at a glance.
                let announced = Some(announced_operations(&change.0))
                    .filter(|count| *count <= CHANGE_OPERATIONS_MAX)
                    .unwrap_or(0);
                // After each change the document is read, all of it. The first has its turn in any case.
                let costs = there + announced;
                let spends = cost(change.0.len(), begins.then_some(offered.kind));
                if self.is_over_budget(offer, delivered.cost + spends, offered.id, &change.0)? {
                    (is_enough, delivered.is_over_budget) = (true, true);
                    break;
                }
                is_enough = operations > 0 && operations + costs > SYNC_OPERATIONS_MAX;
                if is_enough {
                    break;
                }
                let position = delivered.taken;
                let refusal = |reason, hash| Refusal { document: offered.id, position, reason, hash };
                let verdict =
                    accept(self.store, self.live, offer, &deferred, offered.id, offered.kind, &change.0)?;
                operations += if matches!(verdict, Verdict::Accepted(None, _)) { 0 } else { costs };
                delivered.cost = delivered.cost + spent_on(&verdict, spends);
                match verdict {
                    Verdict::Accepted(position, hash) => {
                        delivered.carried.insert(hash);
                        changed |= position.is_some();
                        there += position.map_or(0, |_| announced);
                        // Whoever begins a document may go on in it within the same request.
                        if std::mem::take(&mut begins) {
                            self.settle(offered.id)?;
                        }
                    }
                    Verdict::Deferred(hash) => {
                        deferred.insert(hash);
                        delivered.refused.push(refusal(RefusalReason::Deferred, Some(hash)));
                    }
                    Verdict::Refused(reason, header) => {
                        let (id, kind) = (offered.id, offered.kind);
                        let hash = header.map(|header| header.hash);
                        self.keep_refused(id, kind, hash, &change.0, reason, received)?;
                        delivered.refused.push(refusal(reason, hash));
                    }
                }
                delivered.taken += 1;
            }
            if changed {
                self.settle(offered.id)?;
            }
            if is_enough {
                // The device brings the rest in its next request: others have their turn first.
                break;
            }
        }
        Ok(delivered)
    }

    /// Whether a change is more than a device may bring today. What is here already costs nothing, and is acknowledged
    /// all the same.
    fn is_over_budget(
        &self,
        offer: &Offer<'_>,
        more: DayCounts,
        id: DocumentId,
        change: &[u8],
    ) -> Result<bool, EngineError> {
        let is_over = offer.spent.is_some_and(|spent| !fits(spent + more));
        Ok(is_over && !is_known(self.store, id, change)?)
    }

    /// Keeps a refused change to be read, as long as not too much of its device waits for that.
    pub(crate) fn keep_refused(
        &mut self,
        id: DocumentId,
        kind: DocumentKind,
        hash: Option<ChangeHash>,
        bytes: &[u8],
        reason: RefusalReason,
        received: Received,
    ) -> Result<(), EngineError> {
        if let Some(device) = received.device {
            let (rows, kept_bytes) = match self.refused {
                Some(refused) => refused,
                None => self.store.refused_size(device)?,
            };
            let with = (rows + 1, kept_bytes + bytes.len());
            if with.0 > REFUSED_ROWS_MAX || with.1 > REFUSED_BYTES_MAX {
                return Err(EngineError::TooMuchRefused);
            }
            self.refused = Some(with);
        }
        self.store.keep_refused(id, kind, hash, bytes, reason.name(), received)?;
        self.note_organisations(id, kind, bytes)
    }
}

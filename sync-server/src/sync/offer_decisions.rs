//! Changes by actors other than the device's own that a phone offers after a restore: kept, and put
//! into the feed once a supervisor says that they are genuine.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::catch_unwind;

use shared::document::{LocalChange, change_header};
use shared::limits::OFFERED_BYTES_MAX;
use shared::wire::{DocumentChanges, RefusalReason};
use shared::{ChangeHash, Document, DocumentError, DocumentId, DocumentKind, PersonId, Sha256};

use crate::base::roles::Scope;
use crate::engine::acting::Acting;
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::once::{Repeats, StepDone};
use crate::engine::thread::Engine;
use crate::engine::transaction::{Transaction, may_bring, rules_of};
use crate::store::error::StoreError;
use crate::store::{Action, AuditEntry, Decision, DeviceRow, OfferRow, Received, Store, Subject, Yes};
use crate::sync::fingerprint::fingerprint;
use crate::sync::offer::{self, Applicable, Offers, applicable};

impl Transaction<'_> {
    /// Keeps what a device offers, as far as there is room for it; how many changes were looked at.
    /// None of them is bound to the device: another actor made them.
    pub(crate) fn take_offers(
        &mut self,
        device: &DeviceRow,
        offered: &[DocumentChanges],
        received: Received,
    ) -> Result<u32, EngineError> {
        if offered.is_empty() {
            return Ok(0);
        }
        // Nothing was forgotten: whatever this is, no phone of ours offers it.
        let was_restored = self.store.was_restored()?;
        let mut room_bytes = OFFERED_BYTES_MAX.saturating_sub(self.store.offered_bytes(device.id)?);
        let mut taken = 0;
        for document in offered {
            for change in &document.changes {
                let bytes = &change.0;
                if !was_restored {
                    self.refuse_offer(
                        document.id,
                        document.kind,
                        bytes,
                        RefusalReason::NotAllowed,
                        received,
                    )?;
                    taken += 1;
                    continue;
                }
                let Some(left) = room_bytes.checked_sub(bytes.len()) else { return Ok(taken) };
                if self.take_offer(device, document.id, document.kind, bytes, received)? {
                    room_bytes = left;
                }
                taken += 1;
            }
        }
        Ok(taken)
    }

    /// Keeps one offered change, unless the feed has it; whether it was kept.
    fn take_offer(
        &mut self,
        device: &DeviceRow,
        id: DocumentId,
        kind: DocumentKind,
        bytes: &[u8],
        received: Received,
    ) -> Result<bool, EngineError> {
        let header = match catch_unwind(|| change_header(bytes)) {
            Ok(Ok(header)) if header.actor.is_some() => header,
            Ok(Err(DocumentError::TooLarge { .. })) => {
                return self.refuse_offer(id, kind, bytes, RefusalReason::TooLarge, received);
            }
            Ok(Ok(_) | Err(_)) | Err(_) => {
                return self.refuse_offer(id, kind, bytes, RefusalReason::Corrupt, received);
            }
        };
        if self.store.knows_change(id, header.hash)? {
            return Ok(false);
        }
        let known = match self.store.document(id)? {
            Some(row) => Some(row.kind),
            None => self.store.offered_kind(id)?,
        };
        if known.is_some_and(|known| known != kind) {
            return self.refuse_offer(id, kind, bytes, RefusalReason::Unreadable, received);
        }
        let (device, person, at) = (device.id, device.person, received.at);
        let offer = OfferRow { hash: header.hash, bytes: bytes.to_vec(), device, person, at };
        self.store.keep_offer(id, kind, &offer)?;
        self.note_organisations(id, kind, bytes)?;
        Ok(true)
    }

    fn refuse_offer(
        &mut self,
        id: DocumentId,
        kind: DocumentKind,
        bytes: &[u8],
        reason: RefusalReason,
        received: Received,
    ) -> Result<bool, EngineError> {
        self.keep_refused(id, kind, None, bytes, reason, received)?;
        Ok(false)
    }

    /// The documents of which nothing waits for a decision any more.
    pub(crate) fn settled(&self, awaiting: &[DocumentId]) -> Result<Vec<DocumentId>, EngineError> {
        let mut settled = Vec::new();
        for id in awaiting {
            if !self.store.has_offers(*id)? {
                settled.push(*id);
            }
        }
        Ok(settled)
    }

    /// Confirms or declines some of the changes offered of documents, all with one yes; how many could be.
    fn decide(
        &mut self,
        by: PersonId,
        offered: &BTreeMap<DocumentId, BTreeSet<ChangeHash>>,
        decision: Decision,
    ) -> Result<usize, EngineError> {
        let account = self.account_in_use(by)?;
        let yes = Yes { by, at: self.store.instant_of_yes(by, self.clock.now())? };
        let mut all = 0;
        for (id, changes) in offered {
            let person = Acting::reviewing(self.store, account.person.clone(), *id)?;
            let kind = self.store.offered_kind(*id)?;
            let (decided, action) = match decision {
                Decision::Confirmed => (self.confirm(&person, *id, changes, yes)?, Action::OfferConfirmed),
                Decision::Declined => (self.decline(by, *id, changes)?, Action::OfferDeclined),
            };
            if let Some(kind) = kind {
                let entry = AuditEntry::new(action, Subject::Document(kind, *id)).by(by);
                self.record(&entry.detailed(decided))?;
            }
            all += decided;
        }
        self.announce();
        // What they hold may have waited for this.
        for device in self.store.devices()? {
            self.call_if_draining(device.id)?;
        }
        Ok(all)
    }

    /// Declines everything that waits and that somebody decides on, as long as this is what they saw; how many changes,
    /// `None` when it is something else by now: then nothing was done.
    fn decline_all(&mut self, by: PersonId, seen: Sha256) -> Result<Option<usize>, EngineError> {
        let person = self.account_in_use(by)?.person;
        let waiting = waiting(self.store)?.into_iter();
        let theirs: BTreeMap<_, _> =
            waiting.filter(|(id, _)| Acting::reviewing(self.store, person.clone(), *id).is_ok()).collect();
        if fingerprint(theirs.values().flatten().copied()) != seen {
            return Ok(None);
        }
        self.decide(by, &theirs, Decision::Declined).map(Some)
    }

    fn decline(
        &self,
        by: PersonId,
        id: DocumentId,
        changes: &BTreeSet<ChangeHash>,
    ) -> Result<usize, EngineError> {
        let now = self.clock.now();
        let mut declined = 0;
        for hash in changes {
            declined += usize::from(self.store.decide_offer(id, *hash, Decision::Declined, by, now)?);
        }
        Ok(declined)
    }

    /// Appends offered changes in the order they build on each other. What does not apply, or would
    /// leave a document that does not read, goes on waiting.
    fn confirm(
        &mut self,
        by: &Acting,
        id: DocumentId,
        changes: &BTreeSet<ChangeHash>,
        yes: Yes,
    ) -> Result<usize, EngineError> {
        let Some((kind, mut waiting)) = self.store.offers_of(id)? else { return Ok(0) };
        waiting.retain(|offer| changes.contains(&offer.hash));
        let mut document = self.live.document(self.store, id)?.unwrap_or_else(|| Document::empty(kind, id));
        let mut stored_size = self.store.stored_size(id)?;
        let before = document.clone();
        let mut confirmed: Vec<OfferRow> = Vec::new();
        while let Some(Applicable { at, document: after, with }) =
            applicable(&document, stored_size, &waiting)
        {
            (document, stored_size) = (after, with);
            let offer = waiting.remove(at);
            self.append_confirmed(&document, &offer, yes)?;
            confirmed.push(offer);
        }
        // Nobody says yes to what they may not do themselves.
        if !may_bring(self.rules, self.store, by, &before, &document)? {
            return Err(EngineError::OwnPhone);
        }
        // Of which administration it is may be said by the changes themselves.
        Acting::reviewing(self.store, by.person.clone(), id)?;
        if let (Some(first), Some(rules)) = (confirmed.first(), rules_of(self.rules, kind))
            && document.heads() != before.heads()
        {
            for LocalChange { hash, bytes } in (rules.confirmed)(self, &by.person, &before, id)? {
                // It stands with what was confirmed, so that both are taken back together.
                let written =
                    OfferRow { hash, bytes, device: first.device, person: first.person, at: yes.at };
                self.store.keep_offer(id, kind, &written)?;
                self.store.decide_offer(id, hash, Decision::Confirmed, yes.by, yes.at)?;
            }
        }
        Ok(confirmed.len())
    }

    fn append_confirmed(&mut self, after: &Document, offer: &OfferRow, yes: Yes) -> Result<(), EngineError> {
        let id = after.id();
        let actor = change_header(&offer.bytes)
            .map_err(EngineError::damaged(id))?
            .actor
            .ok_or(EngineError::NotFound)?;
        self.store.add_document(id, after.kind())?;
        // No device, so that everybody gets it; its actor id stays free for the device it belongs to.
        let received = Received { device: None, person: Some(yes.by), at: yes.at, skew_ms: 0, late: false };
        self.store.append(id, offer.hash, actor, &offer.bytes, received)?;
        self.store.decide_offer(id, offer.hash, Decision::Confirmed, yes.by, yes.at)?;
        self.live.put(after.clone());
        // After each: somebody who was assigned in between may still bring late work.
        self.settle(id)
    }
}

/// A supervisor says of changes offered of a document whether they are genuine; how many were decided.
#[must_use]
pub fn decide(
    by: PersonId,
    document: DocumentId,
    changes: BTreeSet<ChangeHash>,
    decision: Decision,
) -> Job<usize> {
    decide_together(by, [(document, changes)].into(), decision)
}

/// The same of several documents, with one yes, in one transaction: all of it is decided, or nothing.
#[must_use]
pub fn decide_together(
    by: PersonId,
    offered: BTreeMap<DocumentId, BTreeSet<ChangeHash>>,
    decision: Decision,
) -> Job<usize> {
    let job = Job::new(move |transaction| transaction.decide(by, &offered, decision));
    job.once_per_form(Repeats::with(|_| Ok(0)))
}

/// All changes that wait for a decision, by document.
fn waiting(store: &Store) -> Result<BTreeMap<DocumentId, BTreeSet<ChangeHash>>, StoreError> {
    let mut all = BTreeMap::<_, BTreeSet<ChangeHash>>::new();
    for (document, _, hash, _) in store.waiting_offers()? {
        all.entry(document).or_default().insert(hash);
    }
    Ok(all)
}

/// Everything that waits for a decision, as it is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Of how many documents.
    pub documents: u32,
    /// Stands for all changes that wait.
    pub seen: Sha256,
}

impl Engine {
    /// What phones offered after a restore and nobody has decided yet, which ends after so many days, as far as somebody
    /// sees it with this scope.
    ///
    /// # Errors
    /// [`EngineError::Document`] when a document of it cannot be read.
    pub async fn offers(&self, scope: Scope, days: u32) -> Result<Offers, EngineError> {
        let offers = self.read_in_part(scope, move |store| Ok(offer::list(store, days))).await??;
        self.read(move |store| Ok(offer::named(store, offers))).await?
    }

    /// Everything that waits for a decision and that somebody sees with this scope.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    pub async fn waiting_offers(&self, scope: Scope) -> Result<Waiting, EngineError> {
        let all = self.read_in_part(scope, waiting).await?;
        let documents = u32::try_from(all.len()).unwrap_or(u32::MAX);
        Ok(Waiting { documents, seen: fingerprint(all.into_values().flatten()) })
    }

    /// Declines everything that waits and that `by` decides on, as long as it is what they saw; how many changes, `None`
    /// when it is not.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`] when `by` is blocked, [`EngineError::NotFound`] when there is no such person; nothing
    /// was done.
    pub async fn decline_all(&self, by: PersonId, seen: Sha256) -> Result<Option<usize>, EngineError> {
        let job = Job::new(move |transaction| transaction.decline_all(by, seen));
        let once = Repeats {
            done: |declined: &Option<usize>| declined.map_or(StepDone::No, |_| StepDone::Yes(None)),
            again: |_| Ok(Some(0)),
        };
        self.submit(job.once_per_form(once)).await
    }

    /// Confirms or declines changes offered of documents in one transaction; how many.
    ///
    /// # Errors
    /// Those of [`Engine::confirm`].
    pub async fn decide_together(
        &self,
        by: PersonId,
        offered: BTreeMap<DocumentId, BTreeSet<ChangeHash>>,
        decision: Decision,
    ) -> Result<usize, EngineError> {
        self.submit(decide_together(by, offered, decision)).await
    }

    /// Confirms that changes offered of a document are genuine: they go into the feed, in the order they
    /// build on each other; how many could. The others go on waiting.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`] when `by` may not review or is blocked, [`EngineError::OwnPhone`] when it approves
    /// what a phone wrote that they enrolled for somebody else, [`EngineError::NotFound`] when there is no such
    /// person; nothing was done.
    pub async fn confirm(
        &self,
        by: PersonId,
        document: DocumentId,
        changes: BTreeSet<ChangeHash>,
    ) -> Result<usize, EngineError> {
        self.submit(decide(by, document, changes, Decision::Confirmed)).await
    }

    /// Declines changes offered of a document; how many were still to be decided. They are kept, and go
    /// nowhere.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`] when `by` may not review or is blocked, [`EngineError::NotFound`] when there is no
    /// such person; nothing was done.
    pub async fn decline(
        &self,
        by: PersonId,
        document: DocumentId,
        changes: BTreeSet<ChangeHash>,
    ) -> Result<usize, EngineError> {
        self.submit(decide(by, document, changes, Decision::Declined)).await
    }
}

//! What a supervisor decides on refused changes.

use shared::{Document, PersonId, Sha256};

use crate::engine::acting::Acting;
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::once::{Repeats, StepDone};
use crate::engine::thread::Engine;
use crate::engine::transaction::{Transaction, may_bring};
use crate::store::{Action, AuditEntry, Resolution, Resolved, Subject};
use crate::sync::take_over::{self, TakeOver};

impl Transaction<'_> {
    fn take_over(&mut self, id: i64, reviewed: Sha256, by: PersonId) -> Result<TakeOver, EngineError> {
        let person = self.account_in_use(by)?.person;
        let wanted = self.store.refused(id)?.ok_or(EngineError::NotFound)?;
        let by = Acting::reviewing(self.store, person, wanted.document)?;
        let before = if wanted.resolved.is_none() { self.document(wanted.document)? } else { None };
        let (outcome, row) =
            take_over::take_over(self.store, self.live, id, reviewed, &by, self.clock.now())?;
        if let Some(row) = row {
            let before = before.unwrap_or_else(|| Document::empty(row.kind, row.document));
            let after = self.document(row.document)?.ok_or(EngineError::NotFound)?;
            // Nobody says yes to what they may not do themselves.
            if !may_bring(self.rules, self.store, &by, &before, &after)? {
                return Err(EngineError::OwnPhone);
            }
            self.settle(row.document)?;
            // Of which administration it is may be said by the change itself.
            let by = Acting::reviewing(self.store, by.person, row.document)?.person.id;
            let subject = Subject::Document(row.kind, row.document);
            self.record(&AuditEntry::new(Action::ChangeTakenOver, subject).by(by).detailed(id))?;
            self.call_if_draining(row.device)?;
        }
        Ok(outcome)
    }

    fn dismiss(&mut self, id: i64, by: PersonId) -> Result<(), EngineError> {
        let person = self.account_in_use(by)?.person;
        let row = self.store.refused(id)?.ok_or(EngineError::NotFound)?;
        let by = Acting::reviewing(self.store, person, row.document)?.person;
        let resolved = Resolved { resolution: Resolution::Dismissed, by: by.id, at: self.clock.now() };
        self.store.resolve_refused(id, resolved)?;
        let subject = Subject::Document(row.kind, row.document);
        self.record(&AuditEntry::new(Action::ChangeDismissed, subject).by(by.id).detailed(id))?;
        self.call_if_draining(row.device)
    }
}

/// Somebody at the office takes a refused change over, by its number, having looked at
/// [`take_over::RefusedView::reviewed`].
#[must_use]
pub fn take_over(refused: i64, reviewed: Sha256, by: PersonId) -> Job<TakeOver> {
    Job::new(move |transaction| transaction.take_over(refused, reviewed, by)).once_per_form(Repeats {
        done: |outcome| match outcome {
            // It is to be read again first.
            TakeOver::Refused(_) | TakeOver::NotAsSeen => StepDone::No,
            TakeOver::Taken(_) | TakeOver::Over => StepDone::Yes(None),
        },
        again: |_| Ok(TakeOver::Over),
    })
}

/// Somebody at the office dismisses a refused change for good, by its number.
#[must_use]
pub fn dismiss(refused: i64, by: PersonId) -> Job<()> {
    Job::new(move |transaction| transaction.dismiss(refused, by)).once_per_form(Repeats::with(|_| Ok(())))
}

impl Engine {
    /// Takes a refused change over, for somebody at the office who looked at `reviewed`.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`] when they may not review or are blocked, [`EngineError::OwnPhone`] when it approves
    /// what a phone wrote that they enrolled for somebody else, [`EngineError::NotFound`] when there is no such change
    /// or person.
    pub async fn take_over(
        &self,
        refused: i64,
        reviewed: Sha256,
        by: PersonId,
    ) -> Result<TakeOver, EngineError> {
        self.submit(take_over(refused, reviewed, by)).await
    }

    /// Dismisses a refused change for good, for somebody at the office.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`] when they may not review or are blocked, [`EngineError::NotFound`] when there is no
    /// such change or person.
    pub async fn dismiss(&self, refused: i64, by: PersonId) -> Result<(), EngineError> {
        self.submit(dismiss(refused, by)).await
    }
}

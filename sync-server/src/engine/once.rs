//! Once is once: what a form of the office does is done a single time, however often it is sent: pressed
//! twice, sent again because no answer came, or after the server started anew.
//!
//! Each form has an id. The jobs that one sending of it asks for are numbered, and each is written down in
//! its own transaction. The same job asked for again is answered as the first time; a form that says
//! something else under the same id is told that it was sent before.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use hmac::{Hmac, KeyInit as _, Mac as _};
use shared::{DocumentId, FactId};

use crate::engine::error::EngineError;
use crate::engine::transaction::Transaction;
use crate::store::FormStep;

tokio::task_local! {
    /// The form that the request under way sends.
    static SENT: SentForm;
}

/// A form somebody sent.
#[derive(Debug, Clone)]
pub struct SentForm {
    id: FactId,
    digest: shared::Sha256,
    steps: Arc<AtomicU32>,
}

impl SentForm {
    /// The form with this id, and the hash of what it says.
    #[must_use]
    pub fn new(id: FactId, digest: shared::Sha256) -> Self {
        Self { id, digest, steps: Arc::default() }
    }
}

/// Does `request`; whatever it asks the engine to do is done once for this form.
pub async fn sent_as<F: Future>(form: SentForm, request: F) -> F::Output {
    SENT.scope(form, request).await
}

/// The next step of the form that is being sent; `None` outside of forms.
pub(crate) fn next_step() -> Option<FormStep> {
    let step = SENT.try_with(|sent| FormStep {
        form: sent.id,
        step: sent.steps.fetch_add(1, Ordering::Relaxed),
        digest: sent.digest,
    });
    step.ok()
}

/// Bits nobody can guess that are the same each time the same form is sent; none outside of forms. `key` is
/// the server's own.
pub(crate) fn bits_of_form(key: &[u8; 32], purpose: &str) -> Option<[u8; 32]> {
    let id = SENT.try_with(|sent| sent.id).ok()?;
    let mut hmac = Hmac::<sha2::Sha256>::new_from_slice(key).ok()?;
    hmac.update(purpose.as_bytes());
    hmac.update(id.as_bytes());
    Some(hmac.finalize().into_bytes().into())
}

/// What is written down of a step once its job has run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StepDone {
    /// Nothing: the same form may try again.
    No,
    /// That it was done, and to which document, if to one.
    Yes(Option<DocumentId>),
}

/// How a job behaves that is a step of a form.
pub(crate) struct Repeats<T> {
    /// What to write down, by the answer of the first time.
    pub(crate) done: fn(&T) -> StepDone,
    /// The answer when the step was done before, by the document it was done to.
    pub(crate) again: fn(Option<DocumentId>) -> Result<T, EngineError>,
}

impl<T> Repeats<T> {
    /// The step is always done, and answered with what `again` says from then on.
    pub(crate) const fn with(again: fn(Option<DocumentId>) -> Result<T, EngineError>) -> Self {
        Self { done: |_| StepDone::Yes(None), again }
    }

    /// The step is always done; what it answered is not kept, so that a repetition is an error.
    pub(crate) const fn refused() -> Self {
        Self::with(|_| Err(EngineError::DoneBefore))
    }
}

/// Runs a step of a form, unless it was done before.
pub(crate) fn run_once<T>(
    transaction: &mut Transaction<'_>,
    run: impl FnOnce(&mut Transaction<'_>) -> Result<T, EngineError>,
    repeats: &Repeats<T>,
    step: &FormStep,
) -> Result<T, EngineError> {
    if let Some((digest, document)) = transaction.store.form_step(step.form, step.step)? {
        if digest != step.digest {
            return Err(EngineError::SentBefore);
        }
        return (repeats.again)(document);
    }
    let answer = run(transaction)?;
    if let StepDone::Yes(document) = (repeats.done)(&answer) {
        transaction.store.keep_form_step(step, document, transaction.clock.now())?;
    }
    Ok(answer)
}

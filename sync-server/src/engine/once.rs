//! Once is once: what a form of the office does is done a single time, however often it is sent: pressed
//! twice, sent again because no answer came, or after the server started anew.
//!
//! Each form has an id. The pieces of work one sending of it asks for are numbered, and each is written
//! down in its own transaction. The same piece asked for again is answered as the first time; a form that
//! says something else under the same id is told that it was sent before.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use hmac::{Hmac, KeyInit as _, Mac as _};
use shared::{DocumentId, Executed, FactId};

use crate::engine::Engine;
use crate::engine::core::{Done, Outcome, Transaction, Work};
use crate::engine::error::EngineError;
use crate::sync::take_over::TakeOver;

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

/// A piece of the work of one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormStep {
    /// The form.
    pub form: FactId,
    /// Which piece of its work, from 0.
    pub step: u32,
    /// The hash of what the form said.
    pub digest: shared::Sha256,
}

/// The work as a piece of the form that is being sent, if it does something.
pub(crate) fn numbered(work: Work) -> Work {
    let does = match work {
        Work::Execute(..)
        | Work::Decide(..)
        | Work::TakeOver(..)
        | Work::SetAside(..)
        | Work::Withdraw(..)
        | Work::Person(..)
        | Work::Act(_) => true,
        Work::Sync(..)
        | Work::Read(_)
        | Work::Import(_)
        | Work::Retire
        | Work::Compact(..)
        | Work::SetAudiences(..)
        | Work::Photo(..)
        | Work::RebuildOffice(_)
        | Work::MayLook(..)
        | Work::Copy(..)
        | Work::Write(_)
        | Work::From(..)
        | Work::Once(..) => false,
    };
    if !does {
        return work;
    }
    let step = SENT.try_with(|sent| FormStep {
        form: sent.id,
        step: sent.steps.fetch_add(1, Ordering::Relaxed),
        digest: sent.digest,
    });
    match step {
        Ok(step) => Work::Once(step, Box::new(work)),
        Err(_) => work,
    }
}

/// Bits nobody can guess that are the same each time the same form is sent; none outside of forms. `key` is
/// the server's own.
fn bits_of_form(key: &[u8; 32], purpose: &str) -> Option<[u8; 32]> {
    let id = SENT.try_with(|sent| sent.id).ok()?;
    let mut hmac = Hmac::<sha2::Sha256>::new_from_slice(key).ok()?;
    hmac.update(purpose.as_bytes());
    hmac.update(id.as_bytes());
    Some(hmac.finalize().into_bytes().into())
}

impl Engine {
    /// Bits nobody can guess: the same each time the same form is sent, so that its second answer can be its
    /// first.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn sixteen_bytes_once(&self, purpose: &str) -> Result<[u8; 16], EngineError> {
        // The key was made when the engine was opened.
        let key = self.read(|store| store.reply_key(|| [0; 32])).await?;
        let bits = bits_of_form(&key, purpose).and_then(|bits| bits.first_chunk().copied());
        Ok(bits.unwrap_or_else(|| self.clock().sixteen_bytes()))
    }
}

impl Transaction<'_> {
    pub(crate) fn once(&mut self, step: FormStep, work: Work) -> Done {
        if let Some((digest, document)) = self.store.form_step(step.form, step.step)? {
            if digest != step.digest {
                return Err(EngineError::SentBefore);
            }
            return repeated(&work, document);
        }
        let outcome = self.work(work)?;
        if let Some(document) = done(&outcome) {
            self.store.keep_form_step(&step, document, self.clock.now())?;
        }
        Ok(outcome)
    }
}

/// Whether something was done, and the document it was done to.
const fn done(outcome: &Outcome) -> Option<Option<DocumentId>> {
    match outcome {
        Outcome::Executed(document, _) => Some(Some(*document)),
        // It is to be read again first.
        Outcome::TakenOver(TakeOver::Refused(_) | TakeOver::NotAsSeen) => None,
        Outcome::TakenOver(TakeOver::Taken(_) | TakeOver::Over)
        | Outcome::Synced(_)
        | Outcome::Document(_)
        | Outcome::Retired(_)
        | Outcome::Compacted(_)
        | Outcome::Decided(_)
        | Outcome::Copied(_)
        | Outcome::May(_)
        | Outcome::Done => Some(None),
    }
}

/// The answer to work that was done before.
fn repeated(work: &Work, document: Option<DocumentId>) -> Done {
    match (work, document) {
        (Work::Execute(..), Some(document)) => {
            Ok(Outcome::Executed(document, Executed { change: None, fact: None }))
        }
        (Work::Decide(..), _) => Ok(Outcome::Decided(0)),
        (Work::TakeOver(..), _) => Ok(Outcome::TakenOver(TakeOver::Over)),
        (Work::SetAside(..) | Work::Withdraw(..) | Work::Person(..), _) => Ok(Outcome::Done),
        // What an act told is not kept.
        _ => Err(EngineError::DoneBefore),
    }
}

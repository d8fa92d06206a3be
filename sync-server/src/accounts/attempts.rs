//! Attempts to guess a password or a code, counted by what is attacked and by where from.
//!
//! An attempt is counted before anything is looked at, and taken back when it was no guess:
//! guesses sent side by side do not slip through together.

use shared::Timestamp;
use shared::limits::ATTEMPTS_WINDOW_MS;

use crate::engine::error::EngineError;
use crate::engine::thread::Engine;
use crate::store::Store;
use crate::store::error::StoreError;

/// Attempts that were counted.
#[derive(Debug)]
pub(crate) struct Counted(Vec<i64>);

impl Counted {
    /// Takes them back.
    pub(crate) fn take_back(&self, store: &Store) -> Result<(), StoreError> {
        self.0.iter().try_for_each(|attempt| store.take_back_attempt(*attempt))
    }
}

/// What attempts to sign in with this login count on.
pub(crate) fn account_subject(login: &str) -> String {
    format!("sign-in {}", login.to_lowercase())
}

/// Counts an attempt on each of `subjects`, each with how many it may have within
/// [`ATTEMPTS_WINDOW_MS`]; `None`, and nothing counted, when one of them had them already.
pub(crate) async fn count(
    engine: &Engine,
    subjects: Vec<(String, u32)>,
    now: Timestamp,
) -> Result<Option<Counted>, EngineError> {
    let since = now.plus_ms(-ATTEMPTS_WINDOW_MS);
    engine
        .write(move |store| {
            for (subject, attempts_max) in &subjects {
                if store.attempts(subject, since)? >= *attempts_max {
                    return Ok(None);
                }
            }
            let note = |(subject, _): &(String, u32)| store.record_attempt(subject, now, since);
            subjects.iter().map(note).collect::<Result<_, _>>().map(|noted| Some(Counted(noted)))
        })
        .await
}

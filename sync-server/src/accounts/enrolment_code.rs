//! Enrolment codes.

use shared::PersonId;

use crate::base::secret::{CODE_ALPHABET, secret_hash};
use crate::engine::error::EngineError;
use crate::engine::thread::Engine;
use crate::store::{Action, AuditEntry, Subject};

const CODE_LENGTH: usize = 8;

/// Makes an enrolment code for somebody: `ABCD-EFGH`. A form that is sent twice gets the same one.
///
/// # Errors
/// [`EngineError::Store`] when the disk does not take it.
pub async fn make_code(
    engine: &Engine,
    person: PersonId,
    made_by: Option<PersonId>,
) -> Result<String, EngineError> {
    let bits = u128::from_be_bytes(engine.sixteen_bytes_once("code").await?);
    let letter = |at: usize| {
        let index = (bits >> (5 * at)) & 31;
        char::from(CODE_ALPHABET[usize::try_from(index).unwrap_or(0)])
    };
    let code: String = (0..CODE_LENGTH).map(letter).collect();
    let (hash, now) = (secret_hash(&code), engine.clock().now());
    let made = engine
        .act(move |store| {
            store.add_code(hash, person, made_by, now)?;
            let entry = AuditEntry::new(Action::CodeMade, Subject::Person(person));
            Ok(((), AuditEntry { person: made_by, ..entry }))
        })
        .await;
    // The same form asks again: the same code.
    if !matches!(made, Err(EngineError::DoneBefore)) {
        made?;
    }
    let (head, tail) = code.split_at(CODE_LENGTH / 2);
    Ok(format!("{head}-{tail}"))
}

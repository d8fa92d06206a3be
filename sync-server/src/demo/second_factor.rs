//! The supervisor of the demo who signs in with a second factor; its secret and its recovery codes are known to
//! everybody, as the passwords are.

use shared::{PersonId, Timestamp};

use crate::accounts::second_factor::recovery_hash;
use crate::accounts::totp::{Secret, base_32};
use crate::demo::error::DemoError;
use crate::engine::Engine;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::second_factor::SecondFactorRow;

/// Who has one.
pub(crate) const WITH_FACTOR: &str = "caroline";

const SECRET: Secret = *b"le beffroi d'Orneval";

const RECOVERY: [&str; 8] = [
    "abri-clef-toit-quai",
    "banc-drap-lune-tuyau",
    "bief-four-mare-vanne",
    "cave-gond-noix-xyste",
    "cour-haie-orge-yeuse",
    "dame-jarre-parc-zinc",
    "ecluse-kiosque-rame",
    "etang-lave-seau-pont",
];

/// Gives it to its person, when this is who signs in with `login`.
///
/// # Errors
/// [`StoreError`] when the disk does not take it.
pub(crate) fn give(
    store: &Store,
    (login, person): (&str, PersonId),
    since: Timestamp,
) -> Result<(), StoreError> {
    if login != WITH_FACTOR {
        return Ok(());
    }
    store.set_second_factor(person, &SecondFactorRow { secret: SECRET, since, last_step: 0 })?;
    store.set_recovery_codes(person, &RECOVERY.map(recovery_hash))
}

/// How somebody gets past it: what to put into an app, and the recovery codes nobody has used yet.
///
/// # Errors
/// [`DemoError::Engine`] when the disk fails.
pub(crate) async fn ways(engine: &Engine, person: PersonId) -> Result<Vec<String>, DemoError> {
    let left = engine.read(move |store| store.recovery_codes(person)).await?;
    let codes: Vec<&str> = RECOVERY.into_iter().filter(|code| left.contains(&recovery_hash(code))).collect();
    let shown = codes.iter().take(3).copied().collect::<Vec<_>>().join("   ");
    Ok(vec![
        format!("                 clef pour une application: {}", base_32(&SECRET)),
        format!("                 ou un code de secours, bon une fois: {shown}"),
    ])
}

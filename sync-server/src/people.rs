//! People at the office: passwords, and attempts to guess them.

use argon2::password_hash::{PasswordHash, SaltString};
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use shared::Timestamp;

use crate::app::secret_hash;
use crate::devices::fresh_token;
use crate::store::PersonRow;
use crate::sync::{Clock, Engine, EngineError};

/// How long a session lasts without use, in milliseconds: a working day.
pub const SESSION_IDLE_MS_MAX: i64 = 12 * 60 * 60 * 1000;
/// Wrong passwords for one account, or from one address, within [`ATTEMPTS_WINDOW_MS`].
const ATTEMPTS_MAX: u32 = 10;
const ATTEMPTS_WINDOW_MS: i64 = 15 * 60 * 1000;

/// The Argon2id hash of a password, as a PHC string. Takes some 50 ms.
///
/// # Errors
/// `None` when the library refuses the parameters; the defaults are those of OWASP.
#[must_use]
pub fn password_hash(password: &str, clock: &dyn Clock) -> Option<String> {
    let salt: Vec<u8> =
        [clock.entropy(), clock.entropy()].iter().flat_map(|half| half.to_be_bytes()).collect();
    let salt = SaltString::encode_b64(&salt).ok()?;
    Argon2::default().hash_password(password.as_bytes(), &salt).ok().map(|hash| hash.to_string())
}

fn is_right(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// What came of an attempt to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignIn {
    /// Who it is, and the token of the new session.
    Welcome(Box<PersonRow>, String),
    /// The account or the password is wrong; nobody learns which.
    Wrong,
    /// Too many attempts.
    TooMany,
}

/// Signs somebody in.
///
/// # Errors
/// [`EngineError`].
pub async fn sign_in(
    engine: &Engine,
    login: String,
    password: String,
    address: String,
) -> Result<SignIn, EngineError> {
    let now = engine.clock().now();
    let window = now.plus_ms(-ATTEMPTS_WINDOW_MS);
    let subjects = [format!("sign-in {}", login.to_lowercase()), format!("sign-in from {address}")];
    let asked = subjects.clone();
    let (blocked, person) = engine
        .read(move |store| {
            let mut blocked = false;
            for subject in &asked {
                blocked |= store.attempts(subject, window)? >= ATTEMPTS_MAX;
            }
            Ok((blocked, store.person_by_login(&login)?))
        })
        .await?;
    if blocked {
        return Ok(SignIn::TooMany);
    }
    let hash = person.as_ref().and_then(|person| person.password_hash.clone());
    let right = tokio::task::spawn_blocking(move || hash.is_some_and(|hash| is_right(&password, &hash)))
        .await
        .unwrap_or(false);
    match person {
        Some(person) if right => {
            let token = fresh_token(engine.clock());
            let (hash, id) = (secret_hash(&token), person.id);
            engine.write(move |store| store.begin_session(hash, id, now)).await?;
            Ok(SignIn::Welcome(Box::new(person), token))
        }
        Some(_) | None => {
            engine
                .write(move |store| {
                    subjects.iter().try_for_each(|subject| store.note_attempt(subject, now, window))
                })
                .await?;
            Ok(SignIn::Wrong)
        }
    }
}

/// Whose session a token is; `None` when there is none or it was idle too long.
///
/// # Errors
/// [`EngineError`].
pub async fn session(engine: &Engine, token: &str, now: Timestamp) -> Result<Option<PersonRow>, EngineError> {
    let hash = secret_hash(token);
    let found = engine.read(move |store| store.session(hash)).await?;
    let Some(session) = found.filter(|session| now.ms_since(session.used_at) <= SESSION_IDLE_MS_MAX) else {
        return Ok(None);
    };
    // Written at most once a minute: a page view must not wait for the disk, nor fail with it.
    if now.ms_since(session.used_at) > 60_000
        && let Err(error) = engine.write(move |store| store.use_session(hash, now)).await
    {
        tracing::warn!(%error, "that a session is in use was not noted");
    }
    Ok(Some(session.person))
}

//! The second factor of whoever signs in at the office: a code by the time of day ([`crate::accounts::totp`]), or in
//! its place one of the recovery codes that its person has on paper.
//!
//! A code is taken once. Wrong ones are counted, since who gives one knows the password: in a session, and in a browser
//! where its person was let in before, on these alone; everywhere else on the person. So nobody who knows the password
//! keeps its owner out where they are, or were.

use std::net::IpAddr;

use shared::limits::{ACCOUNT_ATTEMPTS_MAX, ADDRESS_ATTEMPTS_MAX};
use shared::{PersonId, Sha256, Timestamp};

use crate::accounts::at_the_door::KnownBrowser;
use crate::accounts::attempts::{Counter, count};
use crate::accounts::password::{Checked, check, given_password, turn};
use crate::accounts::queue::Lane;
use crate::accounts::sign_in::{BrowserTokens, begin_session, may_sign_in};
use crate::accounts::totp::{self, Secret, fresh_secret, typed_step};
use crate::base::limits::{
    FACTOR_ATTEMPTS_IN_SESSIONS_MAX, FACTOR_ATTEMPTS_MAX, FACTOR_FRESH_MS_MAX, FACTOR_SETUP_MS_MAX,
    HALF_SIGN_IN_MS_MAX, RECOVERY_CODES,
};
use crate::base::role::{may_keep_accounts, works_at_office};
use crate::base::secret::{fresh_token, secret_hash};
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::once::Repeats;
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::store::error::StoreError;
use crate::store::second_factor::SecondFactorRow;
use crate::store::{AccountRow, Action, AuditEntry, Store, Subject};

/// What came of giving a secret: a code, or the password that goes before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given<T> {
    /// It is right, and this came of it.
    Right(T),
    /// It is not this, or it was used before.
    Wrong,
    /// What it belongs to is over, or was never begun.
    Over,
    /// Too many attempts, or too many at the same time.
    TooMany,
}

impl<T> Given<T> {
    /// The same with something else that came of it.
    fn map<U>(self, to: impl FnOnce(T) -> U) -> Given<U> {
        match self {
            Self::Right(came) => Given::Right(to(came)),
            Self::Wrong => Given::Wrong,
            Self::Over => Given::Over,
            Self::TooMany => Given::TooMany,
        }
    }
}

/// Somebody between their password and a session, who gives the code of their second factor.
#[derive(Debug, Clone)]
pub struct CodeAttempt {
    /// What [`crate::accounts::sign_in::SignIn::Half`] named the sign-in.
    pub half: String,
    /// What they typed as a code.
    pub code: String,
    /// Where they are.
    pub address: IpAddr,
    /// What their browser says it is.
    pub browser: String,
    /// The tokens of the sessions their browser had until now: these end.
    pub before: Vec<String>,
    /// What their browser is known by, if somebody signed in there before.
    pub known_by: Vec<String>,
}

/// Where a code is given.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// In the session with this hash.
    Session([u8; 32]),
    /// In a browser where its person was let in before, by the hash of what it is known by.
    Browser([u8; 32]),
    /// Anywhere else.
    Elsewhere(IpAddr),
}

/// Whether a second factor that was given in a session at `given_at` is asked for again.
#[must_use]
pub fn is_asked_again(given_at: Option<Timestamp>, now: Timestamp) -> bool {
    given_at.is_none_or(|at| now.ms_since(at) > FACTOR_FRESH_MS_MAX)
}

/// What attempts of strangers to guess the second factor of somebody count on.
fn factor_subject(person: PersonId) -> String {
    format!("second-factor {person}")
}

impl Place {
    /// What an attempt counts on that is made here.
    fn counters(self, person: PersonId) -> Vec<Counter> {
        let subject = factor_subject(person);
        let of_owner = |what, hash| {
            vec![Counter::refusing(format!("{subject} from {what} {}", Sha256(hash)), FACTOR_ATTEMPTS_MAX)]
        };
        match self {
            Self::Session(hash) => {
                let mut counters = of_owner("session", hash);
                // A changed password begins another session, and no other count.
                let all = format!("{subject} from sessions");
                counters.push(Counter::refusing(all, FACTOR_ATTEMPTS_IN_SESSIONS_MAX));
                counters
            }
            Self::Browser(hash) => of_owner("browser", hash),
            Self::Elsewhere(address) => {
                let mut counters = Counter::of_networks("sign-in", address, ADDRESS_ATTEMPTS_MAX);
                counters.push(Counter::refusing(subject, FACTOR_ATTEMPTS_MAX));
                counters
            }
        }
    }
}

/// A recovery code as it is kept: however its letters and dashes are typed.
pub(crate) fn recovery_hash(typed: &str) -> [u8; 32] {
    let letters = typed.chars().filter(|letter| letter.is_ascii_alphanumeric());
    secret_hash(&letters.map(|letter| letter.to_ascii_lowercase()).collect::<String>())
}

/// Uses up what somebody typed, if it is a code of theirs; the entry that says so, where it was a recovery code.
fn used(
    store: &Store,
    person: PersonId,
    typed: &str,
    now: Timestamp,
) -> Result<Option<Option<AuditEntry>>, StoreError> {
    let Some(factor) = store.second_factor(person)? else { return Ok(None) };
    if let Some(step) = typed_step(&factor.secret, typed, now, factor.last_step) {
        store.use_factor_step(person, step)?;
        return Ok(Some(None));
    }
    if !store.use_recovery_code(person, recovery_hash(typed))? {
        return Ok(None);
    }
    let left = store.recovery_codes(person)?.len();
    let entry = AuditEntry::new(Action::RecoveryCodeUsed, Subject::Person(person)).by(person);
    Ok(Some(Some(entry.detailed(left))))
}

/// Takes a code of somebody, and does `then` in the same transaction.
async fn with_code<T: Send + 'static>(
    engine: &Engine,
    person: PersonId,
    (code, place): (String, Place),
    then: impl FnOnce(&mut Transaction<'_>, Timestamp) -> Result<Given<T>, EngineError> + Send + 'static,
) -> Result<Given<T>, EngineError> {
    let now = engine.clock().now();
    let Some(counted) = count(engine, place.counters(person), now).await? else { return Ok(Given::TooMany) };
    engine
        .run(move |transaction| {
            let Some(recovery) = used(transaction.store, person, &code, now)? else {
                let failed = AuditEntry::new(Action::SecondFactorFailed, Subject::Person(person));
                transaction.record(&failed)?;
                return Ok(Given::Wrong);
            };
            counted.take_back(transaction.store)?;
            if let Some(entry) = recovery {
                transaction.record(&entry)?;
            }
            then(transaction, now)
        })
        .await
}

/// Ends a sign-in that waits for the second factor: by a session, or not yet. Only now the browser is known: a password
/// alone makes no owner.
///
/// # Errors
/// [`EngineError::Store`] when the disk does not take it.
pub async fn finish_sign_in(
    engine: &Engine,
    attempt: CodeAttempt,
) -> Result<Given<BrowserTokens>, EngineError> {
    let CodeAttempt { half, code, address, browser, before, known_by } = attempt;
    let (half, began_after) = (secret_hash(&half), engine.clock().now().plus_ms(-HALF_SIGN_IN_MS_MAX).0);
    let waits = move |store: &Store| -> Result<Option<PersonId>, StoreError> {
        let waiting = store.half_sign_in(half)?.filter(|(_, at)| at.0 >= began_after);
        Ok(waiting.map(|(person, _)| person))
    };
    let Some(person) = engine.read(waits).await? else { return Ok(Given::Over) };
    let now = engine.clock().now();
    let KnownBrowser { secret, browser: known_by } =
        engine.read(move |store| KnownBrowser::look(store, Some(person), known_by, now)).await?;
    let place = secret.map_or(Place::Elsewhere(address), Place::Browser);
    let known_by = known_by.unwrap_or_else(|| fresh_token(engine.clock()));
    let session = fresh_token(engine.clock());
    let (fresh, browser_secret) = (secret_hash(&session), secret_hash(&known_by));
    let given = with_code(engine, person, (code, place), move |transaction, now| {
        let store = transaction.store;
        // They may have been blocked or given another password meanwhile, or this form was sent twice.
        let account = store.account(person)?.filter(|account| may_sign_in(account, now));
        let is_theirs = account.is_some_and(|account| account.person.roles.may(works_at_office));
        if !is_theirs || waits(store)?.is_none() {
            return Ok(Given::Over);
        }
        store.end_half_sign_in(half)?;
        before.iter().try_for_each(|token| store.end_session(secret_hash(token)).map(drop))?;
        begin_session(store, fresh, person, now, &browser)?;
        store.note_factor(fresh, now)?;
        store.remember_browser(browser_secret, person, now)?;
        transaction.accounts_changed();
        transaction.record(&AuditEntry::new(Action::SignedIn, Subject::Person(person)).by(person))?;
        Ok(Given::Right(()))
    });
    let given = given.await?;
    if given == Given::Wrong {
        tracing::warn!(%address, "a code of a second factor was wrong");
    }
    Ok(given.map(|()| BrowserTokens { session, known_by }))
}

/// Takes the second factor again in a session that is under way.
///
/// # Errors
/// [`EngineError::Store`] when the disk does not take it.
pub async fn give_again(
    engine: &Engine,
    person: PersonId,
    session: [u8; 32],
    code: String,
) -> Result<Given<()>, EngineError> {
    with_code(engine, person, (code, Place::Session(session)), move |transaction, now| {
        transaction.store.note_factor(session, now)?;
        Ok(Given::Right(()))
    })
    .await
}

/// Looks at the password of somebody who changes their second factor, throttled as at the door.
async fn own_password(engine: &Engine, id: PersonId, password: String) -> Result<Given<()>, EngineError> {
    let account = engine.read(move |store| store.account(id)).await?.ok_or(EngineError::NotFound)?;
    // Only somebody who is signed in gets here: whoever guesses at the door keeps nobody from it.
    let counter = Counter::refusing(format!("password for the second factor of {id}"), ACCOUNT_ATTEMPTS_MAX);
    let Some(turn) = turn(&Lane::Owner).await else { return Ok(Given::TooMany) };
    let counted = count(engine, vec![counter], engine.clock().now()).await?;
    let Some(counted) = counted else { return Ok(Given::TooMany) };
    match check(turn, password, account.person.password_hash.clone()).await {
        Checked::Busy => {
            engine.write(move |store| counted.take_back(store)).await?;
            Ok(Given::TooMany)
        }
        Checked::Wrong => {
            let entry = AuditEntry::new(Action::SecondFactorFailed, Subject::Person(id)).by(id);
            engine.run(move |transaction| transaction.record(&entry)).await?;
            Ok(Given::Wrong)
        }
        Checked::Right | Checked::RightAsTyped => {
            engine.write(move |store| counted.take_back(store)).await?;
            Ok(Given::Right(()))
        }
    }
}

/// Begins to set up a second factor, by somebody who gives their password: what to put into an app. It is theirs once
/// they give its first code.
///
/// # Errors
/// [`EngineError::NotFound`] when there is no such person, [`EngineError::NotAllowed`] when they have one already,
/// [`EngineError::Store`] when the disk does not take it.
pub async fn begin_setup(
    engine: &Engine,
    person: PersonId,
    password: String,
) -> Result<Given<Secret>, EngineError> {
    if engine.read(move |store| store.second_factor(person)).await?.is_some() {
        return Err(EngineError::NotAllowed);
    }
    let given = own_password(engine, person, password).await?;
    let (secret, now) = (fresh_secret(engine.clock()), engine.clock().now());
    if given == Given::Right(()) {
        engine.write(move |store| store.begin_factor_setup(person, secret, now)).await?;
    }
    Ok(given.map(|()| secret))
}

/// Recovery codes, the same each time the same form is sent.
async fn fresh_codes(engine: &Engine) -> Result<Vec<String>, EngineError> {
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for number in 0..RECOVERY_CODES {
        let bytes = engine.sixteen_bytes_once(&format!("recovery {number}")).await?;
        codes.push(given_password(bytes));
    }
    Ok(codes)
}

fn hashes(codes: &[String]) -> Vec<[u8; 32]> {
    codes.iter().map(|code| recovery_hash(code)).collect()
}

/// Ends setting up a second factor by its first code: the recovery codes, told once. All sessions of its person end but
/// this one. A form that is sent again is told the same.
///
/// # Errors
/// [`EngineError::Store`] when the disk does not take it.
pub async fn finish_setup(
    engine: &Engine,
    (person, session): (PersonId, [u8; 32]),
    shown: String,
    code: String,
) -> Result<Given<Vec<String>>, EngineError> {
    let codes = fresh_codes(engine).await?;
    let (kept, now) = (hashes(&codes), engine.clock().now());
    let counters = Place::Session(session).counters(person);
    let Some(counted) = count(engine, counters, now).await? else { return Ok(Given::TooMany) };
    let set = engine.run(move |transaction| {
        let store = transaction.store;
        if store.second_factor(person)?.is_some() {
            let is_same = store.recovery_codes(person)?.contains(&kept[0]);
            counted.take_back(store)?;
            return Ok(if is_same { Given::Right(()) } else { Given::Over });
        }
        let setup = store.factor_setup(person)?;
        let is_shown = |(secret, at): &(Secret, Timestamp)| {
            now.ms_since(*at) <= FACTOR_SETUP_MS_MAX && totp::base_32(secret) == shown
        };
        let Some((secret, _)) = setup.filter(is_shown) else { return Ok(Given::Over) };
        let Some(last_step) = typed_step(&secret, &code, now, i64::MIN) else { return Ok(Given::Wrong) };
        counted.take_back(store)?;
        store.set_second_factor(person, &SecondFactorRow { secret, since: now, last_step })?;
        store.set_recovery_codes(person, &kept)?;
        store.note_factor(session, now)?;
        store.end_other_sessions(person, session)?;
        transaction.accounts_changed();
        let entry = AuditEntry::new(Action::SecondFactorSet, Subject::Person(person)).by(person);
        transaction.record(&entry).map(|()| Given::Right(()))
    });
    Ok(set.await?.map(|()| codes))
}

/// Makes new recovery codes, told once: those of before are good for nothing. A form that is sent again is told the
/// same.
///
/// # Errors
/// [`EngineError::NotFound`] when there is no second factor, [`EngineError::Store`] when the disk does not take it.
pub async fn make_codes(engine: &Engine, person: PersonId) -> Result<Vec<String>, EngineError> {
    let codes = fresh_codes(engine).await?;
    let kept = hashes(&codes);
    let job = Job::new(move |transaction| {
        if transaction.store.second_factor(person)?.is_none() {
            return Err(EngineError::NotFound);
        }
        transaction.store.set_recovery_codes(person, &kept)?;
        transaction.record(&AuditEntry::new(Action::RecoveryCodesMade, Subject::Person(person)).by(person))
    });
    engine.submit(job.once_per_form(Repeats::with(|_| Ok(())))).await?;
    Ok(codes)
}

/// Takes one's own second factor away, by one's password.
///
/// # Errors
/// [`EngineError::NotFound`] when there is no such person, [`EngineError::Store`] when the disk does not take it.
pub async fn remove(engine: &Engine, person: PersonId, password: String) -> Result<Given<()>, EngineError> {
    let given = own_password(engine, person, password).await?;
    if given == Given::Right(()) {
        engine.submit(take_away(person, person, Action::SecondFactorRemoved)).await?;
    }
    Ok(given)
}

/// Takes the second factor of somebody away, if they have one.
fn take_away(by: PersonId, person: PersonId, action: Action) -> Job<()> {
    let job = Job::new(move |transaction| {
        if by != person {
            transaction.must_keep_accounts(by)?;
        }
        if !transaction.store.remove_second_factor(person)? {
            return Ok(());
        }
        if action == Action::SecondFactorReset {
            // Who asked for it may be somebody else than the owner, who then signs in anew.
            transaction.store.end_sessions_of(person)?;
            transaction.store.forget_attempts(&factor_subject(person))?;
        }
        transaction.accounts_changed();
        transaction.record(&AuditEntry::new(action, Subject::Person(person)).by(by))
    });
    job.once_per_form(Repeats::with(|_| Ok(())))
}

/// Takes the second factor of somebody who lost it away, in the name of an administrator: their sessions end, and they
/// sign in with their password alone.
///
/// # Errors
/// [`EngineError::NotAllowed`] when `by` is no administrator, [`EngineError::Store`] when the disk does not take it.
pub async fn reset(engine: &Engine, by: PersonId, person: PersonId) -> Result<(), EngineError> {
    engine.submit(take_away(by, person, Action::SecondFactorReset)).await
}

/// The same for an administrator, by whoever has the data directory; `false` when no administrator signs in so.
///
/// # Errors
/// [`EngineError::Store`] when the disk does not take it, [`EngineError::Stopped`] when the engine has stopped.
pub async fn reset_of_administrator(engine: &Engine, login: String) -> Result<bool, EngineError> {
    let account = engine.read(move |store| store.account_by_login(&login)).await?;
    let is_theirs = |account: &AccountRow| account.person.roles.may(may_keep_accounts);
    let Some(account) = account.filter(is_theirs) else { return Ok(false) };
    reset(engine, account.person.id, account.person.id).await.map(|()| true)
}

//! People at the office: signing in and out, passwords, sessions.
//!
//! Every attempt costs one check of a hash, whether the account exists or not, so that how long the
//! answer takes tells nobody which accounts there are.
//!
//! Whoever shows what only the owner of the account has, the cookie of a browser in which they signed in before or
//! the password that was given to them, is counted and waits apart from everybody else: no guesses of others keep
//! them out (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").

use std::net::IpAddr;

use shared::limits::{ACCOUNT_ATTEMPTS_MAX, SESSION_AGE_MS_MAX, SESSION_IDLE_MS_MAX};
use shared::{PersonId, Role, Sha256, Timestamp};

use crate::accounts::at_the_door::{AtTheDoor, counters};
use crate::accounts::attempts::{Counter, count, pause};
use crate::accounts::password::{Checked, check, hash, turn};
use crate::accounts::person::{PersonCommand, PersonFacts};
use crate::accounts::queue::Lane;
use crate::base::clock::Clock;
use crate::base::limits::{BROWSER_CHARS_MAX, HALF_SIGN_IN_MS_MAX, SESSION_NOTED_MS_MIN};
use crate::base::network::network;
use crate::base::role::{may_keep_accounts, works_at_office};
use crate::base::roles::Roles;
use crate::base::secret::{fresh_token, secret_hash};
use crate::engine::error::EngineError;
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::store::error::StoreError;
use crate::store::{AccountRow, Action, AuditEntry, PersonRow, SessionRow, Store, Subject, Tally};

pub use crate::accounts::password::{PasswordFault, given_password, judge, password_hash};

/// Somebody at the door: what they give, and from where.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// What they sign in with.
    pub login: String,
    /// The password.
    pub password: String,
    /// Where they are.
    pub address: IpAddr,
    /// What their browser says it is.
    pub browser: String,
    /// The tokens of the sessions their browser had until now: these end.
    pub before: Vec<String>,
    /// What their browser is known by, if somebody signed in there before.
    pub known_by: Vec<String>,
}

/// What came of an attempt to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignIn {
    /// Who it is, and the tokens for their browser.
    Welcome(Box<PersonRow>, BrowserTokens),
    /// The password is right, and the code of the second factor is still to come: the token that names this sign-in
    /// then, which is no session. The browser is not known by that.
    Half(String),
    /// The password is right, and the account is for a phone.
    OnPhone,
    /// The account, the password, or both are wrong, or the account is blocked; nobody learns which.
    Wrong,
    /// Too many attempts, or too many at the same time.
    TooMany,
}

/// What a browser keeps once somebody signed in there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserTokens {
    /// The token of the session.
    pub session: String,
    /// What the browser is known by from now on, also when the session is over.
    pub known_by: String,
}

/// Signs somebody in.
///
/// # Errors
/// [`EngineError::Store`] when the disk does not take the attempt or the session.
pub async fn sign_in(engine: &Engine, attempt: Attempt) -> Result<SignIn, EngineError> {
    let now = engine.clock().now();
    let Attempt { login, password, address, browser, before, known_by } = attempt;
    let (asked, typed) = (login.clone(), password.clone());
    let AtTheDoor { account, secret, browser: known_by } =
        engine.read(move |store| AtTheDoor::look(store, &asked, &typed, known_by, now)).await?;
    let counters = counters(&login, secret, address);
    let Some(pause) = pause(engine, counters.clone(), now).await? else { return Ok(SignIn::TooMany) };
    let lane = if secret.is_some() { Lane::Owner } else { Lane::Stranger { address, pause } };
    let Some(turn) = turn(&lane).await else { return Ok(SignIn::TooMany) };
    let Some(counted) = count(engine, counters, now).await? else { return Ok(SignIn::TooMany) };
    let known = account.as_ref().map(|account| account.person.id);
    let account = account.filter(|account| may_sign_in(account, now));
    let known_hash = account.as_ref().and_then(|account| account.person.password_hash.clone());
    match check(turn, password.clone(), known_hash.clone()).await {
        Checked::Busy => {
            engine.write(move |store| counted.take_back(store)).await?;
            Ok(SignIn::TooMany)
        }
        Checked::Wrong => {
            tracing::warn!(%address, "somebody could not sign in");
            record_wrong(engine, failed(Action::SignInFailed, known), "sign-in", network(address)).await?;
            Ok(SignIn::Wrong)
        }
        right @ (Checked::Right | Checked::RightAsTyped) => {
            let Some(AccountRow { person, password_until, .. }) = account else { return Ok(SignIn::Wrong) };
            if !person.roles.may(works_at_office) {
                engine.write(move |store| counted.take_back(store)).await?;
                return Ok(SignIn::OnPhone);
            }
            let normalised = if right == Checked::RightAsTyped { hash(engine, password).await } else { None };
            let session = fresh_token(engine.clock());
            // A browser stays known by one token, whoever signs in there.
            let known_by = known_by.unwrap_or_else(|| fresh_token(engine.clock()));
            let known = Known { id: person.id, known_hash, normalised, password_until, now };
            let browser_secret = secret_hash(&known_by);
            let begins = Begins { fresh: secret_hash(&session), browser, browser_secret, before };
            let begun = engine.run(move |transaction| {
                counted.take_back(transaction.store)?;
                known.begin(transaction, &begins)
            });
            Ok(match begun.await? {
                Begun::Session => SignIn::Welcome(Box::new(person), BrowserTokens { session, known_by }),
                Begun::Half => SignIn::Half(session),
                Begun::Nothing => SignIn::Wrong,
            })
        }
    }
}

/// Somebody whose password was right when it was looked at.
struct Known {
    id: PersonId,
    known_hash: Option<String>,
    /// The hash to keep from now on, when it was of the days before passwords were normalised.
    normalised: Option<String>,
    password_until: Option<Timestamp>,
    now: Timestamp,
}

/// What is to begin.
struct Begins {
    fresh: [u8; 32],
    browser: String,
    /// The hash of what the browser is known by.
    browser_secret: [u8; 32],
    /// The tokens of sessions that end.
    before: Vec<String>,
}

/// What began.
enum Begun {
    Session,
    /// The second factor is still to come.
    Half,
    Nothing,
}

impl Known {
    /// Begins a session, or half of a sign-in where there is a second factor.
    fn begin(&self, transaction: &mut Transaction<'_>, begins: &Begins) -> Result<Begun, EngineError> {
        let (store, id, now) = (transaction.store, self.id, self.now);
        // They may have been blocked, or given another password, while this one was looked at.
        let is_theirs = |account: &AccountRow| {
            may_sign_in(account, now) && account.person.password_hash == self.known_hash
        };
        if !store.account(id)?.as_ref().is_some_and(is_theirs) {
            transaction.record(&failed(Action::SignInFailed, Some(id)))?;
            return Ok(Begun::Nothing);
        }
        if let Some(normalised) = &self.normalised {
            store.set_password(id, normalised, self.password_until)?;
        }
        if store.second_factor(id)?.is_some() {
            store.begin_half_sign_in(begins.fresh, id, now, now.plus_ms(-HALF_SIGN_IN_MS_MAX))?;
            return Ok(Begun::Half);
        }
        store.remember_browser(begins.browser_secret, id, now)?;
        begins.before.iter().try_for_each(|token| store.end_session(secret_hash(token)).map(drop))?;
        begin_session(store, begins.fresh, id, now, &begins.browser)?;
        transaction.accounts_changed();
        transaction.record(&AuditEntry::new(Action::SignedIn, Subject::Person(id)).by(id))?;
        Ok(Begun::Session)
    }
}

/// Whether nobody has blocked an account, and its password still works.
pub(crate) fn may_sign_in(account: &AccountRow, now: Timestamp) -> bool {
    account.blocked_at.is_none() && account.password_until.is_none_or(|until| now <= until)
}

fn failed(action: Action, known: Option<PersonId>) -> AuditEntry {
    // What was typed as a login is not kept: it may be a password in the wrong field.
    AuditEntry::new(action, known.map_or(Subject::Nothing, Subject::Person))
}

/// Writes that somebody was wrong: a line for each source, and how many there were.
pub(crate) async fn record_wrong(
    engine: &Engine,
    entry: AuditEntry,
    scope: &'static str,
    source: String,
) -> Result<(), EngineError> {
    engine
        .run(move |transaction| {
            transaction.record_counted(&entry, 1, Tally { scope, source: &source }, entry.subject)
        })
        .await
}

/// Begins a session, and forgets those that are over.
pub(crate) fn begin_session(
    store: &Store,
    token_hash: [u8; 32],
    person: PersonId,
    now: Timestamp,
    browser: &str,
) -> Result<(), StoreError> {
    store.end_old_sessions(now.plus_ms(-SESSION_IDLE_MS_MAX), now.plus_ms(-SESSION_AGE_MS_MAX))?;
    let browser: String = browser.chars().take(BROWSER_CHARS_MAX).collect();
    store.begin_session(token_hash, person, now, &browser)
}

/// Whether a session that was begun and last used then is not over.
pub(crate) const fn lasts(created_at: Timestamp, used_at: Timestamp, now: Timestamp) -> bool {
    now.ms_since(used_at) <= SESSION_IDLE_MS_MAX && now.ms_since(created_at) <= SESSION_AGE_MS_MAX
}

/// The session of a token; `None` when there is none, it was idle too long, it is too old, its person has a second
/// factor and did not give it, or is blocked.
///
/// # Errors
/// [`EngineError::Store`] when the disk fails.
pub async fn session(
    engine: &Engine,
    token: &str,
    now: Timestamp,
) -> Result<Option<SessionRow>, EngineError> {
    let hash = secret_hash(token);
    let found = engine.read(move |store| store.session(hash)).await?;
    // One that began beside the setting up of a second factor is no session any more.
    let lasts = |session: &SessionRow| {
        lasts(session.created_at, session.used_at, now)
            && (session.factor_at.is_some() || !session.has_factor)
    };
    let Some(session) = found.filter(lasts) else { return Ok(None) };
    // Written seldom: a page view must not wait for the disk, nor fail with it.
    if now.ms_since(session.used_at) > SESSION_NOTED_MS_MIN
        && let Err(error) = engine.write(move |store| store.use_session(hash, now)).await
    {
        tracing::warn!(%error, "that a session is in use was not noted");
    }
    Ok(Some(session))
}

/// Ends the session of a token, if there is one: whose it was.
///
/// # Errors
/// [`EngineError::Store`] when the disk does not take it.
pub async fn sign_out(engine: &Engine, token: &str) -> Result<Option<PersonId>, EngineError> {
    let hash = secret_hash(token);
    let Some(session) = engine.read(move |store| store.session(hash)).await? else { return Ok(None) };
    let id = session.person.id;
    engine
        .act(move |store| {
            store.end_session(hash)?;
            Ok((Some(id), AuditEntry::new(Action::SignedOut, Subject::Person(id)).by(id)))
        })
        .await
}

/// Ends all one's own sessions.
///
/// # Errors
/// [`EngineError::Store`] when the disk does not take it.
pub async fn sign_out_everywhere(engine: &Engine, id: PersonId) -> Result<(), EngineError> {
    engine
        .act(move |store| {
            let ended = store.end_sessions_of(id)?;
            let entry = AuditEntry::new(Action::SignedOutEverywhere, Subject::Person(id));
            Ok(((), entry.by(id).detailed(ended)))
        })
        .await
}

/// What came of changing one's own password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasswordChange {
    /// It is changed; the token of the only session that is left.
    Changed(String),
    /// The old password is not this.
    WrongOld,
    /// The new one is not taken.
    Fault(PasswordFault),
    /// Too many attempts, or too many at the same time.
    TooMany,
}

/// Changes one's own password, in the session with this hash. All sessions end; a fresh one begins for this browser, in
/// which the second factor was given when it was in the one before. Wrong old ones count on the session: whoever guesses
/// elsewhere keeps nobody from it.
///
/// # Errors
/// [`EngineError::NotFound`] when there is no such person, [`EngineError::NotAllowed`] when they were blocked
/// meanwhile, [`EngineError::Store`] when the disk does not take it.
pub async fn change_password(
    engine: &Engine,
    id: PersonId,
    session: [u8; 32],
    old: String,
    new: String,
    (browser, factor_at): (String, Option<Timestamp>),
) -> Result<PasswordChange, EngineError> {
    let now = engine.clock().now();
    let account = engine.read(move |store| store.account(id)).await?.ok_or(EngineError::NotFound)?.person;
    // Somebody who found an open browser may guess as often as somebody at the door, and only there.
    let counter = Counter::refusing(format!("password in {}", Sha256(session)), ACCOUNT_ATTEMPTS_MAX);
    let Some(turn) = turn(&Lane::Owner).await else { return Ok(PasswordChange::TooMany) };
    let Some(counted) = count(engine, vec![counter], now).await? else { return Ok(PasswordChange::TooMany) };
    match check(turn, old.clone(), account.password_hash.clone()).await {
        Checked::Busy => {
            engine.write(move |store| counted.take_back(store)).await?;
            return Ok(PasswordChange::TooMany);
        }
        // The form was sent twice at once, and the first has changed it.
        Checked::Wrong if new != old && is_now(&new, account.password_hash.clone()).await => {
            engine.write(move |store| counted.take_back(store)).await?;
            let token = fresh_token(engine.clock());
            let fresh = secret_hash(&token);
            let begun = engine.write(move |store| {
                let in_use = is_in_use(store, id)?;
                if in_use {
                    begin_session(store, fresh, id, now, &browser)?;
                    factor_at.map_or(Ok(()), |at| store.note_factor(fresh, at))?;
                }
                Ok(in_use)
            });
            return if begun.await? {
                Ok(PasswordChange::Changed(token))
            } else {
                Err(EngineError::NotAllowed)
            };
        }
        Checked::Wrong => {
            let entry = failed(Action::PasswordChangeFailed, Some(id)).by(id);
            record_wrong(engine, entry, "password", String::new()).await?;
            return Ok(PasswordChange::WrongOld);
        }
        Checked::Right | Checked::RightAsTyped => {
            engine.write(move |store| counted.take_back(store)).await?;
        }
    }
    let fault =
        if new == old { Err(PasswordFault::Same) } else { judge(&new, &account.login, &account.name) };
    if let Err(fault) = fault {
        return Ok(PasswordChange::Fault(fault));
    }
    let Some(hash) = hash(engine, new).await else { return Ok(PasswordChange::TooMany) };
    let token = fresh_token(engine.clock());
    let fresh = secret_hash(&token);
    let changed = engine
        .act(move |store| {
            // They may have been blocked while the passwords were looked at.
            if !is_in_use(store, id)? {
                return Ok((false, failed(Action::PasswordChangeFailed, Some(id)).by(id)));
            }
            store.set_password(id, &hash, None)?;
            store.forget_given_secret(id)?;
            store.end_sessions_of(id)?;
            begin_session(store, fresh, id, now, &browser)?;
            factor_at.map_or(Ok(()), |at| store.note_factor(fresh, at))?;
            Ok((true, AuditEntry::new(Action::PasswordChanged, Subject::Person(id)).by(id)))
        })
        .await?;
    if changed { Ok(PasswordChange::Changed(token)) } else { Err(EngineError::NotAllowed) }
}

/// Whether somebody is not blocked.
fn is_in_use(store: &Store, id: PersonId) -> Result<bool, StoreError> {
    Ok(store.account(id)?.is_some_and(|account| account.blocked_at.is_none()))
}

/// Whether this is the password already.
async fn is_now(password: &str, hash: Option<String>) -> bool {
    let Some(turn) = turn(&Lane::Owner).await else { return false };
    matches!(check(turn, password.to_owned(), hash).await, Checked::Right | Checked::RightAsTyped)
}

/// Gives somebody a fresh password in the name of an administrator: told once, and good only to
/// choose another one with.
///
/// # Errors
/// [`EngineError::NotAllowed`] when `by` is no administrator, [`EngineError::NotFound`] when there is no `to`.
pub async fn give_password(engine: &Engine, by: PersonId, to: PersonId) -> Result<String, EngineError> {
    let password = given_password(engine.sixteen_bytes_once("password").await?);
    let hash = hash(engine, password.clone()).await.ok_or(EngineError::Stopped)?;
    let secret_hash = secret_hash(&password);
    engine.change_person(by, to, PersonCommand::GivePassword { hash, secret_hash }).await?;
    Ok(password)
}

/// Whether there is an administrator, who makes everybody else.
///
/// # Errors
/// [`EngineError::Store`] when the disk fails.
pub(crate) async fn has_administrator(engine: &Engine) -> Result<bool, EngineError> {
    let people = engine.read(|store| store.people()).await?;
    Ok(people.iter().any(|person| person.roles.may(may_keep_accounts)))
}

/// Makes the first administrator, who makes everybody else; the password to sign in with the first
/// time, or `None` when there is an administrator already.
///
/// # Errors
/// [`EngineError`]; [`EngineError::Person`] says what is wrong with login or name.
pub async fn first_administrator(
    engine: &Engine,
    login: String,
    name: String,
) -> Result<Option<String>, EngineError> {
    if has_administrator(engine).await? {
        return Ok(None);
    }
    let facts = PersonFacts { login, name, roles: Roles::everywhere(Role::Administrator), team: None };
    let id = fresh_person(engine.clock());
    engine.change_person(id, id, PersonCommand::Add(facts)).await?;
    give_password(engine, id, id).await.map(Some)
}

/// Gives a fresh password to an administrator who lost theirs, by whoever has the data directory; `None`
/// when no administrator who is not blocked signs in so.
///
/// # Errors
/// [`EngineError::Store`] when the disk does not take it, [`EngineError::Stopped`] when the engine has stopped.
pub async fn give_password_to_administrator(
    engine: &Engine,
    login: String,
) -> Result<Option<String>, EngineError> {
    let account = engine.read(move |store| store.account_by_login(&login)).await?;
    let is_theirs =
        |account: &AccountRow| account.person.roles.may(may_keep_accounts) && account.blocked_at.is_none();
    let Some(AccountRow { person, .. }) = account.filter(is_theirs) else { return Ok(None) };
    give_password(engine, person.id, person.id).await.map(Some)
}

/// An id for somebody new; a form that is sent twice makes the same person.
///
/// # Errors
/// [`EngineError::Store`] when the disk fails.
pub async fn person_of_form(engine: &Engine) -> Result<PersonId, EngineError> {
    engine.sixteen_bytes_once("person").await.map(PersonId::from_bytes)
}

/// An id for somebody new.
#[must_use]
pub fn fresh_person(clock: &dyn Clock) -> PersonId {
    PersonId::from_bytes(clock.sixteen_bytes())
}

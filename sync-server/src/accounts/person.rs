//! What administrators do to accounts. The account, the person's card, what
//! they hear, their sessions and the line in the audit log change together, or not at all.

use std::collections::{BTreeMap, BTreeSet};

use shared::catalogue::{Catalogue, CatalogueCommand};
use shared::limits::{GIVEN_PASSWORD_MS_MAX, LINE_CHARS_MAX, LOGIN_CHARS_MAX};
use shared::person::{self, Person};
use shared::visible::{is_invisible, says_something};
use shared::{Command, OrganisationId, PersonId, Role, TeamId};

use crate::accounts::attempts::account_subject;
use crate::base::role::{may_keep_accounts, works_at_office};
use crate::base::roles::Roles;
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::once::Repeats;
use crate::engine::person_error::PersonError;
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::store::{AccountRow, Action, Audience, AuditEntry, PersonRow, Subject, nameless_number};

/// What an administrator says of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonFacts {
    /// What they sign in with.
    pub login: String,
    /// Given name and family name.
    pub name: String,
    /// What they do, and in which administrations: their phones hold the buildings of these.
    pub roles: Roles,
    /// Their team.
    pub team: Option<TeamId>,
}

/// What an administrator does to somebody's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonCommand {
    /// Makes an account under a fresh id. It has no password yet.
    Add(PersonFacts),
    /// Says something else of them, as a form was left, beside how it was shown: what somebody else said
    /// meanwhile is not undone.
    Change {
        /// What was shown.
        shown: Box<PersonFacts>,
        /// What was left.
        left: Box<PersonFacts>,
    },
    /// Gives them a password. It works for [`GIVEN_PASSWORD_MS_MAX`], and only to choose another one; their sessions
    /// end, and no browser is known as theirs any more.
    GivePassword {
        /// Its hash, as passwords are kept.
        hash: String,
        /// Its hash as of a secret nobody guesses: whoever shows it is no stranger.
        secret_hash: [u8; 32],
    },
    /// Lets them in again, and their phones. What blocking ended stays ended.
    Unblock,
    /// Ends their sessions.
    SignOutEverywhere,
}

impl PersonFacts {
    /// What is said of somebody who hears these audiences.
    #[must_use]
    pub fn of(person: &PersonRow, hears: &BTreeSet<Audience>) -> Self {
        let team = hears.iter().find_map(|audience| match audience {
            Audience::Team(team) => Some(*team),
            Audience::Person(_) | Audience::Organisation(_) | Audience::All => None,
        });
        Self { login: person.login.clone(), name: person.name.clone(), roles: person.roles.clone(), team }
    }

    /// These facts with what was changed from `shown` to `left`.
    fn revised(self, shown: &Self, left: &Self) -> Result<Self, PersonError> {
        let main = revised(self.roles.main, &shown.roles.main, &left.roles.main)?;
        let named: BTreeSet<OrganisationId> =
            [&self, shown, left].into_iter().flat_map(|facts| facts.roles.at.keys().copied()).collect();
        let mut at = BTreeMap::new();
        for id in named {
            // Where somebody has their main role, they have it when it becomes another one.
            let of = |facts: &Self| {
                facts.roles.at.get(&id).map(|role| Some(*role).filter(|role| *role != facts.roles.main))
            };
            at.extend(revised(of(&self), &of(shown), &of(left))?.map(|role| (id, role.unwrap_or(main))));
        }
        let everywhere = revised(self.roles.everywhere, &shown.roles.everywhere, &left.roles.everywhere)?;
        Ok(Self {
            login: revised(self.login, &shown.login, &left.login)?,
            name: revised(self.name, &shown.name, &left.name)?,
            roles: Roles { main, everywhere, at },
            team: revised(self.team, &shown.team, &left.team)?,
        })
    }

    fn check(&self, catalogue: &Catalogue) -> Result<(), PersonError> {
        let typed = |letter: char| !is_invisible(letter);
        if !(1..=LOGIN_CHARS_MAX).contains(&self.login.chars().count()) || !self.login.chars().all(typed) {
            return Err(PersonError::LoginUnusable);
        }
        if !says_something(&self.name) || self.name.chars().count() > LINE_CHARS_MAX {
            return Err(PersonError::NameUnusable);
        }
        let known = self.team.is_none_or(|team| catalogue.teams.contains_key(&team))
            && self.roles.at.keys().all(|id| catalogue.organisations.contains_key(id));
        if !known {
            return Err(PersonError::Unknown);
        }
        let roles = &self.roles;
        let keeps = |role: &Role| may_keep_accounts(*role);
        if roles.at.values().any(keeps) || keeps(&roles.main) && !(roles.everywhere && roles.at.is_empty()) {
            return Err(PersonError::AdministratorInPart);
        }
        // Whoever works with the phone alone may have none: their work orders come to them.
        if works_at_office(roles.main) && !roles.everywhere && roles.at.is_empty() {
            return Err(PersonError::WorksNowhere);
        }
        Ok(())
    }

    fn audiences(&self, id: PersonId, catalogue: &Catalogue) -> BTreeSet<Audience> {
        let all = catalogue.organisations.keys().filter(|_| self.roles.everywhere);
        let served = self.roles.at.keys().chain(all).copied().map(Audience::Organisation);
        let own = [Audience::Person(id), Audience::All];
        own.into_iter().chain(self.team.map(Audience::Team)).chain(served).collect()
    }

    fn card(&self) -> Person {
        Person { name: self.name.clone(), role: self.roles.main, team: self.team }
    }
}

/// A value that was `now`, where a form that showed `shown` was left with `left`.
///
/// # Errors
/// [`PersonError::ChangedMeanwhile`] when somebody else changed it too, to something else.
pub(crate) fn revised<T: PartialEq + Clone>(now: T, shown: &T, left: &T) -> Result<T, PersonError> {
    if left == shown || *left == now {
        Ok(now)
    } else if now == *shown {
        Ok(left.clone())
    } else {
        Err(PersonError::ChangedMeanwhile)
    }
}

impl Transaction<'_> {
    /// Does something to the account of `id`, in the name of `by`.
    fn change_person(
        &mut self,
        by: PersonId,
        id: PersonId,
        command: &PersonCommand,
    ) -> Result<(), EngineError> {
        if !self.is_first(by, id, command)? {
            self.must_keep_accounts(by)?;
        }
        let known = self.store.account(id)?;
        if known.as_ref().is_some_and(|known| nameless_number(&known.person.login).is_some()) {
            return Err(PersonError::Nameless.into());
        }
        let entry = |action| AuditEntry::new(action, Subject::Person(id)).by(by);
        let done = match command {
            PersonCommand::Add(facts) => {
                if known.is_some() {
                    return Err(EngineError::NotAllowed);
                }
                entry(Action::PersonAdded).detailed(self.enter(by, id, None, facts)?)
            }
            PersonCommand::Change { shown, left } => {
                let before = known.ok_or(EngineError::NotFound)?;
                let now = PersonFacts::of(&before.person, &self.store.person_audiences(id)?);
                let facts = &now.revised(shown, left)?;
                self.keep_an_administrator(&before, facts.roles.may(may_keep_accounts))?;
                entry(Action::PersonChanged).detailed(self.enter(by, id, Some(&before.person), facts)?)
            }
            PersonCommand::GivePassword { hash, secret_hash } => {
                let account = known.ok_or(EngineError::NotFound)?;
                // Whoever guessed until now guessed another one.
                self.store.forget_attempts(&account_subject(&account.person.login))?;
                let now = self.clock.now();
                let until = now.plus_ms(GIVEN_PASSWORD_MS_MAX);
                self.store.set_password(id, hash, Some(until))?;
                self.store.know_only_given(*secret_hash, id, now, until)?;
                self.store.end_sessions_of(id)?;
                entry(Action::PasswordGiven)
            }
            PersonCommand::Unblock => {
                known.ok_or(EngineError::NotFound)?;
                self.store.set_blocked(id, None)?;
                entry(Action::PersonUnblocked)
            }
            PersonCommand::SignOutEverywhere => {
                known.ok_or(EngineError::NotFound)?;
                entry(Action::SignedOutEverywhere).detailed(self.store.end_sessions_of(id)?)
            }
        };
        self.accounts_changed();
        self.record(&done)
    }

    /// Refuses whoever may not keep accounts.
    pub(crate) fn must_keep_accounts(&self, by: PersonId) -> Result<(), EngineError> {
        let may = self.account_in_use(by)?.person.roles.may(may_keep_accounts);
        if may { Ok(()) } else { Err(EngineError::NotAllowed) }
    }

    /// Whether somebody enters themselves as the first administrator: nobody else could.
    fn is_first(&self, by: PersonId, id: PersonId, command: &PersonCommand) -> Result<bool, EngineError> {
        let enters = matches!(command, PersonCommand::Add(facts) if facts.roles.may(may_keep_accounts));
        let is_administrator = |other: &PersonRow| other.roles.may(may_keep_accounts);
        Ok(enters && by == id && !self.store.people()?.iter().any(is_administrator))
    }

    /// Writes account, card and audiences; in a few words, what is different now.
    fn enter(
        &mut self,
        by: PersonId,
        id: PersonId,
        before: Option<&PersonRow>,
        facts: &PersonFacts,
    ) -> Result<String, EngineError> {
        let catalogue = self.catalogue(by)?;
        facts.check(&catalogue)?;
        if self.store.account_by_login(&facts.login)?.is_some_and(|other| other.person.id != id) {
            return Err(PersonError::LoginTaken.into());
        }
        let (heard, hears) = (self.store.person_audiences(id)?, facts.audiences(id, &catalogue));
        let said = differences(before, &heard, facts, &hears);
        self.store.put_person(&PersonRow {
            id,
            login: facts.login.clone(),
            password_hash: before.and_then(|before| before.password_hash.clone()),
            name: facts.name.clone(),
            roles: facts.roles.clone(),
            language: before.and_then(|before| before.language),
        })?;
        let is_known = self.document(Person::card(id))?.is_some();
        let say = if is_known { person::PersonCommand::Change } else { person::PersonCommand::Create };
        self.execute_freely(by, Some(Person::card(id)), &Command::Person(say(facts.card())))?;
        if heard != hears {
            let position = self.store.mark(self.clock.now())?;
            self.store.set_person_audiences(id, &hears, position)?;
        }
        Ok(said)
    }

    /// The catalogue; begun when there is none yet.
    fn catalogue(&mut self, by: PersonId) -> Result<Catalogue, EngineError> {
        if self.live.document(self.store, Catalogue::ID)?.is_none() {
            let begin = Command::Catalogue(CatalogueCommand::Create);
            self.execute_freely(by, Some(Catalogue::ID), &begin)?;
        }
        let document = self.live.document(self.store, Catalogue::ID)?.ok_or(EngineError::NotFound)?;
        Catalogue::read(&document).map_err(EngineError::damaged(Catalogue::ID))
    }

    /// Refuses to take the last administrator away.
    pub(crate) fn keep_an_administrator(&self, account: &AccountRow, stays: bool) -> Result<(), EngineError> {
        let keeps = |account: &AccountRow| {
            account.person.roles.may(may_keep_accounts) && account.blocked_at.is_none()
        };
        let others = |other: &AccountRow| keeps(other) && other.person.id != account.person.id;
        if stays || !keeps(account) || self.store.accounts()?.iter().any(others) {
            return Ok(());
        }
        Err(PersonError::LastAdministrator.into())
    }
}

/// An administrator changes the account of `person`.
#[must_use]
pub fn change_person(by: PersonId, person: PersonId, command: PersonCommand) -> Job<()> {
    let job = Job::new(move |transaction| transaction.change_person(by, person, &command));
    job.once_per_form(Repeats::with(|_| Ok(())))
}

impl Engine {
    /// Changes the account of `person`, in the name of an administrator.
    ///
    /// # Errors
    /// [`EngineError::Person`] when the account cannot be so, [`EngineError::NotAllowed`] when `by` may not
    /// keep accounts, [`EngineError::NotFound`] when there is no such person; nothing was changed.
    pub async fn change_person(
        &self,
        by: PersonId,
        person: PersonId,
        command: PersonCommand,
    ) -> Result<(), EngineError> {
        self.submit(change_person(by, person, command)).await
    }
}

/// The audiences that do not follow from roles.
fn without_organisations(audiences: &BTreeSet<Audience>) -> BTreeSet<Audience> {
    audiences.iter().filter(|audience| !matches!(audience, Audience::Organisation(_))).copied().collect()
}

/// What is different now, in a few words of no language.
fn differences(
    before: Option<&PersonRow>,
    heard: &BTreeSet<Audience>,
    facts: &PersonFacts,
    hears: &BTreeSet<Audience>,
) -> String {
    let mut said = Vec::new();
    let mut tell = |what: &str, was: Option<&str>, is: &str| {
        if was != Some(is) {
            said.push(format!("{what} {} → {is}", was.unwrap_or("–")));
        }
    };
    tell("login", before.map(|before| before.login.as_str()), &facts.login);
    tell("name", before.map(|before| before.name.as_str()), &facts.name);
    tell("role", before.map(|before| before.roles.main.name()), facts.roles.main.name());
    let everywhere = |roles: &Roles| if roles.everywhere { "yes" } else { "no" };
    tell("everywhere", before.map(|before| everywhere(&before.roles)), everywhere(&facts.roles));
    let (was, is) = (before.map(|before| before.roles.at.clone()).unwrap_or_default(), &facts.roles.at);
    for id in was.keys().chain(is.keys()).collect::<BTreeSet<_>>() {
        let name = |at: &BTreeMap<OrganisationId, Role>| at.get(id).map_or("–", |role| role.name());
        if name(&was) != name(is) {
            said.push(format!("organisation:{id} {} → {}", name(&was), name(is)));
        }
    }
    let (hears, heard) = (without_organisations(hears), without_organisations(heard));
    said.extend(hears.difference(&heard).map(|audience| format!("+{audience}")));
    said.extend(heard.difference(&hears).map(|audience| format!("-{audience}")));
    said.join("; ")
}

//! Making somebody who left nameless: their name and everything else that is known of them goes, in one transaction,
//! wherever no law keeps it. Documents name people by an id, which stays; the name behind it stands on their card, which
//! is founded anew, so that no history of it and no file has the old one, and phones get the new one as a document.

use std::collections::{BTreeMap, BTreeSet};

use shared::person::{self, Person};
use shared::work_order::WorkOrder;
use shared::{Command, DocumentId, DocumentKind, PersonId};

use crate::accounts::attempts::account_subject;
use crate::base::limits::FOUNDED_DOCUMENTS_MAX;
use crate::engine::documents::LiveDocuments;
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::once::Repeats;
use crate::engine::person_error::PersonError;
use crate::engine::thread::Engine;
use crate::engine::transaction::{DomainRules, Transaction, closed_since};
use crate::store::{Action, AuditEntry, DeviceRow, Outlived, QuietDocument, Store, Subject, nameless_number};
use crate::sync::drain::Withdrawal;

/// Where somebody stands who is to be made nameless, and what is in the way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WhereNamed {
    /// Documents that say what they did or are to do, by their id: these show the new name.
    pub documents: BTreeMap<DocumentKind, u64>,
    /// Orders that are still assigned to them: somebody else is to do them first.
    pub open_orders: Vec<DocumentId>,
    /// Whether something of their card waits for a decision.
    pub card_waits: bool,
    /// Their phones that were not withdrawn.
    pub phones: u32,
    /// Changes and photos that these said wait on them: lost, unless they hand them over first.
    pub unsent: u64,
    /// Refused changes and offers of their phones on which nobody decided.
    pub undecided: u64,
    /// Lines of the audit log that say the name, or what the account was called.
    pub lines_saying: Outlived,
    /// Lines of the audit log of what they did, by their id.
    pub lines_by: u64,
    /// Orders with a signed report that names them by their id: what was handed out says the name.
    pub signed: u64,
    /// Of the documents that were asked about, those whose text can be written anew without the name.
    pub rewritable: Vec<DocumentId>,
}

/// Where somebody stands, and which of `texts` can be written anew.
fn where_named(
    store: &Store,
    rules: &'static [DomainRules],
    person: PersonId,
    texts: &[(DocumentKind, DocumentId)],
) -> Result<WhereNamed, EngineError> {
    let account = store.account(person)?.ok_or(EngineError::NotFound)?;
    let mut live = LiveDocuments::default();
    let phones = phones_of(store, person)?;
    let unsent =
        phones.iter().map(|phone| u64::from(phone.waiting.changes) + u64::from(phone.waiting.photos));
    let mut rewritable = Vec::new();
    for (kind, id) in texts {
        if is_rewritable(store, rules, &mut live, (*kind, *id))? {
            rewritable.push(*id);
        }
    }
    Ok(WhereNamed {
        documents: store.documents_naming(person)?,
        open_orders: open_orders(store, &mut live, person)?,
        card_waits: store.something_waits(Person::card(person))?,
        phones: u32::try_from(phones.len()).unwrap_or(u32::MAX),
        unsent: unsent.sum(),
        undecided: store.undecided_of(person)?,
        lines_saying: store.lines_saying(&account.person.name, person)?,
        lines_by: store.lines_by(person)?,
        signed: store.signed_about(person)?,
        rewritable,
    })
}

/// Somebody's phones that were not withdrawn.
fn phones_of(store: &Store, person: PersonId) -> Result<Vec<DeviceRow>, EngineError> {
    let theirs = |device: &DeviceRow| device.person == person && device.withdrawn_at.is_none();
    Ok(store.devices()?.into_iter().filter(theirs).collect())
}

/// Orders that are open and assigned to somebody. What cannot be read is nobody's.
fn open_orders(
    store: &Store,
    live: &mut LiveDocuments,
    person: PersonId,
) -> Result<Vec<DocumentId>, EngineError> {
    let mut open = Vec::new();
    for id in store.unapproved_about(person, DocumentKind::WorkOrder)? {
        let Some(document) = readable(live.document(store, id))? else { continue };
        let Ok(order) = WorkOrder::read(&document) else { continue };
        if !order.is_closed() && order.assigned.contains_key(&person) {
            open.push(id);
        }
    }
    Ok(open)
}

/// Whether a document may be written anew: it is closed, or only the server writes in it, and nothing of it waits.
fn is_rewritable(
    store: &Store,
    rules: &'static [DomainRules],
    live: &mut LiveDocuments,
    (kind, id): (DocumentKind, DocumentId),
) -> Result<bool, EngineError> {
    if store.something_waits(id)? {
        return Ok(false);
    }
    if kind == DocumentKind::History {
        return Ok(true);
    }
    let Some(quiet_since) = store.quiet_since(id)? else { return Ok(false) };
    let closed = closed_since(rules, store, live, QuietDocument { id, quiet_since });
    Ok(readable(closed)?.is_some())
}

/// Nothing in place of what cannot be read.
fn readable<T>(found: Result<Option<T>, EngineError>) -> Result<Option<T>, EngineError> {
    match found {
        Err(EngineError::Document { .. }) => Ok(None),
        found => found,
    }
}

impl Transaction<'_> {
    fn make_nameless(
        &mut self,
        by: PersonId,
        id: PersonId,
        called: impl FnOnce(u32) -> String,
    ) -> Result<(), EngineError> {
        self.must_keep_accounts(by)?;
        let account = self.store.account(id)?.ok_or(EngineError::NotFound)?;
        if nameless_number(&account.person.login).is_some() {
            return Ok(());
        }
        // Neither oneself nor the last administrator can be blocked.
        if account.blocked_at.is_none() {
            return Err(PersonError::NotBlocked.into());
        }
        if !open_orders(self.store, self.live, id)?.is_empty() {
            return Err(PersonError::HasOpenOrders.into());
        }
        if self.store.something_waits(Person::card(id))? {
            return Err(PersonError::CardWaits.into());
        }
        // They erase themselves when they next ask.
        for phone in phones_of(self.store, id)? {
            self.withdraw(by, phone.id, Withdrawal::Erase)?;
        }
        let number = self.store.next_nameless_number()?;
        let name = called(number);
        self.store.make_account_nameless(id, (number, &name), &account_subject(&account.person.login))?;
        let position = self.store.mark(self.clock.now())?;
        self.store.set_person_audiences(id, &BTreeSet::new(), position)?;
        let card = Person { name: name.clone(), role: account.person.roles.main, team: None };
        self.found_card(by, id, card)?;
        self.store.set_remains(true)?;
        self.scrub();
        self.accounts_changed();
        self.record(&AuditEntry::new(Action::PersonMadeNameless, Subject::Person(id)).by(by).detailed(name))
    }

    /// Has a card say this, and founds it anew, so that nothing says what it said before.
    fn found_card(&mut self, by: PersonId, id: PersonId, says: Person) -> Result<(), EngineError> {
        let card = Person::card(id);
        if self.document(card)?.is_none() {
            return Ok(());
        }
        let change = Command::Person(person::PersonCommand::Change(says));
        self.execute_freely(by, Some(card), &change)?;
        self.found_without(card, "").map(drop)
    }

    /// Writes documents anew in whose text a name stands, those of them that may be; how many.
    fn take_name_out(
        &mut self,
        by: PersonId,
        id: PersonId,
        texts: &[(DocumentKind, DocumentId)],
    ) -> Result<usize, EngineError> {
        self.must_keep_accounts(by)?;
        let account = self.store.account(id)?.ok_or(EngineError::NotFound)?;
        if account.blocked_at.is_none() || nameless_number(&account.person.login).is_some() {
            return Ok(0);
        }
        let mut done = 0;
        for text in texts {
            if is_rewritable(self.store, self.rules, self.live, *text)? {
                done += usize::from(self.found_without(text.1, &account.person.name)?);
            }
        }
        Ok(done)
    }
}

/// An administrator makes somebody nameless who was blocked: `called` says what they are called, by their number.
#[must_use]
pub fn make_nameless(
    by: PersonId,
    person: PersonId,
    called: impl FnOnce(u32) -> String + Send + 'static,
) -> Job<()> {
    let job = Job::new(move |transaction| transaction.make_nameless(by, person, called));
    job.once_per_form(Repeats::with(|_| Ok(())))
}

impl Engine {
    /// Where somebody stands who is to be made nameless, and which of `texts`, documents in which people wrote the name,
    /// would be written anew.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] when there is no such person, [`EngineError::Store`] when the disk fails.
    pub async fn where_named(
        &self,
        person: PersonId,
        texts: Vec<(DocumentKind, DocumentId)>,
    ) -> Result<WhereNamed, EngineError> {
        let rules = self.rules();
        self.read(move |store| Ok(where_named(store, rules, person, &texts))).await?
    }

    /// Makes somebody nameless for good, in the name of an administrator: first in `texts`, as far as these are closed,
    /// then everywhere else. Somebody who is nameless already stays as they are.
    ///
    /// # Errors
    /// [`EngineError::Person`] when they are not blocked, open orders are still theirs, or something of their card waits
    /// for a decision; [`EngineError::NotAllowed`] when `by` may not keep accounts, [`EngineError::NotFound`] when there
    /// is no such person; the account is as it was then.
    pub async fn make_nameless(
        &self,
        by: PersonId,
        person: PersonId,
        texts: Vec<(DocumentKind, DocumentId)>,
        called: impl FnOnce(u32) -> String + Send + 'static,
    ) -> Result<(), EngineError> {
        // Some at a time: phones wait meanwhile. While the account has the name, it is known what to take out.
        let portion = usize::try_from(FOUNDED_DOCUMENTS_MAX).unwrap_or(usize::MAX);
        for some in texts.chunks(portion).map(<[_]>::to_vec) {
            self.submit(Job::new(move |transaction| transaction.take_name_out(by, person, &some))).await?;
        }
        self.submit(make_nameless(by, person, called)).await
    }
}

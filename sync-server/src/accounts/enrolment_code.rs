//! Enrolment codes: who may make one for whom, and how a phone becomes a device with one.

use std::net::IpAddr;

use shared::limits::{ADDRESS_CODES_MAX, ENROLMENT_CODE_MS_MAX};
use shared::{DeviceId, PersonId};

use crate::accounts::attempts::{Counted, Counter, count, pause};
use crate::accounts::device_token::TokenLife;
use crate::accounts::queue::{Lane, Queue, Turn};
use crate::base::limits::{
    CODES_LOOKED_AT_ONCE, PASSWORDS_WAITING_MAX, PASSWORDS_WAITING_OF_NETWORK_MAX, WRONG_CODES_UNSLOWED_MAX,
};
use crate::base::network::network;
use crate::base::role::may_enrol_for;
use crate::base::secret::{CODE_ALPHABET, secret_hash};
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::once::Repeats;
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::store::{Action, AuditEntry, CodeRow, DeviceRow, PersonRow, Subject, Tally};

const CODE_LENGTH: usize = 8;

/// Whether somebody may make a code for a phone that acts in this person's name: everybody their own.
pub(crate) fn may_make_code(maker: &PersonRow, owner: &PersonRow) -> bool {
    maker.id == owner.id || may_enrol_for(&maker.roles, &owner.roles)
}

/// Why a phone was not enrolled with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFault {
    /// There is no such code, or not any more: its person or whoever made it was blocked, or may not make it now.
    Unknown,
    /// It was used before.
    Used,
    /// It is older than [`ENROLMENT_CODE_MS_MAX`].
    Expired,
}

impl CodeFault {
    /// The word in the audit log, and of the problem a phone is told.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "enrolment-code-unknown",
            Self::Used => "enrolment-code-used",
            Self::Expired => "enrolment-code-expired",
        }
    }
}

/// A phone that asks to be enrolled.
#[derive(Debug)]
pub(crate) struct NewDevice {
    pub(crate) code_hash: [u8; 32],
    pub(crate) token_hash: [u8; 32],
    /// The device it would be, but for whose it is and since when.
    pub(crate) id: DeviceId,
    /// What it calls itself.
    pub(crate) name: String,
    /// The hash of the token of the device that the phone was until now.
    pub(crate) former_hash: Option<[u8; 32]>,
    /// How long a phone may stay away.
    pub(crate) tokens: TokenLife,
}

impl Transaction<'_> {
    fn make_code(
        &mut self,
        code_hash: [u8; 32],
        person: PersonId,
        made_by: Option<PersonId>,
    ) -> Result<(), EngineError> {
        let owner = self.account_in_use(person)?.person;
        if let Some(by) = made_by
            && !may_make_code(&self.account_in_use(by)?.person, &owner)
        {
            return Err(EngineError::NotAllowed);
        }
        self.store.add_code(code_hash, person, made_by, self.clock.now())?;
        let entry = AuditEntry::new(Action::CodeMade, Subject::Person(person));
        self.record(&AuditEntry { person: made_by, ..entry })
    }

    /// The code, if a phone can be enrolled with it now.
    fn good_code(&self, code_hash: [u8; 32]) -> Result<Result<CodeRow, CodeFault>, EngineError> {
        let Some(code) = self.store.code(code_hash)? else { return Ok(Err(CodeFault::Unknown)) };
        if code.used_at.is_some() {
            return Ok(Err(CodeFault::Used));
        }
        if self.clock.now().ms_since(code.made_at) > ENROLMENT_CODE_MS_MAX {
            return Ok(Err(CodeFault::Expired));
        }
        // Roles may have changed since it was made.
        let in_use = |id| match self.account_in_use(id) {
            Ok(account) => Ok(Some(account.person)),
            Err(EngineError::NotAllowed | EngineError::NotFound) => Ok(None),
            Err(error) => Err(error),
        };
        let Some(owner) = in_use(code.person)? else { return Ok(Err(CodeFault::Unknown)) };
        let may = match code.made_by {
            Some(by) => in_use(by)?.is_some_and(|maker| may_make_code(&maker, &owner)),
            None => true,
        };
        Ok(if may { Ok(code) } else { Err(CodeFault::Unknown) })
    }

    /// The device of this token, if it is this person's and works no more only because it stayed away: with a new code
    /// it goes on, and brings what it wrote meanwhile.
    fn ended_device(
        &self,
        token_hash: [u8; 32],
        person: PersonId,
        tokens: TokenLife,
    ) -> Result<Option<DeviceId>, EngineError> {
        let (device, has_ended) = match self.store.device_by_token(token_hash)? {
            Some(device) => {
                let has_ended = tokens.ended_at(self.store, &device, self.clock.now())?.is_some();
                (device, has_ended)
            }
            // It may have gone on already, and its phone never heard of it.
            None => {
                let Some(device) = self.store.device_by_former_token(token_hash)? else { return Ok(None) };
                let is_unheard = device.last_contact.is_none_or(|at| at < device.enrolled_at);
                (device, is_unheard)
            }
        };
        let is_in_use = device.withdrawn_at.is_none() && device.draining_since.is_none();
        Ok(Some(device.id).filter(|_| has_ended && is_in_use && device.person == person))
    }

    fn enrol(
        &mut self,
        new: NewDevice,
        from: &str,
        counted: &Counted,
    ) -> Result<Result<DeviceRow, CodeFault>, EngineError> {
        let NewDevice { code_hash, token_hash, id, name, former_hash, tokens } = new;
        let CodeRow { person, made_by, .. } = match self.good_code(code_hash)? {
            Ok(code) => code,
            Err(fault) => {
                let entry = AuditEntry::new(Action::EnrolmentFailed, Subject::Nothing).detailed(fault.name());
                let tally = Tally { scope: "enrol", source: from };
                self.record_counted(&entry, 1, tally, Subject::Nothing)?;
                return Ok(Err(fault));
            }
        };
        counted.take_back(self.store)?;
        let at = self.store.use_code(code_hash, person, self.clock.now())?;
        let mut device = DeviceRow::new(id, person, name, at);
        match former_hash.map(|hash| self.ended_device(hash, person, tokens)).transpose()?.flatten() {
            Some(before) => {
                device.id = before;
                self.store.renew_device(&device, token_hash)?;
            }
            None => self.store.add_device(&device, token_hash)?,
        }
        let id = device.id;
        self.accounts_changed();
        if let Some(by) = made_by.filter(|by| *by != person) {
            let entry = AuditEntry::new(Action::DeviceEnrolledForOther, Subject::Person(person)).by(by);
            self.record(&entry.detailed(&device.name))?;
        }
        let entry = AuditEntry::new(Action::DeviceEnrolled, Subject::Device(id)).by(person).with(id);
        self.record(&entry.detailed(&device.name))?;
        Ok(Ok(device))
    }
}

/// Somebody, or the program itself, makes a code for a phone of `person`, by its hash.
#[must_use]
pub fn new_code(code_hash: [u8; 32], person: PersonId, made_by: Option<PersonId>) -> Job<()> {
    let job = Job::new(move |transaction| transaction.make_code(code_hash, person, made_by));
    // The same form asks again: the same code.
    job.once_per_form(Repeats::with(|_| Ok(())))
}

/// Makes an enrolment code for somebody: `ABCD-EFGH`. A form that is sent twice gets the same one.
///
/// # Errors
/// [`EngineError::NotAllowed`] when `made_by` may not enrol a phone of theirs, or one of both is blocked,
/// [`EngineError::NotFound`] when there is no such person, [`EngineError::Store`] when the disk does not take it.
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
    engine.submit(new_code(secret_hash(&code), person, made_by)).await?;
    let (head, tail) = code.split_at(CODE_LENGTH / 2);
    Ok(format!("{head}-{tail}"))
}

/// Codes that are looked at; no network has more than its share of the places.
static LOOKING: Queue =
    Queue::new(CODES_LOOKED_AT_ONCE, PASSWORDS_WAITING_MAX, PASSWORDS_WAITING_OF_NETWORK_MAX);

/// What came of an attempt to enrol a phone.
#[derive(Debug)]
pub(crate) enum EnrolmentOutcome {
    Enrolled(Box<DeviceRow>),
    Fault(CodeFault),
    /// Too many wrong codes, or too many at the same time.
    TooMany,
}

/// Waits for the turn of a code from an address, and counts it.
async fn count_code(
    engine: &Engine,
    address: IpAddr,
) -> Result<Option<(Counted, Turn<'static>)>, EngineError> {
    let mut counters = vec![Counter::slowing("enrol".to_owned(), WRONG_CODES_UNSLOWED_MAX)];
    counters.extend(Counter::of_networks("enrol", address, ADDRESS_CODES_MAX));
    let now = engine.clock().now();
    let Some(pause) = pause(engine, counters.clone(), now).await? else { return Ok(None) };
    let Some(turn) = LOOKING.wait(&Lane::Stranger { address, pause }).await else { return Ok(None) };
    Ok(count(engine, counters, now).await?.map(|counted| (counted, turn)))
}

/// Enrols a phone, if its code is good; the audit log has who made the code for somebody else.
///
/// # Errors
/// [`EngineError::Store`] when the disk does not take it.
pub(crate) async fn enrol(
    engine: &Engine,
    address: IpAddr,
    new: NewDevice,
) -> Result<EnrolmentOutcome, EngineError> {
    let Some((counted, _turn)) = count_code(engine, address).await? else {
        return Ok(EnrolmentOutcome::TooMany);
    };
    let from = network(address);
    let enrolled = engine.run(move |transaction| transaction.enrol(new, &from, &counted)).await?;
    Ok(enrolled.map_or_else(EnrolmentOutcome::Fault, |device| EnrolmentOutcome::Enrolled(Box::new(device))))
}

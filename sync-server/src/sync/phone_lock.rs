//! The lock of a phone, as far as the office has to do with it: it keeps the code that opens a phone whose PIN was
//! forgotten, as the phone closed it, shows it to somebody who answers for that, and hears when it was used.

use shared::office_key::Closed;
use shared::wire::{
    ClosedCode, CodeShown, OfficeLock, PhoneLock, RECOVERY_READABLE_BYTES, SyncRequest, opened_code,
};
use shared::{DeviceId, PersonId, RecoveryCode, Timestamp};

use crate::base::role::{may_enrol, may_unlock_for};
use crate::base::roles::Roles;
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::once::Repeats;
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::store::{Action, AuditEntry, DeviceRow, PersonRow, RecoveryRow, Shown, Subject, Tally};

/// Whether a request brings something about the lock that an answer acknowledges.
pub(crate) fn brings_of_lock(request: &SyncRequest) -> bool {
    request.lock.as_ref().is_some_and(|lock| lock.closed.is_some() || lock.opening.is_some())
}

/// Whether somebody may be shown the code that opens a phone, whose owner has these roles. Their own, too: they may enrol
/// and withdraw it as well.
pub(crate) fn may_open(by: &PersonRow, device: &DeviceRow, owner: Option<&Roles>) -> bool {
    by.id == device.person && by.roles.may(may_enrol)
        || owner.is_some_and(|owner| may_unlock_for(&by.roles, owner))
}

impl Transaction<'_> {
    /// Takes in what a device says of its lock, and answers; `None` when there is nothing to say.
    pub(crate) fn exchange_locks(
        &mut self,
        device: &DeviceRow,
        person: &PersonRow,
        said: Option<&PhoneLock>,
        now: Timestamp,
    ) -> Result<Option<OfficeLock>, EngineError> {
        let none = PhoneLock::default();
        let PhoneLock { recovery, closed, opening } = said.unwrap_or(&none);
        if let Some(opening) = opening
            && self.store.note_opening(device.id, *opening)?
        {
            let entry = AuditEntry::new(Action::PhoneOpenedByCode, Subject::Device(device.id));
            let (scope, source) = (format!("device:{}", device.id), "opened-by-code");
            let entry = entry.by(device.person).with(device.id);
            self.record_counted(&entry, 1, Tally { scope: &scope, source }, Subject::Device(device.id))?;
        }
        let mut kept = self.store.recovery(device.id)?;
        let is_kept = kept.as_ref().map(|row| row.recovery) == *recovery;
        match (recovery, closed) {
            _ if is_kept => {}
            (None, _) => self.store.forget_recovery(device.id)?,
            (Some(recovery), Some(ClosedCode(closed))) => {
                // What nobody could read out is no way back.
                if self.open_code(device.id, *recovery, closed)?.is_some() {
                    self.store.keep_recovery(device.id, *recovery, closed, now)?;
                }
            }
            (Some(_), None) => {}
        }
        if !is_kept {
            kept = self.store.recovery(device.id)?;
        }
        let keeps = kept.as_ref().map(|row| row.recovery).filter(|kept| Some(*kept) == *recovery);
        let shown = kept.and_then(|row| row.shown).map(|shown| self.shown_to(shown)).transpose()?;
        let answer = OfficeLock { keeps, shown, pin_required: self.store.is_pin_required(&person.roles)? };
        Ok(Some(answer).filter(|answer| said.is_some() || *answer != OfficeLock::default()))
    }

    fn shown_to(&self, shown: Shown) -> Result<CodeShown, EngineError> {
        let to = self.store.person(shown.to)?.map(|person| person.name).unwrap_or_default();
        Ok(CodeShown { recovery: shown.recovery, at: shown.at, to })
    }

    fn open_code(
        &self,
        device: DeviceId,
        recovery: u64,
        closed: &[u8],
    ) -> Result<Option<RecoveryCode>, EngineError> {
        let opened = self
            .store
            .office_secret()?
            .and_then(|secret| secret.open(Closed::Recovery, closed.to_vec(), RECOVERY_READABLE_BYTES));
        Ok(opened.and_then(|bytes| opened_code(&bytes, device, recovery)))
    }

    /// The code of a device that somebody may be shown.
    fn code_for(&self, by: PersonId, device: DeviceId) -> Result<RecoveryRow, EngineError> {
        let row = self.store.device(device)?.ok_or(EngineError::NotFound)?;
        let by = self.account_in_use(by)?.person;
        let owner = self.store.person(row.person)?.map(|owner| owner.roles);
        if !may_open(&by, &row, owner.as_ref()) {
            return Err(EngineError::NotAllowed);
        }
        self.store.recovery(device)?.ok_or(EngineError::NotFound)
    }

    fn note_code_shown(&mut self, to: PersonId, device: DeviceId, reason: &str) -> Result<(), EngineError> {
        let recovery = self.code_for(to, device)?.recovery;
        self.store.note_shown(device, Shown { recovery, at: self.clock.now(), to })?;
        let entry = AuditEntry::new(Action::PhoneCodeShown, Subject::Device(device));
        self.record(&entry.by(to).detailed(reason))?;
        self.announce();
        Ok(())
    }

    /// The code that somebody was shown: not one that has followed it.
    fn code_shown(&self, to: PersonId, device: DeviceId) -> Result<RecoveryCode, EngineError> {
        let row = self.code_for(to, device)?;
        let is_shown = row.shown.is_some_and(|shown| shown.to == to && shown.recovery == row.recovery);
        let code = if is_shown { self.open_code(device, row.recovery, &row.closed)? } else { None };
        code.ok_or(EngineError::NotFound)
    }
}

impl Engine {
    /// The code that opens a phone whose PIN was forgotten, for somebody at the office who says why. From then on the phone
    /// has another one as soon as it is unlocked in another way.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`] when `to` may not open phones of its owner or is blocked,
    /// [`EngineError::NotFound`] when there is no such device, or no code for it, [`EngineError::Store`] when the disk does
    /// not take it.
    pub async fn show_code(
        &self,
        to: PersonId,
        device: DeviceId,
        reason: String,
    ) -> Result<RecoveryCode, EngineError> {
        let note = Job::new(move |transaction| transaction.note_code_shown(to, device, &reason));
        self.submit(note.once_per_form(Repeats::with(|_| Ok(())))).await?;
        self.run(move |transaction| transaction.code_shown(to, device)).await
    }
}

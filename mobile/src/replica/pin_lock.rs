//! The lock by a PIN, as far as the office has to do with it: it keeps a code that opens the phone, and may ask for a PIN.

use shared::DeviceId;
use shared::office_key::Closed;
use shared::wire::{ClosedCode, CodeOpening, OfficeLock, PhoneLock, RECOVERY_READABLE_BYTES, code_to_close};

use crate::client::status::PinWanted;
use crate::keyring::{LockState, Opening};
use crate::replica::conversation::OfficeWord;
use crate::replica::error::Result;
use crate::replica::state::Replica;

impl Replica {
    /// Records what the keyring says of the lock, and tells the screens. A code that the office lacks goes there soon.
    ///
    /// # Errors
    /// [`ReplicaError::Sqlite`](crate::replica::ReplicaError::Sqlite) or
    /// [`ReplicaError::Damaged`](crate::replica::ReplicaError::Damaged) when the status cannot be read from storage.
    pub fn set_lock_state(&mut self, state: LockState) -> Result<()> {
        let code = |state: &LockState| (state.recovery, state.to_send.is_some());
        let office_lacks = state.to_send.is_some() || state.recovery.is_none();
        let is_news = office_lacks && code(&state) != code(&self.lock_state);
        self.conversation.sync_wanted |=
            is_news || state.opening.is_some() && self.lock_state.opening.is_none();
        self.lock_state = state;
        self.tell_status()
    }

    /// Whether the administration has this phone locked with a PIN.
    ///
    /// # Errors
    /// [`ReplicaError::Sqlite`](crate::replica::ReplicaError::Sqlite) when the storage cannot be read.
    pub fn pin_required(&self) -> Result<bool> {
        Ok(self.enrolled.is_some() && self.store.pin_required()?)
    }

    /// Takes what the office said of the lock since the last call, for whoever holds the keyring.
    pub const fn take_office_word(&mut self) -> Option<OfficeWord> {
        self.conversation.office_word.take()
    }

    /// Why a PIN has to be chosen before anything is shown.
    pub(crate) fn pin_wanted(&self) -> Result<Option<PinWanted>> {
        let state = &self.lock_state;
        Ok(if state.opened_by_code {
            Some(PinWanted::AfterCode)
        } else if state.can_lock && state.after_minutes.is_none() && self.pin_required()? {
            Some(PinWanted::ByRule)
        } else {
            None
        })
    }

    /// What this phone says of its lock; `None` when there is nothing to say.
    pub(crate) fn lock_to_say(&self, device: DeviceId) -> Result<Option<PhoneLock>> {
        let state = &self.lock_state;
        let closed = match (&state.to_send, self.store.office_key()?) {
            (Some((recovery, code)), Some(office)) => {
                let bytes = code_to_close(device, *recovery, code);
                office.close(Closed::Recovery, bytes, RECOVERY_READABLE_BYTES, self.entropy)
            }
            _ => None,
        };
        let opening = state.opening.map(|Opening { recovery, at }| CodeOpening { recovery, at });
        let lock = PhoneLock { recovery: state.recovery, closed: closed.map(ClosedCode), opening };
        Ok(Some(lock).filter(|lock| *lock != PhoneLock::default()))
    }

    /// Hears what the office answered of the lock; `told` is the opening that the request told of.
    pub(crate) fn hear_office_lock(&mut self, lock: Option<&OfficeLock>, told: Option<Opening>) {
        self.conversation.office_word = Some(OfficeWord {
            keeps: lock.and_then(|lock| lock.keeps),
            shown: lock.and_then(|lock| lock.shown.as_ref()).map(|shown| shown.recovery),
            opening: told.filter(|_| lock.is_some()),
        });
    }
}

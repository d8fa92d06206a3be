//! The end of a device: the office withdraws it, at once or after it has handed over what it
//! holds, and nothing of the office's stays on the phone.
//!
//! The copy is erased in one transaction; then the file is written anew, since a database keeps
//! what was deleted in its free pages. A phone that dies in between does the second part when it
//! is opened next.

use shared::wire::Drain;

use crate::client::status::{Contact, Withdrawal};
use crate::replica::error::{ReplicaError, Result};
use crate::replica::state::Replica;
use crate::replica::store::database::Store;

impl Replica {
    /// Whether the office is withdrawing this phone: it delivers, and nothing is written on it.
    pub(crate) const fn draining(&self) -> bool {
        self.enrolled.is_some()
            && matches!(self.withdrawal, Some(Withdrawal::HandingOver | Withdrawal::Drained))
    }

    /// What the office says of it in an answer; whether to answer at once, to a request that said
    /// `said` of what this phone knows.
    pub(crate) fn take_hand_over(&mut self, drain: Option<Drain>, said: bool) -> bool {
        self.withdrawal = state(drain);
        match drain {
            // The next contact is the last.
            Some(Drain::Complete) => true,
            Some(Drain::Wanted) => !said,
            None => false,
        }
    }

    /// The office answered a request by saying that this phone only delivers from now on: a sync
    /// will tell the rest.
    pub(crate) fn only_delivers(&mut self) -> Result<()> {
        self.store.transaction(Store::forget_wanted_photos)?;
        self.conversation.sync_wanted = true;
        Ok(())
    }

    /// The device was withdrawn: nothing of the office's stays on this phone.
    pub(crate) fn erase(&mut self) -> Result<()> {
        let end = match self.withdrawal {
            Some(Withdrawal::Drained) => Withdrawal::Drained,
            Some(Withdrawal::HandingOver | Withdrawal::Erased) | None => Withdrawal::Erased,
        };
        self.store.transaction(|store| {
            store.erase()?;
            store.set_withdrawal(Some(end))
        })?;
        self.live.clear();
        self.enrolled = None;
        self.withdrawal = Some(end);
        self.conversation.sync_wanted = false;
        self.conversation.upload = None;
        self.conversation.announcing = None;
        self.scrub()?;
        self.set_contact(Contact::Withdrawn)
    }

    /// Leaves no trace of what was erased. A phone too full for it tries again when it is opened
    /// next.
    pub(crate) fn scrub(&mut self) -> Result<()> {
        match self.store.scrub() {
            Err(ReplicaError::Full) => Ok(()),
            outcome => outcome,
        }
    }
}

/// How the phone stands when the office says this.
pub(crate) const fn state(drain: Option<Drain>) -> Option<Withdrawal> {
    match drain {
        Some(Drain::Wanted) => Some(Withdrawal::HandingOver),
        Some(Drain::Complete) => Some(Withdrawal::Drained),
        None => None,
    }
}

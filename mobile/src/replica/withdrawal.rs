//! The end of a device: the office withdraws it, at once or after it has drained its outbox, and
//! nothing of the office's stays on the phone.
//!
//! The copy is erased in one transaction; then the file is written anew, since a database keeps
//! what was deleted in its free pages. A phone that dies in between does the second part when it
//! is opened next.

use shared::wire::Drain;

use crate::client::status::{Contact, PhoneStatus, Withdrawal};
use crate::replica::absence::Absence;
use crate::replica::error::{ReplicaError, Result};
use crate::replica::state::Replica;
use crate::replica::store::database::Store;

impl Replica {
    /// Whether the office is withdrawing this phone: it delivers, and nothing is written on it.
    pub(crate) const fn draining(&self) -> bool {
        self.enrolled.is_some() && matches!(self.withdrawal, Some(Withdrawal::Draining | Withdrawal::Drained))
    }

    /// Applies what a reply says of the withdrawal. Returns whether to send another request at once;
    /// `said` is whether the request that was answered said that this phone is draining.
    pub(crate) fn take_drain(&mut self, drain: Option<Drain>, said: bool) -> bool {
        self.withdrawal = state(drain);
        match drain {
            // The next contact is the last.
            Some(Drain::Complete) => true,
            Some(Drain::Wanted) => !said,
            None => false,
        }
    }

    /// The office refused a request because this phone only delivers from now on; the next sync brings
    /// the details.
    pub(crate) fn only_delivers(&mut self) -> Result<()> {
        self.store.transaction(Store::forget_wanted_photos)?;
        self.conversation.sync_wanted = true;
        Ok(())
    }

    /// The device was withdrawn: nothing of the office's stays on this phone.
    pub(crate) fn erase(&mut self) -> Result<()> {
        let end = match self.withdrawal {
            Some(Withdrawal::Drained) => Withdrawal::Drained,
            Some(Withdrawal::Draining | Withdrawal::Erased) | None => Withdrawal::Erased,
        };
        self.store.transaction(|store| {
            store.erase()?;
            store.set_withdrawal(Some(end))
        })?;
        self.live.clear();
        self.enrolled = None;
        self.absence = Absence::default();
        self.withdrawal = Some(end);
        self.conversation.sync_wanted = false;
        self.conversation.upload = None;
        self.conversation.announcing = None;
        self.scrub()?;
        self.set_contact(Contact::Withdrawn)
    }

    /// Has a replica that was just begun stand for the one before it, which was erased: that it was withdrawn, and in
    /// which language and appearance it says so.
    ///
    /// # Errors
    /// [`ReplicaError::Full`] when the phone is full, [`ReplicaError::Sqlite`] when the storage fails.
    pub fn follow(&mut self, before: &PhoneStatus) -> Result<()> {
        self.store.transaction(|store| {
            if let Some(language) = before.language {
                store.set_meta("language", language.tag())?;
            }
            store.set_appearance(before.appearance)?;
            store.set_withdrawal(before.withdrawal)
        })?;
        self.withdrawal = before.withdrawal;
        self.kept = before.kept;
        self.conversation.contact = before.contact;
        self.tell_status()
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

/// The state of the withdrawal that a reply means.
pub(crate) const fn state(drain: Option<Drain>) -> Option<Withdrawal> {
    match drain {
        Some(Drain::Wanted) => Some(Withdrawal::Draining),
        Some(Drain::Complete) => Some(Withdrawal::Drained),
        None => None,
    }
}

//! Which administrations have every phone of their people locked with a PIN.

use shared::{OrganisationId, PersonId};

use crate::base::role::may_keep_settings;
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::once::Repeats;
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::store::{Action, AuditEntry, Subject};

/// An administration, its name, and whether a PIN is to be asked for there.
pub type PinRuleChange = (OrganisationId, String, bool);

impl Transaction<'_> {
    fn set_pin_rule(&mut self, by: PersonId, changes: &[PinRuleChange]) -> Result<(), EngineError> {
        if !self.account_in_use(by)?.person.roles.may(may_keep_settings) {
            return Err(EngineError::NotAllowed);
        }
        let mut rule = self.store.pin_rule()?;
        for (organisation, name, required) in changes {
            let changed = if *required { rule.insert(*organisation) } else { rule.remove(organisation) };
            if changed {
                let action = if *required { Action::PinRequired } else { Action::PinNotRequired };
                self.record(&AuditEntry::new(action, Subject::Nothing).by(by).detailed(name))?;
            }
        }
        self.store.set_pin_rule(&rule)?;
        for device in self.store.devices()?.iter().filter(|device| device.withdrawn_at.is_none()) {
            self.call(device.id);
        }
        Ok(())
    }
}

impl Engine {
    /// Says of administrations whether they have every phone locked with a PIN; phones hear of it with their next sync.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`] when `by` is no administrator or is blocked, [`EngineError::Store`] when the disk does
    /// not take it.
    pub async fn set_pin_rule(&self, by: PersonId, changes: Vec<PinRuleChange>) -> Result<(), EngineError> {
        let set = Job::new(move |transaction| transaction.set_pin_rule(by, &changes));
        self.submit(set.once_per_form(Repeats::with(|_| Ok(())))).await
    }
}

//! Withdrawing a device: at once, or after it has delivered what it holds.
//!
//! A device that drains may deliver changes and photos and gets nothing: no document, no
//! picture, no word of what happened. It is done when it knows that it is being withdrawn (so that
//! nobody writes on it any more), nothing waits on it, nothing it offered waits for a decision,
//! and every photo it named has arrived. From then on its token does not work, which is how it
//! learns to erase itself.

use shared::document::photo::Photo;
use shared::kinds::{actor_of, photos};
use shared::wire::{SyncRequest, Waiting};
use shared::{DeviceId, DocumentId, PersonId};

use crate::base::role::{may_enrol, may_erase_phone_of, may_withdraw_from};
use crate::engine::documents::load;
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::once::Repeats;
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::store::error::StoreError;
use crate::store::{Action, AuditEntry, DeviceRow, Store, Subject};

/// How a device is withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawal {
    /// Its token stops working now; it erases itself at its next contact.
    Erase,
    /// It delivers first what it holds.
    Drain,
}

/// A photo that a device named and the office does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnouncedPhoto {
    /// The device that delivered its mention.
    pub device: DeviceId,
    /// Where it is mentioned.
    pub document: DocumentId,
    /// What is known of it.
    pub photo: Photo,
}

/// Which photos of these documents a device named and the office does not have, with or without
/// their thumbnails. A document that cannot be read names none.
///
/// # Errors
/// [`StoreError`] when the disk fails, or a row is not what was written.
pub fn announced(
    store: &Store,
    documents: impl IntoIterator<Item = DocumentId>,
) -> Result<Vec<AnnouncedPhoto>, StoreError> {
    let mut announced = Vec::new();
    for id in documents {
        let document = match load(store, id) {
            Ok(Some(document)) => document,
            Ok(None) => continue,
            Err(EngineError::Store(error)) => return Err(error),
            Err(error) => {
                tracing::warn!(%id, %error, "its photos are not looked at");
                continue;
            }
        };
        for (fact, photo) in photos(&document) {
            let (picture, thumbnail) = (photo.facts.sha256, photo.facts.thumbnail);
            if store.photo(picture)?.is_some() && store.photo(thumbnail)?.is_some() {
                continue;
            }
            let Some(actor) = actor_of(&document, fact) else { continue };
            if let Some(Some(device)) = store.actor_device(actor)? {
                announced.push(AnnouncedPhoto { device, document: id, photo });
            }
        }
    }
    Ok(announced)
}

/// Whether a device that drains has delivered everything, with the request it just made. `all_taken` says
/// whether everything the request carried is here now.
pub(crate) fn is_complete(
    store: &Store,
    device: &DeviceRow,
    request: &SyncRequest,
    all_taken: bool,
) -> Result<bool, StoreError> {
    Ok(all_taken
        && request.draining == Some(true)
        && request.waiting == Waiting::default()
        && store.refused_waiting(Some(device.id))? == 0
        && !store.lacks_photos_of(device.id)?)
}

impl Transaction<'_> {
    /// Withdraws a device, at the wish of somebody at the office.
    ///
    /// # Errors
    /// Those of [`Engine::withdraw`].
    pub(crate) fn withdraw(
        &mut self,
        by: PersonId,
        device: DeviceId,
        how: Withdrawal,
    ) -> Result<(), EngineError> {
        let owner = self.store.device(device)?.ok_or(EngineError::NotFound)?.person;
        let (by_roles, owner) = (self.account_in_use(by)?.person.roles, self.store.person(owner)?);
        let may = match how {
            Withdrawal::Erase => may_erase_phone_of,
            Withdrawal::Drain => may_withdraw_from,
        };
        if !owner.map_or(by_roles.may(may_enrol), |owner| may(&by_roles, &owner.roles)) {
            return Err(EngineError::NotAllowed);
        }
        let now = self.clock.now();
        let action = match how {
            Withdrawal::Erase => {
                self.store.withdraw_device(device, now)?;
                Action::DeviceWithdrawn
            }
            Withdrawal::Drain => {
                self.store.begin_drain(device, now)?;
                Action::DeviceToDrain
            }
        };
        self.record(&AuditEntry::new(action, Subject::Device(device)).by(by))?;
        self.accounts_changed();
        self.call(device);
        Ok(())
    }
}

/// Somebody at the office withdraws a device.
#[must_use]
pub fn withdraw(by: PersonId, device: DeviceId, how: Withdrawal) -> Job<()> {
    Job::new(move |transaction| transaction.withdraw(by, device, how))
        .once_per_form(Repeats::with(|_| Ok(())))
}

impl Engine {
    /// Withdraws a device, at the wish of somebody at the office.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`] when `by` may not withdraw phones of its owner or is blocked,
    /// [`EngineError::NotFound`] when there is no such device, [`EngineError::Store`] when the disk does not take it.
    pub async fn withdraw(&self, by: PersonId, device: DeviceId, how: Withdrawal) -> Result<(), EngineError> {
        self.submit(withdraw(by, device, how)).await
    }
}

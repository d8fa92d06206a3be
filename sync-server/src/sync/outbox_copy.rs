//! The copy of what waited on a device, which a supervisor brings in a file.

use shared::wire::{DocumentChanges, RefusalReason};
use shared::{DeviceId, PersonId};

use crate::base::role::may_review;
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::store::{Action, AuditEntry, PhotoRow, Received, Subject};
use crate::sync::accept::Offer;
use crate::sync::delivery::Delivered;

/// What became of the changes of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CopyTaken {
    /// In the feed now, or already before.
    pub accepted: u32,
    /// Refused, and kept to be read.
    pub refused: u32,
    /// Building on what a supervisor has yet to confirm: the copy is needed again afterwards.
    pub deferred: u32,
}

impl Transaction<'_> {
    /// Takes in the copy of what waited on a device, which somebody at the office brings. It counts
    /// as delivered by the device, under the same rules; a device that was withdrawn meanwhile may
    /// still be heard that way.
    fn take_copy(
        &mut self,
        by: PersonId,
        device: DeviceId,
        documents: &[DocumentChanges],
    ) -> Result<CopyTaken, EngineError> {
        let device = self.store.device(device)?.ok_or(EngineError::NotFound)?;
        let person = self.store.account(device.person)?.ok_or(EngineError::NotFound)?.person;
        if !self.account_in_use(by)?.person.roles.may_somewhere(may_review, &person.roles) {
            return Err(EngineError::NotAllowed);
        }
        let (now, skew_ms) = (self.clock.now(), device.skew_ms);
        let rules = self.rules;
        // Somebody at the office has it in their hands: no budget holds it up.
        let spent = None;
        let offer = Offer { rules, device: &device, person: &person, now, skew_ms, other_feed: false, spent };
        let received =
            Received { device: Some(device.id), person: Some(person.id), at: now, skew_ms, late: false };
        let Delivered { taken, refused, .. } = self.deliver(&offer, documents, received)?;
        let deferred = refused.iter().filter(|refusal| refusal.reason == RefusalReason::Deferred).count();
        let [refused, deferred] =
            [refused.len() - deferred, deferred].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        let copy = CopyTaken { accepted: taken.saturating_sub(refused + deferred), refused, deferred };
        let entry = AuditEntry::new(Action::CopyTaken, Subject::Device(device.id)).by(by);
        self.accounts_changed();
        self.record(&entry.detailed(format!("{} + {} + {}", copy.accepted, copy.refused, copy.deferred)))?;
        Ok(copy)
    }
}

/// A supervisor brings a copy of what waited on a device.
#[must_use]
pub fn take_copy(by: PersonId, device: DeviceId, documents: Vec<DocumentChanges>) -> Job<CopyTaken> {
    Job::new(move |transaction| transaction.take_copy(by, device, &documents))
}

/// A supervisor brings a photo that waited on a device, complete and verified.
#[must_use]
pub fn photo_brought(by: PersonId, photo: PhotoRow, device: DeviceId) -> Job<()> {
    Job::new(move |transaction| {
        let of = transaction.store.device(device)?.ok_or(EngineError::NotFound)?.person;
        let owner = transaction.store.person(of)?.ok_or(EngineError::NotFound)?;
        if !transaction.account_in_use(by)?.person.roles.may_somewhere(may_review, &owner.roles) {
            return Err(EngineError::NotAllowed);
        }
        transaction.record_photo(photo, Some(device))
    })
}

impl Engine {
    /// Writes down that a supervisor brought a photo that waited on a device.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`] when `by` may not review or is blocked.
    pub async fn photo_brought(
        &self,
        by: PersonId,
        photo: PhotoRow,
        device: DeviceId,
    ) -> Result<(), EngineError> {
        self.submit(photo_brought(by, photo, device)).await
    }

    /// Takes in a copy of what waited on a device, which a supervisor brings.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] when the device is unknown, [`EngineError::NotAllowed`] when `by` may not
    /// review.
    pub async fn take_copy(
        &self,
        by: PersonId,
        device: DeviceId,
        documents: Vec<DocumentChanges>,
    ) -> Result<CopyTaken, EngineError> {
        self.submit(take_copy(by, device, documents)).await
    }
}

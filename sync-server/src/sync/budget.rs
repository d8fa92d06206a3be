//! What a device may do in a day: far above what people do, so that a phone gone mad, or in wrong hands, fills neither
//! the disk nor the counter. What is over it stays on the phone, until tomorrow or until somebody lifts it.

use shared::{DeviceId, DocumentKind, PersonId};

use crate::base::limits::{
    DEVICE_CHANGE_BYTES_DAY_MAX, DEVICE_CHANGES_DAY_MAX, DEVICE_DOCUMENTS_DAY_MAX, DEVICE_REQUESTS_DAY_MAX,
    DEVICE_SYNCS_DAY_MAX,
};
use crate::base::role::may_enrol;
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::once::Repeats;
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::store::{Action, AuditEntry, DayCounts, DeviceDay, Subject};

/// As much as a device may do in a day.
pub const DAY_MAX: DayCounts = DayCounts {
    documents: DEVICE_DOCUMENTS_DAY_MAX,
    requests: DEVICE_REQUESTS_DAY_MAX,
    changes: DEVICE_CHANGES_DAY_MAX,
    change_bytes: DEVICE_CHANGE_BYTES_DAY_MAX,
    syncs: DEVICE_SYNCS_DAY_MAX,
};

/// Whether this is no more than a device may do in a day.
#[must_use]
pub(crate) const fn fits(counts: DayCounts) -> bool {
    counts.documents <= DAY_MAX.documents
        && counts.requests <= DAY_MAX.requests
        && counts.changes <= DAY_MAX.changes
        && counts.change_bytes <= DAY_MAX.change_bytes
        && counts.syncs <= DAY_MAX.syncs
}

/// What one sync costs, whatever it brings.
pub(crate) const ONE_SYNC: DayCounts =
    DayCounts { documents: 0, requests: 0, changes: 0, change_bytes: 0, syncs: 1 };

/// What a change of so many bytes costs, and with it the document that it begins, if it does.
pub(crate) fn cost(bytes: usize, begins: Option<DocumentKind>) -> DayCounts {
    DayCounts {
        documents: u64::from(begins.is_some()),
        requests: u64::from(begins == Some(DocumentKind::Request)),
        changes: 1,
        change_bytes: bytes as u64,
        syncs: 0,
    }
}

impl Transaction<'_> {
    /// What a device did today and one sync more, if it is held to its budget: not while it drains, because the office
    /// wants all of it, nor on a day that somebody lifted.
    pub(crate) fn spent_with_one_sync(
        &self,
        device: DeviceId,
        is_draining: bool,
    ) -> Result<Option<DayCounts>, EngineError> {
        if is_draining {
            return Ok(None);
        }
        let DeviceDay { counts, lifted, .. } = self.store.device_day(device, self.clock.today())?;
        let spent = Some(counts + ONE_SYNC).filter(|_| lifted.is_none());
        if spent.is_some_and(|spent| !fits(spent)) { Err(EngineError::DayOver) } else { Ok(spent) }
    }

    /// Notes that a device is put off today, with a line for the first time that day.
    fn stop_today(&mut self, device: DeviceId) -> Result<(), EngineError> {
        let Some(row) = self.store.device(device)? else { return Ok(()) };
        if self.store.stop_device_day(device, self.clock.today(), self.clock.now())? {
            let entry = AuditEntry::new(Action::DeviceStopped, Subject::Device(device));
            self.record(&entry.by(row.person).with(device))?;
            self.announce();
        }
        Ok(())
    }

    fn lift_today(&mut self, by: PersonId, device: DeviceId) -> Result<(), EngineError> {
        let by_roles = self.account_in_use(by)?.person.roles;
        let row = self.store.device(device)?.ok_or(EngineError::NotFound)?;
        let owner = self.store.person(row.person)?;
        if !owner.map_or(by_roles.may(may_enrol), |owner| by_roles.may_somewhere(may_enrol, &owner.roles)) {
            return Err(EngineError::NotAllowed);
        }
        self.store.lift_device_day(device, self.clock.today(), by, self.clock.now())?;
        self.record(&AuditEntry::new(Action::DeviceLifted, Subject::Device(device)).by(by))?;
        self.announce();
        // It need not wait until it asks by itself.
        self.call(device);
        Ok(())
    }
}

/// Somebody at the office lets a device do more today.
#[must_use]
pub fn lift_today(by: PersonId, device: DeviceId) -> Job<()> {
    Job::new(move |transaction| transaction.lift_today(by, device)).once_per_form(Repeats::with(|_| Ok(())))
}

impl Engine {
    /// Lets a device do more today, at the wish of somebody at the office.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`] when `by` keeps no devices or is blocked, [`EngineError::NotFound`] when there is
    /// no such device, [`EngineError::Store`] when the disk does not take it.
    pub async fn lift_today(&self, by: PersonId, device: DeviceId) -> Result<(), EngineError> {
        self.submit(lift_today(by, device)).await
    }

    /// Notes that a device was put off today. That it was is answered in any case.
    pub(crate) async fn note_stopped(&self, device: DeviceId) {
        let today = self.clock().today();
        // A phone that asks again and again writes nothing more.
        if self
            .read(move |store| store.device_day(device, today))
            .await
            .is_ok_and(|day| day.stopped_at.is_some())
        {
            return;
        }
        tracing::warn!(%device, "it did as much as a device may in a day, and is put off");
        let noted = self.submit(Job::new(move |transaction| transaction.stop_today(device))).await;
        if let Err(error) = noted {
            tracing::error!(%error, %device, "that a device is put off was not noted");
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::limits::OUTBOX_ENTRIES_MAX;

    use super::*;

    #[test]
    fn all_that_can_wait_on_a_phone_fits_into_a_day() {
        assert!(fits(DayCounts { changes: OUTBOX_ENTRIES_MAX as u64, ..ONE_SYNC }));
        for over in [
            DayCounts { documents: DAY_MAX.documents + 1, ..ONE_SYNC },
            DayCounts { requests: DAY_MAX.requests + 1, ..ONE_SYNC },
            DayCounts { changes: DAY_MAX.changes + 1, ..ONE_SYNC },
            DayCounts { change_bytes: DAY_MAX.change_bytes + 1, ..ONE_SYNC },
            DayCounts { syncs: DAY_MAX.syncs + 1, ..ONE_SYNC },
        ] {
            assert!(fits(DAY_MAX) && !fits(over), "{over:?}");
        }
    }
}

//! What the audit log has of syncs.

use std::collections::BTreeMap;

use shared::wire::{Refusal, RefusalReason, SyncRequest};
use shared::{DocumentId, Timestamp};

use crate::base::limits::SILENCE_MS_MAX;
use crate::engine::error::EngineError;
use crate::engine::transaction::Transaction;
use crate::store::{Action, AuditEntry, DeviceRow, Subject, Tally};

impl Transaction<'_> {
    /// Writes that a device was heard of, when that is for the first time or after a long silence.
    pub(crate) fn record_contact(&self, device: &DeviceRow, now: Timestamp) -> Result<(), EngineError> {
        let silent_ms = device.last_contact.map(|before| now.ms_since(before));
        if silent_ms.is_some_and(|silent_ms| silent_ms <= SILENCE_MS_MAX) {
            return Ok(());
        }
        let silence = silent_ms.map_or_else(String::new, |silent_ms| format!("{} h", silent_ms / 3_600_000));
        let entry = AuditEntry::new(Action::DeviceHeard, Subject::Device(device.id));
        self.record(&entry.by(device.person).with(device.id).detailed(silence))
    }

    /// Writes that changes of a device were refused: a line for each document and reason, as long as these are not
    /// too many within the hour; the rest is counted.
    pub(crate) fn record_refusals(
        &self,
        device: &DeviceRow,
        request: &SyncRequest,
        refused: &[Refusal],
    ) -> Result<(), EngineError> {
        let mut counted: BTreeMap<(DocumentId, &str), (&Refusal, u32)> = BTreeMap::new();
        // What is deferred is not refused: it is delivered again.
        for refusal in refused.iter().filter(|refusal| refusal.reason != RefusalReason::Deferred) {
            counted.entry((refusal.document, refusal.reason.name())).or_insert((refusal, 0)).1 += 1;
        }
        let kind = |id| request.documents.iter().find(|offered| offered.id == id).map(|offered| offered.kind);
        let (scope, rest) = (format!("device:{}", device.id), Subject::Device(device.id));
        for ((document, reason), (refusal, count)) in counted {
            let reused = matches!(refusal.reason, RefusalReason::ForeignActor | RefusalReason::ActorReused);
            let action = if reused { Action::ActorReused } else { Action::ChangesRefused };
            // What was refused came with the request.
            let Some(kind) = kind(document) else { continue };
            let subject = Subject::Document(kind, document);
            let entry = AuditEntry::new(action, subject).by(device.person).with(device.id);
            let entry = entry.detailed(format!("{count} × {reason}"));
            self.record_counted(&entry, count, Tally { scope: &scope, source: reason }, rest)?;
        }
        Ok(())
    }
}

//! What is written in the audit log of what the core does: in the same transaction, so that
//! nothing is done without its line and no line tells of what was not done.

use std::collections::BTreeMap;

use shared::request::RequestCommand;
use shared::wire::{Refusal, RefusalReason, SyncRequest};
use shared::work_order::WorkOrderCommand;
use shared::{Command, DocumentId, DocumentKind, PersonId, Timestamp};

use crate::base::limits::{REFUSALS_TOLD_MAX, SILENCE_MS_MAX};
use crate::engine::core::Transaction;
use crate::engine::error::EngineError;
use crate::store::{Action, AuditEntry, DeviceRow, Subject};

impl Transaction<'_> {
    /// Writes a line: what was done, now, from where the work came from.
    pub(crate) fn note(&self, entry: &AuditEntry) -> Result<(), EngineError> {
        Ok(self.store.note(entry, self.clock.now(), self.address)?)
    }

    /// Somebody at the office executed a command.
    pub(crate) fn record_command(
        &self,
        person: PersonId,
        id: DocumentId,
        command: &Command,
    ) -> Result<(), EngineError> {
        let subject = Subject::Document(command.document_kind(), id);
        let entry = AuditEntry::new(Action::Command(command.name()), subject).by(person);
        self.note(&entry.detailed(told(command)))
    }

    /// A device was heard of, for the first time or after a long silence.
    pub(crate) fn record_contact(&self, device: &DeviceRow, now: Timestamp) -> Result<(), EngineError> {
        let silent_ms = device.last_contact.map(|before| now.ms_since(before));
        if silent_ms.is_some_and(|silent_ms| silent_ms <= SILENCE_MS_MAX) {
            return Ok(());
        }
        let silence = silent_ms.map_or_else(String::new, |silent_ms| format!("{} h", silent_ms / 3_600_000));
        let entry = AuditEntry::new(Action::DeviceHeard, Subject::Device(device.id));
        self.note(&entry.by(device.person).with(device.id).detailed(silence))
    }

    /// Changes of a device were refused: a line for each document and reason, and one for what is beyond
    /// [`REFUSALS_TOLD_MAX`].
    pub(crate) fn record_refusals(
        &self,
        device: &DeviceRow,
        request: &SyncRequest,
        refused: &[Refusal],
    ) -> Result<(), EngineError> {
        let mut counted: BTreeMap<(DocumentId, &str), (&Refusal, u32)> = BTreeMap::new();
        // What is held is not refused: it is offered again.
        for refusal in refused.iter().filter(|refusal| refusal.reason != RefusalReason::Deferred) {
            counted.entry((refusal.document, refusal.reason.name())).or_insert((refusal, 0)).1 += 1;
        }
        let kind = |id| request.documents.iter().find(|offered| offered.id == id).map(|offered| offered.kind);
        let mut untold = 0;
        for (at, ((document, reason), (refusal, count))) in counted.into_iter().enumerate() {
            if at >= REFUSALS_TOLD_MAX {
                untold += count;
                continue;
            }
            let reused = matches!(refusal.reason, RefusalReason::ForeignActor | RefusalReason::ActorReused);
            let action = if reused { Action::ActorReused } else { Action::ChangesRefused };
            let subject = Subject::Document(kind(document).unwrap_or(DocumentKind::WorkOrder), document);
            let entry = AuditEntry::new(action, subject).by(device.person).with(device.id);
            self.note(&entry.detailed(format!("{count} × {reason}")))?;
        }
        if untold > 0 {
            let entry = AuditEntry::new(Action::ChangesRefused, Subject::Device(device.id));
            self.note(&entry.by(device.person).with(device.id).detailed(format!("{untold} × …")))?;
        }
        Ok(())
    }
}

/// What a command says beside its name, where that is a decision.
fn told(command: &Command) -> &str {
    if let Command::WorkOrder(WorkOrderCommand::Cancel { reason } | WorkOrderCommand::SendBack { reason })
    | Command::Request(RequestCommand::Close { reason }) = command
    {
        return reason;
    }
    if let Command::WorkOrder(WorkOrderCommand::Settle { contradiction, .. }) = command {
        return contradiction;
    }
    ""
}

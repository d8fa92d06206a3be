//! What somebody at the office does: the same commands as on a phone.

use shared::command::{CommandError, execute};
use shared::limits::DOCUMENT_BYTES_MAX;
use shared::{Author, Command, Document, DocumentError, DocumentId, Executed, FactClock, PersonId, policy};

use crate::engine::error::EngineError;
use crate::engine::transaction::{Transaction, rules_of};
use crate::store::{Action, AuditEntry, Received, Subject};

impl Transaction<'_> {
    /// Executes a command of somebody at the office, and what the rules of its noun have follow from it.
    pub(crate) fn execute(
        &mut self,
        person: PersonId,
        id: Option<DocumentId>,
        command: &Command,
    ) -> Result<(DocumentId, Executed), EngineError> {
        let account = self.account_in_use(person)?;
        if !policy::may_execute(account.person.role, command) {
            return Err(EngineError::NotAllowed);
        }
        let done = self.execute_freely(person, id, command)?;
        if done.1.change.is_some() {
            self.record_command(person, done.0, command)?;
        }
        if let Some(rules) = rules_of(self.rules, command.document_kind()) {
            (rules.follow_up)(self, &account.person, done.0, command)?;
        }
        Ok(done)
    }

    /// Executes a command without asking whether the person may.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] when there is no such document and the command begins none,
    /// [`EngineError::Command`] when it makes no sense now, or the document would be over its limit.
    pub fn execute_freely(
        &mut self,
        person: PersonId,
        id: Option<DocumentId>,
        command: &Command,
    ) -> Result<(DocumentId, Executed), EngineError> {
        let moment = self.clock.moment();
        let id =
            id.unwrap_or_else(|| DocumentId::from_bytes(*FactClock::new(None, moment).next_id().as_bytes()));
        let known = self.document(id)?;
        if known.is_none() && !command.creates() {
            return Err(EngineError::NotFound);
        }
        let mut document = known.unwrap_or_else(|| Document::empty(command.document_kind(), id));
        let author = Author { person, actor: self.actor, moment };
        let executed = execute(&mut document, command, author)?;
        if let Some(change) = &executed.change {
            let received =
                Received { device: None, person: Some(person), at: moment.wall, skew_ms: 0, late: false };
            if self.store.stored_size(id)?.with(&change.bytes).is_none() {
                let size_bytes = self.store.stored_size(id)?.bytes + change.bytes.len();
                let full = DocumentError::TooLarge { size_bytes, max_bytes: DOCUMENT_BYTES_MAX };
                return Err(CommandError::from(full).into());
            }
            self.store.add_document(id, document.kind())?;
            self.store.append(id, change.hash, self.actor, &change.bytes, received)?;
            self.live.put(document);
            self.settle(id)?;
        }
        Ok((id, executed))
    }

    /// Writes in the audit log that somebody at the office executed a command.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    pub fn record_command(
        &self,
        person: PersonId,
        id: DocumentId,
        command: &Command,
    ) -> Result<(), EngineError> {
        let kind = command.document_kind();
        let detail = rules_of(self.rules, kind).map_or("", |rules| (rules.audit_detail)(command));
        let entry = AuditEntry::new(Action::Command(command.name()), Subject::Document(kind, id)).by(person);
        self.record(&entry.detailed(detail))
    }
}

//! What somebody at the office does: the same commands as on a phone.

use shared::command::{CommandError, execute};
use shared::limits::DOCUMENT_BYTES_MAX;
use shared::{
    ActorId, Author, Command, Document, DocumentError, DocumentId, Executed, FactClock, Moment, PersonId,
    Sha256, Timestamp,
};

use crate::engine::acting::Acting;
use crate::engine::error::EngineError;
use crate::engine::transaction::{DomainRules, Transaction, rules_of};
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
        let rules = rules_of(self.rules, command.document_kind());
        let may_execute = rules.map_or(DomainRules::NONE.may_execute, |rules| rules.may_execute);
        let before = match id.filter(|_| !command.creates()) {
            Some(id) => {
                let acting = Acting::on(self.store, account.person.clone(), id)?;
                may_execute(self.store, &acting, Some(id), command)?;
                Some(acting.organisations)
            }
            None => None,
        };
        let done = self.execute_freely(person, id, command)?;
        // Of which administration it is now is known once it was written: nobody begins a document for one, or hands one
        // over to it, where they may not.
        let acting = Acting::on(self.store, account.person, done.0)?;
        if before.as_ref() != Some(&acting.organisations) {
            may_execute(self.store, &acting, id, command)?;
        }
        if done.1.change.is_some() {
            self.record_command(person, done.0, command)?;
        }
        if let Some(rules) = rules {
            (rules.follow_up)(self, &acting, done.0, command)?;
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
        let id = id.unwrap_or_else(|| fresh_document(moment));
        let author = Author { person, actor: self.actor, moment };
        let received =
            Received { device: None, person: Some(person), at: moment.wall, skew_ms: 0, late: false };
        Ok((id, self.write(id, command, author, received)?))
    }

    /// Executes a command that an update of this program makes of what was there, in nobody's name and dated `at`.
    /// Made again of a document that has not changed since, it is the same change: its actor id follows from its words.
    ///
    /// # Errors
    /// Like [`Transaction::execute_freely`].
    pub fn execute_as_update(
        &mut self,
        id: DocumentId,
        command: &Command,
        at: Timestamp,
    ) -> Result<(), EngineError> {
        let words = Sha256::of(format!("{id} {command:?}").as_bytes()).0;
        let run = words.first_chunk().copied().unwrap_or_default();
        let actor = ActorId::of_server(self.actor.office(), run);
        let moment = Moment { wall: at, entropy: 0 };
        let author = Author { person: PersonId::from_bytes([0; 16]), actor, moment };
        let received = Received { device: None, person: None, at: self.clock.now(), skew_ms: 0, late: false };
        self.write(id, command, author, received).map(drop)
    }

    /// Executes a command of whoever has the data directory, who may everything; without a document it begins one.
    ///
    /// # Errors
    /// Like [`Transaction::execute_freely`].
    pub fn execute_as_operator(
        &mut self,
        id: Option<DocumentId>,
        command: &Command,
    ) -> Result<DocumentId, EngineError> {
        let moment = self.clock.moment();
        let id = id.unwrap_or_else(|| fresh_document(moment));
        let author = Author { person: PersonId::from_bytes([0; 16]), actor: self.actor, moment };
        let received = Received { device: None, person: None, at: moment.wall, skew_ms: 0, late: false };
        if self.write(id, command, author, received)?.change.is_some() {
            let subject = Subject::Document(command.document_kind(), id);
            self.record(&AuditEntry::new(Action::Command(command.name()), subject).detailed("command line"))?;
        }
        Ok(id)
    }

    /// Executes a command and takes the change in, as long as there is room for it.
    fn write(
        &mut self,
        id: DocumentId,
        command: &Command,
        author: Author,
        received: Received,
    ) -> Result<Executed, EngineError> {
        let known = self.document(id)?;
        if known.is_none() && !command.creates() {
            return Err(EngineError::NotFound);
        }
        let mut document = known.unwrap_or_else(|| Document::empty(command.document_kind(), id));
        let executed = execute(&mut document, command, author)?;
        if let Some(change) = &executed.change {
            if self.store.stored_size(id)?.with(&change.bytes).is_none() {
                let size_bytes = self.store.stored_size(id)?.bytes + change.bytes.len();
                let full = DocumentError::TooLarge { size_bytes, max_bytes: DOCUMENT_BYTES_MAX };
                return Err(CommandError::from(full).into());
            }
            self.store.add_document(id, document.kind())?;
            self.store.append(id, change.hash, author.actor, &change.bytes, received)?;
            self.live.put(document);
            self.settle(id)?;
        }
        Ok(executed)
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

/// The id of a document that somebody begins.
fn fresh_document(moment: Moment) -> DocumentId {
    DocumentId::from_bytes(*FactClock::new(None, moment).next_id().as_bytes())
}

//! What somebody at the office does: the same commands as on a phone.

use shared::building::BuildingCommand;
use shared::command::{CommandError, execute};
use shared::history::{History, HistoryCommand, HistoryLine};
use shared::limits::{DOCUMENT_BYTES_MAX, LINE_CHARS_MAX};
use shared::request::RequestCommand;
use shared::work_order::{WorkOrder, WorkOrderCommand};
use shared::{
    Author, Command, Document, DocumentError, DocumentId, Executed, FactClock, PersonId, Role, policy,
};

use crate::engine::core::{Done, Transaction};
use crate::engine::error::EngineError;
use crate::store::Received;

impl Transaction<'_> {
    pub(crate) fn execute(
        &mut self,
        person: PersonId,
        id: Option<DocumentId>,
        command: &Command,
    ) -> Done<(DocumentId, Executed)> {
        let account = self.account_in_use(person)?;
        if !policy::may_execute(account.person.role, command) {
            return Err(EngineError::NotAllowed);
        }
        let done = self.execute_freely(person, id, command)?;
        if done.1.change.is_some() {
            self.record_command(person, done.0, command)?;
        }
        if let Command::WorkOrder(WorkOrderCommand::Approve { .. }) = command {
            self.record_history(person, done.0)?;
        }
        if let Command::WorkOrder(WorkOrderCommand::Create(new)) = command
            && let Some(request) = new.plan.request
        {
            self.answer_request(person, account.person.role, request, done.0)?;
        }
        if let Command::Building(BuildingCommand::Create(_)) = command {
            let begin = Command::History(HistoryCommand::Create { building: done.0 });
            self.execute_freely(person, None, &begin)?;
        }
        Ok(done)
    }

    /// Executes a command without asking whether the person may.
    pub(crate) fn execute_freely(
        &mut self,
        person: PersonId,
        id: Option<DocumentId>,
        command: &Command,
    ) -> Done<(DocumentId, Executed)> {
        let moment = self.clock.moment();
        let id =
            id.unwrap_or_else(|| DocumentId::from_bytes(*FactClock::new(None, moment).next_id().as_bytes()));
        let known = self.live.document(self.store, id)?;
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
            self.settle_audiences(id)?;
        }
        Ok((id, executed))
    }

    /// Says in the request that this order answers it: in the same transaction, so that two people who
    /// both make an order of one request make one.
    fn answer_request(
        &mut self,
        person: PersonId,
        role: Role,
        request: DocumentId,
        order: DocumentId,
    ) -> Done<()> {
        let link = Command::Request(RequestCommand::LinkWorkOrder(order));
        if self.live.document(self.store, request)?.is_none() {
            return Ok(());
        }
        if !policy::may_execute(role, &link) {
            return Err(EngineError::NotAllowed);
        }
        self.execute_freely(person, Some(request), &link)?;
        self.record_command(person, request, &link)
    }

    /// Adds the approved order to the history of its building.
    fn record_history(&mut self, person: PersonId, id: DocumentId) -> Done<()> {
        let damaged = |error| EngineError::Document { id, error };
        let Some(document) = self.live.document(self.store, id)? else { return Ok(()) };
        let order = WorkOrder::read(&document).map_err(damaged)?;
        let Some(history) = self.store.history_of(order.building)? else { return Ok(()) };
        let Some(history_document) = self.live.document(self.store, history)? else { return Ok(()) };
        let known = History::read(&history_document).map_err(damaged)?;
        if known.lines.values().any(|line| line.number == order.number) {
            return Ok(());
        }
        let Some((_, finish)) = order.last_finish() else { return Ok(()) };
        let report =
            order.interventions.values().map(|visit| visit.report.trim()).find(|report| !report.is_empty());
        let summary: String = report.unwrap_or(&order.title).chars().take(LINE_CHARS_MAX).collect();
        let line = HistoryLine {
            asset: order.asset,
            number: order.number.clone(),
            nature: order.nature,
            technician: finish.by,
            finished_at: finish.at,
            summary,
        };
        match self.execute_freely(person, Some(history), &Command::History(HistoryCommand::Record(line))) {
            // The order is approved all the same, and the office database has its whole history.
            Err(EngineError::Command(CommandError::Document(DocumentError::TooLarge { .. }))) => {
                tracing::warn!(%history, "a history is full: phones see no further visits of its building");
                Ok(())
            }
            recorded => recorded.map(drop),
        }
    }
}

//! An approval that a phone brings back after a restore does not count. A change of Automerge is taken whole or not at
//! all, and what was written later builds on it: left out, it would keep all of that out. So it is taken as part of the
//! history, and what takes it back is written in the same transaction, in the name of whoever said yes. The report lies
//! on the desk again.

use std::collections::BTreeSet;

use shared::document::LocalChange;
use shared::work_order::status::State;
use shared::work_order::{StepKind, WorkOrder, WorkOrderCommand};
use shared::{Command, Document, DocumentId, FactId};

use crate::engine::error::EngineError;
use crate::engine::transaction::Transaction;
use crate::store::PersonRow;

/// Takes the approvals back that came with offered changes of an order.
///
/// # Errors
/// [`EngineError::NotAllowed`] when the order would be approved all the same, as by a settlement that came with them:
/// then nothing of it is confirmed.
pub(crate) fn confirmed(
    transaction: &mut Transaction<'_>,
    by: &PersonRow,
    before: &Document,
    id: DocumentId,
) -> Result<Vec<LocalChange>, EngineError> {
    let known = WorkOrder::read(before).map(|order| (order.status().state, order.steps));
    let (state, known) = known.unwrap_or_else(|_| (State::Open, [].into()));
    let order = read(transaction, id)?;
    let gone: BTreeSet<FactId> =
        order.steps.values().filter_map(|step| step.kind.takes_review_back()).collect();
    let brought = order.steps.iter().filter(|(step, facts)| {
        let is_new = !known.contains_key(step) && !gone.contains(step);
        is_new && matches!(facts.kind, StepKind::Approved { .. })
    });
    let brought: Vec<FactId> = brought.map(|(step, _)| *step).collect();
    let mut written = Vec::new();
    for approval in brought {
        let drop = Command::WorkOrder(WorkOrderCommand::DropApproval { approval });
        written.extend(transaction.execute_freely(by.id, Some(id), &drop)?.1.change);
        transaction.record_command(by.id, id, &drop)?;
    }
    let is_approved = read(transaction, id)?.status().state == State::Approved;
    if is_approved && state != State::Approved { Err(EngineError::NotAllowed) } else { Ok(written) }
}

fn read(transaction: &mut Transaction<'_>, id: DocumentId) -> Result<WorkOrder, EngineError> {
    let document = transaction.document(id)?.ok_or(EngineError::NotFound)?;
    WorkOrder::read(&document).map_err(EngineError::damaged(id))
}

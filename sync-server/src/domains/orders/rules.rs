//! What the engine is told of work orders.

use std::collections::BTreeSet;

use shared::command::CommandError;
use shared::history::{History, HistoryCommand, HistoryLine};
use shared::kinds::OverTime;
use shared::limits::{APPROVED_ORDER_DAYS_MAX, LINE_CHARS_MAX};
use shared::request::RequestCommand;
use shared::work_order::status::State;
use shared::work_order::{StepKind, WorkOrder, WorkOrderCommand};
use shared::{Command, Document, DocumentError, DocumentId, DocumentKind, PersonId};

use crate::base::role::may_review;
use crate::domains::orders::first_day::{Approval, FirstDay};
use crate::domains::orders::offered_approval::confirmed;
use crate::domains::register::histories::{Place, history_for};
use crate::engine::acting::Acting;
use crate::engine::documents::load;
use crate::engine::error::EngineError;
use crate::engine::lookup::{Closed, DocumentIndex, DocumentLookup};
use crate::engine::transaction::{DomainRules, Transaction, by_policy};
use crate::store::{Action, Audience, AuditEntry, EntryId, Store, Subject};

/// The rules of work orders.
pub const RULES: DomainRules = DomainRules {
    kinds: &[DocumentKind::WorkOrder],
    may_execute,
    may_bring,
    index,
    follow_up,
    confirmed,
    audit_detail,
    retire,
    closed,
    founded,
    ..DomainRules::NONE
};

/// An approval is of somebody who could not have written the report, an order at a building they know.
fn may_execute(
    store: &Store,
    acting: &Acting,
    id: Option<DocumentId>,
    command: &Command,
) -> Result<(), EngineError> {
    if let Command::WorkOrder(WorkOrderCommand::Create(new)) = command {
        acting.must_see(store, new.plan.building)?;
    }
    must_know_assigned(store, acting, id, command)?;
    let (Command::WorkOrder(WorkOrderCommand::Approve { .. }), Some(id)) = (command, id) else {
        return by_policy(acting, command);
    };
    match FirstDay::read(store, id)?.approval(&acting.person) {
        Approval::Allowed => Ok(()),
        Approval::OwnPhone => Err(EngineError::OwnPhone),
        Approval::NotAllowed => Err(EngineError::NotAllowed),
    }
}

/// An order is assigned to people whom whoever does it sees, or who had it before.
fn must_know_assigned(
    store: &Store,
    acting: &Acting,
    id: Option<DocumentId>,
    command: &Command,
) -> Result<(), EngineError> {
    let Command::WorkOrder(command) = command else { return Ok(()) };
    let assigned: BTreeSet<PersonId> = if let WorkOrderCommand::Create(new) = command {
        new.assigned.iter().copied().collect()
    } else if let WorkOrderCommand::Assign(left) | WorkOrderCommand::Reassign { left, .. } = command {
        left.clone()
    } else {
        return Ok(());
    };
    let unseen = acting.unseen(store, &assigned)?;
    if unseen.is_empty() {
        return Ok(());
    }
    let document = id.map(|id| load(store, id)).transpose()?.flatten();
    let before = document.and_then(|document| WorkOrder::read(&document).ok());
    let had_it = |person: &PersonId| before.as_ref().is_some_and(|order| order.assigned.contains_key(person));
    if unseen.iter().all(had_it) { Ok(()) } else { Err(EngineError::NotFound) }
}

/// The same of an approval that comes in with a change.
fn may_bring(
    store: &Store,
    acting: &Acting,
    before: &Document,
    after: &Document,
) -> Result<bool, EngineError> {
    // Of nobody else the policy takes an approval.
    if !may_review(acting.role) {
        return Ok(true);
    }
    let id = after.id();
    let known = WorkOrder::read(before).map(|order| order.steps).unwrap_or_default();
    let Ok(order) = WorkOrder::read(after) else { return Ok(false) };
    let approves = order
        .steps
        .iter()
        .any(|(step, facts)| matches!(facts.kind, StepKind::Approved { .. }) && !known.contains_key(step));
    Ok(!approves || FirstDay::read(store, id)?.approval(&acting.person) == Approval::Allowed)
}

/// A work order is for those it is assigned to, and for its team.
fn index(_: &mut dyn DocumentLookup, document: &Document) -> Result<DocumentIndex, EngineError> {
    let order = WorkOrder::read(document).map_err(EngineError::damaged(document.id()))?;
    let approval = order.steps.values().rev().find(|step| matches!(step.kind, StepKind::Approved { .. }));
    let approved_at = approval.filter(|_| order.status().state == State::Approved).map(|step| step.at);
    let people = order.assigned.keys().map(|id| Audience::Person(*id));
    let audiences = people.chain(order.team.map(Audience::Team)).collect();
    let (named, used) = (order.people(), order.stock_items());
    let named = named.iter().map(|id| EntryId::from_bytes(*id.as_bytes()));
    let mentions = named.chain(used.iter().map(|id| EntryId::from_bytes(*id.as_bytes()))).collect();
    let organisations = [order.organisation].into();
    let photos = order.photos;
    Ok(DocumentIndex { audiences, organisations, mentions, photos, approved_at, ..DocumentIndex::default() })
}

/// An approved order goes into the history of its building; a new one answers its request.
fn follow_up(
    transaction: &mut Transaction<'_>,
    by: &Acting,
    id: DocumentId,
    command: &Command,
) -> Result<(), EngineError> {
    let Command::WorkOrder(command) = command else { return Ok(()) };
    if let WorkOrderCommand::Approve { .. } = command {
        record_history(transaction, by.person.id, id)?;
    }
    if let WorkOrderCommand::Create(new) = command
        && let Some(request) = new.plan.request
    {
        answer_request(transaction, by, request, id)?;
    }
    Ok(())
}

/// Says in the request that this order answers it: in the same transaction, so that two people who both make
/// an order of one request make one.
fn answer_request(
    transaction: &mut Transaction<'_>,
    by: &Acting,
    request: DocumentId,
    order: DocumentId,
) -> Result<(), EngineError> {
    let link = Command::Request(RequestCommand::LinkWorkOrder(order));
    if transaction.document(request)?.is_none() {
        return Ok(());
    }
    by_policy(&Acting::on(transaction.store, by.person.clone(), request)?, &link)?;
    transaction.execute_freely(by.person.id, Some(request), &link)?;
    transaction.record_command(by.person.id, request, &link)
}

/// Adds the approved order to the history that its administration has of its building.
fn record_history(
    transaction: &mut Transaction<'_>,
    person: PersonId,
    id: DocumentId,
) -> Result<(), EngineError> {
    let Some(document) = transaction.document(id)? else { return Ok(()) };
    let order = WorkOrder::read(&document).map_err(EngineError::damaged(id))?;
    let history = match history_for(&mut transaction.lookup(), order.building, order.organisation)? {
        Place::There(history) => history,
        Place::NotYet => {
            let organisation = Some(order.organisation);
            let begin = HistoryCommand::Create { building: order.building, organisation };
            transaction.execute_freely(person, None, &Command::History(begin))?.0
        }
        Place::Nowhere => return Ok(()),
    };
    let Some(history_document) = transaction.document(history)? else { return Ok(()) };
    let known = History::read(&history_document).map_err(EngineError::damaged(id))?;
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
    let record = Command::History(HistoryCommand::Record(line));
    match transaction.execute_freely(person, Some(history), &record) {
        // The order is approved all the same, and the office database has its whole history.
        Err(EngineError::Command(CommandError::Document(DocumentError::TooLarge { .. }))) => {
            tracing::warn!(%history, "a history is full: phones see no further visits of its building");
            Ok(())
        }
        recorded => recorded.map(drop),
    }
}

/// An order is closed once its work is approved, or it was called off. What was done was copied to the history of the
/// building, which must be readable then.
fn closed(lookup: &mut dyn DocumentLookup, document: &Document) -> Result<Option<Closed>, EngineError> {
    let order = WorkOrder::read(document).map_err(EngineError::damaged(document.id()))?;
    if !order.is_closed() {
        return Ok(None);
    }
    let copied_to = match history_for(lookup, order.building, order.organisation)? {
        Place::There(history) => Some(history),
        Place::NotYet | Place::Nowhere => None,
    };
    if let Some(history) = copied_to
        && let Some(document) = lookup.document(history)?
    {
        History::read(&document).map_err(EngineError::damaged(history))?;
    }
    Ok(Some(Closed { with: None, copied_to }))
}

/// What was done stands in the history of the building too.
fn founded(transaction: &mut Transaction<'_>, before: &Document, over: OverTime) -> Result<(), EngineError> {
    let id = before.id();
    let order = WorkOrder::read(before).map_err(EngineError::damaged(id))?;
    if !over.texts {
        return Ok(());
    }
    let numbers = [order.number.clone()].into();
    // In any of them: an earlier version wrote all into one.
    for history in transaction.lookup().about(DocumentKind::History, order.building)? {
        let Some(document) = transaction.document(history)? else { continue };
        let (actor, now) = (transaction.actor, transaction.clock.now());
        let founded = History::found_anew(&document, &numbers, actor, now);
        if let Some(founded) = founded.map_err(EngineError::damaged(history))? {
            transaction.replace(&document, founded)?;
        }
    }
    Ok(())
}

/// What was decided, where a command's name does not say it.
fn audit_detail(command: &Command) -> &str {
    let Command::WorkOrder(command) = command else { return "" };
    if let WorkOrderCommand::Cancel { reason } | WorkOrderCommand::SendBack { reason } = command {
        return reason;
    }
    if let WorkOrderCommand::Settle { contradiction, .. } = command { contradiction } else { "" }
}

/// Orders leave the phones [`APPROVED_ORDER_DAYS_MAX`] days after their approval: their history is at the
/// office.
fn retire(transaction: &mut Transaction<'_>) -> Result<usize, EngineError> {
    let before = transaction.clock.now().plus_ms(-APPROVED_ORDER_DAYS_MAX * 24 * 60 * 60 * 1000);
    let retired = transaction.retire_approved_before(DocumentKind::WorkOrder, before)?;
    if retired > 0 {
        transaction.record(&AuditEntry::new(Action::OrdersRetired, Subject::Nothing).detailed(retired))?;
    }
    Ok(retired)
}

//! What the engine is told of requests.

use shared::request::{Request, RequestCommand};
use shared::work_order::WorkOrder;
use shared::{Command, Document, DocumentId, DocumentKind};

use crate::engine::acting::Acting;
use crate::engine::error::EngineError;
use crate::engine::lookup::{Closed, DocumentIndex, DocumentLookup};
use crate::engine::transaction::{DomainRules, by_policy};
use crate::store::{Audience, EntryId, Store};

/// The rules of requests.
pub const RULES: DomainRules = DomainRules {
    kinds: &[DocumentKind::Request],
    may_execute,
    index,
    audit_detail,
    closed,
    ..DomainRules::NONE
};

/// A request is about a building that whoever makes it knows.
fn may_execute(
    store: &Store,
    acting: &Acting,
    _: Option<DocumentId>,
    command: &Command,
) -> Result<(), EngineError> {
    if let Command::Request(RequestCommand::Create(new)) = command {
        acting.must_see(store, new.building)?;
    }
    by_policy(acting, command)
}

/// A request is for the person who made it.
fn index(_: &mut dyn DocumentLookup, document: &Document) -> Result<DocumentIndex, EngineError> {
    let request = Request::read(document).map_err(EngineError::damaged(document.id()))?;
    let mentions = request.people().iter().map(|id| EntryId::from_bytes(*id.as_bytes())).collect();
    let of_whom = DocumentIndex::of([Audience::Person(request.by)]);
    let organisations = [request.organisation].into();
    Ok(DocumentIndex { organisations, mentions, photos: request.photos, ..of_whom })
}

/// A request is closed without work, or when and since the order that answers it is.
fn closed(lookup: &mut dyn DocumentLookup, document: &Document) -> Result<Option<Closed>, EngineError> {
    let request = Request::read(document).map_err(EngineError::damaged(document.id()))?;
    let Some(answer) = request.work_order else {
        return Ok(request.closed.map(|_| Closed::default()));
    };
    let Some(order) = lookup.document(answer)? else { return Ok(None) };
    let order = WorkOrder::read(&order).map_err(EngineError::damaged(answer))?;
    Ok(order.is_closed().then_some(Closed { with: Some(answer), copied_to: None }))
}

fn audit_detail(command: &Command) -> &str {
    if let Command::Request(RequestCommand::Close { reason }) = command { reason } else { "" }
}

//! What the engine is told of requests.

use shared::request::{Request, RequestCommand};
use shared::{Command, Document, DocumentKind};

use crate::engine::error::EngineError;
use crate::engine::lookup::{DocumentIndex, DocumentLookup};
use crate::engine::transaction::DomainRules;
use crate::store::{Audience, EntryId};

/// The rules of requests.
pub const RULES: DomainRules =
    DomainRules { kinds: &[DocumentKind::Request], index, audit_detail, ..DomainRules::NONE };

/// A request is for the person who made it.
fn index(_: &mut dyn DocumentLookup, document: &Document) -> Result<DocumentIndex, EngineError> {
    let request = Request::read(document).map_err(EngineError::damaged(document.id()))?;
    let mentions = request.people().iter().map(|id| EntryId::from_bytes(*id.as_bytes())).collect();
    let of_whom = DocumentIndex::of([Audience::Person(request.by)]);
    Ok(DocumentIndex { mentions, photos: request.photos, ..of_whom })
}

fn audit_detail(command: &Command) -> &str {
    if let Command::Request(RequestCommand::Close { reason }) = command { reason } else { "" }
}

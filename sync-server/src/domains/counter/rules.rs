//! What the engine is told of requests.

use shared::request::{Request, RequestCommand};
use shared::{Command, Document, DocumentKind};

use crate::engine::error::EngineError;
use crate::engine::lookup::{DocumentIndex, DocumentLookup};
use crate::engine::transaction::DomainRules;
use crate::store::Audience;

/// The rules of requests.
pub const RULES: DomainRules =
    DomainRules { kinds: &[DocumentKind::Request], index, audit_detail, ..DomainRules::NONE };

/// A request is for the person who made it.
fn index(_: &mut dyn DocumentLookup, document: &Document) -> Result<DocumentIndex, EngineError> {
    let damaged = |error| EngineError::Document { id: document.id(), error };
    let request = Request::read(document).map_err(damaged)?;
    Ok(DocumentIndex { photos: request.photos, ..DocumentIndex::of([Audience::Person(request.by)]) })
}

fn audit_detail(command: &Command) -> &str {
    if let Command::Request(RequestCommand::Close { reason }) = command { reason } else { "" }
}

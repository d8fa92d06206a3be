//! What the engine is told of the catalogue.

use shared::{Document, DocumentKind};

use crate::engine::error::EngineError;
use crate::engine::lookup::{DocumentIndex, DocumentLookup};
use crate::engine::transaction::DomainRules;
use crate::store::Audience;

/// The rules of the catalogue.
pub const RULES: DomainRules = DomainRules { kinds: &[DocumentKind::Catalogue], index, ..DomainRules::NONE };

/// It is for everybody.
fn index(_: &mut dyn DocumentLookup, _: &Document) -> Result<DocumentIndex, EngineError> {
    Ok(DocumentIndex::of([Audience::All]))
}

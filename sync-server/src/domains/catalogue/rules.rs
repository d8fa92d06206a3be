//! What the engine is told of the catalogue.

use shared::catalogue::former::FormerCatalogue;
use shared::{Document, DocumentKind};

use crate::domains::catalogue::former;
use crate::engine::error::EngineError;
use crate::engine::lookup::{DocumentIndex, DocumentLookup};
use crate::engine::transaction::DomainRules;
use crate::store::Audience;

/// The rules of the catalogue.
pub const RULES: DomainRules =
    DomainRules { kinds: &[DocumentKind::Catalogue], index, update: former::update, ..DomainRules::NONE };

/// It is for everybody; the one of before this one for nobody any more.
fn index(_: &mut dyn DocumentLookup, document: &Document) -> Result<DocumentIndex, EngineError> {
    let audiences = (document.id() != FormerCatalogue::ID).then_some(Audience::All);
    Ok(DocumentIndex::of(audiences))
}

//! What the engine is told of people's cards.

use shared::person::Person;
use shared::{Document, DocumentKind};

use crate::engine::error::EngineError;
use crate::engine::lookup::{DocumentIndex, DocumentLookup};
use crate::engine::transaction::DomainRules;
use crate::store::{Audience, EntryId};

/// The rules of people's cards.
pub const RULES: DomainRules = DomainRules { kinds: &[DocumentKind::Person], index, ..DomainRules::NONE };

/// A card is for whose it is and for their team. Most documents name somebody.
fn index(_: &mut dyn DocumentLookup, document: &Document) -> Result<DocumentIndex, EngineError> {
    let person = Person::read(document).map_err(EngineError::damaged(document.id()))?;
    let id = Person::of_card(document.id());
    let audiences = [Audience::Person(id)].into_iter().chain(person.team.map(Audience::Team));
    Ok(DocumentIndex {
        entries: [EntryId::from_bytes(*id.as_bytes())].into(),
        ..DocumentIndex::of(audiences)
    })
}

//! What the engine is told of stock lists.

use shared::stock_list::StockList;
use shared::{Document, DocumentKind};

use crate::engine::error::EngineError;
use crate::engine::lookup::{DocumentIndex, DocumentLookup};
use crate::engine::transaction::DomainRules;
use crate::store::{Audience, EntryId};

/// The rules of stock lists.
pub const RULES: DomainRules = DomainRules { kinds: &[DocumentKind::StockList], index, ..DomainRules::NONE };

/// A list is for the teams that use it, or for everybody. Things in it are named by work orders.
fn index(_: &mut dyn DocumentLookup, document: &Document) -> Result<DocumentIndex, EngineError> {
    let list = StockList::read(document).map_err(EngineError::damaged(document.id()))?;
    let entries = list.items.keys().map(|id| EntryId::from_bytes(*id.as_bytes())).collect();
    let of_whom = if list.teams.is_empty() {
        DocumentIndex::of([Audience::All])
    } else {
        DocumentIndex::of(list.teams.into_iter().map(Audience::Team))
    };
    Ok(DocumentIndex { entries, ..of_whom })
}

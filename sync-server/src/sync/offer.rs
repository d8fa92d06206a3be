//! What phones offered after a restore, as a supervisor looks at it. Nothing here is in anybody's
//! document.

use std::panic::{AssertUnwindSafe, catch_unwind};

use shared::document::{Effect, effects};
use shared::limits::DOCUMENT_BYTES_MAX;
use shared::{Document, DocumentId, DocumentKind, Role, policy};

use super::EngineError;
use super::live::load;
use crate::limits::OFFERED_DOCUMENTS_MAX;
use crate::store::{OfferRow, Store};

/// What waits for a decision.
#[derive(Debug, Clone)]
pub struct Offers {
    /// The documents that waited longest.
    pub documents: Vec<OfferedDocument>,
    /// How many documents there are in all.
    pub total: u32,
}

/// What was offered of one document.
#[derive(Debug, Clone)]
pub struct OfferedDocument {
    /// The document.
    pub id: DocumentId,
    /// As the server has it; `None` when it knows no such document.
    pub before: Option<Document>,
    /// As it would be with everything that can be confirmed.
    pub after: Document,
    /// What can be confirmed, in the order it builds on each other.
    pub good: Vec<OfferRow>,
    /// What cannot: something it builds on is missing, or the document would not read any more.
    pub stuck: Vec<OfferRow>,
}

/// Whether somebody with this role decides what is genuine: whoever reviews the work.
pub(super) fn may_decide(role: Role) -> bool {
    policy::allows(role, DocumentKind::WorkOrder, "steps/approved", Effect::Insert)
}

/// Lists what waits for a decision.
pub(super) fn list(store: &Store) -> Result<Offers, EngineError> {
    let mut documents = Vec::new();
    for id in store.offered_documents(OFFERED_DOCUMENTS_MAX)? {
        let Some((kind, mut stuck)) = store.offers_of(id)? else { continue };
        let before = load(store, id)?;
        let mut size_bytes = store.document(id)?.map_or(0, |row| row.change_bytes);
        let mut after = before.clone().unwrap_or_else(|| Document::empty(kind, id));
        let mut good = Vec::new();
        while let Some((at, next)) = applicable(&after, size_bytes, &stuck) {
            let offer = stuck.remove(at);
            size_bytes += offer.bytes.len();
            after = next;
            good.push(offer);
        }
        documents.push(OfferedDocument { id, before, after, good, stuck });
    }
    Ok(Offers { documents, total: store.offered_count()? })
}

/// The first offer that can follow on a document of this size, and the document with it.
pub(super) fn applicable(
    document: &Document,
    size_bytes: usize,
    offers: &[OfferRow],
) -> Option<(usize, Document)> {
    offers.iter().enumerate().find_map(|(at, offer)| {
        let fits = size_bytes.saturating_add(offer.bytes.len()) <= DOCUMENT_BYTES_MAX;
        let after = fits.then(|| with(document, &offer.bytes)).flatten()?;
        Some((at, after))
    })
}

/// The document with a change, if it applies and writes only what may stand where it is written:
/// that holds whoever wrote it. Crafted bytes can make the library panic: then it does not.
fn with(document: &Document, change: &[u8]) -> Option<Document> {
    let checked = catch_unwind(AssertUnwindSafe(|| effects(document, change)));
    checked.ok()?.ok().map(|(_, after)| after)
}

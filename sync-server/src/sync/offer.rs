//! What phones offered after a restore, as a supervisor looks at it. Nothing here is in anybody's
//! document.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use shared::{DeviceId, Document, DocumentId, Timestamp, policy};

use crate::base::limits::OFFERED_DOCUMENTS_MAX;
use crate::engine::documents::load;
use crate::engine::error::EngineError;
use crate::store::{DeviceRow, OfferRow, Store, StoredSize};
use crate::sync::offer_authors::{Author, authors};
use crate::sync::offer_end::ends_at;

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
    /// Where they reach into the document and how, by who is said to have written it.
    pub authors: BTreeMap<Author, BTreeSet<String>>,
    /// The devices that bring it, each with whose it is.
    pub devices: Vec<DeviceRow>,
    /// When the first of it ends, if nobody decides.
    pub ends_at: Option<Timestamp>,
    /// What cannot: something it builds on is missing, or the document would not read any more.
    pub stuck: Vec<OfferRow>,
}

/// Lists what waits for a decision, and ends after so many days.
pub(crate) fn list(store: &Store, days: u32) -> Result<Offers, EngineError> {
    let (mut documents, absences) = (Vec::new(), store.absences()?);
    for id in store.offered_documents(OFFERED_DOCUMENTS_MAX)? {
        let Some((kind, mut stuck)) = store.offers_of(id)? else { continue };
        let before = load(store, id)?;
        let mut stored_size = store.stored_size(id)?;
        let mut after = before.clone().unwrap_or_else(|| Document::empty(kind, id));
        let mut good = Vec::new();
        while let Some(Applicable { at, document, with }) = applicable(&after, stored_size, &stuck) {
            good.push(stuck.remove(at));
            (after, stored_size) = (document, with);
        }
        let ends_at = good.iter().chain(&stuck).map(|offer| ends_at(offer.at, days, &absences)).min();
        let (authors, devices) = (BTreeMap::new(), Vec::new());
        documents.push(OfferedDocument { id, before, after, good, authors, devices, ends_at, stuck });
    }
    Ok(Offers { documents, total: store.offered_count()? })
}

/// Says who wrote and who brings what waits, wherever they work: in a store that shows everything.
pub(crate) fn named(store: &Store, mut offers: Offers) -> Result<Offers, EngineError> {
    for offered in &mut offers.documents {
        let unwritten = Document::empty(offered.after.kind(), offered.id);
        offered.authors = authors(store, offered.before.as_ref().unwrap_or(&unwritten), &offered.good)?;
        let bringing: BTreeSet<DeviceId> =
            offered.good.iter().chain(&offered.stuck).map(|offer| offer.device).collect();
        let devices = bringing.into_iter().map(|device| store.device(device));
        offered.devices = devices.filter_map(Result::transpose).collect::<Result<_, _>>()?;
    }
    Ok(offers)
}

/// An offer that can follow.
pub(crate) struct Applicable {
    /// Its place among the offers.
    pub(crate) at: usize,
    /// The document with it, and what that takes up.
    pub(crate) document: Document,
    pub(crate) with: StoredSize,
}

/// The first offer that can follow on a document that takes up so much.
pub(crate) fn applicable(
    document: &Document,
    stored_size: StoredSize,
    offers: &[OfferRow],
) -> Option<Applicable> {
    offers.iter().enumerate().find_map(|(at, offer)| {
        let stored_size = stored_size.with(&offer.bytes)?;
        let document = with(document, &offer.bytes)?;
        Some(Applicable { at, document, with: stored_size })
    })
}

/// The document with a change, if it applies and does only what the table allows to somebody: that
/// holds whoever wrote it. Crafted bytes can make the library panic: then it does not.
fn with(document: &Document, change: &[u8]) -> Option<Document> {
    catch_unwind(AssertUnwindSafe(|| policy::check_of_somebody(document, change))).ok()?.ok()
}

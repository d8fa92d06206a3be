//! Changes by others that phones offer after a restore, until a supervisor has decided.

use std::collections::{BTreeMap, BTreeSet};

use shared::document::change_header;
use shared::wire::DocumentChanges;
use shared::{ChangeHash, DocumentId};

/// By document, each with whether it waits for a decision.
#[derive(Default, Clone)]
pub(crate) struct Offers(BTreeMap<DocumentId, BTreeMap<ChangeHash, bool>>);

impl Offers {
    /// Somebody offers changes: those that are `here` need nobody's yes, and what was declined is not
    /// asked about again.
    pub(crate) fn keep(&mut self, offered: &DocumentChanges, here: &BTreeSet<ChangeHash>) {
        let hashes = offered.changes.iter().map(|change| change_header(&change.0).unwrap().hash);
        for hash in hashes.filter(|hash| !here.contains(hash)) {
            self.0.entry(offered.id).or_default().entry(hash).or_insert(true);
        }
    }

    pub(crate) fn wait(&self, document: DocumentId, change: ChangeHash) -> bool {
        self.0.get(&document).and_then(|changes| changes.get(&change)).copied().unwrap_or(false)
    }

    /// Whether anything waits in this document.
    pub(crate) fn wait_in(&self, document: DocumentId) -> bool {
        self.0.get(&document).is_some_and(|changes| changes.values().any(|waits| *waits))
    }

    /// The change is at the office now.
    pub(crate) fn drop(&mut self, document: DocumentId, change: ChangeHash) {
        self.0.entry(document).or_default().remove(&change);
    }

    pub(crate) fn decline(&mut self, document: DocumentId, changes: &BTreeSet<ChangeHash>) {
        let known = self.0.entry(document).or_default().iter_mut();
        known.filter(|(change, _)| changes.contains(*change)).for_each(|(_, waits)| *waits = false);
    }
}

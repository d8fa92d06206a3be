//! The changes that a sync reply makes to the documents on this phone, before they are written.

use std::collections::{BTreeMap, BTreeSet};

use shared::document::LocalChange;
use shared::wire::RefusalReason;
use shared::{ActorId, ChangeHash, Document, DocumentId, DocumentKind};

/// What the office lacks of a document.
pub(crate) struct Compared {
    pub(crate) id: DocumentId,
    /// Every change that is here.
    pub(crate) here: BTreeSet<ChangeHash>,
    /// Lacking, and by this phone's own hands, oldest first.
    pub(crate) own: Vec<(ChangeHash, Vec<u8>)>,
    /// Lacking, and by others, oldest first.
    pub(crate) others: Vec<(ChangeHash, Vec<u8>)>,
    /// Whether the office listed the document.
    pub(crate) listed: bool,
}

impl Compared {
    /// Of a document of the same feed, what others wrote is the office's business, and so is what it
    /// says it has taken just now though it does not show it: that must not go back and forth for ever.
    pub(crate) fn keep_own_but(&mut self, taken: &[(i64, ChangeHash)]) {
        self.others.clear();
        self.own.retain(|(hash, _)| taken.iter().all(|(_, other)| other != hash));
    }

    pub(crate) const fn lacks_own(&self) -> bool {
        !self.own.is_empty()
    }

    /// Whether somebody at the office has to decide. Of a document it did not list it must at least say
    /// that it may be forgotten.
    pub(crate) const fn awaits(&self) -> bool {
        !self.listed || !self.others.is_empty()
    }
}

/// A version that was taken out of a document.
pub(crate) struct RejectedWork {
    pub(crate) document: DocumentId,
    pub(crate) reason: RefusalReason,
    pub(crate) text: String,
    pub(crate) changes: Vec<ChangeHash>,
}

/// Changes whose hand alone was wrong, written again with a fresh one.
pub(crate) struct Rewritten {
    pub(crate) document: DocumentId,
    pub(crate) kind: DocumentKind,
    /// Where the old ones are in the outbox.
    pub(crate) rows: Vec<i64>,
    pub(crate) changes: Vec<(ActorId, LocalChange)>,
}

/// What a reply makes of the documents here.
#[derive(Default)]
pub(crate) struct Intake {
    /// As they will be.
    pub(crate) documents: BTreeMap<DocumentId, Document>,
    /// To be kept whole instead of by their new changes.
    pub(crate) whole: BTreeSet<DocumentId>,
    pub(crate) changes: Vec<(DocumentId, ChangeHash, Vec<u8>)>,
    pub(crate) diverged: Vec<DocumentId>,
    pub(crate) forgotten: Vec<DocumentId>,
    pub(crate) set_aside: Vec<RejectedWork>,
    /// Written again with a fresh hand, to go out again.
    pub(crate) resigned: Vec<Rewritten>,
    /// The office's feed is another one than before.
    pub(crate) other_feed: bool,
    /// What it lacks, by document.
    pub(crate) compared: Vec<Compared>,
}

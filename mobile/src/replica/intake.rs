//! The changes that a sync reply makes to the documents on this phone, before they are written.

use std::collections::{BTreeMap, BTreeSet};

use shared::document::LocalChange;
use shared::wire::RefusalReason;
use shared::{ActorId, ChangeHash, Document, DocumentId, DocumentKind};

/// The changes of one document that the server lacks.
pub(crate) struct Compared {
    pub(crate) id: DocumentId,
    /// Every change that is here.
    pub(crate) here: BTreeSet<ChangeHash>,
    /// Lacking changes by this phone's own actors, oldest first.
    pub(crate) own: Vec<(ChangeHash, Vec<u8>)>,
    /// Lacking changes by other actors, oldest first.
    pub(crate) others: Vec<(ChangeHash, Vec<u8>)>,
    /// Whether the office listed the document.
    pub(crate) listed: bool,
}

impl Compared {
    /// Keeps only own changes that this reply did not acknowledge. On an unchanged feed, changes of others
    /// are the server's business; and sending again what it acknowledged but does not show would never end.
    pub(crate) fn keep_own_but(&mut self, taken: &[(i64, ChangeHash)]) {
        self.others.clear();
        self.own.retain(|(hash, _)| taken.iter().all(|(_, other)| other != hash));
    }

    pub(crate) const fn lacks_own(&self) -> bool {
        !self.own.is_empty()
    }

    /// Whether a supervisor has to decide: others' changes are lacking, or the server did not list the
    /// document, which it must settle before the phone forgets it.
    pub(crate) const fn awaits(&self) -> bool {
        !self.listed || !self.others.is_empty()
    }
}

/// Rejected changes that were taken out of a document, and the text that only they held.
pub(crate) struct RejectedWork {
    pub(crate) document: DocumentId,
    pub(crate) reason: RefusalReason,
    pub(crate) text: String,
    pub(crate) changes: Vec<ChangeHash>,
}

/// Changes that were rejected for their actor id alone, rewritten under a new one.
pub(crate) struct Rewritten {
    pub(crate) document: DocumentId,
    pub(crate) kind: DocumentKind,
    /// The outbox rows of the old changes.
    pub(crate) rows: Vec<i64>,
    pub(crate) changes: Vec<(ActorId, LocalChange)>,
}

/// Everything that one sync reply changes here, worked out in memory before it is written.
#[derive(Default)]
pub(crate) struct Intake {
    /// The documents as they will be.
    pub(crate) documents: BTreeMap<DocumentId, Document>,
    /// Documents to store as a snapshot instead of by their new changes.
    pub(crate) whole: BTreeSet<DocumentId>,
    pub(crate) changes: Vec<(DocumentId, ChangeHash, Vec<u8>)>,
    pub(crate) diverged: Vec<DocumentId>,
    pub(crate) forgotten: Vec<DocumentId>,
    pub(crate) rejected: Vec<RejectedWork>,
    /// Rewritten under a new actor, to be sent again.
    pub(crate) rewritten: Vec<Rewritten>,
    /// Whether the reply names another feed than the one before.
    pub(crate) other_feed: bool,
    /// What the server lacks, one entry a document.
    pub(crate) compared: Vec<Compared>,
}

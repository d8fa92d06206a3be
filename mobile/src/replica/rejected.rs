//! Rejected work: changes that the office did not accept are taken out of the document and kept as text
//! that a person can read and copy until they have dealt with it. The office keeps the changes themselves and may
//! take them over later; then the text is in the document again, and the list says so.

use std::collections::{BTreeMap, BTreeSet};

use shared::document::{texts_of, with_new_actor};
use shared::summary::{Wording, only_in};
use shared::wire::{RefusalReason, SyncReply};
use shared::{ChangeHash, Document, DocumentId, Heads, Phrases};

use crate::client::to_send::RejectedText;
use crate::replica::error::{ReplicaError, Result};
use crate::replica::intake::{Intake, RejectedWork, Rewritten};
use crate::replica::state::Replica;
use crate::replica::store::names::NamesHere;

/// A change the office refused, and why.
struct Refused {
    reason: RefusalReason,
    bytes: Vec<u8>,
}

/// A document without what the office refused.
struct Parted {
    kept: Document,
    /// Rejected for their actor id alone, oldest first.
    to_rewrite: Vec<(ChangeHash, Vec<u8>)>,
    /// Everything else that was taken out.
    dropped: Vec<ChangeHash>,
}

impl Replica {
    /// Takes refused changes, and what builds on them, out of the documents. Where only the actor id was
    /// wrong, because this phone's database was copied or restored from an earlier day, they are rewritten
    /// under a new actor; the rest becomes rejected work. What was built on that and was not
    /// sent yet stays in the outbox: the office keeps it too, for the day it takes the first over.
    pub(crate) fn take_refusals(
        &mut self,
        taken: &[(i64, DocumentId)],
        reply: &SyncReply,
        intake: &mut Intake,
    ) -> Result<()> {
        for (id, refused) in self.refused(taken, reply)? {
            let here = self.document(id)?;
            match here.filter(|before| refused.keys().any(|hash| before.contains(*hash))) {
                Some(before) => self.take_out(&before, &refused, intake)?,
                None => self.reject_texts(id, refused, intake)?,
            }
        }
        Ok(())
    }

    /// What the office refused, by document. What it holds back for now is not refused.
    fn refused(
        &self,
        taken: &[(i64, DocumentId)],
        reply: &SyncReply,
    ) -> Result<BTreeMap<DocumentId, BTreeMap<ChangeHash, Refused>>> {
        let mut refused: BTreeMap<DocumentId, BTreeMap<ChangeHash, Refused>> = BTreeMap::new();
        for refusal in reply.refused.iter().filter(|refusal| refusal.reason != RefusalReason::Deferred) {
            let position = usize::try_from(refusal.position).unwrap_or(usize::MAX);
            let Some((seq, id)) = taken.get(position) else { continue };
            let Some((hash, bytes)) = self.store.outbox_change(*seq)? else { continue };
            refused.entry(*id).or_default().insert(hash, Refused { reason: refusal.reason, bytes });
        }
        Ok(refused)
    }

    fn take_out(
        &mut self,
        before: &Document,
        refused: &BTreeMap<ChangeHash, Refused>,
        intake: &mut Intake,
    ) -> Result<()> {
        let id = before.id();
        let damaged = |error| ReplicaError::Document(id, error);
        let Parted { mut kept, to_rewrite, dropped } = part(before, refused);
        let bytes: Vec<&[u8]> = to_rewrite.iter().map(|(_, bytes)| bytes.as_slice()).collect();
        let mut changes = with_new_actor(&bytes).map_err(damaged)?;
        changes.retain(|(_, change)| kept.apply(&[&change.bytes]).is_ok());
        if !dropped.is_empty() || changes.len() < to_rewrite.len() {
            let text = self.text(&kept, before)?;
            let reason = most_telling(refused);
            intake.rejected.push(RejectedWork { document: id, reason, text, changes: dropped });
        }
        if !changes.is_empty() {
            let is_old = |hash| to_rewrite.iter().any(|(old, _)| *old == hash);
            let rows = self.store.outbox_hashes(id)?.into_iter().filter(|(_, hash)| is_old(*hash));
            let rows = rows.map(|(seq, _)| seq).collect();
            // What the other phone wrote under this actor is missing here.
            intake.diverged.push(id);
            intake.rewritten.push(Rewritten { document: id, kind: before.kind(), rows, changes });
        }
        if kept.is_empty() {
            intake.forgotten.push(id);
        } else {
            intake.whole.insert(id);
            intake.documents.insert(id, kept);
        }
        Ok(())
    }

    /// Keeps the texts of refused changes that are not in the document. Those that were taken out with an
    /// earlier refusal are kept already.
    fn reject_texts(
        &self,
        id: DocumentId,
        refused: BTreeMap<ChangeHash, Refused>,
        intake: &mut Intake,
    ) -> Result<()> {
        let reason = most_telling(&refused);
        let (mut changes, mut texts) = (Vec::new(), Vec::new());
        for (hash, Refused { bytes, .. }) in refused {
            if !self.store.is_rejected(id, hash)? {
                changes.push(hash);
                texts.extend(texts_of(&bytes).unwrap_or_default());
            }
        }
        if !changes.is_empty() {
            intake.rejected.push(RejectedWork { document: id, reason, text: texts.join("\n"), changes });
        }
        Ok(())
    }

    fn text(&self, without: &Document, with: &Document) -> Result<String> {
        let phrases = Phrases::new(self.store.language()?.unwrap_or_default(), "");
        Ok(only_in(without, with, Wording { phrases: &phrases, names: &NamesHere(&self.store) }))
    }

    /// All rejected work, oldest first, and whether the office took it over since.
    pub(crate) fn rejected(&mut self) -> Result<Vec<RejectedText>> {
        let mut list = Vec::new();
        for (mut rejected, changes) in self.store.all_rejected()? {
            let document = self.document(rejected.document)?;
            rejected.taken_over = document.is_some_and(|document| {
                !changes.is_empty() && changes.iter().all(|change| document.contains(*change))
            });
            list.push(rejected);
        }
        Ok(list)
    }

    /// Drops a rejected text that a person has dealt with.
    pub(crate) fn deal_with(&mut self, id: i64) -> Result<()> {
        self.store.transaction(|store| store.drop_rejected(id))?;
        self.tell_changed(Vec::new())
    }
}

/// Separates a document from its refused changes and from all that build on them.
fn part(document: &Document, refused: &BTreeMap<ChangeHash, Refused>) -> Parted {
    let mut parted = Parted {
        kept: Document::empty(document.kind(), document.id()),
        to_rewrite: Vec::new(),
        dropped: Vec::new(),
    };
    let (mut rewritten, mut lost) = (BTreeSet::new(), BTreeSet::new());
    for (header, bytes) in document.changes_since(&Heads::default()) {
        let builds_on = |gone: &BTreeSet<ChangeHash>| header.dependencies.iter().any(|on| gone.contains(on));
        let reason = refused.get(&header.hash).map(|refused| refused.reason);
        let consequence = builds_on(&rewritten) || builds_on(&lost);
        if reason.is_none() && !consequence && parted.kept.apply(&[&bytes]).is_ok() {
            continue;
        }
        let good_but_for_its_actor = match reason {
            Some(RefusalReason::MissingDependency) | None => consequence,
            Some(reason) => reason.is_about_the_actor(),
        };
        if good_but_for_its_actor && !builds_on(&lost) {
            parted.to_rewrite.push((header.hash, bytes));
            rewritten.insert(header.hash);
        } else {
            parted.dropped.push(header.hash);
            lost.insert(header.hash);
        }
    }
    parted
}

/// Of several reasons, the first that is no mere consequence of another.
fn most_telling(refused: &BTreeMap<ChangeHash, Refused>) -> RefusalReason {
    let reasons = || refused.values().map(|refused| refused.reason);
    let telling =
        |reason: &RefusalReason| *reason != RefusalReason::MissingDependency && !reason.is_about_the_actor();
    reasons().find(telling).or_else(|| reasons().next()).unwrap_or(RefusalReason::MissingDependency)
}

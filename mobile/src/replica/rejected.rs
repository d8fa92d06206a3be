//! What the office did not accept: taken out of the document, kept as text a person can read and
//! copy until they say they have dealt with it. The office keeps the changes themselves and may
//! take them over later; then the text is in the document again, and the list says so.

use std::collections::{BTreeMap, BTreeSet};

use shared::catalogue::Catalogue;
use shared::document::{texts_of, with_new_actor};
use shared::summary::{Wording, only_in};
use shared::wire::{RefusalReason, SyncReply};
use shared::{ChangeHash, Document, DocumentId, Heads, Phrases};

use crate::client::to_send::SetAside;
use crate::replica::error::{ReplicaError, Result};
use crate::replica::intake::{Intake, RejectedWork, Rewritten};
use crate::replica::state::Replica;

/// A change the office refused, and why.
struct Refused {
    reason: RefusalReason,
    bytes: Vec<u8>,
}

/// A document without what the office refused.
struct Parted {
    kept: Document,
    /// Good but for their hand, oldest first.
    to_resign: Vec<(ChangeHash, Vec<u8>)>,
    /// Everything else that was taken out.
    dropped: Vec<ChangeHash>,
}

impl Replica {
    /// Takes what the office refused, and what was built on it, out of the documents. Where only the
    /// hand was wrong, because this phone's database was copied or put back to an earlier day, it is
    /// written again with another; the rest is set aside as text. What was built on that and was not
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
                None => self.set_letters_aside(id, refused, intake)?,
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
        let Parted { mut kept, to_resign, dropped } = part(before, refused);
        let bytes: Vec<&[u8]> = to_resign.iter().map(|(_, bytes)| bytes.as_slice()).collect();
        let mut changes = with_new_actor(&bytes).map_err(damaged)?;
        changes.retain(|(_, change)| kept.apply(&[&change.bytes]).is_ok());
        if !dropped.is_empty() || changes.len() < to_resign.len() {
            let text = self.text(&kept, before)?;
            let reason = most_telling(refused);
            intake.set_aside.push(RejectedWork { document: id, reason, text, changes: dropped });
        }
        if !changes.is_empty() {
            let is_old = |hash| to_resign.iter().any(|(old, _)| *old == hash);
            let rows = self.store.outbox_hashes(id)?.into_iter().filter(|(_, hash)| is_old(*hash));
            let rows = rows.map(|(seq, _)| seq).collect();
            // What the other hand wrote is missing here.
            intake.diverged.push(id);
            intake.resigned.push(Rewritten { document: id, kind: before.kind(), rows, changes });
        }
        if kept.is_empty() {
            intake.forgotten.push(id);
        } else {
            intake.whole.insert(id);
            intake.documents.insert(id, kept);
        }
        Ok(())
    }

    /// What was taken out before, with what it was built on, is set aside already; of what was never
    /// in, at least the letters are kept.
    fn set_letters_aside(
        &self,
        id: DocumentId,
        refused: BTreeMap<ChangeHash, Refused>,
        intake: &mut Intake,
    ) -> Result<()> {
        let reason = most_telling(&refused);
        let (mut changes, mut texts) = (Vec::new(), Vec::new());
        for (hash, Refused { bytes, .. }) in refused {
            if !self.store.is_set_aside(id, hash)? {
                changes.push(hash);
                texts.extend(texts_of(&bytes).unwrap_or_default());
            }
        }
        if !changes.is_empty() {
            intake.set_aside.push(RejectedWork { document: id, reason, text: texts.join("\n"), changes });
        }
        Ok(())
    }

    fn text(&mut self, without: &Document, with: &Document) -> Result<String> {
        let phrases = Phrases::new(self.store.language()?.unwrap_or_default(), "");
        // A catalogue that cannot be read must not keep the text from being kept.
        let catalogue = match self.document(Catalogue::ID)? {
            Some(document) => Catalogue::read(&document).unwrap_or_default(),
            None => Catalogue::default(),
        };
        Ok(only_in(without, with, Wording { phrases: &phrases, catalogue: &catalogue }))
    }

    /// Everything set aside, and whether the office took it over since.
    pub(crate) fn set_aside(&mut self) -> Result<Vec<SetAside>> {
        let mut list = Vec::new();
        for (mut aside, changes) in self.store.all_set_aside()? {
            let document = self.document(aside.document)?;
            aside.taken_over = document.is_some_and(|document| {
                !changes.is_empty() && changes.iter().all(|change| document.contains(*change))
            });
            list.push(aside);
        }
        Ok(list)
    }

    /// Somebody has read a text that was set aside and needs it no more.
    pub(crate) fn deal_with(&mut self, id: i64) -> Result<()> {
        self.store.transaction(|store| store.drop_set_aside(id))?;
        self.tell_changed(Vec::new())
    }
}

/// Parts a document from what was refused of it and from all that was built on that.
fn part(document: &Document, refused: &BTreeMap<ChangeHash, Refused>) -> Parted {
    let mut parted = Parted {
        kept: Document::empty(document.kind(), document.id()),
        to_resign: Vec::new(),
        dropped: Vec::new(),
    };
    let (mut resigned, mut lost) = (BTreeSet::new(), BTreeSet::new());
    for (header, bytes) in document.changes_since(&Heads::default()) {
        let builds_on = |gone: &BTreeSet<ChangeHash>| header.dependencies.iter().any(|on| gone.contains(on));
        let reason = refused.get(&header.hash).map(|refused| refused.reason);
        let consequence = builds_on(&resigned) || builds_on(&lost);
        if reason.is_none() && !consequence && parted.kept.apply(&[&bytes]).is_ok() {
            continue;
        }
        let good_but_for_its_hand = match reason {
            Some(RefusalReason::MissingDependency) | None => consequence,
            Some(reason) => reason.is_about_the_hand(),
        };
        if good_but_for_its_hand && !builds_on(&lost) {
            parted.to_resign.push((header.hash, bytes));
            resigned.insert(header.hash);
        } else {
            parted.dropped.push(header.hash);
            lost.insert(header.hash);
        }
    }
    parted
}

/// Of several reasons, the first that is not just a consequence says most.
fn most_telling(refused: &BTreeMap<ChangeHash, Refused>) -> RefusalReason {
    let reasons = || refused.values().map(|refused| refused.reason);
    let telling =
        |reason: &RefusalReason| *reason != RefusalReason::MissingDependency && !reason.is_about_the_hand();
    reasons().find(telling).or_else(|| reasons().next()).unwrap_or(RefusalReason::MissingDependency)
}

//! What the office did not accept: taken out of the document, kept as text a person can read and
//! copy until they say they have dealt with it. The office keeps the changes themselves and may
//! take them over later; then the text is in the document again, and the list says so.

use std::collections::BTreeSet;

use shared::document::{Catalogue, legible};
use shared::wire::{RefusalReason, SyncReply};
use shared::written::{Wording, beyond};
use shared::{ChangeHash, Document, DocumentId, Heads, Phrases};

use super::sync::Intake;
use super::{Replica, Result};
use crate::client::SetAside;

/// A version that was taken out of a document.
pub(super) struct Aside {
    pub(super) document: DocumentId,
    pub(super) reason: RefusalReason,
    pub(super) text: String,
    pub(super) changes: Vec<ChangeHash>,
}

/// The changes of one document that the office refused.
struct Refused {
    document: DocumentId,
    reason: RefusalReason,
    changes: Vec<(ChangeHash, Vec<u8>)>,
}

impl Replica {
    /// Takes what the office refused, and what was built on it, out of the documents; sets it
    /// aside as text. What was built on it and was not sent yet stays in the outbox: the office
    /// keeps it too, for the day it takes the first over.
    pub(super) fn take_refusals(
        &mut self,
        taken: &[(i64, DocumentId)],
        reply: &SyncReply,
        intake: &mut Intake,
    ) -> Result<()> {
        for refused in self.refused(taken, reply)? {
            let id = refused.document;
            let hashes: BTreeSet<ChangeHash> = refused.changes.iter().map(|(hash, _)| *hash).collect();
            let here = self.document(id)?;
            if let Some(before) = here.filter(|before| hashes.iter().any(|hash| before.contains(*hash))) {
                let (without, dropped) = without(&before, hashes);
                let text = self.text(&without, &before)?;
                let changes = dropped.into_iter().collect();
                intake.set_aside.push(Aside { document: id, reason: refused.reason, text, changes });
                if without.is_empty() {
                    intake.forgotten.push(id);
                } else {
                    intake.whole.insert(id);
                    intake.documents.insert(id, without);
                }
                continue;
            }
            // Taken out before, with what it was built on; or never in: then at least its letters.
            let mut unread = Vec::new();
            for (hash, bytes) in refused.changes {
                if !self.store.is_set_aside(id, hash)? {
                    unread.push((hash, legible(&bytes).unwrap_or_default().join("\n")));
                }
            }
            if !unread.is_empty() {
                let (changes, texts): (_, Vec<String>) = unread.into_iter().unzip();
                let text = texts.join("\n");
                intake.set_aside.push(Aside { document: id, reason: refused.reason, text, changes });
            }
        }
        Ok(())
    }

    /// What the office refused, by document.
    fn refused(&self, taken: &[(i64, DocumentId)], reply: &SyncReply) -> Result<Vec<Refused>> {
        let mut refused: Vec<Refused> = Vec::new();
        for refusal in &reply.refused {
            let position = usize::try_from(refusal.position).unwrap_or(usize::MAX);
            let Some((seq, id)) = taken.get(position) else { continue };
            let Some(change) = self.store.outbox_change(*seq)? else { continue };
            match refused.iter_mut().find(|known| known.document == *id) {
                Some(known) => {
                    // Of several reasons, the first that is not just a consequence says most.
                    if known.reason == RefusalReason::MissingDependency {
                        known.reason = refusal.reason;
                    }
                    known.changes.push(change);
                }
                None => {
                    refused.push(Refused { document: *id, reason: refusal.reason, changes: vec![change] });
                }
            }
        }
        Ok(refused)
    }

    fn text(&mut self, without: &Document, with: &Document) -> Result<String> {
        let phrases = Phrases::new(self.store.language()?.unwrap_or_default(), "");
        // A catalogue that cannot be read must not keep the text from being kept.
        let catalogue = match self.document(Catalogue::ID)? {
            Some(document) => Catalogue::read(&document).unwrap_or_default(),
            None => Catalogue::default(),
        };
        Ok(beyond(without, with, Wording { phrases: &phrases, catalogue: &catalogue }))
    }

    /// Everything set aside, and whether the office took it over since.
    pub(super) fn set_aside(&mut self) -> Result<Vec<SetAside>> {
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
    pub(super) fn deal_with(&mut self, id: i64) -> Result<()> {
        self.store.transaction(|store| store.drop_set_aside(id))?;
        self.tell_changed(Vec::new())
    }
}

/// The document without some changes and without all that were built on them; and which those are.
fn without(document: &Document, refused: BTreeSet<ChangeHash>) -> (Document, BTreeSet<ChangeHash>) {
    let mut dropped = refused;
    let mut kept = Document::empty(document.kind(), document.id());
    for (header, bytes) in document.changes_since(&Heads::default()) {
        let built_on_refused = header.dependencies.iter().any(|dependency| dropped.contains(dependency));
        if built_on_refused || dropped.contains(&header.hash) || kept.apply(&[bytes]).is_err() {
            dropped.insert(header.hash);
        }
    }
    (kept, dropped)
}

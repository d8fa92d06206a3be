//! The office's feed is another one: its server was restored from a backup, and has forgotten what
//! came after it. Every document is compared with what the office has. What it lacks of this phone's
//! own actors goes to the outbox again; what it lacks of others is offered, for a supervisor to
//! confirm. Until that is settled nothing is forgotten here.
//!
//! For this phone's own actors alone, the same comparison is made before the office's version of one
//! document takes the place of what is here.

use std::collections::BTreeSet;

use shared::wire::{RefusalReason, SyncReply};
use shared::{Document, DocumentId, Heads, Moment};

use crate::replica::error::Result;
use crate::replica::intake::{Compared, Rewritten};
use crate::replica::state::Replica;
use crate::replica::store::database::Store;
use crate::replica::store::document::Flag;
use crate::replica::store::offers::Settling;

impl Replica {
    /// Compares a document with the office's copy; `None` when its whole answer has none. What was
    /// `rewritten` is by actors this phone is about to add to its own.
    pub(crate) fn compare(
        &self,
        here: &Document,
        theirs: Option<&Document>,
        rewritten: &[Rewritten],
    ) -> Result<Compared> {
        let by_taken = |actor| rewritten.iter().flat_map(|it| &it.changes).any(|(one, _)| *one == actor);
        let (mut own, mut others, mut all) = (Vec::new(), Vec::new(), BTreeSet::new());
        for (header, bytes) in here.changes_since(&Heads::default()) {
            all.insert(header.hash);
            if theirs.is_some_and(|theirs| theirs.contains(header.hash)) {
                continue;
            }
            match header.actor {
                Some(actor) if by_taken(actor) || self.store.is_own_actor(actor)? => {
                    own.push((header.hash, bytes));
                }
                Some(_) | None => others.push((header.hash, bytes)),
            }
        }
        Ok(Compared { id: here.id(), here: all, own, others, listed: theirs.is_some() })
    }
}

/// Writes the result of a comparison: own changes to the outbox, those of others to the offers.
pub(crate) fn settle(store: &Store, compared: &Compared, moment: Moment) -> Result<()> {
    let Compared { id, here, own, others, .. } = compared;
    store.put_in_outbox_again(*id, here, own, moment.wall)?;
    for (hash, bytes) in others {
        store.offer(*id, *hash, bytes, moment.wall)?;
    }
    store.set_settling(*id, if compared.awaits() { Settling::Awaiting } else { Settling::Settled })
}

/// Somebody has decided on everything that was offered of these documents: the office's version
/// takes the place of what is here.
pub(crate) fn take_decisions(store: &Store, settled: &[DocumentId]) -> Result<()> {
    for id in settled {
        if store.is_settling(*id, Settling::Awaiting)? {
            store.set_settling(*id, Settling::Settled)?;
            store.flag(*id, Flag::Diverged)?;
        }
    }
    Ok(())
}

/// The changes of the outbox that stay in it because the server deferred them: what they build on waits
/// for a supervisor.
pub(crate) fn held(taken: &[(i64, DocumentId)], reply: &SyncReply) -> Vec<(i64, DocumentId)> {
    let held = reply.refused.iter().filter(|refusal| refusal.reason == RefusalReason::Deferred);
    let positions = held.filter_map(|refusal| usize::try_from(refusal.position).ok());
    positions.filter_map(|position| taken.get(position).copied()).collect()
}

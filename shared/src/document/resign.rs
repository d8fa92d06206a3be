//! Writing changes again with another hand. When a phone's database was copied to a second phone,
//! or put back to an earlier day, two replicas write with one actor id: the office takes the first
//! and refuses the other, which then takes a fresh actor id and loses nothing.

use std::collections::BTreeMap;

use automerge::legacy::{ElementId, Key, ObjectId, OpId};
use automerge::{Change, ChangeHash};

use super::{DocumentError, LocalChange, parse};
use crate::ActorId;

/// `changes`, oldest first, as `actor` would have made them: the same operations at the same
/// places and times, in new changes that build on each other as the old ones did. `actor` must not
/// have written in the document before.
///
/// # Errors
/// [`DocumentError`] when a change does not read.
pub fn resign<B: AsRef<[u8]>>(changes: &[B], actor: ActorId) -> Result<Vec<LocalChange>, DocumentError> {
    let mut pen = Pen { actor: actor.automerge(), from: BTreeMap::new(), hashes: BTreeMap::new() };
    (1..).zip(changes).map(|(seq, bytes)| Ok(pen.write(&parse(bytes.as_ref())?, seq))).collect()
}

struct Pen {
    actor: automerge::ActorId,
    /// The hands that are given up, each from the first operation that is written again.
    from: BTreeMap<automerge::ActorId, u64>,
    /// What became of the changes written so far.
    hashes: BTreeMap<ChangeHash, ChangeHash>,
}

impl Pen {
    fn write(&mut self, change: &Change, seq: u64) -> LocalChange {
        let mut expanded = change.decode();
        self.from.entry(expanded.actor_id.clone()).or_insert(expanded.start_op.get());
        for op in &mut expanded.operations {
            if let ObjectId::Id(id) = &mut op.obj {
                *id = self.renamed(id);
            }
            if let Key::Seq(ElementId::Id(id)) = &mut op.key {
                *id = self.renamed(id);
            }
            op.pred = op.pred.iter().map(|id| self.renamed(id)).collect();
        }
        for dependency in &mut expanded.deps {
            if let Some(written) = self.hashes.get(dependency) {
                *dependency = *written;
            }
        }
        expanded.deps.sort_unstable();
        expanded.actor_id = self.actor.clone();
        expanded.seq = seq;
        let written = Change::from(expanded);
        self.hashes.insert(change.hash(), written.hash());
        LocalChange { hash: written.hash().into(), bytes: written.raw_bytes().to_vec() }
    }

    fn renamed(&self, id: &OpId) -> OpId {
        let given_up = self.from.get(id.actor()).is_some_and(|from| id.counter() >= *from);
        if given_up { OpId::new(id.counter(), &self.actor) } else { id.clone() }
    }
}

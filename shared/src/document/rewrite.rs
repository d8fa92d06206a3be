//! Writing changes again under another actor id. When a phone's database was copied to a second phone,
//! or put back to an earlier day, two replicas write under one actor id: the office takes the first
//! and refuses the other, which then writes again what it wrote and loses nothing.
//!
//! The other actor id follows from the change itself: several copies of one phone that hold the same
//! change write the same bytes again, and the office takes them once.

use std::collections::BTreeMap;
use std::ops::Range;

use automerge::legacy::{ElementId, Key, ObjectId, OpId};
use automerge::{Change, ChangeHash};

use crate::document::change::{LocalChange, parse};
use crate::document::error::DocumentError;
use crate::hash::Sha256;
use crate::id::ActorId;

/// `changes`, oldest first, each as an actor of its own would have made it: the same operations at
/// the same places and times, in new changes that build on each other as the old ones did.
///
/// # Errors
/// [`DocumentError::Corrupt`] when the bytes of one are no change, [`DocumentError::TooLarge`] when they are more
/// than a change may have.
pub fn with_new_actor<B: AsRef<[u8]>>(changes: &[B]) -> Result<Vec<(ActorId, LocalChange)>, DocumentError> {
    let mut pen = Pen::default();
    changes.iter().map(|bytes| Ok(pen.write(&parse(bytes.as_ref())?))).collect()
}

/// The actor that writes a change again.
fn actor_for(change: ChangeHash) -> ActorId {
    let mut seed = b"guichet: written again".to_vec();
    seed.extend(change.0);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Sha256::of(&seed).0[..16]);
    ActorId::from_bytes(bytes)
}

#[derive(Default)]
struct Pen {
    /// The operations that get a new actor: the old one, their numbers, the new one.
    replaced: Vec<(automerge::ActorId, Range<u64>, automerge::ActorId)>,
    /// The new hash of each change, by its old one.
    hashes: BTreeMap<ChangeHash, ChangeHash>,
}

impl Pen {
    fn write(&mut self, change: &Change) -> (ActorId, LocalChange) {
        let actor = actor_for(change.hash());
        let mut expanded = change.decode();
        let first_op = expanded.start_op.get();
        let operations = first_op..first_op + expanded.operations.len() as u64;
        self.replaced.push((expanded.actor_id, operations, actor.automerge()));
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
        expanded.actor_id = actor.automerge();
        expanded.seq = 1;
        let written = Change::from(expanded);
        self.hashes.insert(change.hash(), written.hash());
        (actor, LocalChange { hash: written.hash().into(), bytes: written.raw_bytes().to_vec() })
    }

    fn renamed(&self, id: &OpId) -> OpId {
        let by = self
            .replaced
            .iter()
            .find(|(actor, operations, _)| actor == id.actor() && operations.contains(&id.counter()));
        by.map_or_else(|| id.clone(), |(_, _, actor)| OpId::new(id.counter(), actor))
    }
}

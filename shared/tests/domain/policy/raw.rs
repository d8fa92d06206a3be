//! What a dishonest replica could write: Automerge by hand, past the commands.

use automerge::legacy::{Key, ObjectId, Op, OpType, SortedVec};
use automerge::transaction::Transactable as _;
use automerge::{
    ActorId, AutoCommit, Change, ExpandedChange, LoadOptions, ObjId, ObjType, ROOT, ReadDoc as _,
    ScalarValue, TextEncoding,
};
use shared::Document;

/// A change made by hand on a document.
pub(crate) fn by_hand(document: &Document, tamper: impl FnOnce(&mut AutoCommit)) -> Vec<u8> {
    let options = LoadOptions::new().text_encoding(TextEncoding::UnicodeCodePoint);
    let mut raw = AutoCommit::load_with_options(&document.save(), options).unwrap();
    raw.set_actor(ActorId::from([0x77; 16]));
    tamper(&mut raw);
    raw.commit();
    raw.get_last_local_change().unwrap().raw_bytes().to_vec()
}

/// A change with its operations tampered with.
pub(crate) fn crafted(change: &[u8], tamper: impl FnOnce(&mut ExpandedChange)) -> Vec<u8> {
    let mut expanded = Change::from_bytes(change.to_vec()).unwrap().decode();
    expanded.hash = None;
    tamper(&mut expanded);
    Change::from(expanded).raw_bytes().to_vec()
}

/// The operation that does something to `key` of a map, in place of nothing.
pub(crate) fn operation(map: ObjectId, key: &str, action: OpType) -> Op {
    Op { action, obj: map, key: Key::Map(key.into()), pred: SortedVec::new(), insert: false }
}

pub(crate) fn put(map: ObjectId, key: &str, value: impl Into<ScalarValue>) -> Op {
    operation(map, key, OpType::Put(value.into()))
}

/// The object the `index`-th operation of a change makes.
pub(crate) fn made_by(change: &ExpandedChange, index: usize) -> ObjectId {
    let counter = change.start_op.get() + index as u64;
    ObjectId::Id(automerge::legacy::OpId::new(counter, &change.actor_id))
}

/// The index of the operation that writes `key`.
pub(crate) fn index_of(change: &ExpandedChange, key: &str) -> usize {
    change.operations.iter().position(|op| op.key == Key::Map(key.into())).unwrap()
}

/// The object at a path.
pub(crate) fn at(raw: &AutoCommit, path: &[&str]) -> ObjId {
    path.iter().fold(ROOT, |object, key| raw.get(&object, *key).unwrap().unwrap().1)
}

/// Adds a fact with these texts, and a time.
pub(crate) fn add_fact(raw: &mut AutoCommit, map: &str, id: &str, texts: &[(&str, &str)]) -> ObjId {
    let map = at(raw, &[map]);
    let fact = raw.put_object(&map, id, ObjType::Map).unwrap();
    raw.put(&fact, "at", 1_800_000_000_000_i64).unwrap();
    for (key, text) in texts {
        raw.put(&fact, *key, *text).unwrap();
    }
    fact
}

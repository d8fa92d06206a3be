//! Versions yet to come: messages with fields this build does not know, a protocol it does not
//! speak, documents and changes of a schema it cannot read.

use automerge::legacy::{Key, ObjectId, Op, OpType};
use automerge::transaction::Transactable as _;
use automerge::{AutoCommit, Change, ROOT};
use shared::document::SCHEMA;
use shared::wire::{ChangeBytes, DocumentUpdate};
use shared::{ActorId, Document, DocumentId, DocumentKind, Heads};

/// The CBOR head of an array of fewer than 24 elements (RFC 8949, 3.1).
const ARRAY: u8 = 0x80;
const NULL: u8 = 0xf6;
/// A field no message of this version has, far behind the last that one has.
const UNKNOWN: u8 = 22;

/// The message, with a field that this version does not know; those before it are left out.
pub(crate) fn with_unknown_fields(message: &[u8]) -> Vec<u8> {
    let (head, fields) = message.split_first().unwrap();
    assert!((ARRAY..ARRAY + UNKNOWN).contains(head), "a message is an array of few fields");
    let mut newer = vec![ARRAY + UNKNOWN + 1];
    newer.extend(fields);
    newer.extend((head - ARRAY..UNKNOWN).map(|_| NULL));
    newer.extend([0x63, b'n', b'e', b'w']);
    newer
}

/// The message, its first field another protocol number.
pub(crate) fn of_protocol(message: &[u8], protocol: u32) -> Vec<u8> {
    let mut other = message.to_vec();
    other[1] = u8::try_from(protocol).unwrap();
    other
}

/// The change that begins a document, as the next version would write it.
pub(crate) fn of_next_schema(change: &[u8]) -> Vec<u8> {
    let mut expanded = Change::from_bytes(change.to_vec()).unwrap().decode();
    let declared = expanded.operations.iter_mut().find(|op| is_schema(op)).unwrap();
    declared.action = OpType::Put((SCHEMA + 1).into());
    Change::from(expanded).raw_bytes().to_vec()
}

/// The change that brings a document to the next schema.
pub(crate) fn raise_schema(document: &Document, actor: ActorId) -> Vec<u8> {
    let mut raised =
        AutoCommit::load(&document.save()).unwrap().with_actor(actor.as_bytes().as_slice().into());
    raised.put(ROOT, "schema", SCHEMA + 1).unwrap();
    raised.get_last_local_change().unwrap().raw_bytes().to_vec()
}

/// Whether a change makes a document one this build cannot read.
pub(crate) fn is_of_newer_schema(change: &[u8]) -> bool {
    let expanded = Change::from_bytes(change.to_vec()).unwrap().decode();
    let mut declared = expanded.operations.iter().filter(|op| is_schema(op));
    declared.any(|op| op.action != OpType::Put(SCHEMA.into()))
}

fn is_schema(op: &Op) -> bool {
    op.obj == ObjectId::Root && op.key == Key::Map("schema".into())
}

/// A work order of the next schema, which this build can keep and not read.
pub(crate) struct FutureDocument {
    bytes: Vec<u8>,
}

impl FutureDocument {
    pub(crate) const ID: DocumentId = DocumentId::from_bytes([0xf0; 16]);

    pub(crate) fn new() -> Self {
        let mut document = AutoCommit::new();
        document.put(ROOT, "schema", SCHEMA + 1).unwrap();
        document.put(ROOT, "headline", "in another place than a title").unwrap();
        Self { bytes: document.save() }
    }

    pub(crate) fn update(&self) -> DocumentUpdate {
        DocumentUpdate {
            id: Self::ID,
            kind: DocumentKind::WorkOrder,
            changes: Vec::new(),
            snapshot: Some(ChangeBytes(self.bytes.clone())),
            heads: self.heads().digest(),
        }
    }

    pub(crate) fn heads(&self) -> Heads {
        Document::load(DocumentKind::WorkOrder, Self::ID, &self.bytes).unwrap().heads()
    }
}

//! Versions yet to come: messages with fields this build does not know, a protocol it does not
//! speak, a document of a schema it cannot read.

use automerge::transaction::Transactable as _;
use automerge::{AutoCommit, ROOT};
use shared::document::SCHEMA;
use shared::wire::{ChangeBytes, DocumentUpdate};
use shared::{Document, DocumentId, DocumentKind, Heads};

/// The CBOR head of an array of fewer than 24 elements (RFC 8949, 3.1).
const ARRAY: u8 = 0x80;
const NULL: u8 = 0xf6;

/// The message, with two fields more: one left out, one with a value.
pub(crate) fn with_unknown_fields(message: &[u8]) -> Vec<u8> {
    let (head, fields) = message.split_first().unwrap();
    assert!((ARRAY..ARRAY + 22).contains(head), "a message is an array of few fields");
    let mut newer = vec![head + 2];
    newer.extend(fields);
    newer.extend([NULL, 0x63, b'n', b'e', b'w']);
    newer
}

/// The message, its first field another protocol number.
pub(crate) fn of_protocol(message: &[u8], protocol: u32) -> Vec<u8> {
    let mut other = message.to_vec();
    other[1] = u8::try_from(protocol).unwrap();
    other
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

//! The body of a sync, from decoding it to what the server answers.
//!
//! When it decodes, its changes are sealed and the technician's phone sends it to a server in
//! memory: the server must answer, and go on answering.

use shared::wire::{ChangeBytes, DocumentChanges, SyncReply, SyncRequest};
use shared::{DeviceId, DocumentId};
use sync_server::sync::{Core, Outcome, Work};

use super::scene::{self, NOW, PHONE, core, does_at, phone};
use super::sealed;

pub(super) fn run(bytes: &[u8]) {
    let Ok(mut request) = SyncRequest::decode(bytes) else { return };
    for change in request.documents.iter_mut().flat_map(|offered| &mut offered.changes) {
        change.0 = sealed(&change.0);
    }
    let mut core = core();
    let order = DocumentId::from_bytes([0x10; 16]);
    let offered: usize = request.documents.iter().map(|offered| offered.changes.len()).sum();
    let reply = sync(&mut core, request.clone());
    assert_eq!(reply.taken as usize, offered, "everything was looked at");
    assert!(reply.refused.len() <= offered);
    SyncReply::decode(&reply.encode()).expect("a phone can read the answer");
    // The same again: accepted once, refused for good.
    let again = sync(&mut core, request);
    assert_eq!(again.refused.len(), reply.refused.len(), "nothing changes by repeating it");
    let Outcome::Document(Some(document)) = does_at(&mut core, Work::Read(order)) else {
        panic!("the order is there")
    };
    shared::document::readable(&document).expect("the order can be read");
}

fn sync(core: &mut Core, request: SyncRequest) -> SyncReply {
    let Outcome::Synced(reply) = does_at(core, Work::Sync(Box::new(phone()), request)) else {
        panic!("a sync is answered")
    };
    *reply
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let request = |device: DeviceId, documents: Vec<DocumentChanges>| SyncRequest {
        documents,
        diverged: vec![DocumentId::from_bytes([0x10; 16])],
        ..SyncRequest::first(device, NOW)
    };
    let mut seeds = vec![request(PHONE, Vec::new()).encode()];
    for written in scene::documents() {
        let (id, kind) = (written.document.id(), written.document.kind());
        let changes = vec![ChangeBytes(written.creation.bytes), ChangeBytes(written.next.bytes)];
        seeds.push(request(PHONE, vec![DocumentChanges { id, kind, changes }]).encode());
    }
    seeds
}

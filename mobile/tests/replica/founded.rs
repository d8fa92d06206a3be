//! A document that the office founded anew takes the place of the one that is here: what this phone wrote in it before is
//! brought once more, acknowledged, and forgotten.

use mobile::client::Ask;
use shared::kinds::{OverTime, found_anew};
use shared::wire::{FeedCursor, SyncReply};
use shared::{ActorId, Document, SERVER_ACTOR_PREFIX_BYTES, Timestamp};

use crate::phone::{ORDER, PhoneOnDisk, made, new_order, reply, whole};

/// The document as the office founds it anew.
fn founded(document: &Document) -> Document {
    let server = ActorId::of_server([9; SERVER_ACTOR_PREFIX_BYTES], [1; 8]);
    let over = OverTime { texts: true, photos: true };
    found_anew(document, over, server, Timestamp(1_900_000_000_000)).unwrap().0
}

/// How the office answers a request: it has the hashes of all that was brought, and gives the document whole where it is
/// asked for, or has just come back.
fn answers(phone: &mut PhoneOnDisk, founded: &Document, comes_back: bool, cursor: u64) -> usize {
    let request = phone.sync_request();
    let brought: usize = request.documents.iter().map(|document| document.changes.len()).sum();
    let is_told = comes_back || request.diverged.contains(&ORDER);
    let documents = if is_told { vec![whole(founded)] } else { vec![] };
    let taken = u32::try_from(brought).unwrap();
    phone.synced(SyncReply { documents, cursor: FeedCursor(cursor), ..reply(taken) });
    brought
}

#[test]
fn a_document_founded_anew_takes_the_place_of_what_is_here() {
    let order = made(ORDER, new_order());
    let mut phone = PhoneOnDisk::holding(&[order]);
    phone.notes(ORDER, "chez Zinnemann");
    // It is delivered and accepted, as everything of long ago.
    phone.ask(Ask::SyncNow);
    let request = phone.sync_request();
    assert_eq!(request.documents.len(), 1);
    phone.synced(reply(1));
    let founded = founded(&phone.document());

    phone.ask(Ask::SyncNow);
    let mut brought = answers(&mut phone, &founded, true, 2);
    for cursor in 3..10 {
        if phone.replica.document(ORDER).unwrap().unwrap().heads() == founded.heads() {
            break;
        }
        phone.ask(Ask::SyncNow);
        brought += answers(&mut phone, &founded, false, cursor);
    }
    assert_eq!(phone.document().heads(), founded.heads());
    assert!(brought <= 1, "what it had written is brought once at most: {brought}");
    let status = phone.replica.status().unwrap();
    assert_eq!((status.changes_waiting, status.rejected), (0, 0), "nothing waits, nothing was refused");
}

//! An answer takes no further document once it is as long as a weak signal carries.

use automerge::transaction::Transactable as _;
use automerge::{AutoCommit, LoadOptions, ROOT, ReadDoc as _, TextEncoding};
use shared::document::change_header;
use shared::limits::CHANGE_BYTES_MAX;
use shared::wire::SyncReply;
use shared::{Document, DocumentId};
use sync_server::base::limits::REPLY_CHANGE_BYTES_MAX;
use sync_server::engine::import::{ImportedChange, ImportedDocument};
use sync_server::store::Received;

use crate::test_office::{START, TECHNICIAN, TestOffice};

/// A change that makes the description longer by so many bytes.
fn longer_by(document: &Document, bytes: usize) -> Vec<u8> {
    let options = LoadOptions::new().text_encoding(TextEncoding::UnicodeCodePoint);
    let mut raw = AutoCommit::load_with_options(&document.save(), options).unwrap();
    raw.set_actor(automerge::ActorId::from([0x44; 16]));
    let description = raw.get(ROOT, "description").unwrap().unwrap().1;
    // Few letters of four bytes are handled faster than many of one.
    let text = "𝄞".repeat((bytes - 40) / 4) + &"e".repeat(40 + bytes % 4);
    raw.splice_text(&description, 0, 0, &text).unwrap();
    raw.commit();
    raw.get_last_local_change().unwrap().raw_bytes().to_vec()
}

/// A change of exactly so many bytes.
fn change_of(document: &Document, bytes: usize) -> Vec<u8> {
    let around = longer_by(document, bytes - 300).len() - (bytes - 300);
    let change = longer_by(document, bytes - around);
    assert_eq!(change.len(), bytes);
    change
}

impl TestOffice {
    /// Has a document longer by exactly so many bytes, past the commands.
    async fn grows(&self, id: DocumentId, bytes: usize) {
        let mut document = self.document(id).await;
        let bytes = change_of(&document, bytes);
        assert!(bytes.len() <= CHANGE_BYTES_MAX && change_header(&bytes).is_ok());
        document.apply(&[&bytes]).unwrap();
        let received = Received { device: None, person: None, at: START, skew_ms: 0, late: false };
        let changes = vec![ImportedChange { bytes, received }];
        self.app.engine.import(vec![ImportedDocument { document, changes }]).await.unwrap();
    }
}

fn documents(reply: &SyncReply) -> Vec<DocumentId> {
    reply.documents.iter().map(|update| update.id).collect()
}

#[tokio::test]
async fn the_bytes_after_which_a_reply_takes_no_further_document() {
    for over in [false, true] {
        let office = TestOffice::open().await;
        let mut orders = Vec::new();
        for _ in 0..4 {
            orders.push(office.order_for(&[TECHNICIAN]).await);
        }
        orders.sort_unstable();
        let mut phone = office.enrol(TECHNICIAN).await;
        office.sync(&mut phone, vec![]).await;
        // Three come to a byte less than may be, or to as much.
        let third = REPLY_CHANGE_BYTES_MAX / 3;
        let rest = REPLY_CHANGE_BYTES_MAX - 2 * third - usize::from(!over);
        for (id, bytes) in orders.iter().zip([third, third, rest, 1_000]) {
            office.grows(*id, bytes).await;
        }
        let reply = office.sync(&mut phone, vec![]).await;
        if over {
            assert_eq!((documents(&reply), reply.more), (orders[..3].to_vec(), true));
            let rest = office.sync(&mut phone, vec![]).await;
            assert_eq!((documents(&rest), rest.more), (orders[3..].to_vec(), false));
        } else {
            assert_eq!((documents(&reply), reply.more), (orders, false));
        }
    }
}

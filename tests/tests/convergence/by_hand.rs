//! What no phone of this version writes, made by hand and pushed in its owner's name: by an app of
//! somebody's own, or by an app of the next version.

use shared::command::execute;
use shared::document::change_header;
use shared::request::RequestCommand;
use shared::wire::{ChangeBytes, DocumentChanges, SyncRequest};
use shared::{ActorId, Author, ChangeHash, Command, Document, DocumentId, DocumentKind};
use sync_server::base::clock::Clock as _;

use crate::deeds::{new_request, use_material};
use crate::model::Shown;
use crate::versions;
use crate::world::World;

impl World {
    /// An app that is not ours writes in any order at all.
    pub(crate) fn somebody_intrudes(&mut self) {
        let at = self.some_phone();
        let Some(order) = self.dice.pick(&self.orders).copied() else { return };
        let Some(document) = self.oracle.office.document(order) else { return };
        let change = self.write_by_hand(at, &document);
        self.push(at, vec![of(&document, vec![change])], vec![order]);
        self.oracle.tally.count("changes forged for any order");
    }

    /// An app of the next version begins a document of its schema, brings an order it holds to it, and
    /// writes besides what this version can read.
    pub(crate) fn newer_app_writes(&mut self) {
        let at = self.some_phone();
        let orders = self.phones[at].orders();
        let Some(order) = self.dice.pick(&orders).copied() else { return };
        let Some(before) = self.oracle.office.document(order) else { return };
        let begun = self.begin_by_hand(at);
        let raised = ChangeBytes(versions::raise_schema(&before, self.author(at).actor));
        let texts_of = self.write_by_hand(at, &before);
        let begun_id = begun.id;
        self.push(at, vec![begun, of(&before, vec![raised, texts_of.clone()])], vec![]);

        assert!(self.oracle.office.document(begun_id).is_none(), "{begun_id} cannot be read and is kept");
        let mut expected = before;
        if self.oracle.model.rules.here.contains(&hash(&texts_of)) {
            expected.apply(&[&texts_of.0]).unwrap();
            self.oracle.tally.count("changes taken beside those of a newer schema");
        }
        let after = self.oracle.office.document(order).unwrap();
        assert_eq!(after.heads(), expected.heads(), "{order} after a change of a newer schema");
    }

    /// A request as the next version writes it.
    fn begin_by_hand(&mut self, at: usize) -> DocumentChanges {
        let letter = self.oracle.model.letter();
        let id = DocumentId::from_bytes(u128::from(self.clock.entropy()).to_be_bytes());
        let mut document = Document::empty(DocumentKind::Request, id);
        let create = RequestCommand::Create(Box::new(new_request(letter, self.buildings[0])));
        let written = execute(&mut document, &Command::Request(create), self.author(at)).unwrap();
        self.oracle.model.note(letter, at, Some(id), Shown::Nothing);
        let bytes = versions::of_next_schema(&written.change.unwrap().bytes);
        of(&document, vec![ChangeBytes(bytes)])
    }

    /// Material used on an order.
    fn write_by_hand(&mut self, at: usize, order: &Document) -> ChangeBytes {
        let letter = self.oracle.model.letter();
        let command = Command::WorkOrder(use_material(letter));
        let written = execute(&mut order.clone(), &command, self.author(at)).unwrap();
        self.oracle.model.note(letter, at, Some(order.id()), Shown::Nothing);
        ChangeBytes(written.change.unwrap().bytes)
    }

    /// The owner of a phone, with a hand nobody has written with.
    fn author(&self, at: usize) -> Author {
        let actor = ActorId::from_bytes(u128::from(self.clock.entropy()).to_be_bytes());
        Author { person: self.phones[at].person, actor, moment: self.clock.moment() }
    }

    fn push(&mut self, at: usize, documents: Vec<DocumentChanges>, diverged: Vec<DocumentId>) {
        let device = &self.phones[at].device;
        let first = SyncRequest::first(device.id, self.clock.now());
        self.oracle.sync(device, &SyncRequest { documents, diverged, ..first });
    }
}

fn of(document: &Document, changes: Vec<ChangeBytes>) -> DocumentChanges {
    DocumentChanges { id: document.id(), kind: document.kind(), changes }
}

fn hash(change: &ChangeBytes) -> ChangeHash {
    change_header(&change.0).unwrap().hash
}

//! What is looked at when nothing goes wrong any more.

use std::collections::BTreeMap;

use shared::{Document, DocumentId};

use crate::versions::FutureDocument;
use crate::world::World;

impl World {
    /// After one undisturbed conversation the phone has exactly what it should, as the office has
    /// it, and nothing waits.
    pub(crate) fn check_phone(&mut self, at: usize) {
        let documents = self.documents();
        let phone = &mut self.phones[at];
        let situation = phone.situation();
        assert_eq!((situation.changes_waiting, situation.photos_waiting), (0, 0), "waiting on phone {at}");
        for (id, theirs) in &documents {
            let should = self.witness.model.audiences.covers(phone.person, *id);
            let ours = phone.document(*id);
            assert_eq!(ours.is_some(), should, "whether phone {at} has {id}");
            if let Some(ours) = ours {
                assert_eq!(ours.heads(), theirs.heads(), "{id} on phone {at}");
            }
        }
        for (_, id) in self.requests.iter().filter(|(_, id)| !documents.contains_key(id)) {
            assert!(phone.document(*id).is_none(), "{id} was refused and is still on phone {at}");
        }
        if let Some(future) = &self.versions.office_is_newer {
            let kept = phone.document(FutureDocument::ID).expect("the document of a version to come");
            assert_eq!(kept.heads(), future.heads(), "what cannot be read is not rewritten");
        }
    }

    fn documents(&mut self) -> BTreeMap<DocumentId, Document> {
        let ids = self.witness.model.audiences.documents();
        ids.into_iter().map(|id| (id, self.witness.office.document(id).unwrap())).collect()
    }

    pub(crate) fn check(&mut self) {
        for at in 0..self.phones.len() {
            self.check_phone(at);
        }
        let documents = self.documents();
        let aside: String =
            self.phones.iter_mut().flat_map(|phone| phone.set_aside()).map(|version| version.text).collect();
        let model = &self.witness.model;
        model.check_edits(&documents, &aside);
        for (id, hash) in model.acknowledged.iter().chain(&self.witness.sent) {
            assert!(documents[id].contains(*hash), "{hash} is no change of {id}");
        }
        self.check_records(&documents);
        self.check_photos();
        let (grown, again) = self.witness.office.dumps();
        let differs = grown.lines().zip(again.lines()).find(|(grown, again)| grown != again);
        assert_eq!(differs, None, "the office database as it grew, and made again");
    }

    /// What was late is marked, and only that; what was refused is kept.
    fn check_records(&self, documents: &BTreeMap<DocumentId, Document>) {
        let (store, rules) = (self.witness.office.store(), &self.witness.model.rules);
        for id in documents.keys() {
            for record in store.change_records(*id).unwrap() {
                let late = rules.accepted.get(&record.hash).copied().unwrap_or(false);
                assert_eq!(record.received.late, late, "whether {} of {id} is marked late", record.hash);
            }
        }
        assert_eq!(store.refused_count().unwrap() as usize, rules.refused.len(), "refused changes are kept");
    }

    fn check_photos(&self) {
        let files = &self.witness.photos.files;
        for sha256 in self.witness.model.photos() {
            assert!(files.contains_key(&sha256), "photo {sha256} never came");
        }
        for row in self.witness.office.store().photos().unwrap() {
            assert!(files.contains_key(&row.sha256), "photo {} is acknowledged and not there", row.sha256);
        }
    }
}

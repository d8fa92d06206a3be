//! What is looked at when nothing goes wrong any more.

use std::collections::BTreeMap;

use shared::{Document, DocumentId};

use crate::audiences::For;
use crate::versions::FutureDocument;
use crate::world::World;

impl World {
    /// After one undisturbed conversation the phone has exactly what it should, as the office has
    /// it, and nothing waits.
    pub(crate) fn check_phone(&mut self, at: usize) {
        let documents = self.documents();
        let phone = &mut self.phones[at];
        let status = phone.status();
        assert_eq!((status.changes_waiting, status.photos_waiting), (0, 0), "waiting on phone {at}");
        for (id, theirs) in &documents {
            let should = self.oracle.model.audiences.covers(phone.person, *id);
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

    /// Those the office should have, and it has no more.
    pub(crate) fn documents(&mut self) -> BTreeMap<DocumentId, Document> {
        let ids = self.oracle.model.audiences.documents();
        let there: Vec<_> = self.oracle.office.documents().into_iter().map(|(id, _)| id).collect();
        assert_eq!(there, ids, "documents at the office");
        ids.into_iter().map(|id| (id, self.oracle.office.document(id).unwrap())).collect()
    }

    pub(crate) fn check(&mut self) {
        let documents = self.documents();
        let aside: String =
            self.phones.iter_mut().flat_map(|phone| phone.rejected()).map(|version| version.text).collect();
        self.oracle.model.check_edits(&documents, &aside);
        self.check_photos();
        self.check_copies(&documents);
    }

    /// Every phone has what it should, and the office what it ever said that it has or sent to anybody;
    /// its own database follows from that.
    pub(crate) fn check_copies(&mut self, documents: &BTreeMap<DocumentId, Document>) {
        for at in 0..self.phones.len() {
            self.check_phone(at);
        }
        for (id, hash) in self.oracle.model.acknowledged.iter().chain(&self.oracle.sent) {
            assert!(documents[id].contains(*hash), "{hash} is no change of {id}");
        }
        for (id, document) in documents {
            let whom = self.oracle.model.audiences.whom(*id);
            assert_eq!(whom, Some(&For::read(document)), "whom {id} is for");
        }
        self.check_records(documents);
        let (grown, again) = self.oracle.office.dumps();
        let differs = grown.lines().zip(again.lines()).find(|(grown, again)| grown != again);
        assert_eq!(differs, None, "the office database as it grew, and made again");
    }

    /// What was late is marked, and only that; what was refused is kept.
    fn check_records(&self, documents: &BTreeMap<DocumentId, Document>) {
        let (store, rules) = (self.oracle.office.store(), &self.oracle.model.rules);
        for id in documents.keys() {
            for record in store.change_records(*id).unwrap() {
                let late = rules.accepted.get(&record.hash).copied().unwrap_or(false);
                assert_eq!(record.received.late, late, "whether {} of {id} is marked late", record.hash);
            }
        }
        assert_eq!(store.refused_count().unwrap() as usize, rules.refused.len(), "refused changes are kept");
    }

    fn check_photos(&self) {
        let files = &self.oracle.photos.files;
        for sha256 in self.oracle.model.photos() {
            assert!(files.contains_key(&sha256), "photo {sha256} never came");
        }
        for row in self.oracle.office.store().photos().unwrap() {
            assert!(files.contains_key(&row.sha256), "photo {} is acknowledged and not there", row.sha256);
        }
    }
}

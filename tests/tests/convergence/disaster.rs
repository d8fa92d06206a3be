//! The office's disk breaks in the end, and a backup of an earlier day takes its place. The server
//! no longer knows what it acknowledged since, nor who was given what; the phones bring back what
//! they hold, and a supervisor confirms what they did not write themselves.

use std::collections::{BTreeMap, BTreeSet};

use shared::{Document, DocumentId, Sha256};
use sync_server::sync::Work;

use crate::disk::Disk;
use crate::model::{is_ours, written};
use crate::office::Ran;
use crate::witness::SUPERVISOR;
use crate::world::World;

/// Rounds after which nothing may be left to say: the new feed is met, what it lacks offered and
/// confirmed, what waited for that delivered, and everybody has heard of it.
const ROUNDS: usize = 4;

/// What a backup holds.
pub(crate) struct Backup {
    pub(crate) server: Disk,
    pub(crate) office: Disk,
    photos: BTreeMap<Sha256, Vec<u8>>,
}

impl World {
    pub(crate) fn backup_is_made(&mut self) {
        let (server, office) = self.witness.office.copies();
        self.backup = Some(Backup { server, office, photos: self.witness.photos.files.clone() });
    }

    /// Whatever a phone holds when the disk breaks is at the office again in the end, once; or was
    /// refused, and can be read.
    pub(crate) fn comes_back_from(&mut self, backup: Backup) {
        self.mend_everything();
        let held = self.letters_on_phones();
        self.witness.photos.restore(backup.photos);
        self.witness.office.restore(backup.server, backup.office);
        self.witness.is_restored = true;
        for _ in 0..ROUNDS {
            for at in 0..self.phones.len() {
                let (phone, mut network) = self.line(at, false);
                phone.talk(&mut network);
            }
            self.supervisor_confirms_everything();
        }
        self.check_what_came_back(&held);
        self.witness.tally.count("offices restored from an older backup");
    }

    /// What people wrote, as far as a phone holds it.
    fn letters_on_phones(&mut self) -> BTreeSet<char> {
        let ids = self.all_documents();
        let phones = self.phones.iter_mut();
        let documents =
            phones.flat_map(|phone| ids.iter().filter_map(|id| phone.document(*id)).collect::<Vec<_>>());
        let letters = documents.flat_map(|document| written(&document).chars().collect::<Vec<_>>());
        letters.filter(|letter| is_ours(*letter)).collect()
    }

    /// Those the office knows or knew, and those begun on a phone.
    fn all_documents(&self) -> BTreeSet<DocumentId> {
        let begun = self.requests.iter().map(|(_, id)| *id);
        self.witness.model.audiences.documents().into_iter().chain(begun).collect()
    }

    fn supervisor_confirms_everything(&mut self) {
        for (id, offered) in self.witness.office.offers() {
            let work = Work::Decide(SUPERVISOR, id, offered, sync_server::store::Decision::Confirmed);
            assert!(matches!(self.witness.office.run(work), Ran::Done(_)), "offers can be confirmed");
        }
    }

    fn check_what_came_back(&mut self, held: &BTreeSet<char>) {
        assert_eq!(self.witness.office.offers().len(), 0, "everything offered was confirmed");
        let office: BTreeMap<DocumentId, Document> = self
            .witness
            .office
            .documents()
            .into_iter()
            .map(|(id, _)| (id, self.witness.office.document(id).unwrap()))
            .collect();
        let texts: String = office.values().map(written).collect();
        let aside: String =
            self.phones.iter_mut().flat_map(|phone| phone.set_aside()).map(|version| version.text).collect();
        for letter in held {
            let times = texts.chars().filter(|found| found == letter).count();
            assert!(times <= 1, "{letter:?} is at the office {times} times");
            assert!(times == 1 || aside.contains(*letter), "{letter:?} was on a phone and is nowhere now");
        }
        for at in 0..self.phones.len() {
            let phone = &mut self.phones[at];
            let situation = phone.situation();
            assert_eq!(
                (situation.changes_waiting, situation.photos_waiting),
                (0, 0),
                "waiting on phone {at}"
            );
            for (id, theirs) in &office {
                let ours = phone.document(*id);
                let should = self.witness.office.is_for(phone.person, *id);
                assert_eq!(ours.is_some(), should, "whether phone {at} has {id}");
                assert!(ours.is_none_or(|ours| ours.heads() == theirs.heads()), "{id} on phone {at}");
            }
        }
        let (grown, again) = self.witness.office.dumps();
        let differs = grown.lines().zip(again.lines()).find(|(grown, again)| grown != again);
        assert_eq!(differs, None, "the office database as it grew, and made again");
    }
}

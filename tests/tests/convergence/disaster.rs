//! The office's disk breaks in the end, and a backup of an earlier day takes its place. The server
//! no longer knows what it acknowledged since, nor who was given what; the phones bring back what
//! they hold, and a supervisor confirms what they did not write themselves.

use std::collections::{BTreeMap, BTreeSet};

use shared::document::change_header;
use shared::kinds::effects;
use shared::{ChangeHash, DocumentError, DocumentId, Heads, Sha256};
use sync_server::base::clock::Clock as _;
use sync_server::store::{Decision, OfferRow};
use sync_server::sync::exchange;

use crate::disk::Disk;
use crate::model::{Model, is_ours, letters, written};
use crate::phone::Phone;
use crate::world::World;

/// Rounds after which nothing may be left to say: the new feed is met, what it lacks offered and
/// confirmed, what waited for that delivered, and everybody has heard of it.
const ROUNDS: usize = 4;

/// What a backup holds.
pub(crate) struct Backup {
    pub(crate) server: Disk,
    pub(crate) office: Disk,
    photos: BTreeMap<Sha256, Vec<u8>>,
    /// What was true then.
    model: Model,
}

impl Backup {
    fn copy(&self) -> Self {
        let Self { server, office, photos, model } = self;
        Self { server: server.copy(), office: office.copy(), photos: photos.clone(), model: model.clone() }
    }
}

impl World {
    pub(crate) fn backup_is_made(&mut self) {
        let (server, office) = self.oracle.office.copies();
        let (photos, model) = (self.oracle.photos.files.clone(), self.oracle.model.clone());
        self.backup = Some(Backup { server, office, photos, model });
    }

    /// Whatever a phone holds when the disk breaks is at the office again in the end, once; or was
    /// refused, and can be read. The same backup may have to do once more.
    pub(crate) fn comes_back_from(&mut self, backup: Backup) {
        if self.dice.one_in(3) {
            self.comes_back_once_from(backup.copy());
            for _ in 0..self.dice.below(8) {
                self.technician_works();
                self.phone_talks();
            }
            self.oracle.tally.count("offices that lost their disk twice");
        }
        self.comes_back_once_from(backup);
    }

    fn comes_back_once_from(&mut self, backup: Backup) {
        self.mend_everything();
        let held = self.letters_on_phones();
        let Backup { server, office, photos, model } = backup;
        self.oracle.photos.restore(photos);
        let is_restored = self.dice.one_in(2);
        if is_restored {
            self.oracle.office.restore(server, office);
        } else {
            self.oracle.office.put_back(server, office);
        }
        self.oracle.model.rewind(model);
        self.oracle.sent.clear();
        if !is_restored {
            self.nobody_says_so();
        }
        self.oracle.model.rules.feed = Some(self.oracle.office.feed());
        for _ in 0..ROUNDS {
            self.everybody_talks();
            self.somebody_snoops();
            self.supervisor_confirms_everything();
        }
        let declined = self.supervisor_declines_what_is_stuck();
        for _ in 0..2 {
            self.everybody_talks();
        }
        self.check_what_came_back(&held, &declined);
        self.oracle.tally.count("offices restored from an older backup");
    }

    /// The disk of an earlier day was only copied to its place, and the office goes on working on it: the
    /// first phone that was given something since then shows it.
    fn nobody_says_so(&mut self) {
        let before = self.oracle.office.feed();
        let was_restored = self.oracle.office.store().was_restored().unwrap();
        for _ in 0..self.dice.below(4) {
            self.office_works();
        }
        for phone in &self.phones {
            let request = phone.last_words(self.clock.now());
            // Its reply is lost on the way.
            self.oracle.office.run(exchange::sync(phone.device.clone(), request));
        }
        let is_noticed = self.oracle.office.feed() != before
            || self.oracle.office.store().was_restored().unwrap() != was_restored;
        if is_noticed {
            self.oracle.tally.count("disks put back without a restore, and noticed");
        } else {
            // Nobody was given anything since: who put it back knows.
            self.oracle.office.begin_anew();
        }
    }

    fn everybody_talks(&mut self) {
        for at in 0..self.phones.len() {
            self.technician_looks(at);
            let (phone, mut network) = self.line(at, false);
            phone.talk(&mut network);
        }
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
        self.oracle.model.audiences.documents().into_iter().chain(begun).collect()
    }

    fn supervisor_confirms_everything(&mut self) {
        for (id, offered) in self.oracle.office.offers() {
            self.oracle.decide(id, &offered, Decision::Confirmed);
        }
    }

    /// What is left cannot be confirmed: it was written by a hand that two replicas used, or builds on that or on
    /// what was refused. The supervisor reads and declines it; what people wrote in it.
    fn supervisor_declines_what_is_stuck(&mut self) -> BTreeSet<char> {
        let mut declined = BTreeSet::new();
        for (id, offered) in self.oracle.office.offers() {
            let document = self.oracle.office.document(id).expect("what is stuck clashes with what is there");
            let (_, offers) = self.oracle.office.store().offers_of(id).unwrap().unwrap();
            let refused = &self.oracle.model.rules.refused;
            // What this office refused, or holds because it does not have its author in the team any more.
            let waits = |on: &ChangeHash, phones: &mut [Phone]| {
                phones.iter_mut().any(|phone| {
                    let held = phone.document(id).map(|held| held.changes_since(&Heads::default()));
                    held.is_some_and(|changes| changes.iter().any(|(header, _)| header.hash == *on))
                })
            };
            let stuck = offers.iter().find_map(|offer| match effects(&document, &offer.bytes) {
                Err(DocumentError::ActorReused) => Some(Some(offer)),
                Err(DocumentError::MissingDependency(on)) => {
                    (refused.contains(&on) || waits(&on, &mut self.phones)).then_some(None)
                }
                _ => None,
            });
            let clash = stuck.unwrap_or_else(|| {
                let why = |offer: &OfferRow| effects(&document, &offer.bytes).map(drop);
                panic!("{id} was not confirmed: {:?}", offers.iter().map(why).collect::<Vec<_>>())
            });
            if let Some(clash) = clash {
                let actor = change_header(&clash.bytes).unwrap().actor.unwrap();
                let owner = self.oracle.office.store().actor_device(actor).unwrap();
                assert!(owner.flatten().is_some(), "the office wrote with a hand it had written with before");
            }
            declined.extend(offers.iter().flat_map(|offer| letters(&offer.bytes)));
            self.oracle.decide(id, &offered, Decision::Declined);
            self.oracle.tally.count("documents with an offer of a hand used twice");
        }
        declined
    }

    fn check_what_came_back(&mut self, held: &BTreeSet<char>, declined: &BTreeSet<char>) {
        let office = self.documents();
        let texts: String = office.values().map(written).collect();
        let aside: String =
            self.phones.iter_mut().flat_map(|phone| phone.rejected()).map(|version| version.text).collect();
        for letter in held {
            let times = texts.chars().filter(|found| found == letter).count();
            assert!(times <= 1, "{letter:?} is at the office {times} times");
            let is_kept = times == 1 || aside.contains(*letter) || declined.contains(letter);
            assert!(is_kept, "{letter:?} was on a phone and is nowhere now");
        }
        self.check_copies(&office);
    }
}

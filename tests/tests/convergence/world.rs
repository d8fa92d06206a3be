//! One schedule: who is there, and in what order things happen to them.

use std::sync::Arc;

use shared::limits::SYNC_DOCUMENTS_MAX;
use shared::wire::PROTOCOL;
use shared::{DeviceId, DocumentId, OrganisationId, PersonId, Role, TeamId};

use crate::audiences::Belongs;
use crate::clock::{DAY_MS, VirtualClock};
use crate::dice::Dice;
use crate::disaster::Backup;
use crate::network::{Network, Versions};
use crate::oracle::{Oracle, STOCK_LISTS, SUPERVISOR};
use crate::phone::Phone;
use crate::tally::Tally;
use crate::versions::FutureDocument;

const COMMUNE: OrganisationId = OrganisationId::from_bytes([5; 16]);
const CPAS: OrganisationId = OrganisationId::from_bytes([6; 16]);
pub(crate) const ORGANISATIONS: [OrganisationId; 2] = [COMMUNE, CPAS];
pub(crate) const TEAM: TeamId = TeamId::from_bytes([8; 16]);

pub(crate) struct World {
    pub(crate) dice: Dice,
    pub(crate) clock: Arc<VirtualClock>,
    pub(crate) oracle: Oracle,
    pub(crate) phones: Vec<Phone>,
    pub(crate) people: Vec<PersonId>,
    pub(crate) buildings: Vec<DocumentId>,
    pub(crate) orders: Vec<DocumentId>,
    pub(crate) announcements: Vec<DocumentId>,
    /// Requests, and the phone each was written on.
    pub(crate) requests: Vec<(usize, DocumentId)>,
    pub(crate) versions: Versions,
    /// The office's last backup.
    pub(crate) backup: Option<Backup>,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let clock = Arc::new(VirtualClock::new(seed));
        let versions = Versions {
            office_is_newer: dice.one_in(4).then(FutureDocument::new),
            phones_are_newer: dice.one_in(4),
        };
        // What takes hundreds of documents otherwise.
        let reply_documents_max = if dice.one_in(3) { 1 + dice.below(3) } else { SYNC_DOCUMENTS_MAX };
        let people = (1..=1 + dice.below(3)).map(|at| PersonId::from_bytes([at as u8; 16])).collect();
        let mut world = Self {
            dice,
            oracle: Oracle::new(&clock, reply_documents_max),
            clock,
            phones: Vec::new(),
            people,
            buildings: Vec::new(),
            orders: Vec::new(),
            announcements: Vec::new(),
            requests: Vec::new(),
            versions,
            backup: None,
        };
        world.settle_in();
        world
    }

    /// Everybody gets a role, a place, a phone; there are buildings, and work to do.
    fn settle_in(&mut self) {
        self.oracle.write_card(SUPERVISOR, None);
        for nth in 0..STOCK_LISTS {
            let teams = [TEAM].into_iter().filter(|_| nth > 0).collect();
            self.oracle.stock_list(nth, teams);
        }
        for person in self.people.clone() {
            self.oracle.set_role(person, Role::Technician);
            let belongs = self.some_place();
            self.oracle.write_card(person, belongs.teams.first().copied());
            self.oracle.set_belongs(person, belongs);
        }
        // Somebody may have a telephone and a tablet.
        let tablet = self.people.first().filter(|_| self.dice.one_in(2)).copied();
        for (at, person) in self.people.clone().into_iter().chain(tablet).enumerate() {
            let skew_ms = [0, DAY_MS, -DAY_MS, 90_000][self.dice.below(4)];
            let id = DeviceId::from_bytes([0x80 + at as u8; 16]);
            self.phones.push(Phone::new(id, person, &mut self.oracle, skew_ms));
        }
        for _ in 0..1 + self.dice.below(2) {
            self.new_building();
        }
        self.new_order();
        self.new_order();
    }

    pub(crate) fn play(mut self) -> Tally {
        for _ in 0..20 + self.dice.below(20) {
            self.clock.pass(1 + self.dice.below(600_000) as i64);
            match self.dice.below(30) {
                0..=10 => self.technician_works(),
                11..=17 => self.phone_talks(),
                18 => self.request_arrives_late(),
                19 => self.new_order(),
                20..=22 => self.office_works(),
                23 => self.people_change(),
                24 => self.building_passes_over(),
                25 => self.clock_jumps(),
                26 => self.disk_fails_or_is_mended(),
                27 => self.somebody_looks(),
                _ => self.something_rare(),
            }
        }
        match self.backup.take() {
            // An office that is newer writes a document it does not have: nobody could confirm it.
            Some(backup) if self.versions.office_is_newer.is_none() => self.comes_back_from(backup),
            _ => {
                self.settle();
                self.check();
            }
        }
        self.tallied()
    }

    /// A place in a team or not, working for one administration or both.
    pub(crate) fn some_place(&mut self) -> Belongs {
        let dice = &mut self.dice;
        let teams = [TEAM].into_iter().filter(|_| dice.one_in(2)).collect();
        let organisations = ORGANISATIONS.into_iter().filter(|_| !dice.one_in(3)).collect();
        Belongs { teams, organisations }
    }

    /// A phone, and the network it talks on.
    pub(crate) fn line(&mut self, at: usize, foul: bool) -> (&mut Phone, Network<'_>) {
        let Self { phones, oracle, clock, dice, versions, .. } = self;
        (&mut phones[at], Network { oracle, dice, clock, versions, foul, protocol: PROTOCOL })
    }

    pub(crate) fn some_phone(&mut self) -> usize {
        self.dice.below(self.phones.len())
    }

    pub(crate) fn phone_talks(&mut self) {
        let at = self.some_phone();
        if self.dice.one_in(3) {
            self.technician_looks(at);
        }
        if self.dice.one_in(6) {
            self.oracle.office.fuse.light(1 + self.dice.below(6));
            self.oracle.tally.count("servers to be killed while a phone talks");
        }
        if self.dice.one_in(6) {
            self.phones[at].fuse.light(1 + self.dice.below(4));
            self.oracle.tally.count("phones to be killed while they talk");
        }
        let (phone, mut network) = self.line(at, true);
        phone.talk(&mut network);
        self.put_out(at);
    }

    /// Nobody is killed any more.
    pub(crate) fn put_out(&mut self, at: usize) {
        self.oracle.office.fuse.put_out();
        self.phones[at].fuse.put_out();
    }

    fn somebody_looks(&mut self) {
        let at = self.some_phone();
        self.technician_looks(at);
    }

    fn request_arrives_late(&mut self) {
        let at = self.some_phone();
        let (phone, mut network) = self.line(at, true);
        phone.arrive_late(&mut network);
    }

    /// Nothing goes wrong any more. After one conversation each phone has what it should, no more
    /// and no less; after another it has what its colleagues delivered meanwhile.
    fn settle(&mut self) {
        self.mend_everything();
        for round in 0..2 {
            for at in 0..self.phones.len() {
                let (phone, mut network) = self.line(at, false);
                phone.talk(&mut network);
                if round == 0 {
                    self.check_phone(at);
                }
            }
        }
    }

    fn tallied(self) -> Tally {
        let mut tally = self.oracle.tally;
        tally.schedules = 1;
        tally.acknowledged = self.oracle.model.acknowledged.len() as u64;
        tally.photos = self.oracle.photos.files.len() as u64;
        tally
    }
}

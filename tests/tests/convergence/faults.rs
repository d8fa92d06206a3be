//! What else can happen: clocks jump, disks fail, are copied and put back, people change roles and
//! places, buildings pass over.

use shared::building::BuildingCommand;
use shared::limits::APPROVED_ORDER_DAYS_MAX;
use shared::work_order::status::State;
use shared::work_order::{StepKind, WorkOrder};
use shared::{Command, DocumentId, Role};
use sync_server::base::clock::Clock as _;

use crate::clock::DAY_MS;
use crate::oracle::SUPERVISOR;
use crate::world::{ORGANISATIONS, TEAM, World};

/// Phones of one schedule, copies included.
const PHONES_MAX: usize = 6;

impl World {
    /// Somebody joins or leaves the team, works for another administration, or has another role.
    pub(crate) fn people_change(&mut self) {
        let person = *self.dice.pick(&self.people).unwrap();
        let mut belongs = self.oracle.model.audiences.belongs(person);
        match self.dice.below(3) {
            0 => {
                if !belongs.teams.remove(&TEAM) {
                    belongs.teams.insert(TEAM);
                }
                self.oracle.write_card(person, belongs.teams.first().copied());
                self.oracle.set_belongs(person, belongs);
                self.oracle.tally.count("people who joined or left a team");
            }
            1 => {
                belongs.organisations = self.some_place().organisations;
                self.oracle.set_belongs(person, belongs);
                self.oracle.tally.count("people who work for other administrations");
            }
            _ => {
                // Half of them get back what they had: refused today, accepted tomorrow.
                let roles = [Role::Technician, Role::Technician, Role::Requester, Role::Accountant];
                let role = *self.dice.pick(&roles).unwrap();
                self.oracle.set_role(person, role);
                self.oracle.tally.count("roles changed");
            }
        }
    }

    pub(crate) fn building_passes_over(&mut self) {
        let building = *self.dice.pick(&self.buildings).unwrap();
        let transfer = BuildingCommand::Transfer(ORGANISATIONS[self.dice.below(2)]);
        self.oracle.execute(SUPERVISOR, Some(building), Command::Building(transfer));
        self.oracle.tally.count("buildings passed to an administration");
    }

    pub(crate) fn clock_jumps(&mut self) {
        let by_ms = [DAY_MS, -DAY_MS, 40 * DAY_MS, -3_600_000, 3_600_000][self.dice.below(5)];
        if self.dice.one_in(2) {
            self.clock.pass(by_ms);
            self.oracle.tally.count("jumps of the server's clock");
        } else {
            let at = self.some_phone();
            self.phones[at].skew_ms += by_ms;
            self.oracle.tally.count("jumps of a phone's clock");
        }
    }

    pub(crate) fn disk_fails_or_is_mended(&mut self) {
        if self.dice.one_in(3) {
            return self.mend_everything();
        }
        let full = self.dice.one_in(2);
        let (disk, fault) = if self.dice.one_in(3) {
            (&mut self.oracle.office.server, ["servers whose commits fail", "servers with a full disk"])
        } else {
            let at = self.dice.below(self.phones.len());
            (&mut self.phones[at].disk, ["phones whose commits fail", "phones with a full disk"])
        };
        if full {
            disk.fill()
        } else {
            disk.fail()
        }
        self.oracle.tally.count(fault[usize::from(full)]);
    }

    pub(crate) fn mend_everything(&mut self) {
        self.oracle.office.server.mend();
        for phone in &mut self.phones {
            phone.disk.mend();
        }
    }

    pub(crate) fn something_rare(&mut self) {
        match self.dice.below(11) {
            7 | 8 => self.backup_is_made(),
            9 => self.somebody_snoops(),
            10 if self.versions.phones_are_newer => self.newer_app_writes(),
            0 => self.phone_is_cloned(),
            1..=3 => self.phone_is_put_back(),
            4 => self.somebody_intrudes(),
            5 => self.phone_speaks_another_protocol(),
            _ => self.old_orders_retire(),
        }
    }

    fn phone_is_cloned(&mut self) {
        if self.phones.len() < PHONES_MAX {
            let at = self.some_phone();
            let clone = self.phones[at].clone_disk();
            self.phones.push(clone);
            self.oracle.tally.count("phones cloned");
        }
    }

    /// To the day before this happened to it the last time.
    fn phone_is_put_back(&mut self) {
        let at = self.some_phone();
        if let Some(letters) = self.phones[at].put_back() {
            self.oracle.model.put_back(at, letters);
            self.oracle.tally.count("phones put back to an earlier day");
        }
        let letters = self.oracle.model.letters();
        self.phones[at].keep_copy(letters);
    }

    fn phone_speaks_another_protocol(&mut self) {
        let at = self.some_phone();
        let (phone, mut network) = self.line(at, false);
        phone.talk_another_protocol(&mut network);
        self.oracle.tally.count("talks in another protocol");
    }

    /// What was approved more than a month ago leaves the phones.
    fn old_orders_retire(&mut self) {
        let before = self.clock.now().plus_ms(-APPROVED_ORDER_DAYS_MAX * DAY_MS);
        let is_old = |order: &WorkOrder| {
            let approvals =
                order.steps.values().filter(|step| matches!(step.kind, StepKind::Approved { .. }));
            order.status().state == State::Approved && approvals.map(|step| step.at).max() < Some(before)
        };
        let mut old: Vec<DocumentId> = Vec::new();
        for id in self.orders.clone() {
            let Some(document) = self.oracle.office.document(id) else { return };
            if is_old(&WorkOrder::read(&document).unwrap()) {
                old.push(id);
            }
        }
        self.oracle.retire(&old);
        self.oracle.tally.count("retirements of old orders");
    }
}

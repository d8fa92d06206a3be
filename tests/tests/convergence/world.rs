//! One schedule: what people do, what the network does, what dies; and what must be true after.

use std::sync::Arc;

use mobile::client::Answer;
use shared::command::{BuildingCommand, RequestCommand, WorkOrderCommand};
use shared::document::{
    AssetField, Material, NewRequest, PhotoFacts, PhotoPhase, Priority, RequestOrigin, WorkOrder,
    WorkOrderField,
};
use shared::{Command, DeviceId, DocumentId, PersonId, Quantity, Role, Sha256, Timestamp};

use crate::dice::Dice;
use crate::model::{Model, Shown};
use crate::office::{ASSET, ORGANISATION, Office, VirtualClock, new_order};
use crate::phone::{Fate, Phone};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

pub(crate) struct World {
    dice: Dice,
    clock: Arc<VirtualClock>,
    office: Office,
    phones: Vec<Phone>,
    people: Vec<PersonId>,
    building: DocumentId,
    orders: Vec<DocumentId>,
    /// Requests, and the phone each was written on.
    requests: Vec<(usize, DocumentId)>,
    model: Model,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let clock = Arc::new(VirtualClock::new(seed));
        let mut office = Office::new(&format!("w{seed}"), &clock);
        let building = office.add_building();
        let people: Vec<PersonId> =
            (1..=1 + dice.below(3)).map(|at| PersonId::from_bytes([at as u8; 16])).collect();
        for person in &people {
            office.add_person(*person, Role::Technician);
        }
        // Somebody may have a telephone and a tablet.
        let owners: Vec<PersonId> = people.iter().chain(people.first()).copied().collect();
        let mut phones = Vec::new();
        for (at, person) in owners.into_iter().enumerate() {
            let skew_ms = [0, DAY_MS, -DAY_MS, 90_000][dice.below(4)];
            let id = DeviceId::from_bytes([0x80 + at as u8; 16]);
            phones.push(Phone::new(&format!("w{seed}-p{at}"), id, person, &mut office, skew_ms));
        }
        let model = Model::default();
        let mut world = Self {
            dice,
            clock,
            office,
            phones,
            people,
            building,
            orders: Vec::new(),
            requests: Vec::new(),
            model,
        };
        world.new_order();
        world.new_order();
        world
    }

    pub(crate) fn play(mut self) {
        for _ in 0..20 + self.dice.below(20) {
            self.clock.pass(1 + self.dice.below(600_000) as i64);
            match self.dice.below(20) {
                0..=8 => self.technician_works(),
                9..=14 => self.phone_talks(),
                15 => {
                    let at = self.dice.below(self.phones.len());
                    self.phones[at].arrive_late(&mut self.office, &mut self.dice);
                }
                16 => self.new_order(),
                _ => self.office_works(),
            }
        }
        self.settle();
        self.check();
    }

    fn new_order(&mut self) {
        let number = self.orders.len() + 1;
        let assigned = self.some_people();
        let new = new_order(number, self.building, assigned);
        let command = Command::WorkOrder(WorkOrderCommand::Create(Box::new(new)));
        self.orders.extend(self.office.execute(None, command));
    }

    fn some_people(&mut self) -> Vec<PersonId> {
        let dice = &mut self.dice;
        self.people.iter().copied().filter(|_| !dice.one_in(3)).collect()
    }

    fn office_works(&mut self) {
        if self.dice.one_in(6) {
            self.office.fuse.light(1 + self.dice.below(3) as i64);
        }
        let Some(id) = self.dice.pick(&self.orders).copied() else { return };
        let command = match self.dice.below(6) {
            0 => WorkOrderCommand::Cancel { reason: "double emploi".to_owned() },
            1 => WorkOrderCommand::SendBack { reason: "photo manquante".to_owned() },
            2 => {
                let priority = if self.dice.one_in(2) { Priority::Urgent } else { Priority::Low };
                WorkOrderCommand::Edit(vec![WorkOrderField::Priority(priority)])
            }
            3 => {
                let Some(document) = self.office.document(id) else { return };
                WorkOrderCommand::Approve { seen: document.heads() }
            }
            _ => WorkOrderCommand::Assign(self.some_people().into_iter().collect()),
        };
        self.office.execute(Some(id), Command::WorkOrder(command));
        self.office.fuse.light(0);
    }

    fn technician_works(&mut self) {
        let at = self.dice.below(self.phones.len());
        if self.dice.one_in(8) {
            self.phones[at].fuse.light(1 + self.dice.below(2) as i64);
        }
        let orders = self.phones[at].orders();
        let order = self.dice.pick(&orders).copied();
        let (id, command, letter) = match (self.dice.below(8), order) {
            (0, _) => self.remark(at),
            (1, _) => self.request(at),
            (_, None) => return,
            (_, Some(id)) => self.on_order(at, id),
        };
        // What is not on this phone yet cannot be worked on.
        if let Some(id) = id
            && self.phones[at].document(id).is_none()
        {
            return;
        }
        let shown = match self.phones[at].execute(id, command, &self.clock) {
            Ok(Answer::Saved { document, .. }) => Some((document, Shown::Saved)),
            Ok(Answer::Failed(_)) => None,
            Ok(other) => panic!("{other:?}"),
            Err(()) => id.map(|id| (id, Shown::Nothing)),
        };
        if let (None, Some((document, _))) = (id, shown) {
            self.requests.push((at, document));
        }
        if let (Some(letter), Some((document, shown))) = (letter, shown) {
            self.model.note(letter, document, shown);
        }
        self.phones[at].fuse.light(0);
    }

    fn remark(&mut self, _at: usize) -> (Option<DocumentId>, Command, Option<char>) {
        if self.dice.one_in(2) {
            let field = AssetField::Model(format!("V{}", self.dice.below(100)));
            let command = BuildingCommand::CorrectAsset { asset: ASSET, field };
            return (Some(self.building), Command::Building(command), None);
        }
        let letter = self.model.letter();
        let command = BuildingCommand::AddRemark { text: letter.to_string() };
        (Some(self.building), Command::Building(command), Some(letter))
    }

    /// A new request, or a photo of one that was written here.
    fn request(&mut self, at: usize) -> (Option<DocumentId>, Command, Option<char>) {
        let letter = self.model.letter();
        let written: Vec<_> = self.requests.iter().filter(|(phone, _)| *phone == at).collect();
        if let Some((_, id)) = self.dice.pick(&written) {
            let photo = RequestCommand::AddPhoto(photo(letter));
            return (Some(*id), Command::Request(photo), Some(letter));
        }
        let new = NewRequest {
            origin: RequestOrigin::Field,
            title: letter.to_string(),
            description: String::new(),
            organisation: ORGANISATION,
            building: self.building,
            space: None,
            asset: None,
            nature: None,
            priority: Priority::Normal,
        };
        (None, Command::Request(RequestCommand::Create(Box::new(new))), Some(letter))
    }

    fn on_order(&mut self, at: usize, id: DocumentId) -> (Option<DocumentId>, Command, Option<char>) {
        let document = self.phones[at].document(id).unwrap();
        let order = WorkOrder::read(&document).unwrap();
        let letter = self.model.letter();
        let visits: Vec<_> = order.interventions.iter().collect();
        let visit = self.dice.pick(&visits).copied();
        let (command, letter) = match (self.dice.below(9), visit) {
            (0, _) => (WorkOrderCommand::Pause, None),
            (1, _) => (WorkOrderCommand::Finish, None),
            (2, _) => (WorkOrderCommand::CannotFinish { reason: letter.to_string() }, Some(letter)),
            (3 | 4, _) => {
                let material = Material::Other(letter.to_string());
                (
                    WorkOrderCommand::UseMaterial { material, quantity: Quantity(1000), corrects: None },
                    Some(letter),
                )
            }
            (5.., Some((visit, written))) => {
                let mut letters: Vec<char> = written.report.chars().collect();
                letters.insert(self.dice.below(letters.len() + 1), letter);
                let command = WorkOrderCommand::WriteReport {
                    intervention: *visit,
                    before: written.report.clone(),
                    after: letters.into_iter().collect(),
                };
                (command, Some(letter))
            }
            _ => (WorkOrderCommand::Start, None),
        };
        (Some(id), Command::WorkOrder(command), letter)
    }

    fn phone_talks(&mut self) {
        let at = self.dice.below(self.phones.len());
        if self.dice.one_in(6) {
            self.office.fuse.light(1 + self.dice.below(6) as i64);
        }
        if self.dice.one_in(6) {
            self.phones[at].fuse.light(1 + self.dice.below(4) as i64);
        }
        let Self { phones, office, clock, dice, .. } = self;
        phones[at].talk(office, clock, || Fate::roll(dice));
        self.office.fuse.light(0);
        self.phones[at].fuse.light(0);
    }

    /// The network is back for everybody.
    fn settle(&mut self) {
        for _ in 0..3 {
            for phone in &mut self.phones {
                phone.talk(&mut self.office, &self.clock, || Fate::Delivered);
            }
        }
    }

    fn check(&mut self) {
        assert_eq!(self.office.refused(), 0, "nobody did what they may not");
        let documents: Vec<DocumentId> = self.orders.iter().copied().chain([self.building]).collect();
        for phone in &mut self.phones {
            let situation = phone.situation();
            assert_eq!((situation.changes_waiting, situation.set_aside), (0, 0));
            for id in &documents {
                let theirs = self.office.document(*id).unwrap();
                match phone.document(*id) {
                    Some(ours) => {
                        assert!(self.office.is_for(phone.person, *id), "{id} was withdrawn");
                        assert_eq!(ours.heads(), theirs.heads(), "{id}");
                    }
                    None => assert!(!self.office.is_for(phone.person, *id), "{id} never came"),
                }
            }
        }
        self.model.check(|id| self.office.document(id));
        let (grown, again) = self.office.dumps();
        assert_eq!(grown, again, "the office database made again");
    }
}

/// A photo nobody took, with a caption.
fn photo(letter: char) -> PhotoFacts {
    PhotoFacts {
        taken_at: Timestamp(0),
        caption: letter.to_string(),
        phase: PhotoPhase::Defect,
        sha256: Sha256::of(letter.to_string().as_bytes()),
        thumbnail: Sha256::of(b"thumbnail"),
        width_px: 4,
        height_px: 3,
        size_bytes: 12,
    }
}

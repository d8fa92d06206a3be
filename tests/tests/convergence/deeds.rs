//! What people do: technicians on their phones, the office at its desk.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use mobile::replica::Picture;
use mobile::shell::native::prepare;
use shared::announcement::{AnnouncementCommand, NewAnnouncement};
use shared::building::{Access, Address, Asset, AssetField, Building, BuildingCommand, NewBuilding};
use shared::document::photo::PhotoPhase;
use shared::document::priority::Priority;
use shared::request::{NewRequest, RequestCommand, RequestOrigin};
use shared::work_order::{Material, NewWorkOrder, WorkOrder, WorkOrderCommand, WorkOrderField};
use shared::{AssetId, Command, DocumentId, DocumentKind, NatureId, PersonId, Quantity, Sha256, TeamId};

use crate::model::Shown;
use crate::oracle::{STOCK_LISTS, SUPERVISOR, thing_of};
use crate::phone::Told;
use crate::world::{ORGANISATIONS, TEAM, World};

/// What somebody does on a phone.
#[expect(clippy::large_enum_variant, reason = "one is made at a time")]
enum Doing {
    /// On a document, or beginning one; with the letter it writes.
    Edit(Option<DocumentId>, Command, Option<char>),
    Photo(DocumentId, char),
}

impl World {
    pub(crate) fn new_building(&mut self) {
        let asset = Asset {
            name: "Chaudière".to_owned(),
            family: "chaudière".to_owned(),
            space: None,
            make: "Viessmann".to_owned(),
            model: String::new(),
            serial: String::new(),
            installed: String::new(),
            details: [].into(),
        };
        let new = NewBuilding {
            code: format!("ECO-{}", self.buildings.len()),
            name: "École".to_owned(),
            organisation: ORGANISATIONS[self.dice.below(2)],
            address: Address {
                street: "rue Haute".to_owned(),
                number: "1".to_owned(),
                postcode: "5000".to_owned(),
                place: "Namur".to_owned(),
            },
            details: [].into(),
            access: Access::default(),
            hazards: [].into(),
            spaces: [].into(),
            assets: [(AssetId::from_bytes([0xa0 + self.buildings.len() as u8; 16]), asset)].into(),
        };
        self.oracle.execute(SUPERVISOR, None, Command::Building(BuildingCommand::Create(Box::new(new))));
        self.buildings = self.known(DocumentKind::Building);
    }

    pub(crate) fn new_order(&mut self) {
        let building = *self.dice.pick(&self.buildings).unwrap();
        let new = NewWorkOrder {
            assigned: self.some_people(),
            ..NewWorkOrder::new(
                format!("2026-{:04}", self.orders.len() + 1),
                "Entretien".to_owned(),
                ORGANISATIONS[0],
                building,
                NatureId::from_bytes([6; 16]),
            )
        }
        .with(|plan| plan.team = self.maybe_team());
        let create = Command::WorkOrder(WorkOrderCommand::Create(Box::new(new)));
        self.oracle.execute(SUPERVISOR, None, create);
        self.orders = self.known(DocumentKind::WorkOrder);
    }

    /// The office says something to everybody, or to the team.
    fn announces(&mut self) {
        let new = NewAnnouncement {
            text: "Le dépôt est fermé vendredi.".to_owned(),
            team: self.maybe_team(),
            organisation: None,
            until: "2099-12-31".parse().unwrap(),
        };
        let create = Command::Announcement(AnnouncementCommand::Create(Box::new(new)));
        self.oracle.execute(SUPERVISOR, None, create);
        self.announcements = self.known(DocumentKind::Announcement);
    }

    /// The owner of a phone has read an announcement that is on it, or does so once more.
    fn reads(&mut self, at: usize) -> Option<Doing> {
        let id = *self.dice.pick(&self.announcements)?;
        self.phones[at].document(id)?;
        self.oracle.tally.count("announcements read");
        Some(Doing::Edit(Some(id), Command::Announcement(AnnouncementCommand::Read), None))
    }

    /// Documents of a kind, as the office has them.
    fn known(&self, wanted: DocumentKind) -> Vec<DocumentId> {
        let all = self.oracle.office.documents();
        all.into_iter().filter(|(_, kind)| *kind == wanted).map(|(id, _)| id).collect()
    }

    fn some_people(&mut self) -> Vec<PersonId> {
        let dice = &mut self.dice;
        self.people.iter().copied().filter(|_| !dice.one_in(3)).collect()
    }

    fn maybe_team(&mut self) -> Option<TeamId> {
        self.dice.one_in(4).then_some(TEAM)
    }

    pub(crate) fn office_works(&mut self) {
        if self.dice.one_in(8) {
            return self.announces();
        }
        let Some(id) = self.dice.pick(&self.orders).copied() else { return };
        let command = match self.dice.below(8) {
            0 => WorkOrderCommand::Cancel { reason: "double emploi".to_owned() },
            1 => WorkOrderCommand::SendBack { reason: "photo manquante".to_owned() },
            2 => {
                let priority = if self.dice.one_in(2) { Priority::Urgent } else { Priority::Low };
                WorkOrderCommand::Edit(vec![WorkOrderField::Priority(priority)])
            }
            3 => {
                let Some(document) = self.oracle.office.document(id) else { return };
                WorkOrderCommand::Approve { seen: document.heads() }
            }
            4 => WorkOrderCommand::Edit(vec![WorkOrderField::Team(self.maybe_team())]),
            _ => WorkOrderCommand::Assign(self.some_people().into_iter().collect()),
        };
        if self.dice.one_in(6) {
            self.oracle.office.fuse.light(1 + self.dice.below(3));
            self.oracle.tally.count("servers to be killed while the office works");
        }
        self.oracle.execute(SUPERVISOR, Some(id), Command::WorkOrder(command));
        self.oracle.office.fuse.put_out();
    }

    pub(crate) fn technician_works(&mut self) {
        let at = self.some_phone();
        let Some(entry) = self.choose(at) else { return };
        if self.dice.one_in(8) {
            self.phones[at].fuse.light(1 + self.dice.below(2));
            self.oracle.tally.count("phones to be killed while they save");
        }
        let (phone, clock) = (&mut self.phones[at], &self.clock);
        let (id, letter, told) = match entry {
            Doing::Edit(id, command, letter) => (id, letter, phone.execute(id, command, clock)),
            Doing::Photo(id, letter) => {
                let picture = picture(letter);
                for bytes in [&picture.picture, &picture.thumbnail] {
                    self.oracle.model.pictures.take(Sha256::of(bytes), letter);
                }
                (Some(id), Some(letter), phone.photograph(id, letter.to_string(), picture, clock))
            }
        };
        let (document, shown) = match told {
            Told::Saved(document) => (Some(document), Shown::Saved),
            Told::NotSaved => (id, Shown::NotSaved),
            Told::Nothing => (id, Shown::Nothing),
        };
        if let (None, Some(document)) = (id, document) {
            self.requests.push((at, document));
        }
        if let Some(letter) = letter {
            self.oracle.model.note(letter, at, document, shown);
        }
        self.put_out(at);
    }

    /// What the owner of a phone does next.
    fn choose(&mut self, at: usize) -> Option<Doing> {
        let orders = self.phones[at].orders();
        let order = self.dice.pick(&orders).copied();
        match self.dice.below(8) {
            0 => Some(self.remark(at)),
            1 => Some(self.request(at)),
            2 if !self.announcements.is_empty() => self.reads(at),
            _ => order.map(|order| self.on_order(at, order)),
        }
    }

    /// A remark about a building, or a correction of its boiler.
    fn remark(&mut self, at: usize) -> Doing {
        let building = *self.dice.pick(&self.buildings).unwrap();
        if self.dice.one_in(2)
            && let Some(document) = self.phones[at].document(building)
        {
            let asset = *Building::read(&document).unwrap().assets.keys().next().unwrap();
            let field = AssetField::Model(format!("V{}", self.dice.below(100)));
            let command = BuildingCommand::CorrectAsset { asset, field };
            return Doing::Edit(Some(building), Command::Building(command), None);
        }
        let letter = self.oracle.model.letter();
        let command = BuildingCommand::AddRemark { text: letter.to_string() };
        Doing::Edit(Some(building), Command::Building(command), Some(letter))
    }

    /// A new request, or a photo of one that was written here.
    fn request(&mut self, at: usize) -> Doing {
        let letter = self.oracle.model.letter();
        let written: Vec<_> = self.requests.iter().filter(|(phone, _)| *phone == at).collect();
        if let Some((_, id)) = self.dice.pick(&written) {
            return Doing::Photo(*id, letter);
        }
        let new = new_request(letter, self.buildings[0]);
        Doing::Edit(None, Command::Request(RequestCommand::Create(Box::new(new))), Some(letter))
    }

    /// What was said by mistake is taken back: a finish, a photo, now and then.
    fn second_thoughts(&mut self, at: usize, order: &WorkOrder) -> Option<WorkOrderCommand> {
        let me = self.phones[at].person;
        if self.dice.one_in(3) && order.status().finish_to_take_back(order, me).is_some() {
            self.oracle.tally.count("finishes taken back");
            return Some(WorkOrderCommand::TakeBackFinish);
        }
        let photos = order.corrected_photos();
        let (photo, known) = self.dice.pick(&photos)?;
        if !self.dice.one_in(6) {
            return None;
        }
        self.oracle.tally.count("photos corrected or withdrawn");
        // It says nothing that was not said: every letter is written once.
        let (caption, phase) = (String::new(), PhotoPhase::After);
        Some(WorkOrderCommand::CorrectPhoto {
            photo: *photo,
            caption,
            phase,
            withdrawn: known.withdrawn.is_none(),
        })
    }

    fn on_order(&mut self, at: usize, id: DocumentId) -> Doing {
        let document = self.phones[at].document(id).unwrap();
        let letter = self.oracle.model.letter();
        let Ok(order) = WorkOrder::read(&document) else {
            self.oracle.tally.count("edits of an order of a newer schema");
            return Doing::Edit(Some(id), Command::WorkOrder(use_material(letter)), Some(letter));
        };
        if let Some(command) = self.second_thoughts(at, &order) {
            return Doing::Edit(Some(id), Command::WorkOrder(command), None);
        }
        let visits: Vec<_> = order.interventions.iter().collect();
        let visit = self.dice.pick(&visits).copied();
        let (command, letter) = match (self.dice.below(10), visit) {
            (0, _) => (WorkOrderCommand::Pause, None),
            (1, _) => (WorkOrderCommand::Finish, None),
            (2, _) => (
                WorkOrderCommand::CannotFinish {
                    cause: shared::work_order::CannotFinishCause::Other,
                    reason: letter.to_string(),
                },
                Some(letter),
            ),
            (3, _) => (use_material(letter), Some(letter)),
            // Also of a list that this phone does not hold, as a hostile one may.
            (4, _) => {
                let material = Material::Stock(thing_of(self.dice.below(usize::from(STOCK_LISTS)) as u8));
                (WorkOrderCommand::UseMaterial { material, quantity: Quantity(1000), corrects: None }, None)
            }
            (5, _) => return Doing::Photo(id, letter),
            (6.., Some((visit, written))) => {
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
        Doing::Edit(Some(id), Command::WorkOrder(command), letter)
    }
}

pub(crate) fn new_request(letter: char, building: DocumentId) -> NewRequest {
    NewRequest {
        origin: RequestOrigin::Field,
        title: letter.to_string(),
        description: String::new(),
        organisation: ORGANISATIONS[0],
        building,
        space: None,
        asset: None,
        nature: None,
        priority: Priority::Normal,
    }
}

pub(crate) fn use_material(letter: char) -> WorkOrderCommand {
    let material = Material::Other(letter.to_string());
    WorkOrderCommand::UseMaterial { material, quantity: Quantity(1000), corrects: None }
}

/// A small picture, another for every letter.
fn picture(letter: char) -> Picture {
    let number = u32::from(letter);
    let dark_or_light = |x, y| if number >> (x + 4 * y) & 1 == 1 { Rgb([240; 3]) } else { Rgb([15; 3]) };
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_fn(4, 4, dark_or_light).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    prepare(bytes.get_ref()).unwrap()
}

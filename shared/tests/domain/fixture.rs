//! A small world to try the rules in.

use std::cell::Cell;
use std::collections::BTreeSet;

use shared::announcement::{AnnouncementCommand, NewAnnouncement};
use shared::building::{Access, Address, Asset, Building, BuildingCommand, NewBuilding};
use shared::catalogue::{
    Catalogue, CatalogueCommand, CatalogueEntry, Checklist, ChecklistTemplateItem, Nature,
};
use shared::command::execute;
use shared::document::LocalChange;
use shared::document::photo::{DatedBy, PhotoFacts, PhotoPhase};
use shared::document::priority::Priority;
use shared::history::{HistoryCommand, HistoryLine};
use shared::person::{Person, PersonCommand};
use shared::request::{NewRequest, RequestCommand, RequestOrigin};
use shared::stock_list::{NewStockList, StockItem, StockListCommand};
use shared::work_order::{AnswerKind, NewWorkOrder, Origin, WorkOrder, WorkOrderCommand, WorkOrderPlan};
use shared::{
    ActorId, AssetId, Author, Command, CommandError, Document, DocumentId, DocumentKind, Executed, FactId,
    ItemId, Moment, NatureId, OrganisationId, PersonId, Role, Sha256, SpaceId, StockItemId, TeamId,
    Timestamp,
};

pub(crate) const ORGANISATION: OrganisationId = OrganisationId::from_bytes([1; 16]);
pub(crate) const NATURE: NatureId = NatureId::from_bytes([2; 16]);
pub(crate) const BUILDING: DocumentId = DocumentId::from_bytes([4; 16]);
pub(crate) const ORDER: DocumentId = DocumentId::from_bytes([5; 16]);
pub(crate) const REQUEST: DocumentId = DocumentId::from_bytes([6; 16]);
pub(crate) const HISTORY: DocumentId = DocumentId::from_bytes([11; 16]);
pub(crate) const ANNOUNCEMENT: DocumentId = DocumentId::from_bytes([12; 16]);
pub(crate) const TICK: ItemId = ItemId::from_bytes([7; 16]);
pub(crate) const MEASURE: ItemId = ItemId::from_bytes([8; 16]);
pub(crate) const BOILER: AssetId = AssetId::from_bytes([9; 16]);
pub(crate) const CELLAR: SpaceId = SpaceId::from_bytes([10; 16]);

/// Somebody with a replica of their own.
pub(crate) struct Replica {
    pub(crate) person: PersonId,
    pub(crate) actor: ActorId,
    wall_ms: Cell<i64>,
}

pub(crate) fn replica(number: u8) -> Replica {
    Replica {
        person: PersonId::from_bytes([number; 16]),
        actor: ActorId::from_bytes([0x40 | number; 16]),
        wall_ms: Cell::new(1_800_000_000_000),
    }
}

impl Replica {
    /// Moves this replica's clock.
    pub(crate) fn clock_to(&self, wall_ms: i64) {
        self.wall_ms.set(wall_ms);
    }

    pub(crate) fn author(&self) -> Author {
        let wall_ms = self.wall_ms.get();
        self.wall_ms.set(wall_ms + 60_000);
        let entropy =
            (wall_ms as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ u64::from(self.actor.as_bytes()[0]);
        Author {
            person: self.person,
            actor: self.actor,
            moment: Moment { wall: Timestamp(wall_ms), entropy },
        }
    }

    pub(crate) fn does(
        &self,
        document: &mut Document,
        command: WorkOrderCommand,
    ) -> Result<Executed, CommandError> {
        execute(document, &Command::WorkOrder(command), self.author())
    }

    /// Does it, and returns the change.
    pub(crate) fn changes(&self, document: &mut Document, command: WorkOrderCommand) -> LocalChange {
        self.does(document, command).unwrap().change.unwrap()
    }
}

pub(crate) fn item(label: &str, kind: AnswerKind, required: bool) -> ChecklistTemplateItem {
    ChecklistTemplateItem { label: label.to_owned(), kind, unit: None, choices: Vec::new(), required }
}

pub(crate) fn new_order(technicians: &[&Replica]) -> NewWorkOrder {
    NewWorkOrder {
        plan: WorkOrderPlan {
            number: "2026-0001".to_owned(),
            origin: Origin::Request,
            request: None,
            title: "Chaudière en panne".to_owned(),
            description: "Plus d’eau chaude depuis ce matin.".to_owned(),
            organisation: ORGANISATION,
            building: BUILDING,
            space: Some(CELLAR),
            asset: Some(BOILER),
            nature: NATURE,
            priority: Priority::High,
            due: Some("2026-11-24".parse().unwrap()),
            planned: None,
            team: None,
        },
        assigned: technicians.iter().map(|replica| replica.person).collect(),
        checklist: vec![
            (TICK, item("Vanne gaz fermée", AnswerKind::Tick, true)),
            (MEASURE, item("Pression (bar)", AnswerKind::Measure, false)),
        ],
    }
}

pub(crate) fn order(office: &Replica, technicians: &[&Replica]) -> Document {
    let mut document = Document::empty(DocumentKind::WorkOrder, ORDER);
    office.does(&mut document, WorkOrderCommand::Create(Box::new(new_order(technicians)))).unwrap();
    document
}

pub(crate) fn building(office: &Replica) -> Document {
    let mut document = Document::empty(DocumentKind::Building, BUILDING);
    let text = str::to_owned;
    let new = NewBuilding {
        code: text("ECO-001"),
        name: text("École du Centre"),
        organisation: ORGANISATION,
        address: Address {
            street: text("Rue du Moulin"),
            number: text("4"),
            postcode: text("4999"),
            place: text("Valmont"),
        },
        details: [].into(),
        access: Access::default(),
        hazards: [].into(),
        spaces: [].into(),
        assets: [(
            BOILER,
            Asset {
                name: text("Chaudière"),
                family: text("chaudière"),
                space: None,
                make: text("Bulex"),
                model: text("T2"),
                serial: text("123"),
                installed: text("2011"),
                details: [].into(),
            },
        )]
        .into(),
    };
    execute(&mut document, &Command::Building(BuildingCommand::Create(Box::new(new))), office.author())
        .unwrap();
    document
}

pub(crate) fn new_request(title: &str) -> NewRequest {
    NewRequest {
        origin: RequestOrigin::Field,
        title: title.to_owned(),
        description: String::new(),
        organisation: ORGANISATION,
        building: BUILDING,
        space: None,
        asset: None,
        nature: None,
        priority: Priority::Normal,
    }
}

pub(crate) fn request(by: &Replica) -> (Document, LocalChange) {
    let mut document = Document::empty(DocumentKind::Request, REQUEST);
    let create = RequestCommand::Create(Box::new(new_request("Gouttière percée")));
    let made = execute(&mut document, &Command::Request(create), by.author()).unwrap();
    (document, made.change.unwrap())
}

pub(crate) fn history(office: &Replica) -> Document {
    let mut document = Document::empty(DocumentKind::History, HISTORY);
    let line = HistoryLine {
        asset: Some(BOILER),
        number: "2026-0001".to_owned(),
        nature: NATURE,
        technician: office.person,
        finished_at: Timestamp(1_800_000_000_000),
        summary: "Joint remplacé".to_owned(),
    };
    for command in
        [HistoryCommand::Create { building: BUILDING, organisation: None }, HistoryCommand::Record(line)]
    {
        execute(&mut document, &Command::History(command), office.author()).unwrap();
    }
    document
}

pub(crate) fn new_announcement(text: &str) -> NewAnnouncement {
    NewAnnouncement {
        text: text.to_owned(),
        team: None,
        organisation: None,
        until: "2026-12-04".parse().unwrap(),
    }
}

pub(crate) fn announcement(office: &Replica) -> Document {
    let mut document = Document::empty(DocumentKind::Announcement, ANNOUNCEMENT);
    let create = AnnouncementCommand::Create(Box::new(new_announcement("Le dépôt est fermé vendredi.")));
    execute(&mut document, &Command::Announcement(create), office.author()).unwrap();
    document
}

pub(crate) fn catalogue(office: &Replica) -> Document {
    let mut document = Document::empty(DocumentKind::Catalogue, Catalogue::ID);
    let text = str::to_owned;
    let nature = Nature {
        code: text("CHA-DEP"),
        trade: text("Chauffage"),
        action: text("Dépannage"),
        checklist: Some(text("chaudière")),
    };
    let checklist = Checklist {
        label: text("Chaudière"),
        items: vec![(TICK, item("Vanne gaz fermée", AnswerKind::Tick, true))],
    };
    let entries =
        vec![CatalogueEntry::Nature(NATURE, nature), CatalogueEntry::Checklist(text("chaudière"), checklist)];
    for command in [CatalogueCommand::Create, CatalogueCommand::Put(entries)] {
        execute(&mut document, &Command::Catalogue(command), office.author()).unwrap();
    }
    document
}

pub(crate) fn card(office: &Replica) -> Document {
    let mut document = Document::empty(DocumentKind::Person, Person::card(office.person));
    let team = Some(TeamId::from_bytes([0x31; 16]));
    let person = Person { name: "Anne Lambert".to_owned(), role: Role::Supervisor, team };
    for command in
        [PersonCommand::Create(Person { team: None, ..person.clone() }), PersonCommand::Change(person)]
    {
        execute(&mut document, &Command::Person(command), office.author()).unwrap();
    }
    document
}

pub(crate) fn stock_item(label: &str) -> StockItem {
    StockItem { code: "CHA-001".to_owned(), label: label.to_owned(), unit: "pièce".to_owned() }
}

pub(crate) fn stock_list(office: &Replica) -> Document {
    let mut document = Document::empty(DocumentKind::StockList, DocumentId::from_bytes([0x32; 16]));
    let (valve, seal) = (StockItemId::from_bytes([0x33; 16]), StockItemId::from_bytes([0x34; 16]));
    let (teams, items) = ([TeamId::from_bytes([0x31; 16])].into(), [(valve, stock_item("Vanne"))].into());
    for command in [
        StockListCommand::Create(Box::new(NewStockList { section: "Chauffage".to_owned(), teams, items })),
        StockListCommand::Put([(valve, stock_item("Vanne 1/2\"")), (seal, stock_item("Joint"))].into()),
        StockListCommand::SetTeams([TeamId::from_bytes([0x35; 16])].into()),
    ] {
        execute(&mut document, &Command::StockList(command), office.author()).unwrap();
    }
    document
}

pub(crate) fn photo() -> PhotoFacts {
    PhotoFacts {
        taken_at: Timestamp(1_800_000_000_000),
        dated_by: DatedBy::Camera,
        caption: "Fuite".to_owned(),
        phase: PhotoPhase::Before,
        sha256: Sha256::of(b"photo"),
        thumbnail: Sha256::of(b"thumbnail"),
        width_px: 1600,
        height_px: 1200,
        size_bytes: 250_000,
    }
}

pub(crate) fn tick(document: &mut Document, replica: &Replica) {
    let value = Some(shared::work_order::AnswerValue::Tick(true));
    replica.does(document, WorkOrderCommand::Answer { item: TICK, value }).unwrap();
}

/// Starts, answers what is required, and finishes.
pub(crate) fn work_through(document: &mut Document, replica: &Replica) {
    replica.does(document, WorkOrderCommand::Start).unwrap();
    tick(document, replica);
    replica.does(document, WorkOrderCommand::Finish).unwrap();
}

pub(crate) fn approve(document: &mut Document, office: &Replica) -> Result<Executed, CommandError> {
    let seen = document.heads();
    office.does(document, WorkOrderCommand::Approve { seen })
}

pub(crate) fn read(document: &Document) -> WorkOrder {
    WorkOrder::read(document).unwrap()
}

pub(crate) fn reread_building(document: &Document) -> Building {
    Building::read(document).unwrap()
}

pub(crate) fn merged(one: &Document, other: &Document) -> Document {
    let mut both = one.clone();
    both.merge(other).unwrap();
    let mut reversed = other.clone();
    reversed.merge(one).unwrap();
    assert_eq!(both.heads(), reversed.heads());
    assert_eq!(read(&both), read(&reversed), "both replicas must read the same");
    both
}

pub(crate) fn assigned(replicas: &[&Replica]) -> BTreeSet<PersonId> {
    replicas.iter().map(|replica| replica.person).collect()
}

pub(crate) fn first_visit(document: &Document) -> FactId {
    *read(document).interventions.keys().next().unwrap()
}

//! A small commune to send bytes to: an order somebody is at work on, and one of each other kind
//! of document.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use shared::announcement::{AnnouncementCommand, NewAnnouncement};
use shared::building::{Access, Address, Asset, BuildingCommand, NewBuilding};
use shared::catalogue::{Catalogue, CatalogueCommand, ChecklistTemplateItem};
use shared::command::execute;
use shared::document::LocalChange;
use shared::document::priority::Priority;
use shared::history::HistoryCommand;
use shared::person::{Person, PersonCommand};
use shared::request::{NewRequest, RequestCommand, RequestOrigin};
use shared::stock_list::{NewStockList, StockItem, StockListCommand};
use shared::work_order::{AnswerKind, NewWorkOrder, WorkOrder, WorkOrderCommand};
use shared::{
    ActorId, AssetId, Author, Command, DeviceId, Document, DocumentId, DocumentKind, ItemId, Moment,
    NatureId, OrganisationId, PersonId, Role, Timestamp,
};
use sync_server::base::clock::Clock;
use sync_server::base::roles::Roles;
use sync_server::domains::ROWS;
use sync_server::domains::RULES;
use sync_server::engine::job::Job;
use sync_server::engine::{Core, jobs};
use sync_server::projection::Projection;
use sync_server::sql;
use sync_server::store::{Audience, DeviceRow, PersonRow, Store};

pub(super) const NOW: Timestamp = Timestamp(1_800_000_000_000);
pub(super) const SUPERVISOR: PersonId = PersonId::from_bytes([1; 16]);
pub(super) const TECHNICIAN: PersonId = PersonId::from_bytes([2; 16]);
pub(super) const PHONE: DeviceId = DeviceId::from_bytes([3; 16]);
const ORGANISATION: OrganisationId = OrganisationId::from_bytes([4; 16]);
const BUILDING: DocumentId = DocumentId::from_bytes([5; 16]);
const ITEM: ItemId = ItemId::from_bytes([6; 16]);
const BOILER: AssetId = AssetId::from_bytes([7; 16]);
const NATURE: NatureId = NatureId::from_bytes([8; 16]);

/// Who wrote a document, and what somebody there may go on to write.
pub(super) struct Written {
    pub(super) document: Document,
    pub(super) creation: LocalChange,
    pub(super) next: LocalChange,
}

fn author(person: PersonId, at: i64) -> Author {
    let moment = Moment { wall: NOW.plus_ms(at), entropy: at.unsigned_abs() };
    Author { person, actor: ActorId::from_bytes([person.as_bytes()[0]; 16]), moment }
}

/// Has somebody do something honest, so many milliseconds into the story.
pub(super) fn does(document: &mut Document, person: PersonId, at: i64, command: Command) -> LocalChange {
    execute(document, &command, author(person, at)).expect("honest").change.expect("a change")
}

/// A document begun by the supervisor and gone on with by `person`.
fn written(id: DocumentId, create: Command, person: PersonId, go_on: Vec<Command>, next: Command) -> Written {
    let mut document = Document::empty(create.document_kind(), id);
    let creation = does(&mut document, SUPERVISOR, 0, create);
    for (at, command) in (1_i64..).zip(go_on) {
        does(&mut document, person, at, command);
    }
    let next = does(&mut document.clone(), person, 100, next);
    Written { document, creation, next }
}

fn text(text: &str) -> String {
    text.to_owned()
}

pub(super) fn new_order() -> NewWorkOrder {
    NewWorkOrder {
        assigned: vec![TECHNICIAN],
        checklist: vec![(
            ITEM,
            ChecklistTemplateItem {
                label: text("Vanne gaz fermée"),
                kind: AnswerKind::Tick,
                unit: None,
                choices: Vec::new(),
                required: true,
            },
        )],
        ..NewWorkOrder::new(text("2026-0001"), text("Chaudière en panne"), ORGANISATION, BUILDING, NATURE)
    }
    .with(|plan| {
        plan.description = text("Plus d’eau chaude.");
        plan.asset = Some(BOILER);
        plan.priority = Priority::High;
        plan.due = "2027-02-28".parse().ok();
    })
}

fn order() -> Written {
    let command = |command| Command::WorkOrder(command);
    let create = command(WorkOrderCommand::Create(Box::new(new_order())));
    let mut begun = Document::empty(DocumentKind::WorkOrder, DocumentId::from_bytes([0x10; 16]));
    does(&mut begun, SUPERVISOR, 0, create.clone());
    does(&mut begun, TECHNICIAN, 1, command(WorkOrderCommand::Start));
    let visit = *WorkOrder::read(&begun).expect("an order").interventions.keys().next().expect("a visit");
    let report = |before: &str, after: &str| {
        let (before, after) = (text(before), text(after));
        command(WorkOrderCommand::WriteReport { intervention: visit, before, after })
    };
    let tick = shared::work_order::AnswerValue::Tick(true);
    let go_on = vec![
        command(WorkOrderCommand::Start),
        report("", "Joint remplacé."),
        command(WorkOrderCommand::Answer { item: ITEM, value: Some(tick) }),
    ];
    let next = report("Joint remplacé.", "Le joint est remplacé");
    written(begun.id(), create, TECHNICIAN, go_on, next)
}

fn building() -> Written {
    let asset = Asset {
        name: text("Chaudière"),
        family: text("chaudière"),
        space: None,
        make: text("Bulex"),
        model: text("T2"),
        serial: text("123"),
        installed: text("2011"),
        details: [].into(),
    };
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
        assets: [(BOILER, asset)].into(),
    };
    let create = Command::Building(BuildingCommand::Create(Box::new(new)));
    let next = Command::Building(BuildingCommand::AddRemark { text: text("Clé chez le concierge") });
    written(BUILDING, create, TECHNICIAN, vec![next.clone()], next)
}

fn request() -> Written {
    let new = NewRequest {
        origin: RequestOrigin::Field,
        title: text("Gouttière percée"),
        description: text("Côté cour."),
        organisation: ORGANISATION,
        building: BUILDING,
        space: None,
        asset: None,
        nature: None,
        priority: Priority::Normal,
    };
    let create = Command::Request(RequestCommand::Create(Box::new(new)));
    let next = Command::Request(RequestCommand::Close { reason: text("doublon") });
    written(DocumentId::from_bytes([0x11; 16]), create, SUPERVISOR, vec![], next)
}

fn history() -> Written {
    let line = shared::history::HistoryLine {
        asset: Some(BOILER),
        number: text("2026-0001"),
        nature: NATURE,
        technician: TECHNICIAN,
        finished_at: NOW,
        summary: text("Joint remplacé"),
    };
    let create = Command::History(HistoryCommand::Create { building: BUILDING, organisation: None });
    let record = Command::History(HistoryCommand::Record(line));
    written(DocumentId::from_bytes([0x12; 16]), create, SUPERVISOR, vec![], record)
}

fn catalogue() -> Written {
    let team = shared::catalogue::CatalogueEntry::Team(
        shared::TeamId::from_bytes([9; 16]),
        shared::catalogue::Team { name: text("Chauffage") },
    );
    let create = Command::Catalogue(CatalogueCommand::Create);
    written(Catalogue::ID, create, SUPERVISOR, vec![], Command::Catalogue(CatalogueCommand::Put(vec![team])))
}

fn announcement() -> Written {
    let until = "2027-03-05".parse().expect("a day");
    let new =
        NewAnnouncement {
            text: text("Le dépôt est fermé vendredi."), team: None, organisation: None, until
        };
    let create = Command::Announcement(AnnouncementCommand::Create(Box::new(new)));
    let read = Command::Announcement(AnnouncementCommand::Read);
    written(DocumentId::from_bytes([0x13; 16]), create, TECHNICIAN, vec![], read)
}

fn card() -> Written {
    let person = Person { name: text("Anne Lambert"), role: Role::Supervisor, team: None };
    let next = Command::Person(PersonCommand::Change(Person { name: text("Anne Deprez"), ..person.clone() }));
    written(
        Person::card(SUPERVISOR),
        Command::Person(PersonCommand::Create(person)),
        SUPERVISOR,
        vec![],
        next,
    )
}

fn stock_list() -> Written {
    let new = NewStockList { section: text("Chauffage"), teams: [].into(), items: [].into() };
    let valve = StockItem { code: text("CHA-001"), label: text("Vanne"), unit: text("pièce") };
    let put = StockListCommand::Put([(shared::StockItemId::from_bytes([0x15; 16]), valve)].into());
    let create = Command::StockList(StockListCommand::Create(Box::new(new)));
    written(DocumentId::from_bytes([0x14; 16]), create, SUPERVISOR, vec![], Command::StockList(put))
}

/// One document of each kind.
pub(super) fn documents() -> Vec<Written> {
    vec![order(), building(), request(), history(), catalogue(), announcement(), card(), stock_list()]
}

/// Moves on with every look.
#[derive(Default)]
pub(super) struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        NOW.plus_ms(1000 * self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn entropy(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed).unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// The technician's phone, as the server knows it.
pub(super) fn phone() -> DeviceRow {
    DeviceRow::new(PHONE, TECHNICIAN, text("téléphone"), NOW)
}

/// People as the server knows them.
pub(super) fn people() -> [PersonRow; 2] {
    [(SUPERVISOR, Role::Supervisor), (TECHNICIAN, Role::Technician)].map(|(id, role)| {
        let (login, name) = (id.to_string(), role.to_string());
        PersonRow { id, login, password_hash: None, name, roles: Roles::everywhere(role), language: None }
    })
}

/// A server in memory with an order for the technician.
pub(super) fn core() -> Core {
    let memory = || sql::Connection::open_in_memory().expect("memory");
    let projection = Projection::open(memory(), ROWS).expect("an office database");
    let store = Store::open(memory()).expect("a store");
    let mut core = Core::new(store, projection, Arc::new(Ticking::default()), RULES).expect("a core");
    for person in people() {
        let id = person.id;
        does_at(&mut core, jobs::write(move |store| store.put_person(&person)));
        does_at(&mut core, jobs::set_audiences(id, [Audience::Person(id), Audience::All].into()));
    }
    does_at(&mut core, jobs::write(|store| store.add_device(&phone(), [0; 32])));
    let create = Command::WorkOrder(WorkOrderCommand::Create(Box::new(new_order())));
    does_at(&mut core, jobs::execute(SUPERVISOR, Some(DocumentId::from_bytes([0x10; 16])), create));
    core
}

/// Has the server do one thing.
pub(super) fn does_at<T: Send + 'static>(core: &mut Core, job: Job<T>) -> T {
    core.run_one(job).expect("the server does it")
}

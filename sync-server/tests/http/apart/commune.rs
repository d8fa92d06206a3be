//! Two administrations with something of each kind there is, a building that both have with something of each, and people
//! of one, of the other and of both.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use shared::announcement::{AnnouncementCommand, NewAnnouncement};
use shared::building::{Access, Address, BuildingCommand, NewBuilding};
use shared::catalogue::{Catalogue, CatalogueCommand, CatalogueEntry, Organisation};
use shared::document::photo::PhotoFacts;
use shared::document::priority::Priority;
use shared::person::{Person, PersonCommand};
use shared::request::{NewRequest, RequestCommand, RequestOrigin};
use shared::wire::SyncRequest;
use shared::work_order::{NewWorkOrder, WorkOrderCommand, WorkOrderPlan};
use shared::{
    ChangeHash, Command, DeviceId, Document, DocumentId, DocumentKind, OrganisationId, PersonId, Role, Sha256,
};
use sync_server::base::roles::Roles;
use sync_server::base::secret::{fresh_token, secret_hash};
use sync_server::routes;
use sync_server::store::{Audience, PersonRow};

use crate::apart::visitor::Visitor;
use crate::apart::{A, B};
use crate::hostile_bodies::photo_facts;
use crate::phone::Phone;
use crate::photos::jpeg;
use crate::test_office::{START, SUPERVISOR, TestOffice, new_order};

pub(super) const ADMINISTRATOR: PersonId = PersonId::from_bytes([0x70; 16]);

/// Something that somebody may see or not.
pub(super) struct Thing {
    /// Words that stand on no page but one that shows it; pages of bytes have none.
    pub(super) marker: String,
    /// The addresses about it, as their rows have them, and as it is asked for.
    pub(super) addresses: Vec<(&'static str, String)>,
    /// The administrations it is of; for people, those they work for.
    pub(super) of: BTreeSet<OrganisationId>,
    /// Who and which administrations are named in it.
    pub(super) names: Vec<String>,
}

pub(super) struct Commune {
    pub(super) office: TestOffice,
    pub(super) things: Vec<Thing>,
    router: Router,
    /// Buildings, people and their phones, by the administrations they are of.
    pub(super) buildings: BTreeMap<&'static str, DocumentId>,
    pub(super) people: BTreeMap<&'static str, PersonId>,
    pub(super) phones: BTreeMap<&'static str, Phone>,
    /// Takes the pictures.
    camera: Phone,
    count: u32,
    /// What is not as the model says.
    faults: RefCell<Vec<String>>,
}

/// Where orders and requests are: how they are called, in which building, of which administration.
const PLACES: [(&str, &str, OrganisationId); 3] = [("A", "A", A), ("ABA", "AB", A), ("ABB", "AB", B)];

/// Where something that takes its time is tried: in one building, and in the one that both have.
fn is_tried(name: &str) -> bool {
    ["A", "ABB"].contains(&name)
}

fn own(organisation: OrganisationId) -> &'static str {
    if organisation == A { "A" } else { "B" }
}

fn administration(organisation: OrganisationId) -> String {
    format!("zqadm{}", own(organisation))
}

pub(super) fn technician(key: &str) -> String {
    format!("zqtech{}", if key == "AB" { "X" } else { key })
}

impl Commune {
    /// The administrations, with their buildings and people.
    pub(super) async fn begin() -> Self {
        let office = TestOffice::open().await;
        office.was_restored().await;
        office.has(ADMINISTRATOR, "admin", Roles::everywhere(Role::Administrator)).await;
        let router = routes(office.app.clone());
        let camera = office.enrol(SUPERVISOR).await;
        let mut commune = Self {
            office,
            things: Vec::new(),
            router,
            buildings: BTreeMap::new(),
            people: BTreeMap::new(),
            phones: BTreeMap::new(),
            camera,
            count: 0,
            faults: RefCell::default(),
        };
        commune.are_known().await;
        for (byte, key, of) in [(0x71, "A", vec![A]), (0x72, "B", vec![B]), (0x73, "AB", vec![A, B])] {
            let building = commune.builds(key, &of).await;
            commune.buildings.insert(key, building);
            commune.employs(PersonId::from_bytes([byte; 16]), key, of).await;
        }
        commune
    }

    /// With something of each kind.
    pub(super) async fn found() -> Self {
        let mut commune = Self::begin().await;
        for (key, of) in [("A", A), ("B", B), ("AB", A)] {
            commune.is_refused(key, of).await;
        }
        // Made by somebody who does not work there.
        let number = commune.refused_creation("zqabusB", "A", ("B", B)).await;
        commune.add_refused("zqabusB", "A", B, number);
        for (name, key, of) in PLACES {
            commune.has_orders(name, key, of).await;
            commune.asks(&format!("zqdem{name}"), key, of).await;
        }
        for (key, of) in [("A", A), ("B", B)] {
            let text = format!("zqann{key}");
            let id = commune.announces(&text, of).await;
            commune.add(&text, [of], &["/office/announcements/{id}"], &id.to_string());
            let title = format!("zqoffr{key}");
            commune.offered(&title, key, (key, of)).await;
            commune.add(&title, [of], &[], "");
            commune.names(&technician(key));
            let title = format!("zqconf{key}");
            let (id, changes) = commune.offered(&title, key, (key, of)).await;
            commune.office.app.engine.confirm(SUPERVISOR, id, changes).await.unwrap();
            commune.add(&title, [of], &["/office/work-orders/{id}"], &id.to_string());
            commune.names(&technician(key));
        }
        commune
    }

    /// Orders in every state, one with a photo.
    async fn has_orders(&mut self, name: &str, key: &'static str, of: OrganisationId) {
        let rows = ["/office/work-orders/{id}"];
        let title = format!("zqbon{name}");
        let id = self.order(&title, key, of).await;
        let with_paper = ["/office/work-orders/{id}", "/office/work-orders/{id}/print"];
        self.add(&title, [of], &with_paper, &id.to_string());
        self.photographs(id, of, |facts| Command::WorkOrder(WorkOrderCommand::AddPhoto(facts))).await;
        for (kind, is_approved) in [("zqfini", false), ("zqvali", true)] {
            let title = format!("{kind}{name}");
            let id = self.finished(&title, key, of).await;
            self.add(&title, [of], &rows, &id.to_string());
            self.names(&technician(own(of)));
            if is_approved {
                self.approves(id).await;
            }
            if is_approved && is_tried(name) {
                let rows = ["/office/work-orders/{id}/report.pdf", "/office/work-orders/{id}/report.json"];
                self.add("", [of], &rows, &id.to_string());
            }
        }
        let title = format!("zqcont{name}");
        let id = self.contradicted(&title, key, of).await;
        self.add(&title, [of], &rows, &id.to_string());
        self.names(&technician(own(of)));
    }

    pub(super) fn add(
        &mut self,
        marker: &str,
        of: impl IntoIterator<Item = OrganisationId>,
        rows: &[&'static str],
        id: &str,
    ) {
        let address = |row: &&'static str| {
            let path = row.replace("{id}", id).replace("{sha256}", id).replace("{number}", id);
            (*row, path.replace("{space}", "new").replace("{asset}", "new"))
        };
        let (marker, addresses) = (marker.to_owned(), rows.iter().map(address).collect());
        self.things.push(Thing { marker, addresses, of: of.into_iter().collect(), names: Vec::new() });
    }

    /// Says who is named in the last thing.
    fn names(&mut self, name: &str) {
        self.things.last_mut().unwrap().names.push(name.to_owned());
    }

    fn names_administrations(&mut self, of: &[OrganisationId]) {
        for organisation in of {
            self.names(&administration(*organisation));
        }
    }

    /// Two administrations, by name.
    async fn are_known(&mut self) {
        let entry = |organisation: OrganisationId| {
            let name = administration(organisation);
            CatalogueEntry::Organisation(organisation, Organisation { code: name.clone(), name })
        };
        let entries = vec![entry(A), entry(B)];
        for command in [CatalogueCommand::Create, CatalogueCommand::Put(entries)] {
            self.manages(Some(Catalogue::ID), Command::Catalogue(command)).await;
        }
        for organisation in [A, B] {
            self.add(&administration(organisation), [organisation], &[], "");
        }
    }

    fn add_refused(&mut self, title: &str, by: &str, of: OrganisationId, number: i64) {
        let rows = ["/office/refused/{number}", "/office/refused/{number}/bytes"];
        self.add(title, [of], &rows, &number.to_string());
        self.names(&technician(by));
    }

    /// A phone's change of an order is refused, and the beginning of another; a third was dealt with.
    async fn is_refused(&mut self, key: &'static str, of: OrganisationId) {
        let row = ["/office/work-orders/{id}"];
        let title = format!("zqrefus{key}");
        let (order, number) = self.refused_cancellation(&title, key, of).await;
        self.add_refused(&title, key, of, number);
        self.add(&title, [of], &row, &order.to_string());
        self.names(&technician(key));
        let title = format!("zqneuf{key}");
        let number = self.refused_creation(&title, key, (key, of)).await;
        self.add_refused(&title, key, of, number);
        let title = format!("zqmort{key}");
        let (order, number) = self.refused_cancellation(&title, key, of).await;
        self.office.app.engine.dismiss(number, SUPERVISOR).await.unwrap();
        self.add_refused(&title, key, of, number);
        self.add(&title, [of], &row, &order.to_string());
        self.names(&technician(key));
    }

    pub(super) async fn builds(&mut self, key: &str, of: &[OrganisationId]) -> DocumentId {
        let name = format!("zqbat{key}");
        let address = Address {
            street: "Rue du Moulin".to_owned(),
            number: "4".to_owned(),
            postcode: "4999".to_owned(),
            place: "Valmont".to_owned(),
        };
        let new = NewBuilding {
            code: format!("C-{name}"),
            name: name.clone(),
            organisation: of[0],
            address,
            details: [].into(),
            access: Access::default(),
            hazards: BTreeMap::new(),
            spaces: BTreeMap::new(),
            assets: BTreeMap::new(),
        };
        let id = self.manages(None, Command::Building(BuildingCommand::Create(Box::new(new)))).await;
        for other in &of[1..] {
            self.manages(Some(id), Command::Building(BuildingCommand::Share(*other))).await;
        }
        let rows = [
            "/office/buildings/{id}",
            "/office/buildings/{id}/edit",
            "/office/buildings/{id}/spaces/{space}",
            "/office/buildings/{id}/assets/{asset}",
        ];
        self.add(&name, of.to_vec(), &rows, &id.to_string());
        self.names_administrations(of);
        id
    }

    /// A technician with a phone.
    async fn employs(&mut self, id: PersonId, key: &'static str, of: Vec<OrganisationId>) {
        let name = technician(key);
        self.office.has(id, &name, Roles::only_at(Role::Technician, of.clone())).await;
        let card = Person { name: name.clone(), role: Role::Technician, team: None };
        self.manages(Some(Person::card(id)), Command::Person(PersonCommand::Create(card))).await;
        let hears = of.iter().copied().map(Audience::Organisation).chain([Audience::Person(id)]);
        self.office.app.engine.set_audiences(id, hears.collect()).await.unwrap();
        let mut phone = self.office.enrol(id).await;
        self.office.sync(&mut phone, vec![]).await;
        self.add(&name, of.clone(), &["/office/people/{id}"], &id.to_string());
        self.names_administrations(&of);
        self.add(&name, of, &["/office/devices/{id}"], &phone.device.to_string());
        self.people.insert(key, id);
        self.phones.insert(key, phone);
    }

    /// An order for the technician of these administrations.
    fn new_order(&self, title: &str, key: &str, of: OrganisationId, by: &str) -> NewWorkOrder {
        let NewWorkOrder { plan, .. } = new_order(&[]);
        let (number, building) = (format!("N-{title}"), self.buildings[key]);
        let plan = WorkOrderPlan { number, title: title.to_owned(), building, organisation: of, ..plan };
        NewWorkOrder { plan, assigned: vec![self.people[by]], checklist: Vec::new() }
    }

    /// An open order of an administration in a building.
    pub(super) async fn order(&self, title: &str, key: &str, of: OrganisationId) -> DocumentId {
        self.order_for(own(of), title, key, of).await
    }

    pub(super) async fn order_for(&self, by: &str, title: &str, key: &str, of: OrganisationId) -> DocumentId {
        let new = self.new_order(title, key, of, by);
        self.manages(None, Command::WorkOrder(WorkOrderCommand::Create(Box::new(new)))).await
    }

    /// A finished one.
    pub(super) async fn finished(&self, title: &str, key: &str, of: OrganisationId) -> DocumentId {
        let id = self.order(title, key, of).await;
        for command in [WorkOrderCommand::Start, WorkOrderCommand::Finish] {
            let command = Command::WorkOrder(command);
            self.office.app.engine.execute(self.people[own(of)], Some(id), command).await.unwrap();
        }
        id
    }

    pub(super) async fn approves(&self, id: DocumentId) {
        let seen = self.office.document(id).await.heads();
        self.office.does(Some(id), WorkOrderCommand::Approve { seen }).await;
    }

    /// One that is finished though it was cancelled.
    pub(super) async fn contradicted(
        &mut self,
        title: &str,
        key: &'static str,
        of: OrganisationId,
    ) -> DocumentId {
        let id = self.order(title, key, of).await;
        let mut copy = self.office.document(id).await;
        let phone = self.phones.get_mut(own(of)).unwrap();
        // After the cancellation, of which it knows nothing.
        phone.wall = START.plus_ms(60_000);
        let mut work = phone.does(&mut copy, WorkOrderCommand::Start);
        work.changes.extend(phone.does(&mut copy, WorkOrderCommand::Finish).changes);
        self.office.does(Some(id), WorkOrderCommand::Cancel { reason: "non".to_owned() }).await;
        let reply = self.office.sync(phone, vec![work]).await;
        assert!(reply.refused.is_empty(), "{:?}", reply.refused);
        phone.wall = START;
        id
    }

    /// A phone cancels an order, which no technician may; the order and the number of what was refused.
    pub(super) async fn refused_cancellation(
        &mut self,
        title: &str,
        key: &'static str,
        of: OrganisationId,
    ) -> (DocumentId, i64) {
        let id = self.order_for(key, title, key, of).await;
        let mut copy = self.office.document(id).await;
        let phone = self.phones.get_mut(key).unwrap();
        let work = phone.does(&mut copy, WorkOrderCommand::Cancel { reason: "non".to_owned() });
        assert_eq!(self.office.sync(phone, vec![work]).await.refused.len(), 1);
        (id, self.refused_of(id).await)
    }

    /// A phone makes an order, which no technician may; the number of what was refused.
    pub(super) async fn refused_creation(
        &mut self,
        title: &str,
        by: &'static str,
        (key, of): (&str, OrganisationId),
    ) -> i64 {
        let new = WorkOrderCommand::Create(Box::new(self.new_order(title, key, of, by)));
        let id = self.unknown_id();
        let phone = self.phones.get_mut(by).unwrap();
        let work = phone.does(&mut Document::empty(DocumentKind::WorkOrder, id), new);
        assert_eq!(self.office.sync(phone, vec![work]).await.refused.len(), 1);
        self.refused_of(id).await
    }

    async fn refused_of(&self, document: DocumentId) -> i64 {
        let refused = self.office.app.engine.read(|store| store.refused_page(true, 0, 1_000)).await.unwrap();
        refused.iter().find(|row| row.document == document).unwrap().id
    }

    /// A phone brings an order back that another office made before this one was restored.
    pub(super) async fn offered(
        &mut self,
        title: &str,
        by: &'static str,
        (key, of): (&str, OrganisationId),
    ) -> (DocumentId, BTreeSet<ChangeHash>) {
        let new = WorkOrderCommand::Create(Box::new(self.new_order(title, key, of, by)));
        let id = self.unknown_id();
        let mut elsewhere = Phone::new(DeviceId::from_bytes(*id.as_bytes()), String::new(), SUPERVISOR);
        let mut lost = Document::empty(DocumentKind::WorkOrder, id);
        let work = elsewhere.does(&mut lost, new);
        let phone = self.phones.get_mut(by).unwrap();
        let request = SyncRequest { offered: vec![work], ..phone.request(vec![]) };
        let reply = self.office.post_sync(phone, request.encode()).await.reply();
        phone.takes_in(&reply);
        (id, lost.heads().hashes().iter().copied().collect())
    }

    pub(super) fn unknown_id(&mut self) -> DocumentId {
        self.count += 1;
        let mut bytes = [0x33; 16];
        bytes[..4].copy_from_slice(&self.count.to_be_bytes());
        DocumentId::from_bytes(bytes)
    }

    /// A document gets a picture, which is received with its thumbnail: both are asked for by their hashes.
    async fn photographs(&mut self, id: DocumentId, of: OrganisationId, command: fn(PhotoFacts) -> Command) {
        let pictures = [(); 2].map(|()| {
            self.count += 1;
            jpeg(u8::try_from(self.count * 7).unwrap())
        });
        let mut facts = photo_facts("photo");
        [facts.sha256, facts.thumbnail] = [0, 1].map(|at| Sha256::of(&pictures[at]));
        self.office.app.engine.execute(SUPERVISOR, Some(id), command(facts)).await.unwrap();
        for picture in pictures {
            let sha256 = Sha256::of(&picture);
            self.office.upload(&self.camera, sha256, &picture).await;
            self.add("", [of], &["/office/photos/{sha256}"], &sha256.to_string());
        }
    }

    /// A request with a photo.
    pub(super) async fn asks(&mut self, title: &str, key: &str, of: OrganisationId) -> DocumentId {
        let id = self.request(title, key, of).await;
        self.add(title, [of], &["/office/requests/{id}"], &id.to_string());
        if title.strip_prefix("zqdem").is_some_and(is_tried) {
            self.photographs(id, of, |facts| Command::Request(RequestCommand::AddPhoto(facts))).await;
        }
        id
    }

    pub(super) async fn request(&self, title: &str, key: &str, of: OrganisationId) -> DocumentId {
        let new = NewRequest {
            origin: RequestOrigin::Counter,
            title: title.to_owned(),
            description: String::new(),
            organisation: of,
            building: self.buildings[key],
            space: None,
            asset: None,
            nature: None,
            priority: Priority::Normal,
        };
        self.manages(None, Command::Request(RequestCommand::Create(Box::new(new)))).await
    }

    /// Notes what is not as the model says.
    pub(super) fn expects(&self, is_so: bool, fault: impl FnOnce() -> String) {
        if !is_so {
            self.faults.borrow_mut().push(fault());
        }
    }

    /// Everything was as the model says.
    pub(super) fn is_as_expected(&self) {
        let faults = self.faults.borrow();
        let first: Vec<&str> = faults.iter().take(40).map(String::as_str).collect();
        assert!(faults.is_empty(), "{} faults, of which the first:\n{}", faults.len(), first.join("\n"));
    }

    /// The administrator does something.
    /// An announcement of an administration.
    pub(super) async fn announces(&self, text: &str, of: OrganisationId) -> DocumentId {
        let until = "2027-12-31".parse().unwrap();
        let new = NewAnnouncement { text: text.to_owned(), team: None, organisation: Some(of), until };
        self.manages(None, Command::Announcement(AnnouncementCommand::Create(Box::new(new)))).await
    }

    pub(super) async fn manages(&self, id: Option<DocumentId>, command: Command) -> DocumentId {
        self.office.app.engine.execute(ADMINISTRATOR, id, command).await.unwrap().0
    }

    /// Somebody, signed in; the byte stands for who.
    pub(super) async fn visitor(&self, byte: u8, roles: Roles) -> Visitor {
        let id = PersonId::from_bytes([byte; 16]);
        self.office.has(id, &format!("visitor {byte}"), roles.clone()).await;
        let (engine, now) = (&self.office.app.engine, self.office.app.engine.clock().now());
        let token = fresh_token(engine.clock());
        let hash = secret_hash(&token);
        engine.write(move |store| store.begin_session(hash, id, now, "Firefox")).await.unwrap();
        Visitor { router: self.router.clone(), roles, cookie: format!("guichet_session={token}") }
    }
}

impl TestOffice {
    pub(crate) async fn has(&self, id: PersonId, login: &str, roles: Roles) {
        let (login, name) = (login.to_owned(), login.to_owned());
        let row = PersonRow { id, login, password_hash: None, name, roles, language: None };
        self.app.engine.write(move |store| store.put_person(&row)).await.unwrap();
    }
}

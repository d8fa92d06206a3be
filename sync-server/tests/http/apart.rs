//! Administrations apart: every address of the office, asked for each thing by people with every combination of roles in
//! two administrations, held against a model that knows nothing but who has which role where and of which administrations
//! a thing is.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use shared::building::{Access, Address, BuildingCommand, NewBuilding};
use shared::document::priority::Priority;
use shared::person::{Person, PersonCommand};
use shared::request::{NewRequest, RequestCommand, RequestOrigin};
use shared::work_order::{NewWorkOrder, WorkOrderCommand, WorkOrderPlan};
use shared::{Command, DocumentId, OrganisationId, PersonId, Role, Sha256};
use sync_server::base::roles::Roles;
use sync_server::base::secret::{fresh_token, secret_hash};
use sync_server::routes;
use sync_server::store::PersonRow;
use tower::ServiceExt as _;

use crate::access::{expected, letter};
use crate::answer::Answer;
use crate::hostile_bodies::photo_facts;
use crate::photos::jpeg;
use crate::test_office::{SUPERVISOR, TestOffice, new_order};

const A: OrganisationId = OrganisationId::from_bytes([0xA0; 16]);
const B: OrganisationId = OrganisationId::from_bytes([0xB0; 16]);
const ADMINISTRATOR: PersonId = PersonId::from_bytes([0x70; 16]);

/// Something that somebody may see or not.
struct Thing {
    /// Words that stand on no page but one that shows it; pages of bytes have none.
    marker: String,
    /// The addresses about it, as their rows have them, and as it is asked for.
    addresses: Vec<(&'static str, String)>,
    /// The administrations it is of; for people, those they work for.
    of: BTreeSet<OrganisationId>,
}

/// Two administrations with a thing of each kind, a building that both have with an order of each, and people of one, of
/// the other and of both.
struct Commune {
    office: TestOffice,
    things: Vec<Thing>,
    router: Router,
    buildings: BTreeMap<&'static str, DocumentId>,
}

/// A session of somebody with these roles.
struct Visitor<'a> {
    router: &'a Router,
    roles: Roles,
    cookie: String,
}

fn plan(title: &str, building: DocumentId, organisation: OrganisationId) -> WorkOrderPlan {
    let NewWorkOrder { plan, .. } = new_order(&[]);
    let number = format!("N-{title}");
    WorkOrderPlan { number, title: title.to_owned(), building, organisation, ..plan }
}

impl Commune {
    async fn found() -> Self {
        let office = TestOffice::open().await;
        office.has(ADMINISTRATOR, "admin", Roles::everywhere(Role::Administrator)).await;
        let router = routes(office.app.clone());
        let mut commune = Self { office, things: Vec::new(), router, buildings: BTreeMap::new() };
        for (name, of) in [("zqbatA", vec![A]), ("zqbatB", vec![B]), ("zqbatAB", vec![A, B])] {
            commune.builds(name, &of).await;
        }
        for (byte, name, of) in
            [(0x71, "zqtechA", vec![A]), (0x72, "zqtechB", vec![B]), (0x73, "zqtechAB", vec![A, B])]
        {
            commune.employs(PersonId::from_bytes([byte; 16]), name, of).await;
        }
        let [a, b, both] = ["zqbatA", "zqbatB", "zqbatAB"].map(|name| commune.buildings[name]);
        for (title, building, of) in
            [("zqbonA", a, A), ("zqbonB", b, B), ("zqbonABA", both, A), ("zqbonABB", both, B)]
        {
            commune.orders(plan(title, building, of)).await;
        }
        for (title, building, of) in [("zqdemA", a, A), ("zqdemB", b, B), ("zqdemAB", both, A)] {
            commune.asks(title, building, of).await;
        }
        commune
    }

    fn add(
        &mut self,
        marker: &str,
        of: impl IntoIterator<Item = OrganisationId>,
        rows: &[&'static str],
        id: &str,
    ) {
        let address = |row: &&'static str| {
            (*row, row.replace("{id}", id).replace("{sha256}", id).replace("{number}", id))
        };
        let (marker, addresses) = (marker.to_owned(), rows.iter().map(address).collect());
        self.things.push(Thing { marker, addresses, of: of.into_iter().collect() });
    }

    async fn builds(&mut self, name: &'static str, of: &[OrganisationId]) {
        let new = NewBuilding {
            code: format!("C-{name}"),
            name: name.to_owned(),
            organisation: of[0],
            address: Address {
                street: "Rue du Moulin".to_owned(),
                number: "4".to_owned(),
                postcode: "4999".to_owned(),
                place: "Valmont".to_owned(),
            },
            access: Access::default(),
            hazards: BTreeMap::new(),
            spaces: BTreeMap::new(),
            assets: BTreeMap::new(),
        };
        let id = self.does(None, Command::Building(BuildingCommand::Create(Box::new(new)))).await;
        for other in &of[1..] {
            self.does(Some(id), Command::Building(BuildingCommand::Share(*other))).await;
        }
        self.buildings.insert(name, id);
        let rows = ["/office/buildings/{id}", "POST /office/buildings/{id}/occupants"];
        self.add(name, of.to_vec(), &rows, &id.to_string());
    }

    /// A technician with a phone, from which came an order's cancellation, which no technician may.
    async fn employs(&mut self, id: PersonId, name: &str, of: Vec<OrganisationId>) {
        self.office.has(id, name, Roles::only_at(Role::Technician, of.clone())).await;
        let card = Person { name: name.to_owned(), role: Role::Technician, team: None };
        let card = Command::Person(PersonCommand::Create(card));
        self.does(Some(Person::card(id)), card).await;
        let mut phone = self.office.enrol(id).await;
        let building = self.buildings[&*name.replace("tech", "bat")];
        let title = name.replace("tech", "refus");
        let order =
            NewWorkOrder { plan: plan(&title, building, of[0]), assigned: vec![id], checklist: Vec::new() };
        let order = self.does(None, Command::WorkOrder(WorkOrderCommand::Create(Box::new(order)))).await;
        let mut copy = self.office.document(order).await;
        let cancel = WorkOrderCommand::Cancel { reason: "non".to_owned() };
        let work = phone.does(&mut copy, cancel);
        assert_eq!(self.office.sync(&mut phone, vec![work]).await.refused.len(), 1);
        let refused = self.office.app.engine.read(|store| store.refused_page(true, 0, 100)).await.unwrap();
        let number = refused.iter().find(|row| row.device == phone.device).unwrap().id.to_string();
        let rows = [
            "/office/refused/{number}",
            "/office/refused/{number}/bytes",
            "POST /office/refused/{number}/take-over",
            "POST /office/refused/{number}/set-aside",
        ];
        self.add(&title, [of[0]], &rows, &number);
        let rows = ["/office/people/{id}", "POST /office/people/{id}/block"];
        self.add(name, of.clone(), &rows, &id.to_string());
        let rows = [
            "/office/devices/{id}",
            "POST /office/devices/{id}/lift",
            "POST /office/devices/{id}/code",
            "POST /office/devices/{id}/withdraw",
        ];
        self.add(name, of, &rows, &phone.device.to_string());
    }

    async fn orders(&mut self, plan: WorkOrderPlan) -> DocumentId {
        let (title, of) = (plan.title.clone(), plan.organisation);
        let order = NewWorkOrder { plan, assigned: Vec::new(), checklist: Vec::new() };
        let id = self.does(None, Command::WorkOrder(WorkOrderCommand::Create(Box::new(order)))).await;
        let bytes = jpeg(u8::try_from(self.things.len()).unwrap());
        let (sha256, thumbnail) = (Sha256::of(&bytes), Sha256::of(title.as_bytes()));
        let mut facts = photo_facts("photo");
        (facts.sha256, facts.thumbnail) = (sha256, thumbnail);
        let photo = WorkOrderCommand::AddPhoto(facts);
        self.office.app.engine.execute(SUPERVISOR, Some(id), Command::WorkOrder(photo)).await.unwrap();
        let phone = self.office.enrol(SUPERVISOR).await;
        self.office.upload(&phone, sha256, &bytes).await;
        let rows = [
            "/office/work-orders/{id}",
            "/office/work-orders/{id}/print",
            "POST /office/work-orders/{id}/edit",
            "POST /office/work-orders/{id}/assign",
            "POST /office/work-orders/{id}/cancel",
            "POST /office/work-orders/{id}/approve",
            "POST /office/work-orders/{id}/send-back",
            "POST /office/work-orders/{id}/settle",
            "POST /office/work-orders/{id}/take-back",
        ];
        self.add(&title, [of], &rows, &id.to_string());
        self.add("", [of], &["/office/photos/{sha256}"], &sha256.to_string());
        id
    }

    async fn asks(&mut self, title: &str, building: DocumentId, of: OrganisationId) -> DocumentId {
        let new = request(title, building, of);
        let id = self.does(None, Command::Request(RequestCommand::Create(Box::new(new)))).await;
        let rows = [
            "/office/requests/{id}",
            "POST /office/requests/{id}/correct",
            "POST /office/requests/{id}/close",
        ];
        self.add(title, [of], &rows, &id.to_string());
        id
    }

    async fn does(&self, id: Option<DocumentId>, command: Command) -> DocumentId {
        self.office.app.engine.execute(ADMINISTRATOR, id, command).await.unwrap().0
    }

    async fn visitor(&self, roles: Roles) -> Visitor<'_> {
        let id = PersonId::from_bytes([0x50; 16]);
        self.office.has(id, "visitor", roles.clone()).await;
        let (engine, now) = (&self.office.app.engine, self.office.app.engine.clock().now());
        let token = fresh_token(engine.clock());
        let hash = secret_hash(&token);
        engine.write(move |store| store.begin_session(hash, id, now, "Firefox")).await.unwrap();
        Visitor { router: &self.router, roles, cookie: format!("guichet_session={token}") }
    }
}

fn request(title: &str, building: DocumentId, organisation: OrganisationId) -> NewRequest {
    NewRequest {
        origin: RequestOrigin::Counter,
        title: title.to_owned(),
        description: String::new(),
        organisation,
        building,
        space: None,
        asset: None,
        nature: None,
        priority: Priority::Normal,
    }
}

impl TestOffice {
    pub(crate) async fn has(&self, id: PersonId, login: &str, roles: Roles) {
        let (login, name) = (login.to_owned(), login.to_owned());
        let row = PersonRow { id, login, password_hash: None, name, roles, language: None };
        self.app.engine.write(move |store| store.put_person(&row)).await.unwrap();
    }
}

impl Visitor<'_> {
    async fn asks(&self, method: &str, path: &str, fields: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "guichet.test")
            .header("origin", "https://guichet.test")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", &self.cookie);
        let request = request.body(Body::from(fields.to_owned())).unwrap();
        let (head, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: head.status, headers: head.headers, body }
    }

    /// The model: whether one of the roles whose letters these are is theirs in one of these administrations.
    fn has_role(&self, letters: &str, of: &BTreeSet<OrganisationId>) -> bool {
        let at = |organisation: &OrganisationId| match self.roles.at.get(organisation) {
            Some(role) => letters.contains(letter(*role)),
            None => self.roles.everywhere && letters.contains(letter(self.roles.main)),
        };
        of.iter().any(at)
    }

    fn has_role_anywhere(&self, letters: &str) -> bool {
        self.has_role(letters, &[A, B].into())
            || self.roles.everywhere && letters.contains(letter(self.roles.main))
    }

    fn told(&self) -> String {
        format!("{:?}", self.roles)
    }
}

/// Every combination of roles in the two administrations, and those that hold everywhere, with an exception or without.
fn combinations() -> Vec<Roles> {
    let some =
        [None, Some(Role::Reader), Some(Role::Counter), Some(Role::Storekeeper), Some(Role::Supervisor)];
    let mut all = Vec::new();
    for (a, b) in some.into_iter().flat_map(|a| some.map(|b| (a, b))) {
        let at: BTreeMap<_, _> =
            [(A, a), (B, b)].into_iter().filter_map(|(id, role)| Some((id, role?))).collect();
        let main = a.or(b).unwrap_or(Role::Supervisor);
        if !at.is_empty() {
            all.push(Roles { main, everywhere: false, at });
        }
    }
    for main in [Role::Reader, Role::Accountant, Role::Supervisor, Role::Administrator] {
        all.push(Roles::everywhere(main));
    }
    all.push(Roles { main: Role::Supervisor, everywhere: true, at: [(B, Role::Reader)].into() });
    all.push(Roles { main: Role::Reader, everywhere: true, at: [(A, Role::Supervisor)].into() });
    all
}

/// The letters of the roles that may use an address.
fn letters(method: &str, row: &str) -> &'static str {
    expected().into_iter().find(|(of, at, _)| *of == method && *at == row).unwrap().2
}

/// What a form says so that it would do something where it may.
fn fields(row: &str) -> &'static str {
    match row.rsplit('/').next().unwrap() {
        "edit" | "correct" => "title=autre&was-title=avant&title-was=avant",
        "assign" => "assigned=71717171-7171-7171-7171-717171717171",
        "cancel" | "close" | "send-back" | "code" => "reason=non",
        "withdraw" => "how=erase",
        "occupants" => "organisation=c0c0c0c0-c0c0-c0c0-c0c0-c0c0c0c0c0c0",
        "approve" | "take-over" => "seen=0000000000000000000000000000000000000000000000000000000000000000",
        _ => "",
    }
}

/// Lists, with how everything there is to see in them is asked for, and how the markers of what they list begin.
const LISTS: &[(&str, &str, &[&str])] = &[
    ("/office/work-orders", "?state=all", &["zqbon", "zqrefus"]),
    ("/office/review", "", &[]),
    ("/office/buildings", "", &["zqbat"]),
    ("/office/requests", "?all=yes", &["zqdem"]),
    ("/office/search", "?text=zq", &["zqbon", "zqrefus", "zqdem", "zqbat", "zqtech"]),
    ("/office/people", "", &["zqtech"]),
    ("/office/devices", "", &["zqtech"]),
    ("/office/refused", "", &["zqrefus"]),
    ("/office/audit", "?action=work-order-create", &["zqbon", "zqrefus"]),
    ("/office/audit", "?action=building-create", &["zqbat"]),
    ("/office/history", "", &[]),
    ("/office/history.csv", "", &[]),
    ("/office/work-orders/new", "?text=zq", &["zqbat"]),
    ("/office/requests/new", "?text=zq", &["zqbat"]),
];

#[tokio::test]
async fn each_thing_is_seen_by_those_who_have_a_role_for_it_where_it_is_and_by_nobody_else() {
    let commune = Commune::found().await;
    let mut asked = 0;
    for roles in combinations() {
        let visitor = commune.visitor(roles).await;
        let told = visitor.told();
        for thing in &commune.things {
            for (row, path) in thing.addresses.iter().filter(|(row, _)| !row.starts_with("POST")) {
                let letters = letters("GET", row);
                let answer = visitor.asks("GET", path, "").await;
                asked += 1;
                let wanted = if !visitor.has_role_anywhere(letters) {
                    StatusCode::FORBIDDEN
                } else if visitor.has_role(letters, &thing.of) {
                    StatusCode::OK
                } else {
                    StatusCode::NOT_FOUND
                };
                assert_eq!(answer.status, wanted, "{path} ({}), {told}", thing.marker);
            }
        }
        for (path, query, rows) in LISTS {
            let letters = letters("GET", path);
            let answer = visitor.asks("GET", &format!("{path}{query}"), "").await;
            asked += 1;
            if !visitor.has_role_anywhere(letters) {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}, {told}");
                continue;
            }
            let page = String::from_utf8_lossy(&answer.body);
            for thing in &commune.things {
                let (shown, sees) = (stands(&page, &thing.marker), visitor.has_role(letters, &thing.of));
                let is_listed = rows.iter().any(|row| thing.marker.starts_with(row));
                // The names of people stand wherever they did something that is seen.
                let may_stand = sees || thing.marker.starts_with("zqtech") && !is_listed;
                assert!(!shown || may_stand, "{} on {path}, {told}", thing.marker);
                assert!(shown || !sees || !is_listed, "{} is not on {path}, {told}", thing.marker);
            }
        }
    }
    assert!(asked > 1_300, "{asked}");
}

/// Addresses about one thing that are no administration's: of announcements, which are for everybody, of accounts, which
/// administrators keep, and of what is the visitor's own or nobody's.
const OF_NO_ADMINISTRATION: &[&str] = &[
    "/office/announcements/",
    "/office/people/{id}/",
    "/office/assets/",
    "/office/{*rest}",
    // Only approved orders have these: they read the order as its page does.
    "/office/work-orders/{id}/report",
];

#[tokio::test]
async fn every_address_about_one_thing_is_asked_for() {
    let commune = Commune::found().await;
    let asked: BTreeSet<&str> = commune
        .things
        .iter()
        .flat_map(|thing| thing.addresses.iter().map(|(row, _)| *row))
        .map(|row| row.strip_prefix("POST ").unwrap_or(row))
        .collect();
    let about_one = expected().into_iter().map(|(_, row, _)| row).filter(|row| row.contains('{'));
    let of_one =
        about_one.filter(|row| !OF_NO_ADMINISTRATION.iter().any(|beginning| row.starts_with(beginning)));
    for row in of_one {
        assert!(asked.contains(row), "{row}");
    }
}

/// Whether words stand on a page, not as the beginning of longer ones.
fn stands(page: &str, marker: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    !marker.is_empty() && page.match_indices(marker).any(|(at, _)| ends(&page[at + marker.len()..]))
}

#[tokio::test]
async fn nobody_writes_where_they_have_no_role_for_it() {
    let commune = Commune::found().await;
    let mut asked = 0;
    for roles in combinations() {
        let visitor = commune.visitor(roles).await;
        let told = visitor.told();
        let before = commune.office.audit_length().await;
        for thing in &commune.things {
            let posts = thing
                .addresses
                .iter()
                .filter_map(|(row, path)| Some((row.strip_prefix("POST ")?, path.strip_prefix("POST ")?)));
            for (row, path) in posts.filter(|(row, _)| !visitor.has_role(letters("POST", row), &thing.of)) {
                let answer = visitor.asks("POST", path, fields(row)).await;
                asked += 1;
                assert!(answer.status.is_client_error(), "{path} ({}), {told}: {answer}", thing.marker);
            }
        }
        for (name, building) in &commune.buildings {
            let of = commune
                .things
                .iter()
                .find(|thing| thing.marker == *name)
                .map(|thing| thing.of.clone())
                .unwrap();
            for path in ["/office/requests", "/office/work-orders"] {
                if visitor.has_role(letters("POST", path), &of) {
                    continue;
                }
                let nature = "06060606-0606-0606-0606-060606060606";
                let form = format!("building={building}&title=neuf&priority=normal&nature={nature}");
                let answer = visitor.asks("POST", path, &form).await;
                asked += 1;
                assert!(answer.status.is_client_error(), "{path} at {name}, {told}: {answer}");
            }
        }
        assert_eq!(commune.office.audit_length().await, before, "{told} did something");
    }
    assert!(asked > 500, "{asked}");
    // The same forms do something where they may.
    let visitor = commune.visitor(Roles::only_at(Role::Supervisor, [A])).await;
    for row in [
        "POST /office/work-orders/{id}/assign",
        "POST /office/work-orders/{id}/cancel",
        "POST /office/requests/{id}/close",
    ] {
        let of_a =
            |thing: &&Thing| thing.of == [A].into() && thing.addresses.iter().any(|(at, _)| *at == row);
        let thing = commune.things.iter().find(of_a).unwrap();
        let (_, path) = thing.addresses.iter().find(|(at, _)| *at == row).unwrap();
        let answer = visitor.asks("POST", path.strip_prefix("POST ").unwrap(), fields(row)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{row}: {answer}");
    }
    let form = format!("building={}&title=neuf&priority=normal", commune.buildings["zqbatAB"]);
    assert_eq!(visitor.asks("POST", "/office/requests", &form).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_request_shows_the_state_of_another_administrations_order_and_nothing_more() {
    let mut commune = Commune::found().await;
    let both = commune.buildings["zqbatAB"];
    let request = commune.asks("zqdemPont", both, A).await;
    let mut plan = plan("zqbonPont", both, B);
    plan.request = Some(request);
    commune.orders(plan).await;
    let visitor = commune.visitor(Roles::only_at(Role::Counter, [A])).await;
    for path in [format!("/office/requests/{request}"), "/office/requests?all=yes".to_owned()] {
        let page = String::from_utf8_lossy(&visitor.asks("GET", &path, "").await.body).into_owned();
        assert!(stands(&page, "zqdemPont") && !page.contains("zqbonPont"), "{page}");
    }
    let page = visitor.asks("GET", &format!("/office/requests/{request}"), "").await;
    let page = String::from_utf8_lossy(&page.body);
    assert!(page.contains("state-open") && !page.contains("/office/work-orders/"), "{page}");
}

#[tokio::test]
async fn a_supervisor_enrols_nobody_who_also_works_elsewhere() {
    let commune = Commune::found().await;
    let visitor = commune.visitor(Roles::only_at(Role::Supervisor, [A])).await;
    for (byte, wanted) in
        [(0x71, StatusCode::OK), (0x72, StatusCode::NOT_FOUND), (0x73, StatusCode::FORBIDDEN)]
    {
        let form = format!("person={}", PersonId::from_bytes([byte; 16]));
        let answer = visitor.asks("POST", "/office/devices/enrol", &form).await;
        assert_eq!(answer.status, wanted, "{byte:x}: {answer}");
    }
}

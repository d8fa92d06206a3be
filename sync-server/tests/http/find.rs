//! Finding and sorting at the office: what a page shows is found by it, in whatever order it is typed.

use std::path::Path;

use shared::building::{Access, Address, Asset, BuildingCommand, NewBuilding};
use shared::catalogue::{Catalogue, CatalogueCommand, CatalogueEntry, Nature, Organisation, Team};
use shared::document::priority::Priority;
use shared::person::{Person, PersonCommand};
use shared::request::{NewRequest, RequestCommand, RequestOrigin};
use shared::work_order::WorkOrderCommand;
use shared::{AssetId, Command, DocumentId, NatureId, OrganisationId, PersonId, Role, TeamId, Timestamp};
use sync_server::base::limits::HITS_MAX;
use sync_server::base::roles::Roles;
use sync_server::store::PersonRow;

use crate::desk::Visitor;
use crate::test_office::{COLLEAGUE, SUPERVISOR, TECHNICIAN, TestOffice, new_order};

pub(crate) const SCHOOL: DocumentId = DocumentId::from_bytes([0x21; 16]);
pub(crate) const BOILER: AssetId = AssetId::from_bytes([0x22; 16]);
pub(crate) const COMMUNE: OrganisationId = OrganisationId::from_bytes([0x23; 16]);
pub(crate) const CPAS: OrganisationId = OrganisationId::from_bytes([0x24; 16]);
const HEATING: NatureId = NatureId::from_bytes([0x25; 16]);
const TEAM: TeamId = TeamId::from_bytes([0x26; 16]);

pub(crate) fn text(text: &str) -> String {
    text.to_owned()
}

impl TestOffice {
    pub(crate) async fn enters(
        &self,
        id: DocumentId,
        code: &str,
        name: &str,
        organisation: OrganisationId,
        assets: &[&str],
    ) {
        let asset = |name: &&str| Asset {
            name: text(name),
            family: text("chaudière"),
            space: None,
            make: text("Viessmann"),
            model: text("Vitodens 200"),
            serial: text("VX-00417"),
            installed: text("2014"),
            details: [].into(),
        };
        let new = NewBuilding {
            code: text(code),
            name: text(name),
            organisation,
            address: Address {
                street: text("rue du Nœud"),
                number: text("4"),
                postcode: text("4999"),
                place: text("Valmont"),
            },
            details: [].into(),
            access: Access::default(),
            hazards: [].into(),
            spaces: [].into(),
            assets: assets.iter().map(|name| (BOILER, asset(name))).collect(),
        };
        let command = Command::Building(BuildingCommand::Create(Box::new(new)));
        self.app.engine.execute(SUPERVISOR, Some(id), command).await.unwrap();
    }

    /// Names everybody and everything, and enters three buildings.
    pub(crate) async fn is_a_commune(&self) {
        let keeper = PersonId::from_bytes([9; 16]);
        let row = PersonRow {
            id: keeper,
            login: text("greffe"),
            password_hash: None,
            name: text("Greffe"),
            roles: Roles::everywhere(Role::Administrator),
            language: None,
        };
        self.app.engine.write(move |store| store.put_person(&row)).await.unwrap();
        let technician = |name| Person { name: text(name), role: Role::Technician, team: Some(TEAM) };
        let nature = |code, trade, action| Nature {
            code: text(code),
            trade: text(trade),
            action: text(action),
            checklist: None,
        };
        let organisation = |code, name| Organisation { code: text(code), name: text(name) };
        let entries = vec![
            CatalogueEntry::Team(TEAM, Team { name: text("Équipe Chaufferies") }),
            CatalogueEntry::Organisation(COMMUNE, organisation("COM", "Commune de Valmont")),
            CatalogueEntry::Organisation(CPAS, organisation("CPAS", "CPAS de Valmont")),
            CatalogueEntry::Nature(HEATING, nature("CHA-DEP", "Chauffage", "Dépannage")),
            CatalogueEntry::Nature(
                NatureId::from_bytes([0x33; 16]),
                nature("ELE-DEP", "Électricité", "Dépannage"),
            ),
            CatalogueEntry::Nature(
                NatureId::from_bytes([0x34; 16]),
                nature("MEN-REP", "Menuiserie", "Réparation"),
            ),
        ];
        for command in [CatalogueCommand::Create, CatalogueCommand::Put(entries)] {
            self.app.engine.execute(keeper, Some(Catalogue::ID), Command::Catalogue(command)).await.unwrap();
        }
        for (id, person) in [
            (TECHNICIAN, technician("Zoé Lefèvre")),
            (COLLEAGUE, technician("Émile Noël")),
            (PersonId::from_bytes([0x31; 16]), technician("Eddy Pirard")),
            (PersonId::from_bytes([0x32; 16]), technician("Fabrice Roy")),
        ] {
            let command = Command::Person(PersonCommand::Create(person));
            self.app.engine.execute(keeper, Some(Person::card(id)), command).await.unwrap();
        }
        self.enters(SCHOOL, "ECO-001", "École communale d’Orneval", COMMUNE, &["Brûleur n° 3"]).await;
        self.enters(DocumentId::from_bytes([0x41; 16]), "LOG-017", "Immeuble 17", CPAS, &[]).await;
        self.enters(DocumentId::from_bytes([0x42; 16]), "LOG-002", "Immeuble 2", CPAS, &[]).await;
        self.enters(DocumentId::from_bytes([0x43; 16]), "ZOL-001", "Zone de stockage", COMMUNE, &[]).await;
    }

    pub(crate) async fn orders(&self, number: &str, title: &str) -> DocumentId {
        let new = new_order(&[TECHNICIAN]).with(|plan| {
            plan.number = text(number);
            plan.title = text(title);
            plan.building = SCHOOL;
            plan.asset = Some(BOILER);
            plan.nature = HEATING;
            plan.organisation = COMMUNE;
            plan.team = Some(TEAM);
        });
        self.does(None, WorkOrderCommand::Create(Box::new(new))).await
    }

    pub(crate) async fn is_asked(&self, title: &str) -> DocumentId {
        let new = NewRequest {
            origin: RequestOrigin::Counter,
            title: text(title),
            description: String::new(),
            organisation: COMMUNE,
            building: SCHOOL,
            space: None,
            asset: Some(BOILER),
            nature: None,
            priority: Priority::Normal,
        };
        let command = Command::Request(RequestCommand::Create(Box::new(new)));
        self.app.engine.execute(SUPERVISOR, None, command).await.unwrap().0
    }
}

pub(crate) fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Where a link on a page leads, by what stands in its tag.
fn link<'a>(page: &'a str, mark: &str) -> &'a str {
    let at = page.find(mark).unwrap_or_else(|| panic!("no {mark} in {page}"));
    let (start, end) = (page[..at].rfind('<').unwrap(), at + page[at..].find('>').unwrap());
    page[start..end].split("href=\"").nth(1).unwrap().split('"').next().unwrap()
}

impl Visitor<'_> {
    async fn finds(&self, list: &str, words: &str, id: DocumentId) {
        let page = self.get(&format!("{list}&text={}", encoded(words))).await;
        assert!(page.contains(&format!("/{id}\"")), "{words:?} does not find it in {list}: {page}");
    }
}

#[tokio::test]
async fn everything_is_found_by_what_its_page_shows_in_any_order_open_or_closed() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    let order = office.orders("2026-0123", "Vanne grippée").await;
    let request = office.is_asked("Radiateur froid").await;
    let around = [
        "orneval ecole",
        "ÉCOLE d'Orneval",
        "l'ecole",
        "noeud",
        "rue du nœud 4",
        "4999 valmont",
        "ECO-001",
        "bruleur",
        "vx-00417",
        "viessmann",
        "commune",
    ];
    let of_the_order = [
        "vanne grippee",
        "grip van",
        "2026-0123",
        "123",
        "0123 2026",
        "lefevre zoe",
        "chauffage",
        "depan",
        "chaufferies",
    ];
    for closed in [false, true] {
        if closed {
            office.does(Some(order), WorkOrderCommand::Cancel { reason: text("doublon") }).await;
            let close = Command::Request(RequestCommand::Close { reason: text("réglé") });
            office.app.engine.execute(SUPERVISOR, Some(request), close).await.unwrap();
        }
        for words in around.into_iter().chain(of_the_order) {
            visitor.finds("/office/work-orders?state=all", words, order).await;
            visitor.finds("/office/search?", words, order).await;
        }
        for words in around.into_iter().chain(["froid radia"]) {
            visitor.finds("/office/requests?all=yes", words, request).await;
            visitor.finds("/office/search?", words, request).await;
        }
    }
    for words in ["orneval ecole", "l’école", "noeud 4", "4999", "eco-001", "commune valmont"] {
        visitor.finds("/office/buildings?", words, SCHOOL).await;
        visitor.finds("/office/search?", words, SCHOOL).await;
    }
    let nothing = visitor.get("/office/search?text=introuvable").await;
    assert!(nothing.contains("found-nothing"));
}

#[tokio::test]
async fn a_hit_on_an_asset_opens_its_building_there() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    let page = visitor.get("/office/search?text=bruleur").await;
    let address = link(&page, "#asset-").to_owned();
    let (address, fragment) = address.split_once('#').unwrap();
    let building = visitor.get(address).await;
    assert!(
        building.contains(&format!("<details class=\"asset wanted\" id=\"{fragment}\" open>")),
        "{building}"
    );
}

#[tokio::test]
async fn people_are_found_and_lead_to_their_orders() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let order = office.orders("2026-0123", "Vanne grippée").await;
    let page = office.visitor().await.get("/office/search?text=zoe").await;
    assert!(page.contains(&format!("/office/people/{TECHNICIAN}")));
    let counter = office.visitor_as("guichet", Role::Counter).await;
    let page = counter.get("/office/search?text=zoe").await;
    assert!(!page.contains("/office/people/"), "accounts are not everybody's");
    let orders = link(&page, "technician=").replace("&amp;", "&");
    assert!(counter.get(&orders).await.contains(&order.to_string()));
}

#[tokio::test]
async fn what_a_filter_hides_is_said_with_the_way_to_it() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    let order = office.orders("2026-0123", "Vanne grippée").await;
    office.does(Some(order), WorkOrderCommand::Cancel { reason: text("doublon") }).await;
    let request = office.is_asked("Radiateur froid").await;
    let close = Command::Request(RequestCommand::Close { reason: text("réglé") });
    office.app.engine.execute(SUPERVISOR, Some(request), close).await.unwrap();
    for (list, said, id) in [
        ("/office/work-orders?text=vanne".to_owned(), "1 autre parmi les bons terminés ou clos", order),
        (
            "/office/work-orders?text=vanne&state=open".to_owned(),
            "1 autre bon que les filtres cachent",
            order,
        ),
        (
            "/office/requests?text=radiateur".to_owned(),
            "1 autre parmi les demandes qui ont une suite",
            request,
        ),
        (
            format!("/office/buildings?text=orneval&organisation={CPAS}"),
            "1 autre bâtiment dans les autres",
            SCHOOL,
        ),
    ] {
        let page = visitor.get(&list).await;
        assert!(!page.contains(&format!("/{id}\"")) && page.contains(said), "{list}: {page}");
        let all = visitor.get(&link(&page, "data-test=\"hidden\"").replace("&amp;", "&")).await;
        assert!(all.contains(&format!("/{id}\"")), "{list}");
        assert!(!all.contains("data-test=\"hidden\""), "{list}");
    }
    assert!(
        !visitor.get("/office/work-orders").await.contains("data-test=\"hidden\""),
        "nothing was searched for"
    );
}

#[tokio::test]
async fn a_search_shows_as_many_of_each_kind_as_its_limit_says() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    for number in 0..HITS_MAX {
        office.orders(&format!("2026-{number:04}"), "Purge").await;
    }
    let page = visitor.get("/office/search?text=purge").await;
    assert_eq!((page.matches("data-test=\"hit\"").count(), page.contains("Voir tous")), (HITS_MAX, false));
    office.orders("2026-9999", "Purge").await;
    let page = visitor.get("/office/search?text=purge").await;
    assert_eq!((page.matches("data-test=\"hit\"").count(), page.contains("Voir tous")), (HITS_MAX, true));
}

/// The words of every choice of a page, choice by choice.
fn choices(page: &str) -> Vec<Vec<String>> {
    let plain = |option: &str| {
        let words = option.split_once('>').unwrap().1.split("</option>").next().unwrap();
        words.trim().replace("&amp;", "&")
    };
    let options = |select: &str| {
        let select = select.split("</select>").next().unwrap().to_owned();
        select.split("<option").skip(1).map(plain).collect()
    };
    page.split("<select").skip(1).map(options).collect()
}

/// Pages that can be asked for without an id.
const PLAIN_PAGES: [&str; 17] = [
    "/office/review",
    "/office/work-orders",
    "/office/requests",
    "/office/buildings",
    "/office/buildings/new",
    "/office/devices",
    "/office/refused",
    "/office/history",
    "/office/account",
    "/office/people",
    "/office/people/new",
    "/office/audit",
    "/office/offers",
    "/office/search",
    "/office/requests/new",
    "/office/accessibility",
    "/office/privacy",
];

#[tokio::test]
async fn one_search_is_on_every_page_and_no_choice_is_offered_twice() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let supervisor = office.visitor().await;
    let administrator = office.visitor_as("admin", Role::Administrator).await;
    let forms = [
        format!("/office/work-orders/new?building={SCHOOL}"),
        format!("/office/requests/new?building={SCHOOL}"),
        format!("/office/buildings/{SCHOOL}"),
        format!("/office/buildings/{SCHOOL}/edit"),
        format!("/office/buildings/{SCHOOL}/spaces/new"),
        format!("/office/buildings/{SCHOOL}/assets/{BOILER}"),
    ];
    for path in PLAIN_PAGES.into_iter().map(str::to_owned).chain(forms) {
        let visitor = if path == "/office/people/new" { &administrator } else { &supervisor };
        let page = visitor.get(&path).await;
        assert_eq!(page.matches("id=\"find\"").count(), 1, "{path}");
        for mut options in choices(&page) {
            options.sort();
            assert!(options.windows(2).all(|pair| pair[0] != pair[1]), "{path}: {options:?}");
        }
    }
}

#[tokio::test]
async fn names_stand_in_the_order_of_a_dictionary_on_every_page() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    let in_order = |page: &str, names: &[&str]| {
        let places: Vec<usize> = names
            .iter()
            .map(|name| page.find(&format!("{name}<")).unwrap_or_else(|| panic!("{name}: {page}")))
            .collect();
        assert!(places.is_sorted(), "{names:?}: {places:?}");
    };
    let buildings = ["École communale d’Orneval", "Immeuble 2", "Immeuble 17", "Zone de stockage"];
    for path in ["/office/buildings", "/office/work-orders/new", "/office/requests/new"] {
        in_order(&visitor.get(path).await, &buildings);
    }
    let orders = visitor.get("/office/work-orders").await;
    in_order(&orders, &["Eddy Pirard", "Émile Noël", "Fabrice Roy", "Zoé Lefèvre"]);
    let trades: Vec<&str> =
        orders.split("<optgroup label=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(trades, ["Chauffage", "Électricité", "Menuiserie"]);
    let form = visitor.get(&format!("/office/work-orders/new?building={SCHOOL}")).await;
    in_order(&form, &["Eddy Pirard", "Émile Noël", "Fabrice Roy", "Zoé Lefèvre"]);
}

/// Columns people read as names.
const NAMES: [&str; 5] = ["name", "label", "family", "trade", "action"];

/// Every Rust file of a folder, with its path.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
    found
}

#[test]
fn no_query_of_the_office_sorts_names_by_bytes() {
    let mut clauses = 0;
    for (path, source) in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/domains")) {
        for clause in source.split("ORDER BY").skip(1) {
            clauses += 1;
            let clause = clause.split(['"', ')']).next().unwrap().split("LIMIT").next().unwrap();
            for term in clause.split(',') {
                let column = term.trim().rsplit('.').next().unwrap().split_whitespace().next().unwrap_or("");
                let is_name = NAMES.contains(&column);
                assert!(!is_name || term.contains("COLLATE dictionary"), "{path}: {term}");
            }
        }
    }
    assert!(clauses > 10, "the queries are there: {clauses}");
}

#[test]
fn no_page_or_screen_sorts_names_by_bytes_or_lists_them_by_their_ids() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["src/office", "src/domains", "../mobile/src/screens"].map(|folder| root.join(folder));
    let files: Vec<_> = folders.iter().flat_map(|folder| sources(folder)).collect();
    assert!(files.len() > 50, "{}", files.len());
    for (path, source) in files {
        for line in source.lines() {
            let orders = line.contains(".cmp(&") || line.contains("_by_key(");
            let by_bytes = orders && NAMES.iter().any(|name| line.contains(name));
            let by_id = line.contains("@for") && line.contains(" in &names.");
            assert!(!by_bytes && !by_id, "{path}: {line}");
        }
    }
}

#[tokio::test]
async fn a_year_is_that_of_the_commune_and_its_history_leads_to_what_it_counts() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let order = office.orders("2026-0123", "Vanne grippée").await;
    let mut phone = office.enrol(TECHNICIAN).await;
    office.sync(&mut phone, vec![]).await;
    let mut document = office.document(order).await;
    // On 1 January 2027, at 0 h 20 in Belgium.
    let begun: i64 = 1_798_759_200_000;
    phone.wall = Timestamp(begun);
    let mut work = phone.does(&mut document, WorkOrderCommand::Start);
    phone.wall = Timestamp(begun + 46 * 3_600_000);
    work.changes.extend(phone.does(&mut document, WorkOrderCommand::Finish).changes);
    let reply = office.sync(&mut phone, vec![work]).await;
    assert!(reply.refused.is_empty(), "{:?}", reply.refused);
    let visitor = office.visitor().await;
    let before = visitor.get("/office/history?year=2026").await;
    assert!(!before.contains("data-test=\"history-orders\""), "{before}");
    let page = visitor.get("/office/history?year=2027").await;
    // By technician, by nature and by asset.
    assert_eq!(page.matches("data-test=\"history-orders\"").count(), 3, "{page}");
    assert_eq!(page.matches("<td class=\"number\">46 h</td>").count(), 3, "{page}");
    assert!(!page.contains(" j "), "no work is counted in days: {page}");
    for row in page.split("<tr>").filter(|row| row.contains("history-orders")) {
        let counted: usize =
            row.split("class=\"number\">").nth(1).unwrap().split('<').next().unwrap().parse().unwrap();
        let list = visitor.get(&link(row, "history-orders").replace("&amp;", "&")).await;
        assert_eq!(list.matches("href=\"/office/work-orders/0").count(), counted, "{row}");
        assert!(list.contains("data-test=\"restrictions\""));
        let other_year = link(row, "history-orders").replace("&amp;", "&").replace("year=2027", "year=2026");
        assert!(!visitor.get(&other_year).await.contains(&order.to_string()));
    }
    let plain = visitor.get("/office/history.csv?year=2027").await;
    assert!(
        plain.contains("\"Technicien\",\"Zoé Lefèvre\",\"Équipe Chaufferies\",\"1\",\"1\",\"46.00\"\r\n"),
        "{plain}"
    );
    let table = visitor.get("/office/history.csv?year=2027&format=spreadsheet").await;
    assert!(
        table.contains("\"Technicien\";\"Zoé Lefèvre\";\"Équipe Chaufferies\";\"1\";\"1\";\"46,00\"\r\n"),
        "{table}"
    );
}

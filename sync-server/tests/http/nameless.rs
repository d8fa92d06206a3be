//! Somebody who left is made nameless: what the page says before, who may, and where the name still is afterwards.

use std::fs;
use std::path::Path;

use axum::http::StatusCode;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use shared::document::GONE;
use shared::request::{NewRequest, Request, RequestCommand, RequestOrigin};
use shared::work_order::{WorkOrder, WorkOrderCommand};
use shared::{Command, DocumentId, OrganisationId, PersonId, Role};
use sync_server::accounts::block::UnderWay;
use sync_server::accounts::person::{PersonCommand, PersonFacts};
use sync_server::base::roles::Roles;
use sync_server::store::nameless_number;

use crate::desk::Visitor;
use crate::phone::Phone;
use crate::test_office::{COLLEAGUE, SUPERVISOR, TestOffice};

const ADMINISTRATOR: PersonId = PersonId::from_bytes([8; 16]);
const LEFT: PersonId = PersonId::from_bytes([9; 16]);
/// In no other text of a data directory.
const NAME: &str = "Aurélie Zinnemann";
const LOGIN: &str = "zinnemann";
const FORM: &str = "name-in=nl&sure=yes";

/// An office that somebody worked in, with a phone, and was blocked in.
struct Scene {
    office: TestOffice,
    phone: Phone,
    order: DocumentId,
    request: DocumentId,
}

fn address() -> String {
    format!("/office/people/{LEFT}/nameless")
}

impl Scene {
    async fn open() -> Self {
        let office = TestOffice::open().await;
        office.gives_a_password_to(ADMINISTRATOR, "admin", Role::Administrator).await;
        let facts = PersonFacts {
            login: LOGIN.to_owned(),
            name: NAME.to_owned(),
            roles: Roles::everywhere(Role::Technician),
            team: None,
        };
        let add = PersonCommand::Add(facts);
        office.app.engine.change_person(ADMINISTRATOR, LEFT, add).await.unwrap();
        let mut phone = office.enrol(LEFT).await;
        let order = office.order_for(&[LEFT, COLLEAGUE]).await;
        let mut document = office.document(order).await;
        let start = phone.does(&mut document, WorkOrderCommand::Start);
        let intervention = *WorkOrder::read(&document).unwrap().interventions.keys().next().unwrap();
        let write = WorkOrderCommand::WriteReport {
            intervention,
            before: String::new(),
            after: format!("Vu par {NAME}."),
        };
        let write = phone.does(&mut document, write);
        let finish = phone.does(&mut document, WorkOrderCommand::Finish);
        let reply = office.sync(&mut phone, vec![start, write, finish]).await;
        assert_eq!(reply.refused, []);
        let seen = office.document(order).await.heads();
        office.does(Some(order), WorkOrderCommand::Approve { seen }).await;
        let request = office.noted(&format!("{NAME} voudrait une clef")).await;
        // A wrong password: what it is counted by has the login.
        office.signs_in(LOGIN, "pas le bon").await;
        Self { office, phone, order, request }
    }

    async fn blocked() -> Self {
        let scene = Self::open().await;
        scene.office.app.engine.block(ADMINISTRATOR, LEFT, Box::new(|_| UnderWay::default())).await.unwrap();
        scene
    }

    async fn administrator(&self) -> Visitor<'_> {
        self.office.visitor_as("admin", Role::Administrator).await
    }

    async fn name(&self) -> String {
        self.office.app.engine.read(|store| store.person(LEFT)).await.unwrap().unwrap().name
    }
}

impl TestOffice {
    async fn noted(&self, title: &str) -> DocumentId {
        let new = NewRequest {
            origin: RequestOrigin::Counter,
            title: title.to_owned(),
            description: String::new(),
            organisation: OrganisationId::from_bytes([5; 16]),
            building: DocumentId::from_bytes([4; 16]),
            space: None,
            asset: None,
            nature: None,
            priority: shared::document::priority::Priority::Normal,
        };
        self.asked(None, RequestCommand::Create(Box::new(new))).await
    }

    async fn asked(&self, id: Option<DocumentId>, command: RequestCommand) -> DocumentId {
        self.app.engine.execute(SUPERVISOR, id, Command::Request(command)).await.unwrap().0
    }
}

/// The files that hold some words.
fn holding(folder: &Path, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, words));
        } else if fs::read(&path).unwrap().windows(words.len()).any(|window| window == words.as_bytes()) {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

/// The tables of `server.db` that have a row with some words, a name for each row.
fn rows_with(data: &Path, words: &str) -> Vec<String> {
    let db = Connection::open(data.join("server.db")).unwrap();
    let mut tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut found = Vec::new();
    for table in tables {
        let mut statement = db.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let says = |column| match row.get_ref(column).unwrap() {
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    bytes.windows(words.len()).any(|window| window == words.as_bytes())
                }
                ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => false,
            };
            if (0..columns).any(says) {
                found.push(table.clone());
            }
        }
    }
    found
}

/// The number that the page says of something.
fn counted(page: &str, what: &str) -> usize {
    let (_, rest) = page.split_once(&format!("data-test=\"{what}\" data-count=\"")).expect(what);
    rest.split('"').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn the_name_is_nowhere_but_where_the_page_says() {
    let scene = Scene::blocked().await;
    let (office, administrator) = (&scene.office, scene.administrator().await);
    let supervisor = office.visitor().await;
    assert_eq!(
        supervisor.post(&format!("/office/work-orders/{}/report.json", scene.order), "").await.status,
        StatusCode::OK
    );
    office.asked(Some(scene.request), RequestCommand::Close { reason: "refusé".to_owned() }).await;
    for file in ["server.db", "office.db"] {
        assert!(holding(office.data(), NAME).iter().any(|name| name.starts_with(file)), "{file}");
    }

    let person = administrator.get(&format!("/office/people/{LEFT}")).await;
    assert!(person.contains(&address()), "it leads there: {person}");
    let page = administrator.get(&address()).await;
    assert_eq!((counted(&page, "rewritten"), counted(&page, "staying")), (2, 0), "{page}");
    assert_eq!((counted(&page, "documents"), counted(&page, "signed")), (1, 1), "{page}");
    let lines = counted(&page, "lines");
    assert!(lines >= 1 && page.contains("Vertrokken persoon (nr. 1)"), "{page}");

    let done = administrator.post(&address(), FORM).await;
    let location = format!("/office/people/{LEFT}?done=nameless");
    assert_eq!(done.header("location"), Some(location.as_str()), "{done}");
    assert_eq!(scene.name().await, "Vertrokken persoon (nr. 1)");
    for words in [NAME, LOGIN, "Zinnemann"] {
        assert_eq!(holding(office.data(), words), ["server.db"], "{words}");
        let rows = rows_with(office.data(), words);
        assert_eq!(
            (rows.len(), rows.iter().all(|table| table == "audit")),
            (lines, true),
            "{words}: {rows:?}"
        );
    }

    let order = WorkOrder::read(&office.document(scene.order).await).unwrap();
    let visit = order.interventions.values().next().unwrap();
    assert_eq!((visit.by, visit.report.as_str()), (LEFT, format!("Vu par {GONE}.").as_str()));
    let request = Request::read(&office.document(scene.request).await).unwrap();
    assert_eq!(request.title, format!("{GONE} voudrait une clef"));
    let sheet = format!("/office/work-orders/{}", scene.order);
    for path in [sheet.as_str(), "/office/people", &location, "/office/search?text=vertrokken"] {
        let page = administrator.get(path).await;
        assert!(page.contains("Vertrokken persoon (nr. 1)") && !page.contains("Zinnemann"), "{path}: {page}");
    }
    assert!(!administrator.get("/office/history.csv").await.contains("Zinnemann"));
    let log = administrator.get("/office/audit?action=person-made-nameless").await;
    assert!(log.contains("Vertrokken persoon (nr. 1)"), "{log}");
}

#[tokio::test]
async fn nothing_is_left_to_come_in_with_and_nothing_can_be_changed_or_undone() {
    let scene = Scene::blocked().await;
    let (office, administrator) = (&scene.office, scene.administrator().await);
    administrator.post(&address(), FORM).await;
    let before = office.audit_length().await;
    let again = administrator.post(&address(), FORM).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "once more does nothing: {again}");
    assert_eq!(
        (office.audit_length().await, scene.name().await.as_str()),
        (before, "Vertrokken persoon (nr. 1)")
    );
    assert_eq!(administrator.answer(&address()).await.status, StatusCode::NOT_FOUND);

    let synced = office.post_sync(&scene.phone, scene.phone.request(vec![]).encode()).await;
    assert_eq!(synced.status, StatusCode::UNAUTHORIZED, "its phone erases itself: {synced}");
    assert!(synced.to_string().contains("device-withdrawn"), "{synced}");
    let account = office.app.engine.read(|store| store.account(LEFT)).await.unwrap().unwrap();
    assert_eq!(nameless_number(&account.person.login), Some(1));
    assert_eq!((account.person.password_hash, account.person.language), (None, None));
    assert!(account.blocked_at.is_some() && !account.person.roles.everywhere);
    let page = administrator.get(&format!("/office/people/{LEFT}")).await;
    assert!(page.contains("data-test=\"is-nameless\"") && !page.contains("person-form"), "{page}");
    for (what, form) in [("unblock", ""), ("sign-out-everywhere", ""), ("password", ""), ("", "name=Anne")] {
        let path = format!("/office/people/{LEFT}/{what}");
        let answer = administrator.post(path.trim_end_matches('/'), form).await;
        assert!(answer.status.is_client_error(), "{what}: {answer}");
    }
    assert_eq!(scene.name().await, "Vertrokken persoon (nr. 1)");
}

#[tokio::test]
async fn only_whoever_is_blocked_and_has_nothing_left_to_do_is_made_nameless() {
    let scene = Scene::open().await;
    let (office, administrator) = (&scene.office, scene.administrator().await);
    let refused = administrator.post(&address(), FORM).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "not blocked: {refused}");
    let own = format!("/office/people/{ADMINISTRATOR}/nameless");
    assert_eq!(administrator.post(&own, FORM).await.status, StatusCode::UNPROCESSABLE_ENTITY, "oneself");
    let open = office.order_for(&[LEFT]).await;
    office.app.engine.block(ADMINISTRATOR, LEFT, Box::new(|_| UnderWay::default())).await.unwrap();
    assert_eq!(administrator.post(&address(), "name-in=nl").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = administrator.get(&address()).await;
    assert!(page.contains("data-test=\"hindered\"") && !page.contains("name=\"sure\""), "{page}");
    assert_eq!(counted(&page, "staying"), 1, "the request is open: {page}");
    assert_eq!(administrator.post(&address(), FORM).await.status, StatusCode::CONFLICT);
    let supervisor = office.visitor().await;
    assert_eq!(supervisor.post(&address(), FORM).await.status, StatusCode::FORBIDDEN);
    assert_eq!(scene.name().await, NAME);

    office.does(Some(open), WorkOrderCommand::Cancel { reason: "double".to_owned() }).await;
    assert_eq!(administrator.post(&address(), FORM).await.status, StatusCode::SEE_OTHER);
    let request = Request::read(&office.document(scene.request).await).unwrap();
    assert!(request.title.starts_with(NAME), "an open one is left to people");
    assert!(rows_with(office.data(), NAME).iter().any(|table| table == "feed" || table == "document"));
}

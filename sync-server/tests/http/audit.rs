//! The audit log: nothing is done without its line, no line is ever altered, and it can be read and taken along.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use rusqlite::Connection;
use shared::building::{Access, Address, BuildingCommand, NewBuilding};
use shared::wire::{ChangeBytes, DocumentChanges};
use shared::work_order::WorkOrderCommand;
use shared::{Command, DocumentId, OrganisationId, PersonId, Role};
use sync_server::audit_head::{HeadPlaces, Place, SignedHead};
use sync_server::domains::addresses;
use sync_server::store::{AuditFilter, AuditHead, AuditLine};

use crate::desk::{PASSWORD, Visitor, finished, seen};
use crate::hostile_bodies::Scene;
use crate::sessions::cookie;
use crate::test_office::{START, SUPERVISOR, TECHNICIAN, TestOffice};

impl TestOffice {
    /// The whole log, oldest first.
    pub(crate) async fn audit(&self) -> Vec<AuditLine> {
        let read = self.app.engine.read(|store| store.audit_after(&AuditFilter::default(), 0, 100_000));
        read.await.unwrap()
    }

    /// Enters a building in the register.
    pub(crate) async fn enter_building(&self, id: DocumentId) {
        let text = str::to_owned;
        let new = NewBuilding {
            code: text("ECO-001"),
            name: text("École"),
            organisation: OrganisationId::from_bytes([5; 16]),
            address: Address {
                street: text("rue Haute"),
                number: text("1"),
                postcode: text("5000"),
                place: text("Namur"),
            },
            details: [].into(),
            access: Access::default(),
            hazards: [].into(),
            spaces: [].into(),
            assets: [].into(),
        };
        let command = Command::Building(BuildingCommand::Create(Box::new(new)));
        self.app.engine.execute(SUPERVISOR, Some(id), command).await.unwrap();
    }

    /// What happened since the log had so many lines.
    async fn actions_since(&self, length: usize) -> Vec<String> {
        self.audit().await.into_iter().skip(length).map(|line| line.action).collect()
    }
}

/// Posts to every address of the office that does something, and to each address once.
struct Walk<'a> {
    visitor: Visitor<'a>,
    walked: BTreeSet<String>,
}

impl Walk<'_> {
    /// Posts, and expects exactly these lines.
    async fn step(&mut self, path: &str, id: &str, form: &str, expected: &[&str]) -> String {
        let before = self.visitor.office.audit_length().await;
        let answer = self.visitor.post(&path.replace("{id}", id), form).await;
        assert!(
            answer.status == StatusCode::SEE_OTHER || answer.status == StatusCode::OK,
            "{path}: {answer}"
        );
        assert_eq!(self.visitor.office.actions_since(before).await, expected, "{path}");
        if let Some(set) = answer.header("set-cookie")
            && !set.contains("Max-Age=0")
            && set.contains("guichet_session")
        {
            self.visitor.cookie = cookie(&answer);
        }
        self.walked.insert(path.to_owned());
        answer.header("location").unwrap_or_default().to_owned()
    }
}

fn id_in(address: &str) -> String {
    address.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned()
}

/// Every write of accounts and of one's own, as an administrator; a change of the catalogue is part of the same act.
async fn walk_the_accounts(walk: &mut Walk<'_>) {
    walk.visitor.office.gives_a_password_to(SUPERVISOR, "anne", Role::Administrator).await;
    let person = "login=lucie&name=Lucie&role=counter&everywhere=yes";
    let lucie = id_in(&walk.step("/office/people", "", person, &["person-added"]).await);
    let changed = person.replace("counter", "accountant");
    walk.step("/office/people/{id}", &lucie, &changed, &["person-changed"]).await;
    for (what, line) in [
        ("password", "password-given"),
        ("block", "person-blocked"),
        ("unblock", "person-unblocked"),
        ("sign-out-everywhere", "signed-out-everywhere"),
    ] {
        walk.step(&format!("/office/people/{{id}}/{what}"), &lucie, "", &[line]).await;
    }
    walk.step("/office/people/{id}/block", &lucie, "", &["person-blocked"]).await;
    walk.step("/office/people/{id}/nameless", &lucie, "sure=yes", &["person-made-nameless"]).await;
    let responsible = "name=Orneval&address=place+1&email=a%40orneval.example&dpo=b%40orneval.example";
    let occupants = "/office/buildings/{id}/occupants";
    let building = DocumentId::from_bytes([4; 16]).to_string();
    let other = format!("organisation={}", OrganisationId::from_bytes([9; 16]));
    walk.step(occupants, &building, &other, &["building-share"]).await;
    let none = format!("was.{other}");
    walk.step(occupants, &building, &none, &["building-unshare"]).await;
    walk.step("/office/responsible", "", responsible, &["responsible-changed"]).await;
    walk.step("/office/labels", "", "count=21", &["labels-made"]).await;
    walk.step("/office/retention", "", "months-technical=6", &["retention-changed"]).await;
    let old = PASSWORD.replace(' ', "+");
    let change = format!("old={old}&new=tuile+de+rechange&again=tuile+de+rechange");
    walk.step("/office/account/password", "", &change, &["password-changed"]).await;
    walk.step("/office/account/enrol", "", "", &["code-made"]).await;
    walk.step("/office/account/sign-out-everywhere", "", "", &["signed-out-everywhere"]).await;
    let again = "login=anne&password=tuile+de+rechange";
    walk.step("/office/sign-in", "", again, &["signed-in"]).await;
    walk.step("/office/sign-out", "", "", &["signed-out"]).await;
}

async fn walk_the_requests(walk: &mut Walk<'_>, building: DocumentId) {
    let ask = format!("building={building}&title=Fuite&priority=normal");
    walk.step("/office/requests", "", &ask, &["request-create", "request-number"]).await;
    let asked = walk.visitor.office.audit().await.pop().unwrap().subject.replace("request:", "");
    let correct = "was.title=Fuite&title=Fuite+au+toit";
    walk.step("/office/requests/{id}/correct", &asked, correct, &["request-correct"]).await;
    walk.step("/office/requests/{id}/close", &asked, "reason=rien", &["request-close"]).await;
}

/// These have walks of their own, for what they need there is not everywhere; or they do nothing.
const WALKED_ELSEWHERE: [&str; 30] = [
    "/office/buildings/new",
    "/office/buildings/import",
    "/office/buildings/import/check",
    "/office/buildings/import/columns",
    "/office/buildings/imports/{number}",
    "/office/buildings/{id}/edit",
    "/office/buildings/{id}/spaces/{space}",
    "/office/buildings/{id}/assets/{asset}",
    "/office/work-orders/{id}/report.pdf",
    "/office/work-orders/{id}/report.json",
    "/office/verify-report",
    "/office/work-orders/{id}/send-back",
    "/office/work-orders/{id}/take-back",
    "/office/work-orders/{id}/settle",
    "/office/account/second-factor/begin",
    "/office/account/second-factor/finish",
    "/office/account/second-factor/codes",
    "/office/account/second-factor/remove",
    "/office/account/code",
    "/office/second-factor",
    "/office/phone-lock",
    "/office/people/{id}/second-factor",
    "/office/devices/copy",
    "/office/devices/{id}/code",
    "/office/offers/confirm",
    "/office/offers/decline",
    "/office/offers/take-back",
    "/office/refused/{number}/take-over",
    "/office/refused/{number}/set-aside",
    "/office/audit.csv",
];

#[tokio::test]
async fn every_write_of_the_office_leaves_its_line() {
    let scene = finished().await;
    let building = DocumentId::from_bytes([4; 16]);
    scene.office.enter_building(building).await;
    let office = &scene.office;
    let order = scene.order.id().to_string();
    let mut walk = Walk { visitor: office.visitor().await, walked: BTreeSet::new() };
    let sign_in = format!("login=anne&password={}", PASSWORD.replace(' ', "+"));
    walk.step("/office/sign-in", "", &sign_in, &["signed-in"]).await;
    walk.step("/office/language", "", "language=fr", &[]).await;
    let one = "/office/work-orders/{id}/";
    let forms = seen(&walk.visitor.get(&format!("/office/work-orders/{order}")).await);
    walk.step(&format!("{one}approve"), &order, &format!("seen={forms}"), &["work-order-approve"]).await;
    walk.step(&format!("{one}edit"), &order, "title=Autre&priority=high", &["work-order-edit"]).await;
    let assigned = format!("assigned={TECHNICIAN}&assigned={SUPERVISOR}");
    walk.step(&format!("{one}assign"), &order, &assigned, &["work-order-assign"]).await;
    let new =
        format!("building={building}&nature={}&priority=normal&title=Bac", DocumentId::from_bytes([6; 16]));
    let made = id_in(&walk.step("/office/work-orders", "", &new, &["work-order-create"]).await);
    walk.step(&format!("{one}cancel"), &made, "reason=double+emploi", &["work-order-cancel"]).await;

    walk_the_requests(&mut walk, building).await;

    let announce = "announcement=Bonjour&until=2027-02-01";
    walk.step("/office/announcements", "", announce, &["announcement-create"]).await;
    let announced = office.audit().await.pop().unwrap().subject.replace("announcement:", "");
    let withdraw = "/office/announcements/{id}/withdraw";
    walk.step(withdraw, &announced, "", &["announcement-withdraw"]).await;

    walk.step("/office/devices/enrol", "", &format!("person={TECHNICIAN}"), &["code-made"]).await;
    let device = scene.phone.device.to_string();
    walk.step("/office/devices/{id}/lift", &device, "", &["device-lifted"]).await;
    walk.step("/office/devices/{id}/withdraw", &device, "sure=yes&how=erase", &["device-withdrawn"]).await;

    walk_the_accounts(&mut walk).await;

    let posts = addresses().filter(|(method, _)| *method == Method::POST).map(|(_, path)| path.to_owned());
    let unwalked: Vec<String> = posts.filter(|path| !walk.walked.contains(path)).collect();
    assert_eq!(unwalked, WALKED_ELSEWHERE);
    for line in office.audit().await {
        assert!(
            line.action != "person-changed" || line.detail.contains("role counter → accountant"),
            "{line:?}"
        );
        assert!(line.action != "work-order-cancel" || line.detail == "double emploi", "{line:?}");
    }
}

#[tokio::test]
async fn sending_back_leaves_its_line_with_order_person_and_address() {
    let scene = finished().await;
    let visitor = scene.office.visitor().await;
    let path = format!("/office/work-orders/{}/send-back", scene.order.id());
    visitor.post(&path, "reason=photo+manquante").await;
    let line = scene.office.audit().await.pop().unwrap();
    assert_eq!(line.action, "work-order-send-back");
    assert_eq!((line.person, line.address.as_deref()), (Some(SUPERVISOR), Some("0.0.0.0")));
    assert_eq!(
        (line.subject, line.detail),
        (format!("work-order:{}", scene.order.id()), "photo manquante".into())
    );
}

#[tokio::test]
async fn what_was_not_done_leaves_no_line() {
    let scene = finished().await;
    let visitor = scene.office.visitor().await;
    let before = scene.office.audit_length().await;
    let path = format!("/office/work-orders/{}", scene.order.id());
    visitor.post(&format!("{path}/send-back"), "reason=").await;
    visitor.post(&format!("{path}/approve"), "seen=").await;
    visitor.post("/office/people", "login=x&name=X&role=counter&everywhere=yes").await;
    assert_eq!(scene.office.actions_since(before).await, Vec::<String>::new());
}

#[tokio::test]
async fn settling_a_contradiction_says_which() {
    let mut scene = Scene::open().await;
    // The office cancels while the work goes on without a network.
    let works = [WorkOrderCommand::Start, WorkOrderCommand::Finish]
        .map(|step| scene.phone.does(&mut scene.order, step));
    let id = scene.order.id();
    scene.office.does(Some(id), WorkOrderCommand::Cancel { reason: "double emploi".to_owned() }).await;
    for work in works {
        scene.office.sync(&mut scene.phone, vec![work]).await;
    }
    let visitor = scene.office.visitor().await;
    let page = visitor.get(&format!("/office/work-orders/{id}")).await;
    let (_, rest) = page.split_once("name=\"contradiction\" value=\"").expect("a contradiction");
    let key = rest.split('"').next().unwrap();
    visitor.post(&format!("/office/work-orders/{id}/settle"), &format!("contradiction={key}")).await;
    let line = scene.office.audit().await.pop().unwrap();
    assert_eq!((line.action.as_str(), line.detail.as_str()), ("work-order-settle", key));
}

#[tokio::test]
async fn failed_sign_ins_are_noted_without_what_was_typed() {
    let office = TestOffice::open().await;
    office.gives_a_password_to(SUPERVISOR, "anne", Role::Supervisor).await;
    let before = office.audit_length().await;
    office.signs_in("anne", "non").await;
    office.signs_in("my-own-password", "non").await;
    let lines = office.audit().await.split_off(before);
    let told: Vec<(&str, &str, &str)> = lines
        .iter()
        .map(|line| (line.action.as_str(), line.subject.as_str(), line.detail.as_str()))
        .collect();
    let known = format!("person:{SUPERVISOR}");
    assert_eq!(told, [("sign-in-failed", known.as_str(), ""), ("sign-in-failed", "", "")]);
}

#[tokio::test]
async fn the_life_of_a_device_is_in_the_log() {
    let mut scene = Scene::open().await;
    let device = scene.phone.device;
    let refused = scene.phone.does(&mut scene.order, WorkOrderCommand::Start);
    let refused = DocumentChanges { changes: vec![ChangeBytes(b"rubbish".to_vec()); 3], ..refused };
    scene.office.sync(&mut scene.phone, vec![refused]).await;
    scene.office.pass_ms(24 * 60 * 60 * 1000);
    scene.office.sync(&mut scene.phone, vec![]).await;
    scene.office.pass_ms(24 * 60 * 60 * 1000 + 1);
    scene.office.sync(&mut scene.phone, vec![]).await;
    scene.office.withdraw(&scene.phone).await;
    for _ in 0..3 {
        let asked = scene.phone.request(vec![]).encode();
        scene.office.post_sync(&scene.phone, asked).await;
    }
    scene.office.post_enrolment(r#"{"code":"WRONG","device_name":"x"}"#.to_owned()).await;
    let lines = scene.office.audit().await;
    let of_device: Vec<(&str, &str)> = lines
        .iter()
        .filter(|line| line.device == Some(device))
        .map(|line| (line.action.as_str(), line.detail.as_str()))
        .collect();
    assert_eq!(
        of_device,
        [
            ("device-enrolled", "téléphone"),
            ("device-heard", ""),
            ("changes-refused", "3 × corrupt"),
            ("device-heard", "24 h"),
            ("device-told-to-erase", ""),
        ]
    );
    assert!(
        lines.iter().filter(|line| line.device == Some(device)).all(|line| line.person == Some(TECHNICIAN))
    );
    let last = lines.last().unwrap();
    assert_eq!((last.action.as_str(), last.detail.as_str()), ("enrolment-failed", "enrolment-code-unknown"));
}

#[tokio::test]
async fn a_hand_that_two_phones_share_is_in_the_log() {
    let mut scene = Scene::open().await;
    let mut other = scene.office.enrol(TECHNICIAN).await;
    let mut copy = scene.order.clone();
    let work = scene.phone.does(&mut scene.order, WorkOrderCommand::Start);
    scene.office.sync(&mut scene.phone, vec![work]).await;
    other.actor = scene.phone.actor;
    other.wall = other.wall.plus_ms(1);
    let stolen = other.does(&mut copy, WorkOrderCommand::Start);
    scene.office.sync(&mut other, vec![stolen]).await;
    let line = scene.office.audit().await.pop().unwrap();
    assert_eq!((line.action.as_str(), line.device), ("actor-reused", Some(other.device)));
}

#[tokio::test]
async fn no_row_of_the_log_is_altered_taken_away_or_put_in_place_of_another() {
    let office = TestOffice::open().await;
    let before = office.audit().await;
    assert!(!before.is_empty());
    let db = Connection::open(office.data().join("server.db")).unwrap();
    for sql in [
        "UPDATE audit SET person = NULL",
        "UPDATE audit SET detail = 'x' WHERE id = 1",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE id = 1",
        "INSERT OR REPLACE INTO audit (id, at, action, subject, detail, chain) VALUES (1, 0, 'x', '', '', x'')",
        "REPLACE INTO audit (id, at, action, subject, detail, chain) VALUES (1, 0, 'x', '', '', x'')",
    ] {
        let refused = db.execute(sql, []).unwrap_err().to_string();
        assert!(refused.contains("only added to"), "{sql}: {refused}");
    }
    assert_eq!(office.audit().await, before);
}

/// Fills the log with numbered lines: line `n` at minute `n`.
async fn numbered(office: &TestOffice, count: i64) {
    let start = office.app.engine.clock().now();
    office
        .app
        .engine
        .write(move |store| {
            (0..count).try_for_each(|number| {
                use sync_server::store::{Action, AuditEntry, Subject};
                let by = PersonId::from_bytes(if number % 2 == 0 { [2; 16] } else { [3; 16] });
                let entry = AuditEntry::new(Action::SignedIn, Subject::Person(by))
                    .by(by)
                    .detailed(format!("n{number}."));
                store.record_audit(&entry, start.plus_ms(number * 60_000), None)
            })
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn the_page_shows_the_newest_first_and_goes_back_line_by_line() {
    let office = TestOffice::open().await;
    numbered(&office, 250).await;
    let visitor = office.visitor().await;
    let mut page = visitor.get("/office/audit").await;
    assert!(page.find("n249.").unwrap() < page.find("n248.").unwrap());
    let mut found = page.matches("data-test=\"audit-line\"").count();
    let first = page.clone();
    for _ in 0..2 {
        // Lines that arrive meanwhile move nothing from page to page.
        numbered(&office, 3).await;
        let (before, _) = page.split_once("\" data-test=\"audit-older\"").expect("a way to older lines");
        let address =
            before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().replace("&amp;", "&");
        page = visitor.get(&format!("/office/audit{address}")).await;
        found += page.matches("data-test=\"audit-line\"").count();
    }
    assert!(!page.contains("audit-older") && page.contains("n0."));
    assert!(first.contains("n160.") && !page.contains("n160."));
    assert_eq!(found, 200 + page.matches("data-test=\"audit-line\"").count());
    let one = visitor.get(&format!("/office/audit?person={TECHNICIAN}")).await;
    assert!(one.contains("n248.") && !one.contains("n249."));
    let none = visitor.get("/office/audit?action=code-made").await;
    assert!(none.contains("Rien ne correspond"), "{none}");
    // The tests begin on 15 January 2027 at 9 o'clock in Belgium.
    let today = visitor.get("/office/audit?from=2027-01-15&to=2027-01-15").await;
    assert!(today.contains("n249."));
    let day_before = visitor.get("/office/audit?from=2027-01-01&to=2027-01-14").await;
    assert!(day_before.contains("Rien ne correspond"));
}

#[tokio::test]
async fn the_export_is_a_table_that_a_spreadsheet_opens_and_does_not_execute() {
    let office = TestOffice::open().await;
    numbered(&office, 1_201).await;
    let visitor = office.visitor().await;
    office.gives_a_password_to(TECHNICIAN, "=cmd|'/c calc'!A0", Role::Technician).await;
    let period = "from=2027-01-15&to=2027-01-16";
    let answer = visitor.post(&format!("/office/audit.csv?{period}&action=signed-in"), "").await;
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    let named = "attachment; filename=\"guichet-audit-2027-01-15-2027-01-16.csv\"";
    assert_eq!(answer.header("content-disposition"), Some(named));
    let text = String::from_utf8(answer.body).unwrap();
    let (head, lines) = text.split_once("\r\n").unwrap();
    assert!(head.starts_with("\u{feff}\"Numéro\",\"Quand\""), "{head}");
    let lines: Vec<&str> = lines.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 1_201 + 1, "every line, and the sign-in of whoever exports");
    assert!(lines[0].contains("\"2027-01-15T08:00:00Z\",\"'=cmd|'/c calc'!A0\""), "{}", lines[0]);
    assert!(lines[1_200].contains("\"n1200.\""), "{}", lines[1_200]);
    assert!(head.ends_with(",\"Empreinte\""), "{head}");
    let signed_in = office.audit().await.into_iter().filter(|line| line.action == "signed-in");
    for (cells, line) in lines.iter().zip(signed_in) {
        assert!(cells.ends_with(&format!(",\"{}\"", line.chain)), "{cells}");
    }
    let exported = office.audit().await.pop().unwrap();
    assert_eq!(
        (exported.action.as_str(), exported.detail.as_str()),
        ("audit-exported", "2027-01-15..2027-01-16")
    );
}

#[tokio::test]
async fn the_export_for_people_speaks_their_language_and_their_time() {
    let office = TestOffice::open().await;
    numbered(&office, 2).await;
    office.gives_a_password_to(TECHNICIAN, "=2+3", Role::Technician).await;
    let visitor = office.visitor().await;
    let file = async |language: &str, query: &str| {
        visitor.post("/office/language", &format!("language={language}")).await;
        let path = format!("/office/audit.csv?format=spreadsheet&action=signed-in{query}");
        let answer = visitor.post(&path, "").await;
        let name = answer.header("content-disposition").unwrap().to_owned();
        (name, String::from_utf8(answer.body).unwrap())
    };
    let (name, french) = file("fr", "&from=2027-01-15&to=2027-01-16").await;
    assert_eq!(name, "attachment; filename=\"guichet-journal-2027-01-15-2027-01-16.csv\"");
    let lines: Vec<&str> = french.split("\r\n").collect();
    assert!(lines[0].starts_with("\u{feff}\"Numéro\";\"Quand\";"), "{french}");
    let action = "\"Connexion\"";
    assert!(lines[1].contains(";\"15/01/2027 09:00:00\";\"'=2+3\";"), "{french}");
    assert!(lines[1].contains(action) && lines[1].contains("\"'=2+3\";\"n0.\""), "words, not ids: {french}");
    let (name, german) = file("de", "").await;
    assert_eq!(name, "attachment; filename=\"guichet-protokoll-2027-01-15.csv\"", "until today");
    assert!(german.contains(";\"15.01.2027 09:00:00\";"), "{german}");
    let (_, dutch) = file("nl", "").await;
    assert!(dutch.contains(";\"15/01/2027 09:01:00\";"), "{dutch}");
    let (_, english) = file("en", "").await;
    assert!(english.contains(",\"2027-01-15 09:01:00\","), "{english}");
}

#[tokio::test]
async fn the_page_says_what_stands_for_the_log_and_where_that_is_written() {
    let mut office = TestOffice::open().await;
    let says = async |office: &TestOffice| {
        let page = office.visitor().await.get("/office/audit").await;
        let (_, rest) = page.split_once("data-test=\"audit-head\">").expect("the line");
        rest.split("</p>").next().unwrap().to_owned()
    };
    let nowhere = says(&office).await;
    let head = office.app.engine.read(|store| store.audit_head()).await.unwrap();
    let stands = |head: &AuditHead| {
        format!("Empreinte du journal après {} lignes : {}…", head.lines, &head.chain.to_string()[..16])
    };
    assert_eq!(nowhere, format!("{} Elle n’est écrite nulle part ailleurs.", stands(&head)));

    let folder = tempfile::tempdir().unwrap();
    let file = format!("file:{}", folder.path().join("heads").display());
    let nobody = format!("syslog:{}", folder.path().join("log").display());
    let places: Vec<Place> = [&file, &nobody].map(|place| place.parse().unwrap()).into();
    office.app.head_places = HeadPlaces::new(places);
    let not_yet = format!("Pas encore écrite dans {nobody} : voir les messages du serveur.");
    assert!(says(&office).await.ends_with(&not_yet));
    let (head, key) =
        office.app.engine.read(|store| Ok((store.audit_head()?, store.audit_key()?))).await.unwrap();
    office.app.head_places.write(&SignedHead::sign(head, key).unwrap(), START);
    let written = async {
        while office.app.head_places.status().all(|(_, at)| at.is_none()) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), written).await.expect("it is written");
    let written = says(&office).await;
    let when = "aujourd’hui, 9\u{a0}h\u{a0}00";
    let expected = format!("Écrite dans {file}, la dernière fois : {when}. {not_yet}");
    assert!(written.ends_with(&expected), "{written}");
}

//! Requests at the counter: their number is said, they can be corrected, and what is open at the same
//! place is shown. And the journal, which knows what was done in the field.

use axum::http::StatusCode;
use rusqlite::Connection;
use shared::request::Request;
use shared::{DocumentId, PersonId, Role};

use crate::desk::{Visitor, finished};
use crate::test_office::{SUPERVISOR, TECHNICIAN, TestOffice};

const BUILDING: DocumentId = DocumentId::from_bytes([4; 16]);

impl Visitor<'_> {
    /// Enters a request: its address without what was done, and its page.
    async fn asks(&self, title: &str) -> (String, String) {
        let form = format!("building={BUILDING}&title={title}&priority=normal");
        let answer = self.post("/office/requests", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
        let address = answer.header("location").unwrap().to_owned();
        let page = self.get(&address).await;
        (address.split('?').next().unwrap().to_owned(), page)
    }
}

async fn read(office: &TestOffice, address: &str) -> Request {
    let id = address.rsplit('/').next().unwrap().parse().unwrap();
    Request::read(&office.document(id).await).unwrap()
}

#[tokio::test]
async fn the_number_of_a_request_is_said_when_it_is_entered_and_goes_up_by_one() {
    let office = TestOffice::open().await;
    office.enter_building(BUILDING).await;
    let visitor = office.visitor().await;
    for number in ["D-2027-0001", "D-2027-0002"] {
        let (address, page) = visitor.asks("Fuite").await;
        assert!(page.contains(&format!("Demande {number} enregistrée.")), "{page}");
        assert_eq!(read(&office, &address).await.number.as_deref(), Some(number));
    }
    let list = visitor.get("/office/requests").await;
    assert!(list.contains("D-2027-0001") && list.contains("D-2027-0002"));
    // The largest number a document takes is followed by one, and nothing breaks.
    let db = Connection::open(office.data().join("office/office.db")).unwrap();
    db.execute("UPDATE request SET number = 'D-2027-999999999' WHERE number = 'D-2027-0002'", []).unwrap();
    let answer = visitor.post("/office/requests", &format!("building={BUILDING}&title=x&priority=low")).await;
    assert!(answer.status.is_redirection() || answer.status.is_client_error(), "{answer}");
}

#[tokio::test]
async fn requests_entered_while_the_lists_are_behind_are_said_to_be_kept_and_get_numbers_of_their_own() {
    let office = TestOffice::open().await;
    office.enter_building(BUILDING).await;
    let visitor = office.visitor().await;
    let tool = Connection::open(sync_server::projection::folder::database(office.data())).unwrap();
    tool.execute_batch("BEGIN IMMEDIATE").unwrap();
    let form = format!("building={BUILDING}&title=Chauffage&priority=normal");
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let answer = visitor.post("/office/requests", &form).await;
        let address = answer.header("location").unwrap().to_owned();
        let page = visitor.answer(&address).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{page}");
        assert!(page.to_string().contains("N’encodez rien une deuxième fois"), "{page}");
        numbers.push(read(&office, address.split('?').next().unwrap()).await.number.unwrap());
    }
    assert_eq!(numbers, ["D-2027-0001", "D-2027-0002"]);
    let elsewhere = visitor.answer(&format!("/office/requests/{BUILDING}")).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND, "a building is no request");
}

#[tokio::test]
async fn what_is_open_at_a_place_is_shown_while_and_after_a_request_is_entered() {
    let office = TestOffice::open().await;
    office.enter_building(BUILDING).await;
    let order = office.order_for(&[]).await;
    let visitor = office.visitor().await;
    let (first, page) = visitor.asks("Chauffage+en+panne").await;
    assert!(page.contains(&order.to_string()), "the order of the same building");
    let entering = visitor.get(&format!("/office/requests/new?building={BUILDING}")).await;
    assert!(entering.contains(&first) && entering.contains("data-test=\"open-here\""));
    let (second, page) = visitor.asks("Pas+de+chauffage").await;
    let (_, open) = page.split_once("data-test=\"open-here\"").expect("what is open");
    let open = open.split("</section>").next().unwrap();
    assert!(open.contains(&first) && !open.contains(&second), "its own request is not another one");
}

#[tokio::test]
async fn a_request_is_corrected_by_who_plans_and_who_entered_it_and_only_what_was_changed_is_written() {
    let office = TestOffice::open().await;
    office.enter_building(BUILDING).await;
    let counter = office.visitor_as("nathalie", Role::Counter).await;
    let (address, _) = counter.asks("Fuitte").await;
    // Meanwhile somebody else made it urgent.
    let urgent = "was.priority=normal&priority=urgent";
    assert_eq!(counter.post(&format!("{address}/correct"), urgent).await.status, StatusCode::SEE_OTHER);
    let correct = "was.title=Fuitte&title=Fuite&was.priority=normal&priority=normal&was.description=&description=Au+toit";
    counter.post(&format!("{address}/correct"), correct).await;
    let request = read(&office, &address).await;
    assert_eq!((request.title.as_str(), request.description.as_str()), ("Fuite", "Au toit"));
    assert_eq!(request.priority.name(), "urgent", "the other's change stands");

    office.gives_a_password_to(PersonId::from_bytes([9; 16]), "alain", Role::Storekeeper).await;
    let cookie =
        office.signs_in("alain", crate::desk::PASSWORD).await.header("set-cookie").unwrap().to_owned();
    let stranger = Visitor { office: &office, cookie: cookie.split(';').next().unwrap().to_owned() };
    let answer = stranger.post(&format!("{address}/correct"), "was.title=Fuite&title=x").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let (own, _) = stranger.asks("Joints").await;
    let answer = stranger.post(&format!("{own}/correct"), "was.title=Joints&title=Joints+plats").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "one's own");
}

#[tokio::test]
async fn a_request_and_its_order_name_each_other_and_who_comes_second_is_shown_the_order() {
    let office = TestOffice::open().await;
    office.enter_building(BUILDING).await;
    let visitor = office.visitor().await;
    let (address, _) = visitor.asks("Fuite").await;
    let request = address.rsplit('/').next().unwrap();
    let nature = shared::NatureId::from_bytes([6; 16]);
    let order = |due: &str| {
        format!("building={BUILDING}&request={request}&title=Fuite&nature={nature}&priority=normal&due={due}")
    };
    // The tests begin on 15 January 2027.
    for day in ["2020-05-01", "2027-01-14"] {
        let answer = visitor.post("/office/work-orders", &order(day)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        assert!(String::from_utf8(answer.body).unwrap().contains("déjà passé"), "{day}");
    }
    let answer = visitor.post("/office/work-orders", &order("2027-01-15")).await;
    let made = answer.header("location").unwrap().split('?').next().unwrap().to_owned();
    let page = visitor.get(&made).await;
    assert!(page.contains(&format!("href=\"{address}\" data-test=\"order-request\">D-2027-0001")), "{page}");
    let page = visitor.get(&address).await;
    let (_, became) = page.split_once("data-test=\"became\"").unwrap();
    assert!(became.contains("2027-0001") && became.contains("data-state=\"open\""), "{became}");
    assert!(visitor.get("/office/requests?all=yes").await.contains("data-state=\"open\""));

    let again = visitor.post("/office/work-orders", &order("")).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let told = String::from_utf8(again.body).unwrap();
    assert!(told.contains("déjà reçu une suite") && told.contains(&made), "{told}");
    // It is not a matter of one's role.
    let late = visitor.post(&format!("{address}/correct"), "was.title=Fuite&title=Fuites").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let told = String::from_utf8(late.body).unwrap();
    assert!(told.contains("déjà reçu une suite") && told.contains(&made), "{told}");
    // A day that is over may stay, and no other one is chosen.
    office.pass_ms(3 * 24 * 3_600_000);
    let visitor = office.visitor().await;
    let title = "was.title=Fuite&title=Fuites&was.due=2027-01-15&due=2027-01-15";
    assert_eq!(visitor.post(&format!("{made}/edit"), title).await.status, StatusCode::SEE_OTHER);
    let due = "was.due=2027-01-15&due=2027-01-16";
    assert!(visitor.post(&format!("{made}/edit"), due).await.status.is_client_error());
}

#[tokio::test]
async fn the_journal_knows_what_was_done_in_the_field_by_whom_and_when() {
    let scene = finished().await;
    let visitor = scene.office.visitor().await;
    let page = visitor.get("/office/audit").await;
    for what in ["started", "finished"] {
        assert_eq!(
            page.matches(&format!("data-test=\"field-line\" data-what=\"{what}\"")).count(),
            1,
            "{page}"
        );
    }
    assert!(page.contains("data-test=\"audit-line\""), "what was done at the office stands between");
    let rows = async |query: &str| {
        let page = visitor.get(&format!("/office/audit?{query}")).await;
        (page.matches("data-test=\"field-line\"").count(), page.matches("data-test=\"audit-line\"").count())
    };
    // The tests begin on 15 January 2027.
    assert_eq!(rows("action=field").await, (2, 0));
    assert_eq!(
        rows(&format!("action=field&person={TECHNICIAN}&from=2027-01-15&to=2027-01-15")).await,
        (2, 0)
    );
    assert_eq!(rows(&format!("action=field&person={SUPERVISOR}")).await, (0, 0));
    assert_eq!(rows("from=2027-01-16&to=2027-01-17").await.0, 0);
    assert_eq!(rows("action=work-order-create").await.0, 0, "only what was asked for");
}

#[tokio::test]
async fn the_journal_goes_back_through_all_work_in_the_field_without_losing_any() {
    let scene = finished().await;
    let visitor = scene.office.visitor().await;
    let order = scene.order.id();
    let db = Connection::open(scene.office.data().join("office/office.db")).unwrap();
    db.pragma_update(None, "foreign_keys", false).unwrap();
    for nth in 0..250 {
        // Several at one instant, as a phone with a coarse clock writes them.
        let at = format!("2027-01-14T10:{:02}:00.000Z", nth / 5);
        let id = DocumentId::from_bytes([u8::try_from(nth).unwrap(); 16]);
        let values = rusqlite::params![
            id.to_string(),
            order.to_string(),
            TECHNICIAN.to_string(),
            at,
            format!("n{nth}.")
        ];
        db.execute("INSERT INTO step (id, work_order, kind, person, at, reason) VALUES (?1, ?2, 'paused', ?3, ?4, ?5)", values).unwrap();
    }
    let mut address = "/office/audit".to_owned();
    let mut told = String::new();
    for _ in 0..10 {
        let page = visitor.get(&address).await;
        told.push_str(&page);
        let Some((before, _)) = page.split_once("\" data-test=\"audit-older\"") else { break };
        let query = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().replace("&amp;", "&");
        address = format!("/office/audit{query}");
    }
    for nth in 0..250 {
        assert_eq!(told.matches(&format!("n{nth}.")).count(), 1, "n{nth}.");
    }
    let log = scene.office.audit().await.len();
    assert_eq!(told.matches("data-test=\"audit-line\"").count(), log, "and each line of the log once");
}

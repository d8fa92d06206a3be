//! The desk of reviews: what deviates is said, a decision leads on and can be taken back, and everybody
//! begins on the page they work with.

use axum::http::{Request, StatusCode};
use shared::limits::REVIEW_TAKEN_BACK_MS_MAX;
use shared::work_order::status::State;
use shared::work_order::{AnswerValue, WorkOrder, WorkOrderCommand};
use shared::{DocumentId, ItemId, Role};

use crate::desk::{Visitor, finished, seen};
use crate::hostile_bodies::Scene;
use crate::test_office::{TECHNICIAN, TestOffice};

impl Visitor<'_> {
    /// Posts a form, and opens the page it leads to.
    async fn follows(&self, path: &str, form: &str) -> (String, String) {
        let answer = self.post(path, form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {answer}");
        let address = answer.header("location").unwrap().to_owned();
        let page = self.get(&address).await;
        (address, page)
    }
}

async fn state(office: &TestOffice, id: DocumentId) -> State {
    WorkOrder::read(&office.document(id).await).unwrap().status().state
}

/// The report that lies open on the desk.
fn open_report(page: &str) -> &str {
    let (_, rest) = page.split_once("data-test=\"report\" data-order=\"").expect("a report");
    rest.split('"').next().unwrap()
}

/// The approval or return that can be taken back from this page.
fn taken_back(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"review\" value=\"").expect("a way back");
    rest.split('"').next().unwrap().to_owned()
}

/// Two finished orders of one technician, the older first.
async fn two_reports() -> (Scene, [DocumentId; 2]) {
    let mut scene = finished().await;
    scene.phone.wall = scene.phone.wall.plus_ms(60_000);
    for command in [WorkOrderCommand::Start, WorkOrderCommand::Finish] {
        let work = scene.phone.does(&mut scene.another, command);
        scene.office.sync(&mut scene.phone, vec![work]).await;
    }
    let ids = [scene.order.id(), scene.another.id()];
    (scene, ids)
}

#[tokio::test]
async fn a_decision_on_the_desk_leads_to_the_next_report_and_can_be_taken_back() {
    let (scene, [first, second]) = two_reports().await;
    let visitor = scene.office.visitor().await;
    let page = visitor.get("/office/review?sort=").await;
    assert_eq!(open_report(&page), first.to_string(), "the oldest lies on top");
    let newest = visitor.get("/office/review?sort=newest").await;
    assert_eq!(open_report(&newest), second.to_string());

    let approve = format!("seen={}&desk=yes&next={second}", seen(&page));
    let (_, page) = visitor.follows(&format!("/office/work-orders/{first}/approve"), &approve).await;
    assert_eq!(open_report(&page), second.to_string());
    assert_eq!(state(&scene.office, first).await, State::Approved);

    let take_back = format!("desk=yes&review={}", taken_back(&page));
    let (_, page) = visitor.follows(&format!("/office/work-orders/{first}/take-back"), &take_back).await;
    assert_eq!(open_report(&page), first.to_string(), "it lies on the desk again");
    assert_eq!(state(&scene.office, first).await, State::Finished);
    assert!(visitor.get(&format!("/office/work-orders/{first}")).await.contains("Décision reprise"));
    let line = scene.office.audit().await.pop().unwrap();
    assert_eq!(line.action, "work-order-take-back");
}

#[tokio::test]
async fn a_return_is_taken_back_too_and_a_decision_of_long_ago_is_not() {
    let scene = finished().await;
    let (visitor, id) = (scene.office.visitor().await, scene.order.id());
    let path = format!("/office/work-orders/{id}");
    let (address, page) = visitor.follows(&format!("{path}/send-back"), "desk=yes&reason=photo").await;
    let take_back = format!("desk=yes&review={}", taken_back(&page));
    visitor.follows(&format!("{path}/take-back"), &take_back).await;
    assert_eq!(state(&scene.office, id).await, State::Finished);

    let (_, page) = visitor.follows(&format!("{path}/send-back"), "desk=yes&reason=photo").await;
    let take_back = format!("desk=yes&review={}", taken_back(&page));
    scene.office.pass_ms(REVIEW_TAKEN_BACK_MS_MAX + 1);
    assert!(!visitor.get(&address).await.contains("data-test=\"take-back\""), "nothing is offered");
    let answer = visitor.post(&format!("{path}/take-back"), &take_back).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(String::from_utf8(answer.body).unwrap().contains("ne peut plus être reprise"));
}

#[tokio::test]
async fn work_that_arrives_while_the_report_lies_on_the_desk_is_read_again() {
    let mut scene = finished().await;
    let path = format!("/office/work-orders/{}", scene.order.id());
    let (form, cookie) = {
        let visitor = scene.office.visitor().await;
        (format!("desk=yes&seen={}", seen(&visitor.get("/office/review").await)), visitor.cookie)
    };
    let late = WorkOrderCommand::UseMaterial {
        material: shared::work_order::Material::Other("joint".to_owned()),
        quantity: shared::Quantity(1000),
        corrects: None,
    };
    let work = scene.phone.does(&mut scene.order, late);
    scene.office.sync(&mut scene.phone, vec![work]).await;
    let visitor = Visitor { office: &scene.office, cookie };
    let (_, page) = visitor.follows(&format!("{path}/approve"), &form).await;
    assert!(page.contains("joint") && page.contains("entre-temps"), "{page}");
    assert_eq!(state(&scene.office, scene.order.id()).await, State::Finished);
}

#[tokio::test]
async fn what_deviates_is_said_first_and_sorts_the_pile() {
    let mut scene = Scene::open().await;
    let failed =
        WorkOrderCommand::Answer { item: ItemId::from_bytes([8; 16]), value: Some(AnswerValue::Tick(false)) };
    for command in [WorkOrderCommand::Start, failed, WorkOrderCommand::Finish] {
        let work = scene.phone.does(&mut scene.order, command);
        scene.office.sync(&mut scene.phone, vec![work]).await;
    }
    let visitor = scene.office.visitor().await;
    let page = visitor.get("/office/review?show=odd").await;
    assert_eq!(open_report(&page), scene.order.id().to_string());
    let (_, said) = page.split_once("data-test=\"deviations\"").expect("what deviates");
    let said = said.split("</ul>").next().unwrap();
    for words in ["Pas en ordre\u{a0}: Pression", "Le rapport est vide"] {
        assert!(said.replace(" : ", "\u{a0}: ").contains(words), "{words} in {said}");
    }
    assert!(page.contains("1 à regarder de près"));
    let plain = visitor.get("/office/review?show=plain").await;
    assert_eq!(plain.matches("data-test=\"review-row\"").count(), 0);
    for absent in ["Matériel utilisé", "<h2>Photos</h2>"] {
        assert!(!page.contains(absent), "an empty section is absent: {absent}");
    }
}

#[tokio::test]
async fn everybody_begins_on_the_page_they_work_with() {
    let office = TestOffice::open().await;
    for (role, page) in [
        (Role::Supervisor, "/office/review"),
        (Role::Counter, "/office/requests"),
        (Role::Storekeeper, "/office/work-orders"),
        (Role::Accountant, "/office/history"),
        (Role::Administrator, "/office/people"),
    ] {
        let visitor = office.visitor_as("dominique", role).await;
        let request = Request::get("/office").header("cookie", &visitor.cookie);
        let answer = office.send(request.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!(answer.header("location"), Some(page), "{role}");
        visitor.get(page).await;
    }
    assert_eq!(office.get("/office").await.header("location"), Some("/office/sign-in"));
}

#[tokio::test]
async fn an_order_without_anybody_says_so_and_can_be_looked_for() {
    let office = TestOffice::open().await;
    let (nobodys, somebodys) = (office.order_for(&[]).await, office.order_for(&[TECHNICIAN]).await);
    let visitor = office.visitor().await;
    let all = visitor.get("/office/work-orders").await;
    assert_eq!(all.matches("data-test=\"nobody\"").count(), 1);
    let looked_for = visitor.get("/office/work-orders?technician=nobody").await;
    assert!(looked_for.contains(&nobodys.to_string()) && !looked_for.contains(&somebodys.to_string()));
    for sort in ["number", "-number", "place", "state", "due", "-due", "rubbish"] {
        let sorted = visitor.get(&format!("/office/work-orders?sort={sort}")).await;
        assert_eq!(sorted.matches("data-test=\"order-row\"").count(), 2, "{sort}");
        assert_eq!(sorted.contains("aria-sort"), sort != "rubbish", "{sort}");
    }
}

#[tokio::test]
async fn a_silent_device_comes_first_and_is_marked() {
    let office = TestOffice::open().await;
    let (mut silent, mut heard) = (office.enrol(TECHNICIAN).await, office.enrol(TECHNICIAN).await);
    office.sync(&mut silent, vec![]).await;
    office.pass_ms(3 * 24 * 60 * 60 * 1000 + 1);
    office.sync(&mut heard, vec![]).await;
    let page = office.visitor().await.get("/office/devices").await;
    let place = |id: shared::DeviceId| page.find(&id.to_string()).expect("a row");
    assert!(place(silent.device) < place(heard.device));
    assert_eq!(page.matches("data-silent=\"true\"").count(), 1);
    assert!(page.contains("Silencieux"));
}

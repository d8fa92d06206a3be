//! A phone that somebody enrolled for somebody else: what it writes in its first day says so, and whoever enrolled it
//! does not approve that.

use axum::http::StatusCode;
use shared::work_order::status::State;
use shared::work_order::{WorkOrder, WorkOrderCommand};
use shared::{DocumentId, PersonId, Role};
use sync_server::base::limits::FIRST_DAY_MS;
use sync_server::store::Audience;

use crate::answer::Answer;
use crate::desk::{Visitor, finished, seen};
use crate::exchange::whole;
use crate::hostile_bodies::Scene;
use crate::phone::Phone;
use crate::test_office::{COLLEAGUE, SUPERVISOR, TECHNICIAN, TestOffice};

impl TestOffice {
    async fn state(&self, id: DocumentId) -> State {
        WorkOrder::read(&self.document(id).await).unwrap().status().state
    }

    /// What a form that approves the order as it is now says, whoever may see one.
    async fn approval_of(&self, id: DocumentId) -> String {
        format!("seen={}", self.document(id).await.heads().to_string().replace(' ', "+"))
    }
}

impl Visitor<'_> {
    async fn approves(&self, id: DocumentId, more: &str) -> Answer {
        let form = format!("{}{more}", self.office.approval_of(id).await);
        self.post(&format!("/office/work-orders/{id}/approve"), &form).await
    }

    /// The page of the order, and the desk with it.
    async fn pages(&self, id: DocumentId) -> [String; 2] {
        let desk = self.get(&format!("/office/review?order={id}")).await;
        [self.get(&format!("/office/work-orders/{id}")).await, desk]
    }
}

/// A report of the technician, written with a phone that the supervisor has just enrolled.
async fn on_a_phone_of_the_supervisors() -> Scene {
    let mut scene = Scene::enrolled_by(SUPERVISOR).await;
    scene.finishes().await;
    scene
}

const OFFERED: &str = "data-test=\"approve\"";

#[tokio::test]
async fn whoever_enrolled_the_phone_does_not_approve_and_another_supervisor_does() {
    let scene = on_a_phone_of_the_supervisors().await;
    let (office, id) = (&scene.office, scene.order.id());
    let other = office.visitor_as("béatrice", Role::Supervisor).await;
    let anne = office.visitor().await;
    for page in anne.pages(id).await {
        assert!(page.contains("data-test=\"first-day\"") && page.contains("24 heures"), "{page}");
        assert!(page.contains("Peuvent le valider : béatrice"), "who else can: {page}");
        assert!(!page.contains(OFFERED), "what is refused is not offered");
        assert!(page.contains("data-test=\"send-back\""), "sending back is");
    }
    let refused = anne.approves(id, "").await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{refused}");
    assert!(String::from_utf8(refused.body).unwrap().contains("quelqu’un d’autre doit le valider"));
    // As the key and the button of the desk send it.
    let on_desk = anne.approves(id, "&desk=yes").await;
    let address = on_desk.header("location").expect("the desk again").to_owned();
    assert!(anne.get(&address).await.contains("quelqu’un d’autre doit le valider"), "{address}");
    assert_eq!(office.state(id).await, State::Finished);

    for page in other.pages(id).await {
        assert!(page.contains("data-test=\"first-day\"") && page.contains(OFFERED), "{page}");
        assert!(!page.contains("data-test=\"own-phone\""));
    }
    assert_eq!(other.approves(id, "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(office.state(id).await, State::Approved);
}

#[tokio::test]
async fn an_administrator_approves_in_place_of_who_enrolled_the_phone_and_nothing_else() {
    let scene = on_a_phone_of_the_supervisors().await;
    let (office, id) = (&scene.office, scene.order.id());
    let admin = office.visitor_as("greffe", Role::Administrator).await;
    let anne = office.visitor().await;
    assert!(anne.pages(id).await[0].contains("Peuvent le valider : greffe"), "nobody else is there");
    for page in admin.pages(id).await {
        assert!(page.contains(OFFERED) && !page.contains("data-test=\"send-back\""), "{page}");
    }
    let answer = admin.approves(id, "&desk=yes").await;
    let after = admin.get(answer.header("location").expect("the desk")).await;
    assert!(!after.contains("data-test=\"take-back\""), "it is not theirs to take back");
    assert_eq!(office.state(id).await, State::Approved);

    let ordinary = finished().await;
    let (office, id) = (&ordinary.office, ordinary.order.id());
    let admin = office.visitor_as("greffe", Role::Administrator).await;
    assert!(!admin.pages(id).await.iter().any(|page| page.contains(OFFERED)));
    assert_eq!(admin.approves(id, "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(office.state(id).await, State::Finished);
}

#[tokio::test]
async fn an_administrator_who_enrolled_the_phone_stands_in_for_nobody() {
    let admin = PersonId::from_bytes([8; 16]);
    let mut scene = Scene::open().await;
    scene.office.gives_a_password_to(admin, "greffe", Role::Administrator).await;
    scene.office.pass_ms(1);
    scene.phone = scene.office.enrol_by(admin, TECHNICIAN).await;
    scene.finishes().await;
    let id = scene.order.id();
    let greffe = scene.office.visitor_as("greffe", Role::Administrator).await;
    assert!(!greffe.pages(id).await[0].contains(OFFERED));
    assert_ne!(greffe.approves(id, "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(scene.office.state(id).await, State::Finished);
    let anne = scene.office.visitor().await;
    assert!(anne.pages(id).await[0].contains("data-test=\"first-day\""), "it is said all the same");
    assert_eq!(anne.approves(id, "").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_first_day_ends_and_what_was_written_in_it_stays_so() {
    for (after_ms, is_first) in [(FIRST_DAY_MS - 1, true), (FIRST_DAY_MS, false)] {
        let mut scene = Scene::enrolled_by(SUPERVISOR).await;
        scene.office.pass_ms(after_ms);
        scene.finishes().await;
        scene.office.pass_ms(3 * FIRST_DAY_MS);
        let (anne, id) = (scene.office.visitor().await, scene.order.id());
        assert_eq!(anne.pages(id).await[0].contains("data-test=\"first-day\""), is_first, "{after_ms}");
        let answer = anne.approves(id, "").await;
        let expected = if is_first { StatusCode::CONFLICT } else { StatusCode::SEE_OTHER };
        assert_eq!(answer.status, expected, "{after_ms}: {answer}");
    }
}

#[tokio::test]
async fn a_phone_of_ones_own_or_enrolled_by_nobody_known_marks_nothing() {
    let scene = finished().await;
    let (anne, id) = (scene.office.visitor().await, scene.order.id());
    assert!(!anne.pages(id).await.iter().any(|page| page.contains("data-test=\"first-day\"")));
    assert_eq!(anne.approves(id, "").await.status, StatusCode::SEE_OTHER);
}

/// A phone of a supervisor's own, with the order on it, that approves it.
async fn approval_by_phone(scene: &Scene, supervisor: PersonId) -> (Phone, usize) {
    let office = &scene.office;
    let assign = WorkOrderCommand::Assign([TECHNICIAN, supervisor].into());
    office.does(Some(scene.order.id()), assign).await;
    let mut phone = office.enrol_by(supervisor, supervisor).await;
    let reply = office.sync(&mut phone, vec![]).await;
    let mut order = whole(reply.documents.iter().find(|update| update.id == scene.order.id()).unwrap());
    let seen = order.heads();
    let work = phone.does(&mut order, WorkOrderCommand::Approve { seen });
    let refused = office.sync(&mut phone, vec![work]).await.refused.len();
    (phone, refused)
}

#[tokio::test]
async fn an_approval_that_a_phone_delivers_is_held_to_the_same_and_so_is_taking_it_over() {
    let scene = on_a_phone_of_the_supervisors().await;
    let (office, id) = (&scene.office, scene.order.id());
    let (_, refused) = approval_by_phone(&scene, SUPERVISOR).await;
    assert_eq!((refused, office.state(id).await), (1, State::Finished));
    let number = office.app.engine.read(|store| store.refused_page(true, 0, 10)).await.unwrap()[0].id;
    let path = format!("/office/refused/{number}");
    let other = office.visitor_as("béatrice", Role::Supervisor).await;
    let anne = office.visitor().await;
    let form = format!("seen={}", seen(&anne.get(&path).await));
    let taken = anne.post(&format!("{path}/take-over"), &form).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "{taken}");
    assert_eq!(office.state(id).await, State::Finished);
    let taken = other.post(&format!("{path}/take-over"), &form).await;
    assert_eq!((taken.status, office.state(id).await), (StatusCode::SEE_OTHER, State::Approved));
}

#[tokio::test]
async fn an_approval_of_another_supervisors_phone_is_taken() {
    let scene = on_a_phone_of_the_supervisors().await;
    let other = PersonId::from_bytes([8; 16]);
    scene.office.gives_a_password_to(other, "béatrice", Role::Supervisor).await;
    let hears = [Audience::Person(other), Audience::All].into();
    scene.office.app.engine.set_audiences(other, hears).await.unwrap();
    let (_, refused) = approval_by_phone(&scene, other).await;
    assert_eq!((refused, scene.office.state(scene.order.id()).await), (0, State::Approved));
}

#[tokio::test]
async fn what_was_refused_of_such_a_phone_and_taken_over_is_still_its_writing() {
    let office = TestOffice::open().await;
    let id = office.order_for(&[COLLEAGUE]).await;
    let mut order = office.document(id).await;
    let mut phone = office.enrol_by(SUPERVISOR, TECHNICIAN).await;
    office.sync(&mut phone, vec![]).await;
    let mut work = phone.does(&mut order, WorkOrderCommand::Start);
    work.changes.extend(phone.does(&mut order, WorkOrderCommand::Finish).changes);
    assert_eq!(office.sync(&mut phone, vec![work]).await.refused.len(), 2);
    let anne = office.visitor().await;
    let number = office.app.engine.read(|store| store.refused_page(true, 0, 10)).await.unwrap()[0].id;
    let path = format!("/office/refused/{number}");
    let form = format!("seen={}", seen(&anne.get(&path).await));
    let taken = anne.post(&format!("{path}/take-over"), &form).await;
    assert_eq!((taken.status, office.state(id).await), (StatusCode::SEE_OTHER, State::Finished));
    assert!(anne.pages(id).await[0].contains("data-test=\"first-day\""));
    assert_eq!(anne.approves(id, "").await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn who_enrolled_a_phone_is_said_where_it_is_looked_at() {
    let office = TestOffice::open().await;
    office.gives_a_password_to(SUPERVISOR, "anne", Role::Supervisor).await;
    let (theirs, own) =
        (office.enrol_by(SUPERVISOR, TECHNICIAN).await, office.enrol_by(SUPERVISOR, SUPERVISOR).await);
    let anne = office.visitor().await;
    for path in [format!("/office/devices/{}", theirs.device), format!("/office/people/{TECHNICIAN}")] {
        assert!(anne.get(&path).await.contains("relié par anne ("), "{path}");
    }
    for path in [format!("/office/devices/{}", own.device), "/office/account".to_owned()] {
        assert!(anne.get(&path).await.contains("relié par la personne elle-même ("), "{path}");
    }
    let journal = anne.get("/office/audit?action=device-enrolled-for-other").await;
    assert_eq!(journal.matches("data-test=\"audit-line\"").count(), 1, "{journal}");
    let line =
        office.audit().await.into_iter().find(|line| line.action == "device-enrolled-for-other").unwrap();
    assert_eq!((line.person, line.subject), (Some(SUPERVISOR), format!("person:{TECHNICIAN}")));
}

#[tokio::test]
async fn of_two_phones_enrolled_in_the_same_millisecond_each_has_its_own_maker() {
    let office = TestOffice::open().await;
    let admin = PersonId::from_bytes([8; 16]);
    office.gives_a_password_to(admin, "greffe", Role::Administrator).await;
    let one = office.enrol_by(SUPERVISOR, TECHNICIAN).await;
    let other = office.enrol_by(admin, TECHNICIAN).await;
    let known = office.app.engine.read(|store| store.enrolments()).await.unwrap();
    let makers: Vec<_> = known.iter().map(|enrolment| (enrolment.device, enrolment.by)).collect();
    assert_eq!(makers, [(one.device, SUPERVISOR), (other.device, admin)]);
}

#[tokio::test]
async fn the_owner_of_a_phone_is_told_of_every_other_one_in_their_name() {
    let office = TestOffice::open().await;
    office.gives_a_password_to(SUPERVISOR, "anne", Role::Supervisor).await;
    let mut own = office.enrol_by(TECHNICIAN, TECHNICIAN).await;
    office.enrol_by(SUPERVISOR, SUPERVISOR).await;
    assert_eq!(office.sync(&mut own, vec![]).await.other_phones, Some(vec![]), "none of others");
    let ghost = office.enrol_by(SUPERVISOR, TECHNICIAN).await;
    let told = office.sync(&mut own, vec![]).await.other_phones.expect("something is said of them");
    let named: Vec<_> = told.iter().map(|phone| (phone.device, phone.by.as_deref())).collect();
    assert_eq!(named, [(ghost.device, Some("anne"))]);
    office.withdraw(&ghost).await;
    assert_eq!(office.sync(&mut own, vec![]).await.other_phones, Some(vec![]), "it is gone");
}

#[tokio::test]
async fn the_page_of_a_phone_has_what_it_wrote_in_its_first_day() {
    let mut scene = Scene::enrolled_by(SUPERVISOR).await;
    scene.finishes().await;
    scene.office.pass_ms(FIRST_DAY_MS);
    let (phone, office) = (&mut scene.phone, &scene.office);
    let later = phone.does(&mut scene.another, WorkOrderCommand::Start);
    office.sync(phone, vec![later]).await;
    let page = office.visitor().await.get(&format!("/office/devices/{}", phone.device)).await;
    let (_, section) = page.split_once("data-test=\"device-first-day\"").expect("there is such a part");
    let section = section.split_once("</section>").expect("it ends").0;
    assert!(section.contains(&format!("/office/work-orders/{}", scene.order.id())), "{section}");
    assert!(!section.contains(&scene.another.id().to_string()), "{section}");
    assert!(section.contains("après que anne l’a relié"), "{section}");

    let own = office.enrol_by(SUPERVISOR, SUPERVISOR).await;
    let page = office.visitor().await.get(&format!("/office/devices/{}", own.device)).await;
    assert!(!page.contains("device-first-day"), "nobody else enrolled it");
}

//! Late is not wrong: work of somebody who is no longer assigned is taken, marked and shown.

use axum::http::StatusCode;
use rusqlite::Connection;
use shared::person::{self, Person};
use shared::work_order::status::State;
use shared::work_order::{WorkOrder, WorkOrderCommand};
use shared::{Command, PersonId, Role};
use sync_server::base::roles::Roles;
use sync_server::store::PersonRow;

use crate::hostile_bodies::Scene;
use crate::test_office::{COLLEAGUE, TECHNICIAN, TestOffice};

impl TestOffice {
    /// The technician has a card.
    async fn knows_the_technician(&self) {
        let keeper = PersonId::from_bytes([9; 16]);
        let (login, name) = ("greffe".to_owned(), "Greffe".to_owned());
        let role = Role::Administrator;
        let row = PersonRow {
            id: keeper,
            login,
            password_hash: None,
            name,
            roles: Roles::everywhere(role),
            language: None,
        };
        self.app.engine.write(move |store| store.put_person(&row)).await.unwrap();
        let luc = Person { name: "Luc Lambert".to_owned(), role: Role::Technician, team: None };
        let begin = Command::Person(person::PersonCommand::Create(luc));
        self.app.engine.execute(keeper, Some(Person::card(TECHNICIAN)), begin).await.unwrap();
    }
}

/// The order goes to a colleague while its technician finishes it in a cellar.
async fn late() -> Scene {
    let mut scene = Scene::open().await;
    scene.office.knows_the_technician().await;
    let mut work = scene.phone.does(&mut scene.order, WorkOrderCommand::Start);
    work.changes.extend(scene.phone.does(&mut scene.order, WorkOrderCommand::Finish).changes);
    let reassigned = WorkOrderCommand::Assign([COLLEAGUE].into());
    scene.office.does(Some(scene.order.id()), reassigned).await;
    let reply = scene.office.sync(&mut scene.phone, vec![work]).await;
    assert!(reply.refused.is_empty(), "late is not wrong: {:?}", reply.refused);
    assert_eq!(reply.withdrawn, [scene.order.id()], "and the phone lets go of the order");
    scene
}

#[tokio::test]
async fn late_work_is_in_the_document_and_marked_in_the_feed() {
    let scene = late().await;
    let id = scene.order.id();
    let order = WorkOrder::read(&scene.office.document(id).await).unwrap();
    assert_eq!(order.status().state, State::Finished);
    let records = scene.office.app.engine.read(move |store| store.change_records(id)).await.unwrap();
    let late: Vec<_> = records.iter().filter(|record| record.received.late).collect();
    assert_eq!(late.len(), 2);
    assert!(late.iter().all(|record| record.received.person == Some(TECHNICIAN)));
}

#[tokio::test]
async fn the_office_database_says_who_delivered_late() {
    let scene = late().await;
    let id = scene.order.id().to_string();
    let office = Connection::open(scene.office.data().join("office/office.db")).unwrap();
    let marked: bool =
        office.query_row("SELECT late FROM work_order WHERE id = ?1", [&id], |row| row.get(0)).unwrap();
    assert!(marked);
    let delivery: (String, String, u32) = office
        .query_row(
            "SELECT person, device, changes FROM delivery WHERE work_order = ?1 AND late = 1",
            [&id],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap();
    assert_eq!(delivery, (TECHNICIAN.to_string(), scene.phone.device.to_string(), 2));
    let others: u32 =
        office.query_row("SELECT count(*) FROM work_order WHERE late = 1", [], |row| row.get(0)).unwrap();
    assert_eq!(others, 1, "the other order is not late");
}

#[tokio::test]
async fn the_list_of_reports_marks_what_came_late_and_the_order_says_who_and_why() {
    let scene = late().await;
    let visitor = scene.office.visitor().await;
    let list = visitor.get("/office/review").await;
    assert!(list.contains("Tardif"), "{list}");
    let page = visitor.get(&format!("/office/work-orders/{}", scene.order.id())).await;
    let (_, deliveries) = page.split_once("data-test=\"deliveries\"").expect("a section on deliveries");
    let (deliveries, _) = deliveries.split_once("</section>").unwrap();
    assert!(deliveries.contains("Luc Lambert"), "{deliveries}");
    assert!(deliveries.contains("n’était plus chargé de ce bon"), "{deliveries}");
}

#[tokio::test]
async fn late_work_is_reviewed_like_any_other() {
    let scene = late().await;
    let visitor = scene.office.visitor().await;
    let path = format!("/office/work-orders/{}", scene.order.id());
    let page = visitor.get(&path).await;
    let form = format!("seen={}", crate::desk::seen(&page));
    let answer = visitor.post(&format!("{path}/approve"), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
}

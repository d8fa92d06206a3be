//! Somebody who left is made nameless: the phones of those who worked with them show the new name.

use mobile::client::{Answer, Ask};
use shared::work_order::WorkOrderCommand;
use shared::{Command, DocumentId, PersonId, Role};
use sync_server::accounts::block::UnderWay;
use sync_server::accounts::person::{PersonCommand, PersonFacts};
use sync_server::base::roles::Roles;

use crate::office::{Office, SUPERVISOR};
use crate::phone::Phone;

const LEFT: PersonId = PersonId::from_bytes([9; 16]);

/// What the sheet of an order calls them.
fn called(phone: &mut Phone, order: DocumentId) -> String {
    let Answer::WorkOrder(view) = phone.ask(Ask::WorkOrder(order)) else { panic!("an order was asked for") };
    view.names.person(LEFT).to_owned()
}

#[tokio::test]
async fn phones_show_the_new_name_and_nothing_else_of_the_order_changes() {
    let office = Office::open().await;
    let engine = &office.app.engine;
    // Accounts are kept by an administrator, who is the supervisor here for once.
    office.gives(SUPERVISOR, Role::Administrator).await;
    let facts = PersonFacts {
        login: "zinnemann".to_owned(),
        name: "Aurélie Zinnemann".to_owned(),
        roles: Roles::everywhere(Role::Supervisor),
        team: None,
    };
    engine.change_person(SUPERVISOR, LEFT, PersonCommand::Add(facts)).await.unwrap();
    let order = office.order("Vanne").await;
    let mut phone = Phone::enrolled(&office).await;
    for command in [WorkOrderCommand::Start, WorkOrderCommand::Finish] {
        phone.saves(order, command);
    }
    phone.talks(&office).await;
    let seen = office.document(order).await.heads();
    let approve = Command::WorkOrder(WorkOrderCommand::Approve { seen });
    engine.execute(LEFT, Some(order), approve).await.unwrap();
    phone.talks(&office).await;
    assert_eq!(called(&mut phone, order), "Aurélie Zinnemann");

    engine.block(SUPERVISOR, LEFT, Box::new(|_| UnderWay::default())).await.unwrap();
    let named = |number: u32| format!("Personne partie (n° {number})");
    engine.make_nameless(SUPERVISOR, LEFT, vec![], named).await.unwrap();
    let before = phone.heads(order);
    phone.talks(&office).await;
    assert_eq!(called(&mut phone, order), "Personne partie (n° 1)");
    assert_eq!(phone.heads(order), before);
    assert!(!phone.remembers(b"Zinnemann"), "not even in a free page");
}

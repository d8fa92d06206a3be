//! Refused is not lost: on the phone, at the office, and back.

use mobile::client::{Answer, Ask};
use shared::document::priority::Priority;
use shared::request::{NewRequest, RequestCommand, RequestOrigin};
use shared::work_order::{Material, WorkOrderCommand};
use shared::{Command, DocumentId, OrganisationId, Quantity, Role};
use sync_server::sync::take_over::TakeOver;

use crate::office::{Office, TECHNICIAN};
use crate::phone::{Phone, camera_picture};

fn material(name: &str) -> WorkOrderCommand {
    let material = Material::Other(name.to_owned());
    WorkOrderCommand::UseMaterial { material, quantity: Quantity(2000), corrects: None }
}

async fn refused_numbers(office: &Office) -> Vec<i64> {
    let rows = office.app.engine.read(|store| store.refused_page(true, 0, 100)).await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

/// A phone whose owner was a supervisor when it was enrolled, and is a technician since.
async fn of_a_former_supervisor(office: &Office) -> Phone {
    office.gives(TECHNICIAN, Role::Supervisor).await;
    let phone = Phone::enrolled(office).await;
    office.gives(TECHNICIAN, Role::Technician).await;
    phone
}

#[tokio::test]
async fn what_the_office_takes_over_comes_back_and_the_phone_agrees_with_it() {
    let office = Office::open().await;
    let (order, another) = (office.order("Ascenseur").await, office.order("Toiture").await);
    let mut phone = of_a_former_supervisor(&office).await;
    phone.saves(order, WorkOrderCommand::Cancel { reason: "faux appel".to_owned() });
    phone.saves(another, WorkOrderCommand::Start);
    let request = phone.next_request().unwrap();
    // Written while the request is under way: it builds on what will be refused.
    phone.saves(order, material("fusible"));
    phone.carried(&office, &request).await;
    phone.talks(&office).await;

    // The rest of the queue went through, the order is the office's, the text is set aside once.
    assert_eq!(phone.replica.status().unwrap().changes_waiting, 0);
    for id in [order, another] {
        assert_eq!(phone.heads(id), Some(office.document(id).await.heads()));
    }
    let aside = phone.list_to_send().rejected;
    assert_eq!(aside.len(), 1);
    assert_eq!((aside[0].reason.as_str(), aside[0].taken_over), ("not-allowed", false));
    assert_eq!(aside[0].text, "fusible : 2\nAnnulé : faux appel");

    // The office has both changes, also the one that was not sent yet when the first was refused.
    let numbers = refused_numbers(&office).await;
    assert_eq!(numbers.len(), 2);
    phone.saves(order, material("câble"));
    phone.talks(&office).await;
    assert_eq!(office.takes_over(numbers[0]).await, TakeOver::Taken(2));
    assert_eq!(office.takes_over(numbers[0]).await, TakeOver::Over);
    phone.talks(&office).await;
    assert_eq!(phone.heads(order), Some(office.document(order).await.heads()));

    // What was taken over is not shown as lost; it goes once somebody says so.
    let mut phone = phone.opened_again();
    let aside = phone.list_to_send().rejected;
    assert!(aside[0].taken_over);
    assert_eq!(phone.ask(Ask::DealtWith(aside[0].id)), Answer::Done);
    assert_eq!(phone.replica.status().unwrap().rejected, 0);
    assert!(phone.list_to_send().rejected.is_empty());
}

#[tokio::test]
async fn one_refusal_blocks_none_of_many_documents() {
    let office = Office::open().await;
    let mut orders = Vec::new();
    for number in 0..8 {
        orders.push(office.order(&format!("Bon {number}")).await);
    }
    let mut phone = of_a_former_supervisor(&office).await;
    for (at, order) in orders.iter().enumerate() {
        phone.saves(*order, WorkOrderCommand::Start);
        if at % 3 == 1 {
            phone.saves(*order, WorkOrderCommand::Cancel { reason: format!("motif {at}") });
        }
        phone.saves(*order, material("joint"));
    }
    phone.talks(&office).await;
    let status = phone.replica.status().unwrap();
    assert_eq!((status.changes_waiting, status.rejected), (0, 3));
    for (at, order) in orders.iter().enumerate() {
        let theirs = office.document(*order).await;
        assert_eq!(phone.heads(*order), Some(theirs.heads()), "order {at}");
        let order = shared::work_order::WorkOrder::read(&theirs).unwrap();
        assert_eq!(order.steps.len(), 1, "what came before the refused change was taken, order {at}");
        assert_eq!(order.materials.len(), usize::from(at % 3 != 1), "order {at}");
    }
}

#[tokio::test]
async fn photos_of_a_document_that_was_refused_still_reach_the_office() {
    let office = Office::open().await;
    let mut phone = Phone::enrolled(&office).await;
    office.gives(TECHNICIAN, Role::Accountant).await;
    let new = NewRequest {
        origin: RequestOrigin::Field,
        title: "Fuite au plafond".to_owned(),
        description: String::new(),
        organisation: OrganisationId::from_bytes([5; 16]),
        building: DocumentId::from_bytes([4; 16]),
        space: None,
        asset: None,
        nature: None,
        priority: Priority::Normal,
    };
    let command = Command::Request(RequestCommand::Create(Box::new(new)));
    let Answer::Saved { document: request, .. } = phone.ask(Ask::Execute { document: None, command }) else {
        panic!("a request can be written")
    };
    phone.photographs(request, camera_picture(5));
    phone.ask(Ask::SyncNow);
    let sync = phone.next_request().unwrap();
    phone.carried(&office, &sync).await;
    assert_eq!(phone.heads(request), None, "the office does not have the request");
    let list = phone.list_to_send();
    assert!(list.rejected[0].text.contains("Fuite au plafond"), "{:?}", list.rejected);
    assert_eq!((list.items.len(), list.items[0].photos.len()), (1, 2), "and its photos still wait");
    assert_eq!((list.items[0].kind, list.items[0].title.as_str()), (None, "Fuite au plafond"));
    phone.talks(&office).await;
    assert!(phone.list_to_send().items.is_empty());
    assert_eq!(office.app.engine.read(|store| store.photos()).await.unwrap().len(), 2);

    // A supervisor gives the work back its place, photos and all.
    let numbers = refused_numbers(&office).await;
    assert_eq!(office.takes_over(numbers[0]).await, TakeOver::Taken(2));
    phone.talks(&office).await;
    assert_eq!(phone.heads(request), Some(office.document(request).await.heads()));
}

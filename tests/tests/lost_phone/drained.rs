//! Recover first: everything arrives, nothing goes out any more, then the phone erases itself.

use mobile::client::{Answer, Failure, Withdrawal as OnPhone};
use shared::limits::SYNC_CHANGES_MAX;
use shared::work_order::{Material, WorkOrder, WorkOrderCommand};
use shared::{DocumentId, Quantity};
use sync_server::sync::drain::Withdrawal;

use crate::office::Office;
use crate::phone::{Phone, camera_picture};

fn material(name: String) -> WorkOrderCommand {
    WorkOrderCommand::UseMaterial {
        material: Material::Other(name),
        quantity: Quantity(1000),
        corrects: None,
    }
}

/// More orders than one request can carry the work of.
const ORDERS: usize = 8;
/// What is used on each of them.
const MATERIALS: usize = SYNC_CHANGES_MAX / ORDERS + 10;

/// An office with as many orders, and a phone that has them.
async fn with_orders() -> (Office, Phone, Vec<DocumentId>) {
    let office = Office::open().await;
    let mut orders = Vec::new();
    for _ in 0..ORDERS {
        orders.push(office.order("Chaudière à l’arrêt").await);
    }
    let phone = Phone::enrolled(&office).await;
    (office, phone, orders)
}

/// More than one request can carry, and two photos.
fn works_for_weeks(phone: &mut Phone, orders: &[DocumentId]) {
    for number in 0..MATERIALS {
        for order in orders {
            phone.saves(*order, material(format!("joint {number}")));
        }
    }
    for shade in [1, 2] {
        phone.photographs(orders[0], camera_picture(shade));
    }
    assert!(phone.replica.status().unwrap().changes_waiting as usize > SYNC_CHANGES_MAX);
}

#[tokio::test]
async fn a_phone_delivers_weeks_of_work_through_a_network_that_is_cut_and_then_erases_itself() {
    let (office, mut phone, orders) = with_orders().await;
    works_for_weeks(&mut phone, &orders);
    let heads: Vec<_> = orders.iter().map(|order| phone.heads(*order)).collect();
    office.withdraw(phone.device(), Withdrawal::Drain).await;
    let new = office.order("Jamais vu").await;

    let mut rounds = 0;
    let mut knew = false;
    while phone.replica.status().unwrap().owner.is_some() {
        rounds += 1;
        assert!(rounds < 100, "it never ends: {:?}", phone.replica.status());
        phone.talks_until_cut(&office, rounds % 4).await;
        assert_eq!(phone.heads(new), None, "nothing comes any more");
        if rounds % 5 == 0 {
            phone = phone.opened_again();
        }
        if phone.replica.status().unwrap().withdrawal == Some(OnPhone::Draining) {
            knew = true;
            let answer = phone.does(orders[0], material("trop tard".to_owned()));
            assert_eq!(answer, Answer::Failed(Failure::BeingWithdrawn));
        }
    }

    assert!(knew, "the phone said what happens while it happened");
    for (order, heads) in orders.iter().zip(heads) {
        assert_eq!(Some(office.document(*order).await.heads()), heads);
    }
    let written = WorkOrder::read(&office.document(orders[0]).await).unwrap();
    assert_eq!((written.materials.len(), written.photos.len()), (MATERIALS, 2));
    for photo in written.photos.values() {
        for sha256 in [photo.facts.sha256, photo.facts.thumbnail] {
            let known = office.app.engine.read(move |store| store.photo(sha256)).await.unwrap();
            assert!(known.is_some(), "every photo and thumbnail has arrived");
        }
    }
    for trace in [&b"joint 17"[..], b"Chaudi", b"chaudiere"] {
        assert!(!phone.remembers(trace), "{}", String::from_utf8_lossy(trace));
    }
}

#[tokio::test]
async fn without_a_cut_it_is_over_in_one_conversation() {
    let office = Office::open().await;
    let order = office.order("Chaudière à l’arrêt").await;
    let mut phone = Phone::enrolled(&office).await;
    phone.saves(order, WorkOrderCommand::Start);
    phone.photographs(order, camera_picture(3));
    office.withdraw(phone.device(), Withdrawal::Drain).await;
    phone.talks(&office).await;
    phone.is_erased(OnPhone::Drained);
    phone = phone.opened_again();
    phone.is_erased(OnPhone::Drained);
    assert_eq!(phone.next_request(), None);
    let written = WorkOrder::read(&office.document(order).await).unwrap();
    assert_eq!((written.steps.len(), written.photos.len()), (1, 1));
}

#[tokio::test]
async fn a_phone_that_wants_a_picture_first_learns_it_then() {
    let office = Office::open().await;
    office.order("Chaudière à l’arrêt").await;
    let mut phone = Phone::enrolled(&office).await;
    office.withdraw(phone.device(), Withdrawal::Drain).await;
    phone.ask(mobile::client::Ask::Picture(shared::Sha256::of(b"a colleague's")));
    while let Some(request) = phone.next_request() {
        phone.carried(&office, &request).await;
    }
    phone.is_erased(OnPhone::Drained);
}

#[tokio::test]
async fn the_office_can_stop_a_drain_at_any_time() {
    let office = Office::open().await;
    let order = office.order("Chaudière à l’arrêt").await;
    let mut phone = Phone::enrolled(&office).await;
    phone.photographs(order, camera_picture(6));
    office.withdraw(phone.device(), Withdrawal::Drain).await;
    phone.talks_until_cut(&office, 2).await;
    office.withdraw(phone.device(), Withdrawal::Erase).await;
    phone.talks(&office).await;
    phone.is_erased(OnPhone::Erased);
}

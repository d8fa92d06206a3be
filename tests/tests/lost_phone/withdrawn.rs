//! Withdrawn at once: the phone erases itself at its next contact, whatever it is, and its files
//! remember nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mobile::client::{Ask, Withdrawal as OnPhone};
use mobile::replica::{CrashPoint, ReplicaError};
use shared::Sha256;
use shared::work_order::{WorkOrder, WorkOrderCommand};
use sync_server::sync::drain::Withdrawal;

use crate::office::Office;
use crate::phone::{Phone, camera_picture};

/// A phone with work, photos and a search index, and what would betray each of them.
async fn with_secrets(office: &Office) -> (Phone, Vec<Vec<u8>>) {
    let order = office.order("Hydrocureuse Zwanenberg").await;
    let mut phone = Phone::enrolled(office).await;
    phone.saves(order, WorkOrderCommand::Start);
    let visit = *order_of(&mut phone, order).interventions.keys().next().unwrap();
    let after = "Trappe derrière le tableau, code 4711-X.".to_owned();
    phone.saves(order, WorkOrderCommand::WriteReport { intervention: visit, before: String::new(), after });
    phone.photographs(order, camera_picture(7));
    let facts = order_of(&mut phone, order).photos.into_values().next().unwrap().facts;
    let wanted = Sha256::of(b"a colleague's photo");
    phone.ask(Ask::Picture(wanted));
    let moment = phone.moment();
    let picture = phone.replica.answer(Ask::Picture(facts.sha256), None, moment).1.unwrap();
    let token = phone.replica.events_request().unwrap().headers[0].1.clone();
    let traces = vec![
        b"Hydrocureuse Zwanenberg".to_vec(),
        b"zwanenberg".to_vec(),
        b"4711-X".to_vec(),
        picture[picture.len() / 2..][..64].to_vec(),
        wanted.0.to_vec(),
        facts.thumbnail.0.to_vec(),
        token.strip_prefix("Bearer ").unwrap().as_bytes().to_vec(),
    ];
    for trace in &traces {
        assert!(phone.remembers(trace), "there is something to erase: {trace:?}");
    }
    (phone, traces)
}

fn order_of(phone: &mut Phone, id: shared::DocumentId) -> WorkOrder {
    WorkOrder::read(&phone.replica.document(id).unwrap().unwrap()).unwrap()
}

fn assert_forgotten(phone: &Phone, traces: &[Vec<u8>]) {
    for trace in traces {
        assert!(!phone.remembers(trace), "left behind: {}", String::from_utf8_lossy(trace));
    }
}

#[tokio::test]
async fn nothing_of_the_copy_is_left_in_the_file_of_a_phone_that_erased_itself() {
    let office = Office::open().await;
    let (mut phone, traces) = with_secrets(&office).await;
    office.withdraw(phone.device(), Withdrawal::Erase).await;
    phone.talks(&office).await;
    phone.is_erased(OnPhone::Erased);
    assert_forgotten(&phone, &traces);
    let phone = phone.opened_again();
    phone.is_erased(OnPhone::Erased);
    assert_eq!(phone.replica.events_request(), None);
}

#[tokio::test]
async fn it_happens_at_whatever_the_phone_asks_next() {
    // A picture, a piece of a photo: the sync is not what is asked first.
    for asks_for_picture in [true, false] {
        let office = Office::open().await;
        let order = office.order("Hydrocureuse").await;
        let mut phone = Phone::enrolled(&office).await;
        if asks_for_picture {
            phone.ask(Ask::Picture(Sha256::of(b"a colleague's photo")));
        } else {
            phone.photographs(order, camera_picture(4));
            while let Some(request) = phone.next_request() {
                phone.carried(&office, &request).await;
                if request.method == "PATCH" {
                    break;
                }
            }
        }
        office.withdraw(phone.device(), Withdrawal::Erase).await;
        let request = phone.next_request().unwrap();
        assert_ne!(request.path, "/phone/v1/sync");
        phone.carried(&office, &request).await;
        // `HEAD` is answered without a body: then the sync that follows tells why.
        if let Some(request) = phone.next_request() {
            phone.carried(&office, &request).await;
        }
        phone.is_erased(OnPhone::Erased);
        assert!(!phone.remembers(b"Hydrocureuse"));
    }
}

#[tokio::test]
async fn a_phone_that_dies_while_it_erases_itself_finishes_when_it_is_opened() {
    for dies_at in [CrashPoint::BeforeCommit, CrashPoint::AfterCommit] {
        let office = Office::open().await;
        let (phone, traces) = with_secrets(&office).await;
        let dead = Arc::new(AtomicBool::new(false));
        let (switch, mut phone) = (Arc::clone(&dead), phone);
        office.withdraw(phone.device(), Withdrawal::Erase).await;
        phone.replica =
            phone.replica.crashing(move |point| switch.load(Ordering::Relaxed) && point == dies_at);
        phone.ask(Ask::SyncNow);
        let request = phone.next_request().unwrap();
        let reply = office.carry(&request).await;
        dead.store(true, Ordering::Relaxed);
        let moment = phone.moment();
        let died = phone.replica.take_reply(Ok(reply), moment);
        assert!(matches!(died, Err(ReplicaError::Stopped)), "{died:?}");
        let mut phone = phone.opened_again();
        if dies_at == CrashPoint::BeforeCommit {
            // Nothing was erased: the next contact says it again.
            phone.talks(&office).await;
        }
        phone.is_erased(OnPhone::Erased);
        assert_forgotten(&phone, &traces);
    }
}

#[tokio::test]
async fn a_phone_that_passes_to_somebody_else_forgets_whose_it_was() {
    let office = Office::open().await;
    let (mut phone, traces) = with_secrets(&office).await;
    // Its new owner has a code of their own, and no order.
    let engine = &office.app.engine;
    let code = sync_server::accounts::enrolment_code::make_code(engine, crate::office::SUPERVISOR, None)
        .await
        .unwrap();
    phone.ask(Ask::Enrol { code, device_name: "téléphone".to_owned() });
    phone.ask(Ask::EnrolAnyway);
    let request = phone.next_request().unwrap();
    phone.carried(&office, &request).await;
    assert_forgotten(&phone, &traces);
}

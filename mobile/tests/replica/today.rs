//! What people see first and count: what is urgent, what is new, what was taken last, what waits.

use mobile::client::{Answer, Ask, OrderLine, Today, WorkOrderView};
use mobile::shell::native::prepare;
use rusqlite::Connection;
use shared::DocumentId;
use shared::document::photo::PhotoPhase;
use shared::document::priority::Priority;
use shared::wire::SyncReply;
use shared::work_order::WorkOrderCommand as C;

use crate::answers::camera_picture;
use crate::phone::{DEVICE, ORDER, OWNER, Phone, made, new_order, reply, whole};

const URGENT: DocumentId = DocumentId::from_bytes([0xa1; 16]);

fn with_two_orders() -> Phone {
    let mut phone = Phone::on(Connection::open_in_memory().unwrap());
    phone.enrols(OWNER, DEVICE, "secret");
    phone.sync_request();
    let day = |day: &str| Some(day.parse().unwrap());
    let late = made(ORDER, new_order().with(|plan| plan.due = day("2026-12-01")));
    let far = new_order().with(|plan| {
        plan.due = day("2027-06-01");
        plan.priority = Priority::Urgent;
    });
    phone.synced(SyncReply { documents: vec![whole(&late), whole(&made(URGENT, far))], ..reply(0) });
    phone
}

impl Phone {
    fn today(&mut self) -> Today {
        let ask = Ask::Today { today: "2027-01-15".parse().unwrap() };
        let Answer::Today(lists) = self.ask(ask) else { panic!("lists were asked for") };
        lists
    }

    fn opens(&mut self, id: DocumentId) -> WorkOrderView {
        let Answer::WorkOrder(view) = self.ask(Ask::WorkOrder(id)) else { panic!("an order was asked for") };
        *view
    }
}

#[test]
fn what_is_urgent_comes_first_whatever_its_day() {
    let lists = with_two_orders().today();
    let ids = |lines: &[OrderLine]| lines.iter().map(|line| line.id).collect::<Vec<_>>();
    assert_eq!((ids(&lists.urgent), ids(&lists.overdue)), (vec![URGENT], vec![ORDER]));
}

#[test]
fn an_order_is_new_until_it_is_opened() {
    let mut phone = with_two_orders();
    assert!(phone.today().urgent[0].new && phone.today().overdue[0].new);
    phone.opens(URGENT);
    assert!(!phone.today().urgent[0].new && phone.today().overdue[0].new);
    phone.execute(C::Start);
    assert!(!phone.today().overdue[0].new, "what is begun is not new, wherever it was begun");
}

#[test]
fn what_waits_is_counted_as_people_count_it() {
    let mut phone = with_two_orders();
    phone.execute(C::Start);
    phone.execute(C::Pause);
    let photo = Ask::AddPhoto { document: ORDER, phase: PhotoPhase::Before, caption: String::new() };
    let moment = phone.moment();
    phone.replica.answer(photo, prepare(&camera_picture()).ok(), moment);
    let status = phone.replica.status().unwrap();
    assert_eq!((status.things_waiting, status.changes_waiting, status.photos_waiting), (1, 3, 2));
    let Answer::ToSend(list) = phone.ask(Ask::ToSend) else { panic!("a list was asked for") };
    assert_eq!((list.items[0].pictures.len(), list.items[0].photos.len()), (1, 2));
}

#[test]
fn a_photo_withdrawn_is_known_as_withdrawn_and_still_sent() {
    let mut phone = with_two_orders();
    let photo = Ask::AddPhoto { document: ORDER, phase: PhotoPhase::Before, caption: String::new() };
    let moment = phone.moment();
    let (answer, _) = phone.replica.answer(photo, prepare(&camera_picture()).ok(), moment);
    let Answer::Saved { fact: Some(photo), .. } = answer else { panic!("saved") };
    let away = C::CorrectPhoto { photo, caption: String::new(), phase: PhotoPhase::Before, withdrawn: true };
    assert!(matches!(phone.execute(away), Answer::Saved { .. }));
    let view = phone.opens(ORDER);
    assert_eq!(view.photos.len(), 1, "a correction is no photo");
    assert!(view.order.corrected_photos()[0].1.withdrawn.is_some());
    assert_eq!(phone.replica.status().unwrap().photos_waiting, 2);
}

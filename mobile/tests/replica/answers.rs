//! What the replica makes of the office's answers, of its owner's wishes, and of the two at once.

use automerge::transaction::Transactable as _;
use automerge::{AutoCommit, ROOT};
use mobile::client::{Answer, Ask, BadPicture, Contact, Failure, PhotoState, ToSend};
use mobile::replica::Unreachable;
use mobile::shell::native::prepare;
use rusqlite::Connection;
use shared::catalogue::ChecklistTemplateItem;
use shared::command::execute;
use shared::document::SCHEMA;
use shared::document::photo::PhotoPhase;
use shared::person::{Person, PersonCommand};
use shared::request::RequestCommand;
use shared::wire::{FeedCursor, Refusal, RefusalReason, SealedCopy, SyncReply};
use shared::work_order::{AnswerKind, NewWorkOrder, WorkOrderCommand};
use shared::{
    ActorId, Author, Command, Document, DocumentId, DocumentKind, FactId, ItemId, Moment, Role, Sha256,
    Timestamp,
};

use crate::phone::{
    DEVICE, ORDER, OWNER, Phone, entered, made, new_building, new_order, new_request, office_secret, reply,
    whole,
};

const ITEM: ItemId = ItemId::from_bytes([8; 16]);

/// Enrolled, with one work order.
pub(crate) fn with_an_order() -> Phone {
    let mut phone = Phone::on(Connection::open_in_memory().unwrap());
    phone.enrols(OWNER, DEVICE, "secret");
    let request = phone.sync_request();
    assert_eq!((request.cursor, request.documents.len()), (FeedCursor(0), 0));
    phone.synced(SyncReply { documents: vec![whole(&order())], ..reply(0) });
    phone
}

impl Phone {
    fn answered_with(&mut self, status: u16, headers: &[(&str, &str)], body: Vec<u8>) {
        self.takes(status, headers, body).unwrap();
    }

    fn asks_what_is_to_send(&mut self) -> ToSend {
        let Answer::ToSend(list) = self.ask(Ask::ToSend) else { panic!("a list was asked for") };
        list
    }

    pub(crate) fn writes(&mut self, text: &str) {
        let Answer::Saved { fact: Some(visit), .. } = self.execute(WorkOrderCommand::Start) else {
            panic!("started")
        };
        let after = text.to_owned();
        let report = WorkOrderCommand::WriteReport { intervention: visit, before: String::new(), after };
        assert!(matches!(self.execute(report), Answer::Saved { .. }));
    }
}

fn order() -> Document {
    let asked = ChecklistTemplateItem {
        label: "Pression".to_owned(),
        kind: AnswerKind::Tick,
        unit: None,
        choices: vec![],
        required: true,
    };
    let due = Some("2027-01-10".parse().unwrap());
    made(ORDER, NewWorkOrder { checklist: vec![(ITEM, asked)], ..new_order() }.with(|plan| plan.due = due))
}

pub(crate) fn problem(name: &str) -> Vec<u8> {
    format!(r#"{{"type":"urn:guichet:problem:{name}","title":"x","status":400}}"#).into_bytes()
}

#[test]
fn opening_and_listing_read_no_document() {
    let mut phone = with_an_order();
    let loaded = phone.replica.documents_loaded();
    let today = "2027-01-15".parse().unwrap();
    let Answer::Today(lists) = phone.ask(Ask::Today { today }) else { panic!("lists were asked for") };
    assert_eq!(lists.overdue.len(), 1);
    let Answer::Found(found) = phone.ask(Ask::Search { text: "CHAUD arret".to_owned() }) else {
        panic!("found")
    };
    assert_eq!(found.len(), 1, "accents, capitals and unfinished words do not matter");
    assert_eq!(phone.replica.documents_loaded(), loaded);
}

#[test]
fn finishing_without_a_required_answer_says_which() {
    let mut phone = with_an_order();
    phone.writes("fait");
    assert_eq!(phone.execute(WorkOrderCommand::Finish), Answer::Failed(Failure::AnswersMissing(vec![ITEM])));
}

#[test]
fn a_wish_to_sync_while_one_is_under_way_is_kept() {
    let mut phone = with_an_order();
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.ask(Ask::SyncNow);
    phone.synced(reply(0));
    assert_eq!(phone.request().path, "/phone/v1/sync");
}

#[test]
fn what_the_office_refuses_stays_readable_and_the_rest_goes_on() {
    let mut phone = with_an_order();
    phone.writes("Vanne grippée, remplacée.");
    let request = phone.sync_request();
    let sent = &request.documents[0].changes;
    assert_eq!(sent.len(), 2);
    let refusal = |position: u32, reason| Refusal { document: ORDER, position, reason, hash: None };
    phone.synced(SyncReply {
        refused: vec![refusal(0, RefusalReason::NotAllowed), refusal(1, RefusalReason::MissingDependency)],
        ..reply(2)
    });
    let list = phone.asks_what_is_to_send();
    assert!(list.items.is_empty());
    assert_eq!(list.rejected.len(), 1);
    assert_eq!(list.rejected[0].reason, "not-allowed");
    assert!(list.rejected[0].text.contains("Vanne grippée, remplacée."));
    assert!(phone.order().interventions.is_empty(), "the office's version is shown");

    let refused_hand = actor_of(&sent[0].0);
    assert!(matches!(phone.execute(WorkOrderCommand::Start), Answer::Saved { .. }));
    let request = phone.sync_request();
    assert_eq!(request.documents[0].changes.len(), 1);
    assert_ne!(actor_of(&request.documents[0].changes[0].0), refused_hand, "under a fresh actor id");
}

/// The card of the owner of the phone, saying what they do here.
fn card(role: Role) -> Document {
    let mut document = Document::empty(DocumentKind::Person, Person::card(OWNER));
    let owner = Person { name: "Luc Aubry".to_owned(), role, team: None };
    let moment = Moment { wall: Timestamp(1_790_000_000_000), entropy: 1 };
    let author = Author { person: OWNER, actor: ActorId::from_bytes([7; 16]), moment };
    execute(&mut document, &Command::Person(PersonCommand::Create(owner)), author).unwrap();
    document
}

#[test]
fn a_role_that_changes_at_the_office_holds_on_the_phone_after_its_next_sync() {
    let mut phone = with_an_order();
    for (role, allowed) in [(Role::Storekeeper, false), (Role::Technician, true)] {
        phone.ask(Ask::SyncNow);
        phone.sync_request();
        phone.synced(SyncReply { documents: vec![whole(&card(role))], ..reply(0) });
        let owner = phone.replica.status().unwrap().owner.unwrap();
        assert_eq!((owner.name.as_str(), owner.role), ("Luc Aubry", role));
        let answer = phone.execute(WorkOrderCommand::Start);
        assert_eq!(matches!(answer, Answer::Saved { .. }), allowed, "{role}: {answer:?}");
    }
}

#[test]
fn what_another_phone_wrote_as_the_same_actor_makes_this_one_another_actor_and_loses_nothing() {
    let mut phone = with_an_order();
    phone.writes("Vanne grippée, remplacée.");
    let request = phone.sync_request();
    let copied_hand = actor_of(&request.documents[0].changes[0].0);
    // Written while the request is under way.
    let visit = *phone.order().interventions.keys().next().unwrap();
    let report = WorkOrderCommand::WriteReport {
        intervention: visit,
        before: "Vanne grippée, remplacée.".to_owned(),
        after: "Vanne grippée, remplacée. Purgé.".to_owned(),
    };
    assert!(matches!(phone.execute(report), Answer::Saved { .. }));
    let refusal = |position: u32, reason| Refusal { document: ORDER, position, reason, hash: None };
    phone.synced(SyncReply {
        refused: vec![refusal(0, RefusalReason::ActorReused), refusal(1, RefusalReason::MissingDependency)],
        ..reply(2)
    });
    assert_eq!(phone.replica.status().unwrap().rejected, 0);
    assert_eq!(phone.order().interventions[&visit].report, "Vanne grippée, remplacée. Purgé.");

    let request = phone.sync_request();
    let again = &request.documents[0].changes;
    assert_eq!(again.len(), 3);
    assert!(again.iter().all(|change| actor_of(&change.0) != copied_hand));
    assert_eq!(request.diverged, [ORDER], "what the other phone wrote is asked for");
    let mut office = order();
    office.apply(again).unwrap();
    assert_eq!(office.heads(), phone.replica.document(ORDER).unwrap().unwrap().heads());
}

#[test]
fn a_withdrawn_document_is_forgotten_only_when_nothing_of_it_waits() {
    let mut phone = with_an_order();
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.writes("encore à envoyer");
    phone.synced(SyncReply { withdrawn: vec![ORDER], ..reply(0) });
    assert!(phone.replica.document(ORDER).unwrap().is_some());
    let request = phone.sync_request();
    assert_eq!(request.documents[0].changes.len(), 2);
    phone.synced(reply(2));
    assert!(phone.replica.document(ORDER).unwrap().is_none());
}

#[test]
fn a_refused_edit_does_not_bring_a_withdrawn_document_back() {
    let mut phone = with_an_order();
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.writes("de quelqu’un qui ne peut plus");
    phone.synced(SyncReply { withdrawn: vec![ORDER], ..reply(0) });
    phone.sync_request();
    let refusal = |position: u32, reason| Refusal { document: ORDER, position, reason, hash: None };
    phone.synced(SyncReply {
        refused: vec![refusal(0, RefusalReason::NotAllowed), refusal(1, RefusalReason::MissingDependency)],
        ..reply(2)
    });
    assert!(phone.replica.document(ORDER).unwrap().is_none());
    assert_eq!(phone.asks_what_is_to_send().rejected.len(), 1);
}

#[test]
fn the_pictures_of_a_refused_request_still_go_to_the_office() {
    let mut phone = with_an_order();
    let new = new_request("Tuile tombée");
    let create = Command::Request(RequestCommand::Create(Box::new(new)));
    let Answer::Saved { document, .. } = phone.ask(Ask::Execute { document: None, command: create }) else {
        panic!("saved")
    };
    let photo = Ask::AddPhoto { document, phase: PhotoPhase::Defect, caption: String::new() };
    let moment = phone.moment();
    phone.replica.answer(photo, prepare(&camera_picture()).ok(), moment);
    phone.sync_request();
    let refusal = |position: u32, reason| Refusal { document, position, reason, hash: None };
    phone.synced(SyncReply {
        refused: vec![refusal(0, RefusalReason::NotAllowed), refusal(1, RefusalReason::MissingDependency)],
        ..reply(2)
    });
    assert!(phone.replica.document(document).unwrap().is_none());
    let list = phone.asks_what_is_to_send();
    assert_eq!((list.items[0].title.as_str(), list.items[0].photos.len()), ("Tuile tombée", 2));
    for _ in 0..2 {
        assert_eq!(phone.request().method, "HEAD");
        phone.answered_with(200, &[("guichet-photo", "received")], vec![]);
    }
    assert!(phone.asks_what_is_to_send().items.is_empty());
}

#[test]
fn what_a_newer_version_wrote_is_listed_as_needing_an_update_and_never_rewritten() {
    let mut phone = with_an_order();
    let newer_id = DocumentId::from_bytes([0xf0; 16]);
    let mut newer = AutoCommit::new();
    newer.put(ROOT, "schema", SCHEMA + 1).unwrap();
    newer.put(ROOT, "title", "Chaudière").unwrap();
    let newer = Document::load(DocumentKind::WorkOrder, newer_id, &newer.save()).unwrap();
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(SyncReply { documents: vec![whole(&newer)], ..reply(0) });

    let Answer::Today(lists) = phone.ask(Ask::Today { today: "2027-01-01".parse().unwrap() }) else {
        panic!("lists were asked for")
    };
    let line = lists.later.iter().find(|line| line.id == newer_id).expect("it is listed");
    assert_eq!((line.title.as_str(), line.state.as_str()), ("Chaudière", "update-needed"));
    assert_eq!(phone.ask(Ask::WorkOrder(newer_id)), Answer::Failed(Failure::NewerVersion));
    let start =
        Ask::Execute { document: Some(newer_id), command: Command::WorkOrder(WorkOrderCommand::Start) };
    assert_eq!(phone.ask(start), Answer::Failed(Failure::NewerVersion));
    assert_eq!(phone.replica.document(newer_id).unwrap().unwrap().heads(), newer.heads());
}

#[test]
fn a_lost_phone_erases_its_copy_at_its_next_contact() {
    let mut phone = with_an_order();
    phone.writes("secret");
    phone.request();
    phone.answered(401, problem("device-withdrawn"));
    assert!(phone.replica.document(ORDER).unwrap().is_none());
    let status = phone.replica.status().unwrap();
    assert_eq!((status.owner, status.contact, status.changes_waiting), (None, Contact::Withdrawn, 0));
    assert_eq!(phone.maybe_request(), None);
}

#[test]
fn rubbish_from_the_network_changes_nothing_and_is_not_final() {
    let mut phone = with_an_order();
    phone.writes("gardé");
    for (status, body) in [
        (200, b"<html>Bienvenue sur le wifi</html>".to_vec()),
        (502, Vec::new()),
        (507, problem("disk-full")),
        (200, reply(2).encode()[..9].to_vec()),
    ] {
        phone.ask(Ask::SyncNow);
        let request = phone.sync_request();
        assert_eq!(request.documents[0].changes.len(), 2);
        phone.answered(status, body);
        assert_eq!(phone.replica.contact(), Contact::OutOfReach);
        assert_eq!(phone.maybe_request(), None, "nobody hammers an office that is out of reach");
    }
    phone.ask(Ask::SyncNow);
    phone.request();
    let moment = phone.moment();
    phone.replica.take_reply(Err(Unreachable), moment).unwrap();
    assert_eq!(phone.asks_what_is_to_send().items[0].changes, 2);
}

/// A 40 × 20 picture that says it lies on its side (EXIF orientation 6) and where it was taken.
pub(crate) fn camera_picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(40, 20, image::Rgb([200, 30, 30]))
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    let plain = bytes.into_inner();
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08".to_vec();
    exif.extend([0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 50.4669,4.8675");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xFF, 0xE1, length[0], length[1]], &exif, &plain[2..]].concat()
}

impl Phone {
    fn photographs(&mut self, bytes: Vec<u8>) -> Answer {
        let moment = self.moment();
        let ask = Ask::AddPhoto { document: ORDER, phase: PhotoPhase::After, caption: String::new() };
        self.replica.answer(ask, prepare(&bytes).ok(), moment).0
    }

    fn photo(&mut self) -> (FactId, PhotoState) {
        let Answer::WorkOrder(view) = self.ask(Ask::WorkOrder(ORDER)) else {
            panic!("an order was asked for")
        };
        view.photos[0].clone()
    }
}

#[test]
fn a_photo_is_kept_upright_without_metadata() {
    let mut phone = with_an_order();
    assert!(matches!(phone.photographs(camera_picture()), Answer::Saved { .. }));
    let facts = phone.order().photos.into_values().next().unwrap().facts;
    assert_eq!((facts.width_px, facts.height_px), (20, 40));
    let moment = phone.moment();
    let (_, kept) = phone.replica.answer(Ask::Picture(facts.sha256), None, moment);
    let kept = kept.unwrap();
    for mark in [&b"Exif"[..], b"GPS"] {
        assert!(!kept.windows(mark.len()).any(|part| part == mark));
    }
}

#[test]
fn what_is_no_picture_is_not_attached() {
    let mut phone = with_an_order();
    for rubbish in [Vec::new(), b"GIF89a".to_vec(), camera_picture()[..60].to_vec()] {
        assert_eq!(phone.photographs(rubbish), Answer::Failed(Failure::BadPicture(BadPicture::Unreadable)));
    }
    assert!(phone.order().photos.is_empty());
    assert_eq!(phone.replica.status().unwrap().photos_waiting, 0);
}

#[test]
fn a_photo_is_at_the_office_only_when_the_office_says_it_received_it() {
    let mut phone = with_an_order();
    phone.photographs(camera_picture());
    assert_eq!(phone.photo().1, PhotoState::Saved);
    phone.sync_request();
    phone.synced(reply(1));
    assert_eq!(phone.photo().1, PhotoState::Waiting);
    // The thumbnail first, then the picture: asked about, announced, sent.
    for _ in 0..2 {
        assert_eq!(phone.request().method, "HEAD");
        phone.answered(404, Vec::new());
        let announced = phone.request();
        assert_eq!(announced.method, "POST");
        phone.answered_with(201, &[("upload-offset", "0")], Vec::new());
        let piece = phone.request();
        assert_eq!(piece.method, "PATCH");
        let length = piece.body.len().to_string();
        // All bytes are there, and still it is not said to be at the office.
        phone.answered_with(204, &[("upload-offset", &length)], Vec::new());
        assert_ne!(phone.photo().1, PhotoState::AtOffice);
        phone.request();
        phone.answered_with(204, &[("upload-offset", &length), ("guichet-photo", "received")], Vec::new());
    }
    assert_eq!(phone.photo().1, PhotoState::AtOffice);
    assert!(phone.asks_what_is_to_send().items.is_empty());
}

#[test]
fn a_phone_whose_owner_is_blocked_says_so_and_keeps_what_waits() {
    let mut phone = with_an_order();
    phone.writes("à garder");
    phone.sync_request();
    phone.answered(403, problem("person-blocked"));
    assert_eq!(phone.replica.contact(), Contact::Blocked);
    assert!(phone.replica.status().unwrap().changes_waiting > 0);
    // Let in again, it delivers.
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(SyncReply { taken: 2, ..reply(1) });
    assert_ne!(phone.replica.contact(), Contact::Blocked);
    assert_eq!(phone.replica.status().unwrap().changes_waiting, 0);
}

#[test]
fn a_copy_holds_everything_that_waits() {
    let mut phone = with_an_order();
    phone.writes("à sauver");
    phone.photographs(camera_picture());
    let moment = phone.moment();
    let (answer, bytes) = phone.replica.answer(Ask::SaveCopy(0), None, moment);
    assert!(matches!(answer, Answer::Copy { files: 1, .. }));
    let file = bytes.unwrap();
    let copy = || SealedCopy::read(file.clone(), &office_secret()).unwrap();
    assert!(copy().of_token(Sha256::of(b"another token").0).is_err());
    let copy = copy().of_token(Sha256::of(b"secret").0).unwrap();
    assert_eq!((copy.device, copy.documents[0].changes.len(), copy.photos.len()), (DEVICE, 3, 2));
}

/// A phone whose order is at the office, and a photo of it not yet.
fn with_a_photo_to_send() -> Phone {
    let mut phone = with_an_order();
    phone.photographs(camera_picture());
    phone.sync_request();
    phone.synced(reply(1));
    phone
}

/// The office has not heard of the photo, and does not take it when it is announced.
fn refuses_the_announced_photo(phone: &mut Phone, status: u16, why: &str) {
    assert_eq!(phone.request().method, "HEAD");
    phone.answered(404, Vec::new());
    assert_eq!(phone.request().method, "POST");
    phone.answered(status, problem(why));
}

#[test]
fn a_photo_the_office_refuses_needs_attention_and_is_kept() {
    let mut phone = with_a_photo_to_send();
    for _ in 0..2 {
        refuses_the_announced_photo(&mut phone, 422, "photo-not-an-image");
    }
    assert_eq!(phone.photo().1, PhotoState::NeedsAttention { problem: "photo-not-an-image".to_owned() });
    assert_eq!(phone.asks_what_is_to_send().items[0].photos.len(), 2);
    // Asked by somebody, it is sent again: the office may know better now.
    phone.ask(Ask::TryAgain);
    assert_eq!(phone.photo().1, PhotoState::Waiting);
}

#[test]
fn a_photo_spoilt_on_the_way_is_sent_again() {
    let mut phone = with_a_photo_to_send();
    refuses_the_announced_photo(&mut phone, 422, "photo-hash-mismatch");
    assert_eq!(phone.maybe_request(), None, "not at once");
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(reply(0));
    assert_eq!(phone.request().method, "HEAD");
}

#[test]
fn photos_beyond_those_of_a_day_wait_and_everything_else_goes_on() {
    let mut phone = with_a_photo_to_send();
    for _ in 0..2 {
        refuses_the_announced_photo(&mut phone, 429, "photos-of-a-day");
        assert_eq!(phone.maybe_request(), None, "the others wait as well");
        assert_eq!(phone.replica.contact(), Contact::Idle, "the office is there");
        assert_eq!(phone.photo().1, PhotoState::Waiting);
        phone.ask(Ask::SyncNow);
        phone.sync_request();
        phone.synced(reply(0));
    }
}

#[test]
fn an_order_is_found_by_the_name_of_a_building_that_comes_after_it() {
    let mut phone = with_an_order();
    let found = |phone: &mut Phone| {
        let Answer::Found(found) = phone.ask(Ask::Search { text: "tilleuls".to_owned() }) else {
            panic!("a search")
        };
        found.into_iter().any(|found| found.document == ORDER)
    };
    assert!(!found(&mut phone));
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(SyncReply { documents: vec![whole(&building())], ..reply(0) });
    assert!(found(&mut phone));
}

fn building() -> Document {
    entered(DocumentId::from_bytes([9; 16]), new_building("Résidence Les Tilleuls"))
}

/// The actor of a change.
fn actor_of(change: &[u8]) -> Option<ActorId> {
    shared::document::change_header(change).unwrap().actor
}

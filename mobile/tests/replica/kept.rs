//! Work that a phone must keep whatever the office answers, against answers written by hand.

use mobile::client::{Answer, Ask, Failure, Notice};
use mobile::replica::Picture;
use shared::document::change_header;
use shared::document::photo::PhotoPhase;
use shared::limits::NOTE_CHARS_MAX;
use shared::request::{NewRequest, RequestCommand};
use shared::wire::{ChangeBytes, DocumentUpdate, Refusal, RefusalReason, SealedCopy, SyncReply, SyncRequest};
use shared::work_order::Material;
use shared::{ActorId, Command, DeviceId, Document, FeedId, Heads, PersonId, Sha256};

use crate::phone::{
    OFFICE, ORDER, OWNER, Phone, PhoneOnDisk, SOMEBODY_ELSE, decoded, granted, made, material, new_order,
    new_request, noise, office_secret, reply, whole, writes,
};

/// An order the office made.
fn order() -> Document {
    made(ORDER, new_order().with(|plan| plan.title = "Entretien".to_owned()))
}

impl Phone {
    /// What was used on the order, by name.
    fn used(&mut self) -> Vec<String> {
        let mut used: Vec<String> = self
            .order()
            .materials
            .into_values()
            .map(|used| match used.material {
                Material::Other(label) => label,
                Material::Stock(item) => item.to_string(),
            })
            .collect();
        used.sort();
        used
    }

    fn rejected(&self) -> u32 {
        self.replica.status().unwrap().rejected
    }
}

/// The actor of the newest change.
fn newest_hand(document: &Document) -> ActorId {
    document.changes_since(&Heads::default()).last().unwrap().0.actor.unwrap()
}

/// The document by what `before` lacks of it.
fn news(document: &Document, before: &Document) -> DocumentUpdate {
    let lacking = document.changes_since(&before.heads()).into_iter();
    let changes = lacking.map(|(_, bytes)| ChangeBytes(bytes)).collect();
    DocumentUpdate { changes, snapshot: None, ..whole(document) }
}

fn refusal(position: u32, reason: RefusalReason) -> Refusal {
    Refusal { document: ORDER, position, reason, hash: None }
}

/// The changes a request carries.
fn sent(request: &SyncRequest) -> Vec<Vec<u8>> {
    request.documents.iter().flat_map(|document| &document.changes).map(|change| change.0.clone()).collect()
}

#[test]
fn an_edit_a_whole_document_clashes_with_is_kept_sent_and_written_again_with_another_hand() {
    let mut phone = PhoneOnDisk::holding(&[order()]);
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    // Written while the request is under way; another phone has written the same place under this actor.
    phone.notes(ORDER, "vanne");
    let copied_hand = newest_hand(&phone.document());
    let mut office = order();
    writes(&mut office, copied_hand, material("coude"));
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(0) });
    assert_eq!(phone.used(), ["vanne"], "the office's version does not take the place of what waits");

    let request = phone.sync_request();
    assert_eq!((sent(&request).len(), &request.diverged[..]), (1, &[ORDER][..]));
    phone.synced(SyncReply {
        documents: vec![whole(&office)],
        refused: vec![refusal(0, RefusalReason::ActorReused)],
        ..reply(1)
    });
    let again = sent(&phone.sync_request());
    assert_eq!(again.len(), 1);
    assert_ne!(change_header(&again[0]).unwrap().actor, Some(copied_hand));
    office.apply(&again).unwrap();
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(1) });
    assert_eq!((phone.used(), phone.rejected()), (vec!["coude".to_owned(), "vanne".to_owned()], 0));
    assert_eq!(phone.maybe_request(), None);
}

/// A phone whose office lost, without another feed, what it had taken: it sends news, and the phone
/// sees that the heads differ. The office's copy, and the request that asks for it whole.
fn whose_office_lost_a_change() -> (PhoneOnDisk, Document, SyncRequest) {
    let mut phone = PhoneOnDisk::holding(&[order()]);
    phone.notes(ORDER, "vanne");
    phone.sync_request();
    phone.synced(reply(1));
    let before = order();
    let mut office = before.clone();
    writes(&mut office, OFFICE, material("joint"));
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(SyncReply { documents: vec![news(&office, &before)], ..reply(0) });
    let request = phone.sync_request();
    assert_eq!((sent(&request).len(), &request.diverged[..]), (0, &[ORDER][..]));
    (phone, office, request)
}

#[test]
fn own_work_the_office_lacks_goes_to_it_again_before_its_version_takes_the_place_of_what_is_here() {
    let (mut phone, mut office, _) = whose_office_lost_a_change();
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(0) });
    assert_eq!(phone.used(), ["joint", "vanne"]);
    let request = phone.sync_request();
    assert_eq!((sent(&request).len(), &request.diverged[..]), (1, &[ORDER][..]));
    office.apply(&sent(&request)).unwrap();
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(1) });
    assert_eq!(phone.document().heads(), office.heads());
    assert_eq!((phone.maybe_request(), phone.rejected()), (None, 0));
}

#[test]
fn own_work_the_office_lacks_and_then_refuses_is_kept_as_rejected_and_not_sent_for_ever() {
    let (mut phone, office, _) = whose_office_lost_a_change();
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(0) });
    assert_eq!(sent(&phone.sync_request()).len(), 1);
    phone.synced(SyncReply {
        documents: vec![whole(&office)],
        refused: vec![refusal(0, RefusalReason::NotAllowed)],
        ..reply(1)
    });
    assert_eq!((phone.document().heads(), phone.rejected()), (office.heads(), 1));
    assert_eq!(phone.maybe_request(), None);
}

#[test]
fn own_work_the_office_takes_and_does_not_show_is_not_sent_for_ever() {
    let (mut phone, office, _) = whose_office_lost_a_change();
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(0) });
    assert_eq!(sent(&phone.sync_request()).len(), 1);
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(1) });
    assert_eq!(phone.document().heads(), office.heads());
    assert_eq!(phone.maybe_request(), None);
}

#[test]
fn what_waits_while_the_office_sends_its_version_does_not_hide_what_it_lacks() {
    let (mut phone, mut office, _) = whose_office_lost_a_change();
    // Written while the request is under way: it builds on what the office lost.
    phone.notes(ORDER, "coude");
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(0) });
    let request = phone.sync_request();
    assert_eq!(sent(&request).len(), 2, "both, in the order they were written");
    office.apply(&sent(&request)).unwrap();
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(2) });
    assert_eq!(phone.used(), ["coude", "joint", "vanne"]);
    assert_eq!((phone.maybe_request(), phone.rejected()), (None, 0));
}

fn is_listed(phone: &mut Phone) -> bool {
    let Answer::Today(lists) = phone.ask(Ask::Today { today: "2027-01-01".parse().unwrap() }) else {
        panic!("lists were asked for")
    };
    let Answer::Found(found) = phone.ask(Ask::Search { text: "entretien".to_owned() }) else {
        panic!("a search")
    };
    assert_eq!(lists.later.len(), found.len());
    !found.is_empty()
}

#[test]
fn a_document_of_which_only_changes_came_is_asked_for_whole_until_it_is_here() {
    let mut phone = PhoneOnDisk::holding(&[]);
    let before = order();
    let mut office = before.clone();
    writes(&mut office, OFFICE, material("joint"));
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(SyncReply { documents: vec![news(&office, &before)], ..reply(0) });
    assert!(phone.replica.document(ORDER).unwrap().is_none());
    assert_eq!(phone.ask(Ask::WorkOrder(ORDER)), Answer::Failed(Failure::NotHere));
    assert!(!is_listed(&mut phone));

    // Nobody answers, and the app is started again.
    assert_eq!(phone.sync_request().diverged, [ORDER]);
    let mut phone = phone.opened_again();
    phone.ask(Ask::SyncNow);
    assert_eq!(phone.sync_request().diverged, [ORDER]);
    phone.synced(SyncReply { documents: vec![whole(&office)], ..reply(0) });
    assert_eq!(phone.document().heads(), office.heads());
    assert!(is_listed(&mut phone));
    assert_eq!(phone.maybe_request(), None);
}

#[test]
fn another_feed_brings_a_document_of_which_only_changes_came_or_it_is_asked_for_again() {
    let before = order();
    let mut office = before.clone();
    writes(&mut office, OFFICE, material("joint"));
    let feed = FeedId::from_bytes([4; 16]);
    for documents in [vec![whole(&office)], vec![]] {
        let listed = !documents.is_empty();
        let mut phone = PhoneOnDisk::holding(&[]);
        phone.ask(Ask::SyncNow);
        phone.sync_request();
        phone.synced(SyncReply { documents: vec![news(&office, &before)], ..reply(0) });
        phone.sync_request();
        phone.synced(SyncReply { feed, documents, ..reply(0) });
        assert_eq!(is_listed(&mut phone), listed);
        phone.ask(Ask::SyncNow);
        let request = phone.sync_request();
        assert_eq!((request.diverged.is_empty(), request.awaiting), (listed, vec![]));
        phone.synced(SyncReply { feed, documents: vec![whole(&office)], ..reply(0) });
        phone.notes(ORDER, "vanne");
        assert_eq!(sent(&phone.sync_request()).len(), 1, "it is settled");
    }
}

impl Phone {
    fn tries_a_code(&mut self) {
        self.ask(Ask::Enrol { code: "WXYZ-2345".to_owned(), device_name: "phone".to_owned() });
    }

    /// Whose work it says waits here, instead of becoming a device.
    fn says_that_work_waits(&mut self) -> Option<String> {
        self.replica.take_notices().into_iter().find_map(|notice| match notice {
            Notice::NotEnrolled(Failure::WorkWaits(name)) => Some(name),
            Notice::NotEnrolled(other) => panic!("{other:?}"),
            Notice::Changed(_)
            | Notice::PhoneStatus(_)
            | Notice::Picture(_)
            | Notice::Erasing
            | Notice::OtherTab
            | Notice::NewVersion => None,
        })
    }

    fn owner(&self) -> PersonId {
        self.replica.status().unwrap().owner.unwrap().person
    }
}

fn of_somebody_else(phone: &mut Phone) -> bool {
    phone.replica.document(ORDER).unwrap().is_none()
        && phone.owner() == SOMEBODY_ELSE
        && phone.replica.status().unwrap().changes_waiting == 0
}

#[test]
fn a_code_is_not_used_while_work_waits_until_somebody_agrees_that_it_may_be_erased() {
    let mut phone = PhoneOnDisk::holding(&[order()]);
    phone.notes(ORDER, "vanne");
    phone.tries_a_code();
    assert_eq!(phone.says_that_work_waits().as_deref(), Some("Luc"));
    assert_eq!(sent(&phone.sync_request()).len(), 1, "it is sent, if it can be");
    phone.answered(503, Vec::new());
    assert_eq!(phone.maybe_request(), None);

    phone.ask(Ask::EnrolAnyway);
    phone.granted(SOMEBODY_ELSE, DeviceId::from_bytes([3; 16]), "secret");
    assert!(of_somebody_else(&mut phone));
    assert_eq!(phone.says_that_work_waits(), None);
}

#[test]
fn a_photo_that_waits_is_work_too() {
    let mut phone = PhoneOnDisk::holding(&[order()]);
    let picture = Picture { picture: vec![1], thumbnail: vec![2], width_px: 1, height_px: 1, taken_at: None };
    let ask = Ask::AddPhoto { document: ORDER, phase: PhotoPhase::After, caption: String::new() };
    let moment = phone.moment();
    assert!(matches!(phone.replica.answer(ask, Some(picture), moment).0, Answer::Saved { .. }));
    phone.sync_request();
    phone.synced(reply(1));
    phone.tries_a_code();
    assert!(phone.says_that_work_waits().is_some());
}

#[test]
fn whoever_agrees_with_a_code_of_their_own_loses_nothing() {
    let mut phone = PhoneOnDisk::holding(&[order()]);
    phone.notes(ORDER, "vanne");
    phone.tries_a_code();
    phone.ask(Ask::EnrolAnyway);
    phone.granted(OWNER, DeviceId::from_bytes([3; 16]), "secret");
    assert_eq!(phone.used(), ["vanne"]);
    assert_eq!(sent(&phone.sync_request()).len(), 1);
}

#[test]
fn once_everything_is_at_the_office_a_code_is_used_at_once() {
    let mut phone = PhoneOnDisk::holding(&[order()]);
    phone.notes(ORDER, "vanne");
    phone.sync_request();
    phone.synced(reply(1));
    phone.tries_a_code();
    phone.granted(SOMEBODY_ELSE, DeviceId::from_bytes([3; 16]), "secret");
    assert!(of_somebody_else(&mut phone));
}

#[test]
fn a_phone_the_office_forgot_asks_only_when_the_code_turns_out_to_be_of_somebody_else_and_uses_it_once() {
    let mut phone = PhoneOnDisk::holding(&[order()]);
    phone.notes(ORDER, "vanne");
    phone.sync_request();
    phone
        .answered(401, br#"{"type":"urn:guichet:problem:unknown-device","title":"x","status":401}"#.to_vec());
    phone.tries_a_code();
    phone.granted(SOMEBODY_ELSE, DeviceId::from_bytes([3; 16]), "secret");
    assert_eq!(phone.says_that_work_waits().as_deref(), Some("Luc"));
    assert_eq!((phone.owner(), phone.used()), (OWNER, vec!["vanne".to_owned()]));
    assert_eq!(phone.maybe_request(), None);

    phone.ask(Ask::EnrolAnyway);
    assert!(of_somebody_else(&mut phone));
    assert_eq!(phone.sync_request().device, DeviceId::from_bytes([3; 16]));
}

#[test]
fn work_done_while_the_code_is_on_its_way_is_kept_too() {
    let mut phone = PhoneOnDisk::holding(&[order()]);
    phone.tries_a_code();
    let request = phone.request();
    phone.notes(ORDER, "vanne");
    assert_eq!(request.path, "/phone/v1/devices");
    phone.answered(201, granted(SOMEBODY_ELSE, DeviceId::from_bytes([3; 16]), "secret"));
    assert_eq!(phone.says_that_work_waits().as_deref(), Some("Luc"));
    assert_eq!(phone.used(), ["vanne"]);
    // Another code takes the place of this one.
    phone.tries_a_code();
    phone.ask(Ask::EnrolAnyway);
    phone.granted(SOMEBODY_ELSE, DeviceId::from_bytes([4; 16]), "secret");
    assert!(of_somebody_else(&mut phone));
}

#[test]
fn an_answer_to_the_owner_before_is_not_for_the_new_one() {
    let mut phone = PhoneOnDisk::holding(&[order()]);
    phone.tries_a_code();
    assert_eq!(phone.request().path, "/phone/v1/devices");
    phone.notes(ORDER, "vanne");
    phone.answered(201, granted(SOMEBODY_ELSE, DeviceId::from_bytes([3; 16]), "secret"));
    phone.sync_request();
    phone.ask(Ask::EnrolAnyway);
    phone.synced(SyncReply { documents: vec![whole(&order())], ..reply(1) });
    assert!(of_somebody_else(&mut phone));
    assert_eq!(phone.sync_request().device, DeviceId::from_bytes([3; 16]));
}

#[test]
fn much_work_goes_in_requests_a_weak_signal_can_carry() {
    let mut phone = PhoneOnDisk::holding(&[]);
    for seed in 1..=180 {
        let new = NewRequest { description: noise(seed, NOTE_CHARS_MAX), ..new_request("Fuite") };
        let command = Command::Request(RequestCommand::Create(Box::new(new)));
        assert!(matches!(phone.ask(Ask::Execute { document: None, command }), Answer::Saved { .. }));
    }
    let mut sizes = Vec::new();
    while let Some(http) = phone.maybe_request() {
        sizes.push(http.body.len());
        let carried = u32::try_from(sent(&decoded(&http)).len()).unwrap();
        phone.synced(reply(carried));
    }
    assert!(sizes.len() > 1 && sizes.iter().all(|size| *size < 520 << 10), "{sizes:?}");
    assert_eq!(phone.replica.status().unwrap().changes_waiting, 0);
}

#[test]
fn a_copy_with_many_photos_is_several_files_each_with_every_change_and_together_with_every_photo() {
    let mut phone = PhoneOnDisk::holding(&[order()]);
    for photo in 0..5_u8 {
        let picture = vec![photo; 30 << 20];
        let picture = Picture { picture, thumbnail: vec![photo], width_px: 1, height_px: 1, taken_at: None };
        let ask = Ask::AddPhoto { document: ORDER, phase: PhotoPhase::After, caption: String::new() };
        let moment = phone.moment();
        assert!(matches!(phone.replica.answer(ask, Some(picture), moment).0, Answer::Saved { .. }));
    }
    let moment = phone.moment();
    let mut photos = 0;
    for at in 0..3 {
        let (answer, file) = phone.replica.answer(Ask::SaveCopy(at), None, moment);
        let Answer::Copy { file_name, files } = answer else { panic!("a copy") };
        assert_eq!(files, 3);
        assert!(file_name.ends_with(&format!("-{}-of-3.guichet", at + 1)), "{file_name}");
        let file = file.unwrap();
        assert!(file.len() <= (64 << 20) + 1024, "{}", file.len());
        let copy =
            SealedCopy::read(file, &office_secret()).unwrap().of_token(Sha256::of(b"secret").0).unwrap();
        assert_eq!(copy.documents[0].changes.len(), 5);
        photos += copy.photos.len();
    }
    assert_eq!(photos, 10);
}

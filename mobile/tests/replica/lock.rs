//! A phone that stays away from the office for too long shows nothing, loses nothing, and opens again.

use mobile::client::{Answer, Ask, Failure, Lock, Once, Token};
use mobile::replica::HttpReply;
use mobile::shell::native::prepare;
use shared::document::photo::PhotoPhase;
use shared::wire::{Drain, SyncReply};
use shared::work_order::WorkOrderCommand;
use shared::{Day, DeviceId, Moment, Timestamp};

use crate::answers::problem;
use crate::phone::{
    DEVICE, ORDER, OWNER, PhoneOnDisk, SOMEBODY_ELSE, granted, jpeg, made, new_order, reply, unpacked, whole,
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const START_MS: i64 = 1_800_000_000_000;

/// Holds an order, as of the day that the tests begin, and may stay away for thirty days.
fn phone() -> PhoneOnDisk {
    let mut phone = PhoneOnDisk::new();
    phone.enrols(OWNER, DEVICE, "secret");
    phone.sync_request();
    let documents = vec![whole(&made(ORDER, new_order()))];
    phone.synced(SyncReply { documents, token_days: Some(30), ..reply(0) });
    phone
}

fn today() -> Ask {
    Ask::Today { today: "2027-01-15".parse::<Day>().unwrap() }
}

impl PhoneOnDisk {
    /// What is answered on a day after the first.
    fn on_day(&mut self, day: i64, ask: Ask) -> Answer {
        let moment = Moment { wall: Timestamp(START_MS + day * DAY_MS), entropy: 77 };
        self.replica.answer(ask, None, moment).0
    }

    fn lock(&self) -> Option<Lock> {
        self.replica.status().unwrap().lock
    }

    fn shows_its_order_on(&mut self, day: i64) -> bool {
        let answer = self.on_day(day, today());
        if let Answer::Today(lists) = &answer {
            return lists.later.len() + lists.today.len() == 1;
        }
        assert_eq!(answer, Answer::Failed(Failure::Locked));
        false
    }
}

#[test]
fn after_thirty_days_by_its_own_clock_it_shows_nothing_of_what_it_holds() {
    let mut phone = phone();
    assert!(phone.shows_its_order_on(29));
    assert!(!phone.shows_its_order_on(31));
    let asks = [
        Ask::WorkOrder(ORDER),
        Ask::Search { text: "chaudière".to_owned() },
        Ask::ToSend,
        Ask::SaveCopy(0),
        Ask::Execute { document: Some(ORDER), command: shared::Command::WorkOrder(WorkOrderCommand::Start) },
    ];
    for ask in asks {
        assert_eq!(phone.on_day(31, ask.clone()), Answer::Failed(Failure::Locked), "{ask:?}");
    }
    assert_eq!(phone.lock(), Some(Lock::OutOfContact));
}

#[test]
fn a_clock_that_is_put_back_opens_nothing_also_after_a_restart() {
    let mut phone = phone();
    assert!(!phone.shows_its_order_on(31));
    assert!(!phone.shows_its_order_on(2));
    let mut phone = phone.opened_again();
    assert!(!phone.shows_its_order_on(2));
    assert_eq!(phone.lock(), Some(Lock::OutOfContact));
}

#[test]
fn what_is_typed_while_it_locks_is_kept() {
    let mut phone = phone();
    let keep = Ask::KeepDraft { key: "order".to_owned(), form: "vanne".to_owned(), token: Token(5) };
    assert_eq!(phone.on_day(31, keep), Answer::Done);
    let Answer::Drafts(drafts) = phone.on_day(31, Ask::Drafts) else { panic!("drafts were asked for") };
    assert_eq!(drafts.len(), 1);
}

#[test]
fn the_next_sync_opens_it() {
    let mut phone = phone();
    phone.notes(ORDER, "joint");
    assert!(!phone.shows_its_order_on(31));
    phone.on_day(31, Ask::SyncNow);
    let moment = Moment { wall: Timestamp(START_MS + 31 * DAY_MS), entropy: 78 };
    assert_eq!(phone.replica.next_request(moment).unwrap().unwrap().path, "/phone/v1/sync");
    let body = SyncReply { token_days: Some(30), ..reply(1) }.encode();
    phone.replica.take_reply(Ok(HttpReply { status: 200, headers: vec![], body }), moment).unwrap();
    assert_eq!(phone.lock(), None);
    assert!(phone.shows_its_order_on(60));
    assert!(!phone.shows_its_order_on(62));
}

#[test]
fn where_the_office_sets_no_end_there_is_none() {
    let mut phone = PhoneOnDisk::holding(&[made(ORDER, new_order())]);
    assert!(phone.shows_its_order_on(3_000));
    assert_eq!(phone.replica.status().unwrap().readable_until, None);
}

#[test]
fn an_former_token_locks_it_for_good_and_a_new_code_brings_everything_back() {
    let mut phone = phone();
    phone.notes(ORDER, "joint");
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.answered(401, problem("device-token-ended"));
    let mut phone = phone.opened_again();
    assert_eq!(phone.lock(), Some(Lock::TokenEnded));
    assert_eq!(phone.ask(today()), Answer::Failed(Failure::Locked));

    // Nothing is asked twice: what waits is for the same person.
    phone.ask(Ask::Enrol { code: "ABCD-EFGH".to_owned(), device_name: "phone".to_owned() });
    let asked = phone.request();
    assert!(String::from_utf8(asked.body).unwrap().contains(r#""former_token":"secret""#));
    phone.answered(201, granted(OWNER, DEVICE, "another"));
    assert_eq!(phone.lock(), None);
    let http = phone.request();
    assert_eq!(http.headers.iter().find(|(name, _)| *name == "authorization").unwrap().1, "Bearer another");
    let sent = shared::wire::SyncRequest::decode(&unpacked(&http)).unwrap();
    assert_eq!((sent.documents.len(), sent.documents[0].changes.len(), sent.device), (1, 1, DEVICE));
    phone.synced(SyncReply { token_days: Some(30), ..reply(1) });
    assert!(matches!(phone.ask(today()), Answer::Today(_)));
    assert_eq!(phone.opened_again().lock(), None);
}

#[test]
fn a_phone_whose_owner_is_blocked_shows_nothing_until_a_sync_is_answered_again() {
    let mut phone = phone();
    phone.notes(ORDER, "joint");
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    assert!(phone.replica.events_request().is_some());
    phone.answered(403, problem("person-blocked"));
    assert!(phone.replica.events_request().is_none(), "it was told, and tries a sync from time to time");
    assert_eq!(phone.ask(today()), Answer::Failed(Failure::Locked));
    let mut phone = phone.opened_again();
    assert_eq!(phone.lock(), Some(Lock::Blocked));
    assert_eq!(phone.ask(Ask::WorkOrder(ORDER)), Answer::Failed(Failure::Locked));
    assert_eq!(phone.replica.status().unwrap().changes_waiting, 1);

    // Nothing but an answer to a sync opens it.
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.answered(503, vec![]);
    assert_eq!(phone.lock(), Some(Lock::Blocked));
    phone.ask(Ask::SyncNow);
    assert_eq!(phone.sync_request().documents.len(), 1, "what waited is sent");
    phone.synced(SyncReply { token_days: Some(30), ..reply(1) });
    assert!(matches!(phone.ask(today()), Answer::Today(_)));
    assert_eq!(phone.opened_again().lock(), None);
}

#[test]
fn a_blocked_phone_that_only_delivers_stays_locked() {
    let mut phone = phone();
    phone.notes(ORDER, "joint");
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.answered(403, problem("person-blocked"));
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(SyncReply { drain: Some(Drain::Wanted), token_days: Some(30), ..reply(1) });
    assert_eq!(phone.lock(), Some(Lock::Blocked));
    assert_eq!(phone.replica.status().unwrap().changes_waiting, 0);
}

#[test]
fn an_ended_phone_is_still_told_that_it_was_withdrawn() {
    let mut phone = phone();
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.answered(401, problem("device-token-ended"));
    assert!(phone.maybe_request().is_none(), "it does not ask again by itself");
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.answered(401, problem("device-withdrawn"));
    assert_eq!((phone.lock(), phone.replica.status().unwrap().owner), (None, None));
}

#[test]
fn a_code_of_somebody_else_asks_before_it_erases_what_waits() {
    let mut phone = phone();
    phone.notes(ORDER, "joint");
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.answered(401, problem("device-token-ended"));
    phone.ask(Ask::Enrol { code: "ABCD-EFGH".to_owned(), device_name: "phone".to_owned() });
    phone.request();
    phone.answered(201, granted(SOMEBODY_ELSE, DeviceId::from_bytes([9; 16]), "another"));
    assert_eq!(phone.lock(), Some(Lock::TokenEnded));
    assert_eq!(phone.replica.status().unwrap().changes_waiting, 1);
}

#[test]
fn one_that_only_delivers_stays_locked() {
    let mut phone = phone();
    phone.notes(ORDER, "joint");
    assert!(!phone.shows_its_order_on(31));
    phone.on_day(31, Ask::SyncNow);
    let moment = Moment { wall: Timestamp(START_MS + 31 * DAY_MS), entropy: 78 };
    phone.replica.next_request(moment).unwrap().unwrap();
    let body = SyncReply { drain: Some(Drain::Wanted), token_days: Some(30), ..reply(1) }.encode();
    phone.replica.take_reply(Ok(HttpReply { status: 200, headers: vec![], body }), moment).unwrap();
    assert_eq!(phone.lock(), Some(Lock::OutOfContact));
    assert_eq!(phone.replica.status().unwrap().changes_waiting, 0);
}

#[test]
fn a_photo_taken_as_it_locks_is_kept() {
    let mut phone = phone();
    let ask = Ask::AddPhoto { document: ORDER, phase: PhotoPhase::After, caption: String::new() };
    let once = Ask::Once(Once { token: Token(9), draft: None }, Box::new(ask));
    let moment = Moment { wall: Timestamp(START_MS + 31 * DAY_MS), entropy: 79 };
    let picture = prepare(&jpeg(64, 48)).unwrap();
    let (answer, _) = phone.replica.answer(once, Some(picture), moment);
    assert!(matches!(answer, Answer::Saved { .. }), "{answer:?}");
    assert_eq!(phone.lock(), Some(Lock::OutOfContact));
    assert!(phone.replica.status().unwrap().photos_waiting > 0);
}

#[test]
fn between_the_code_and_the_first_sync_it_may_stay_away_no_longer_than_before() {
    let mut phone = phone();
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.answered(401, problem("device-token-ended"));
    phone.enrols(OWNER, DEVICE, "another");
    assert!(phone.shows_its_order_on(29));
    assert!(!phone.shows_its_order_on(31));
}

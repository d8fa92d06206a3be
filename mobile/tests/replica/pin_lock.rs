//! The lock by a PIN, as far as the office has to do with it: its code goes there, and the office may ask for a PIN.

use mobile::client::{Answer, Ask, PhoneStatus, PinWanted};
use mobile::keyring::{LockState, Opening};
use mobile::replica::OfficeWord;
use shared::office_key::Closed;
use shared::wire::{CodeOpening, OfficeLock, RECOVERY_READABLE_BYTES, SyncReply, opened_code};
use shared::{RecoveryCode, Timestamp};

use crate::phone::{DEVICE, PhoneOnDisk, office_secret, reply};

fn code() -> RecoveryCode {
    RecoveryCode::fresh(|| 0x0123_4567_89ab_cdef)
}

fn locked() -> LockState {
    LockState {
        can_lock: true,
        after_minutes: Some(5),
        recovery: Some(7),
        to_send: Some((7, code())),
        ..LockState::default()
    }
}

fn saying(lock: OfficeLock) -> SyncReply {
    SyncReply { lock: Some(lock), ..reply(0) }
}

impl PhoneOnDisk {
    fn status(&mut self) -> PhoneStatus {
        let Answer::PhoneStatus(status) = self.ask(Ask::PhoneStatus) else { panic!("no status") };
        status
    }
}

#[test]
fn the_code_goes_to_the_office_alone_until_that_keeps_it() {
    let mut phone = PhoneOnDisk::of_an_office();
    phone.says(reply(0));
    assert_eq!(phone.maybe_request().map(|request| request.path), None);
    phone.replica.set_lock_state(locked()).unwrap();
    for _ in 0..2 {
        // The answer is lost the first time.
        let said = phone.sync_request().lock.unwrap();
        assert_eq!(said.recovery, Some(7));
        let closed = said.closed.unwrap().0;
        assert!(!closed.windows(25).any(|part| part == code().as_bytes()));
        let opened = office_secret().open(Closed::Recovery, closed, RECOVERY_READABLE_BYTES).unwrap();
        assert_eq!(opened_code(&opened, DEVICE, 7), Some(code()));
        let moment = phone.moment();
        phone.replica.take_reply(Err(mobile::replica::Unreachable), moment).unwrap();
        phone.ask(Ask::SyncNow);
    }
    phone.sync_request();
    phone.synced(saying(OfficeLock { keeps: Some(7), ..OfficeLock::default() }));
    let word = OfficeWord { keeps: Some(7), shown: None, opening: None };
    assert_eq!(phone.replica.take_office_word(), Some(word));
    phone.replica.set_lock_state(LockState { to_send: None, has_way_back: true, ..locked() }).unwrap();
    assert_eq!(phone.maybe_request().map(|request| request.path), None, "it is known there");
    // A lock that is taken away is told of at once.
    phone.replica.set_lock_state(LockState { can_lock: true, ..LockState::default() }).unwrap();
    assert_eq!(phone.sync_request().lock, None);
}

#[test]
fn an_opening_by_a_code_is_told_until_a_reply_has_followed() {
    let mut phone = PhoneOnDisk::of_an_office();
    phone.says(reply(0));
    let opening = Opening { recovery: 7, at: Timestamp(9) };
    let opened = LockState { opened_by_code: true, opening: Some(opening), ..locked() };
    phone.replica.set_lock_state(opened).unwrap();
    assert_eq!(phone.status().pin_wanted, Some(PinWanted::AfterCode));
    let said = phone.sync_request().lock.unwrap().opening;
    assert_eq!(said, Some(CodeOpening { recovery: 7, at: Timestamp(9) }));
    // An earlier server says nothing of it: it is told again.
    phone.synced(reply(0));
    assert_eq!(phone.replica.take_office_word().unwrap().opening, None);
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(saying(OfficeLock::default()));
    assert_eq!(phone.replica.take_office_word().unwrap().opening, Some(opening));
}

#[test]
fn a_rule_of_the_administration_holds_without_a_network_where_a_pin_can_be_set() {
    let mut phone = PhoneOnDisk::of_an_office();
    phone.says(saying(OfficeLock { pin_required: true, ..OfficeLock::default() }));
    assert_eq!(phone.status().pin_wanted, None, "it could not be set: nothing is sealed yet");
    let mut phone = phone.opened_again();
    let open = LockState { can_lock: true, ..LockState::default() };
    phone.replica.set_lock_state(open.clone()).unwrap();
    let status = phone.status();
    assert!(status.pin_required && status.pin_wanted == Some(PinWanted::ByRule));
    phone.replica.set_lock_state(locked()).unwrap();
    assert_eq!(phone.status().pin_wanted, None);
    phone.replica.set_lock_state(open).unwrap();
    phone.says(saying(OfficeLock::default()));
    assert_eq!(phone.status().pin_wanted, None, "the rule is over");
}

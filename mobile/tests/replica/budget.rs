//! What a phone makes of having done as much in a day as the office takes.

use mobile::client::{Ask, Contact};
use shared::wire::SyncReply;

use crate::answers::{problem, with_an_order};
use crate::phone::reply;

#[test]
fn a_phone_that_did_too_much_today_says_so_keeps_what_waits_and_asks_again_later() {
    let mut phone = with_an_order();
    phone.writes("à garder");
    phone.sync_request();
    phone.answered(429, problem("device-day-over"));
    assert_eq!(phone.replica.contact(), Contact::DayOver);
    assert!(phone.replica.status().unwrap().changes_waiting > 0);
    // As rarely as photos are tried that are too many, and not at once.
    assert!(phone.replica.photos_wait());
    let moment = phone.moment();
    assert!(phone.replica.next_request(moment).unwrap().is_none());
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(SyncReply { taken: 2, ..reply(1) });
    assert_ne!(phone.replica.contact(), Contact::DayOver);
    assert_eq!(phone.replica.status().unwrap().changes_waiting, 0);
}

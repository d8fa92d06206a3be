//! The owner of a phone learns of the others in their name.

use mobile::client::{Answer, Ask};
use shared::wire::{OtherPhone, SyncReply};
use shared::{DeviceId, Timestamp};

use crate::phone::{PhoneOnDisk, SOMEBODY_ELSE, reply};

fn other(device: u8, enrolled_at: i64) -> OtherPhone {
    OtherPhone {
        device: DeviceId::from_bytes([device; 16]),
        name: "Chrome, Android".to_owned(),
        enrolled_at: Timestamp(enrolled_at),
        by: Some("Anne".to_owned()),
    }
}

impl PhoneOnDisk {
    fn hears_of(&mut self, others: &[OtherPhone]) {
        self.ask(Ask::SyncNow);
        self.sync_request();
        self.synced(SyncReply { other_phones: Some(others.to_vec()), ..reply(0) });
    }

    /// The last byte of each one's id, and whether it is new.
    fn others(&self) -> Vec<(u8, bool)> {
        let status = self.replica.status().unwrap();
        status.other_phones.iter().map(|phone| (phone.device.as_bytes()[15], phone.is_new)).collect()
    }
}

#[test]
fn one_that_was_enrolled_since_is_new_until_somebody_has_read_of_it() {
    let mut phone = PhoneOnDisk::holding(&[]);
    assert!(phone.others().is_empty());
    phone.hears_of(&[other(5, 1)]);
    assert_eq!(phone.others(), [(5, false)], "it was there before this one asked");
    phone.hears_of(&[other(6, 2), other(5, 1)]);
    let mut phone = phone.opened_again();
    assert_eq!(phone.others(), [(6, true), (5, false)]);
    // What says nothing of them changes nothing.
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(reply(0));
    assert_eq!(phone.others(), [(6, true), (5, false)]);

    assert_eq!(phone.ask(Ask::SawOtherPhones), Answer::Done);
    phone.hears_of(&[other(6, 2), other(5, 1)]);
    assert_eq!(phone.others(), [(6, false), (5, false)]);
    phone.hears_of(&[other(6, 3)]);
    assert_eq!(phone.others(), [(6, true)], "enrolled anew it is another one");
}

#[test]
fn somebody_else_is_not_told_of_them() {
    let mut phone = PhoneOnDisk::holding(&[]);
    phone.hears_of(&[other(5, 1)]);
    phone.enrols(SOMEBODY_ELSE, DeviceId::from_bytes([9; 16]), "another");
    assert!(phone.others().is_empty());
}

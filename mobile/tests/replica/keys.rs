//! The keys that office and device say to each other.

use mobile::client::Ask;
use shared::office_key::OfficeSecret;
use shared::wire::SyncReply;
use shared::{DeviceId, DeviceKey, FeedId, PersonId};

use crate::phone::{DEVICE, OWNER, PhoneOnDisk, SOMEBODY_ELSE, granted, office_secret, reply};

/// The private half of another office's key.
pub(crate) fn another_office() -> OfficeSecret {
    OfficeSecret::new(&[0x0a; 32]).unwrap()
}

pub(crate) fn naming(office: &OfficeSecret) -> SyncReply {
    SyncReply { office_key: Some(office.public()), ..reply(0) }
}

impl PhoneOnDisk {
    /// Enrolled at an office that gives its key, and not yet heard of there.
    pub(crate) fn of_an_office() -> Self {
        let mut phone = Self::new();
        phone.enrols_at(&office_secret(), OWNER, DEVICE);
        phone
    }

    fn enrols_at(&mut self, office: &OfficeSecret, person: PersonId, device: DeviceId) {
        self.ask(Ask::Enrol { code: "ABCD-EFGH".to_owned(), device_name: "phone".to_owned() });
        assert_eq!(self.request().path, "/phone/v1/devices");
        let body = String::from_utf8(granted(person, device, "secret")).unwrap();
        let key = format!(r#","office_key":"{}"}}"#, office.public());
        self.answered(201, body.replace('}', &key).into_bytes());
    }

    /// The key it says in the next sync; the office answers this.
    pub(crate) fn says(&mut self, answer: SyncReply) -> Option<DeviceKey> {
        self.ask(Ask::SyncNow);
        let said = self.sync_request().device_key;
        self.synced(answer);
        said
    }
}

#[test]
fn a_device_says_its_key_until_the_office_knows_it() {
    let mut phone = PhoneOnDisk::of_an_office();
    let key = phone.sync_request().device_key;
    assert!(key.is_some(), "with its first sync");
    // The answer is lost.
    let moment = phone.moment();
    phone.replica.take_reply(Err(mobile::replica::Unreachable), moment).unwrap();
    let mut phone = phone.opened_again();
    assert_eq!(phone.says(reply(0)), key, "the same again");
    assert_eq!(phone.says(reply(0)), None);
    assert_eq!(phone.maybe_request().map(|request| request.path), None);
}

#[test]
fn a_phone_that_was_enrolled_before_there_were_keys_gets_the_offices_and_says_its_own_at_once() {
    let mut phone = PhoneOnDisk::holding(&[]);
    assert_eq!(phone.says(reply(0)), None, "of an office without a key");
    assert_eq!(phone.says(naming(&office_secret())), None);
    let key = phone.sync_request().device_key;
    assert!(key.is_some());
    phone.synced(reply(0));
    assert_eq!(phone.says(reply(0)), None);
}

#[test]
fn an_office_that_was_restored_or_founded_anew_is_taken_with_its_key() {
    let mut phone = PhoneOnDisk::of_an_office();
    let key = phone.says(reply(0)).unwrap();
    // The backup was older than the device's key.
    assert_eq!(phone.says(naming(&office_secret())), None);
    assert_eq!(phone.sync_request().device_key, Some(key));
    phone.synced(reply(0));
    // Another directory, with another key, and another feed.
    let other = SyncReply { feed: FeedId::from_bytes([9; 16]), ..naming(&another_office()) };
    assert_eq!(phone.says(other), None);
    assert_eq!(phone.sync_request().device_key, Some(key));
}

#[test]
fn a_phone_that_is_enrolled_anew_keeps_its_key_and_one_that_passes_to_somebody_else_does_not() {
    let mut phone = PhoneOnDisk::of_an_office();
    let key = phone.says(reply(0));
    assert!(key.is_some());
    for device in [DEVICE, DeviceId::from_bytes([0x81; 16])] {
        phone.enrols_at(&another_office(), OWNER, device);
        assert_eq!(phone.says(reply(0)), key, "the office may not have it");
    }
    phone.enrols_at(&another_office(), SOMEBODY_ELSE, DEVICE);
    let other = phone.says(reply(0));
    assert!(other.is_some() && other != key);
}

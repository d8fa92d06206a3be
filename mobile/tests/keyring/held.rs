//! The keyring of a phone that is running: PINs and codes that open it, and a phone that dies in between.

use mobile::client::{Failure, Pin, PinChange, WayIn};
use mobile::keyring::{HeldKeyring, Key, KeyringFile};
use mobile::limits::{PIN_TRIES_MAX, PIN_WAITS_MS};
use shared::{RecoveryCode, Timestamp};

use crate::file::{Disk, keyring};
use crate::pin::{NOW, PIN, entropy};

const OTHER_PIN: &str = "739104";

pub(crate) fn pin(text: &str) -> Pin {
    Pin(text.to_owned())
}

pub(crate) fn change(before: &str, after: Option<&str>) -> PinChange {
    PinChange { before: pin(before), pin: after.map(pin), after_minutes: 5 }
}

/// A clock on which one pass takes long, so that a try is little work.
pub(crate) fn slow() -> impl Fn() -> Timestamp {
    let asked = std::cell::Cell::new(0);
    move || {
        asked.set(asked.get() + 60_000);
        NOW.plus_ms(asked.get())
    }
}

pub(crate) fn bits(first: u64) -> impl FnMut() -> u64 {
    let mut bits = first;
    move || {
        bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        bits
    }
}

/// The phone as it is started anew.
pub(crate) fn started(disk: &Disk) -> HeldKeyring<Disk> {
    let (file, keyring) = KeyringFile::open(disk.clone()).unwrap();
    HeldKeyring::new(file, keyring, NOW).unwrap()
}

/// A phone with a PIN, and the code that the office keeps for it.
pub(crate) fn with_pin() -> (Disk, Key, RecoveryCode) {
    let disk = Disk::default();
    let (mut file, _) = KeyringFile::open(disk.clone()).unwrap();
    file.write(&keyring(7)).unwrap();
    let mut held = started(&disk);
    let key = held.key().cloned().unwrap();
    held.change_pin(&change("", Some(PIN)), slow(), bits(1)).unwrap();
    let (id, code) = held.state().to_send.unwrap();
    assert!(!held.state().has_way_back, "not before the office has said so");
    assert!(held.note_office(Some(id), None).unwrap());
    assert!(held.state().has_way_back && held.state().to_send.is_none());
    (disk, key, code)
}

pub(crate) fn typed(code: &RecoveryCode) -> Pin {
    Pin(code.groups().collect::<Vec<_>>().join("-").to_lowercase())
}

/// Types wrong PINs, as soon as each may be typed.
pub(crate) fn wrong(held: &mut HeldKeyring<Disk>, times: u32) -> Timestamp {
    let mut now = NOW;
    for _ in 0..times {
        assert_eq!(held.try_pin(&pin("000000"), now, entropy()), Err(Failure::WrongPin));
        now = now.plus_ms(PIN_WAITS_MS[9]);
    }
    now
}

#[test]
fn ten_wrong_pins_ask_for_the_code_which_asks_for_another_pin() {
    let (disk, key, code) = with_pin();
    let mut held = started(&disk);
    assert_eq!(held.asked(NOW).unwrap().by, WayIn::PinOrCode);
    let now = wrong(&mut held, PIN_TRIES_MAX);
    let asked = held.asked(now).unwrap();
    assert_eq!((asked.by, asked.wrong, asked.wait_until), (WayIn::Code, 10, None));
    // Nor is the right one looked at, also after the app was closed.
    let mut held = started(&disk);
    assert_eq!(held.try_pin(&pin(PIN), now, entropy()), Err(Failure::CodeAsked));
    for wrong in ["", "7K2M9", &typed(&RecoveryCode::fresh(bits(99))).0] {
        assert_eq!(held.try_code(&pin(wrong), now), Err(Failure::WrongCode));
        assert!(held.asked(now).unwrap().wrong_code && held.key().is_none());
    }
    held.try_code(&typed(&code), now).unwrap();
    assert_eq!((held.key(), held.asked(now)), (Some(&key), None));
    assert!(held.state().opened_by_code);
    let opening = held.state().opening.unwrap();
    assert_eq!(opening.at, now);

    // Another PIN, without the one nobody knows; the old code is of no more use.
    held.change_pin(&change("", Some(OTHER_PIN)), slow(), bits(2)).unwrap();
    assert!(!held.state().opened_by_code && !held.state().has_way_back);
    let (id, next) = held.state().to_send.unwrap();
    assert_ne!(next, code);
    let mut held = started(&disk);
    assert_eq!(held.asked(now).unwrap().by, WayIn::Pin, "the office does not know the next one yet");
    assert_eq!(held.try_code(&typed(&code), now), Err(Failure::WrongCode));
    held.try_pin(&pin(OTHER_PIN), now, entropy()).unwrap();
    assert_eq!(held.state().opening, Some(opening), "the office is still to be told");
    assert!(held.note_office(Some(id), Some(opening)).unwrap());
    assert!(!held.note_office(Some(id), None).unwrap(), "nothing is written that is known");
    assert_eq!((held.state().opening, held.state().has_way_back), (None, true));
}

#[test]
fn a_phone_whose_code_the_office_lacks_goes_on_waiting_and_opens() {
    let (disk, key, _) = with_pin();
    let mut held = started(&disk);
    held.try_pin(&pin(PIN), NOW, entropy()).unwrap();
    held.note_office(None, None).unwrap();
    assert!(held.state().to_send.is_some(), "it is sent again");
    let mut held = started(&disk);
    let now = wrong(&mut held, PIN_TRIES_MAX + 2);
    assert_eq!(held.asked(now).unwrap().by, WayIn::Pin);
    held.try_pin(&pin(PIN), now, entropy()).unwrap();
    assert_eq!(held.key(), Some(&key));
}

#[test]
fn a_code_that_was_shown_is_followed_by_another_one() {
    let (disk, _, code) = with_pin();
    let mut held = started(&disk);
    held.try_pin(&pin(PIN), NOW, entropy()).unwrap();
    held.renew_code(bits(3)).unwrap();
    let (_, next) = held.state().to_send.unwrap();
    assert_ne!(next, code);
    let mut held = started(&disk);
    assert_eq!(held.try_code(&typed(&code), NOW), Err(Failure::WrongCode));
    held.try_code(&typed(&next), NOW).unwrap();
    // It stands in for a PIN that nobody knows: until there is another one, the code stays.
    held.renew_code(bits(4)).unwrap();
    assert_eq!(held.state().to_send.unwrap().1, next);
}

#[test]
fn a_lock_of_an_earlier_app_gets_a_code_when_it_is_opened() {
    let (disk, key, _) = with_pin();
    let (mut file, read) = KeyringFile::open(disk.clone()).unwrap();
    let mut earlier = read.unwrap();
    earlier.recovery = None;
    file.write(&earlier).unwrap();
    let mut held = started(&disk);
    assert_eq!((held.asked(NOW).unwrap().by, held.state().recovery), (WayIn::Pin, None));
    held.try_pin(&pin(PIN), NOW, bits(5)).unwrap();
    let (_, code) = held.state().to_send.unwrap();
    let mut held = started(&disk);
    held.try_code(&typed(&code), NOW).unwrap();
    assert_eq!(held.key(), Some(&key));
}

#[test]
fn without_a_keyring_there_is_a_way_on_and_nothing_else() {
    let disk = Disk::default();
    let (file, none) = KeyringFile::open(disk.clone()).unwrap();
    let mut held = HeldKeyring::new(file, none, NOW).unwrap();
    assert_eq!(held.asked(NOW).unwrap().by, WayIn::Lost);
    held.try_pin(&pin(PIN), NOW, entropy()).unwrap();
    assert!(held.key().is_none() && held.try_code(&pin(""), NOW).is_err());
    held.start_over(bits(6)).unwrap();
    assert!(held.key().is_some() && !held.is_sealed());
    assert!(started(&disk).key().is_some());
}

/// What somebody does, on a phone that then dies after so many bytes.
type Act = fn(&mut HeldKeyring<Disk>, &RecoveryCode) -> Result<(), Failure>;

#[test]
fn wherever_the_phone_dies_one_pin_opens_it_and_so_does_the_code_of_that_lock() {
    let acts: [(&str, Act); 6] = [
        ("wrong", |held, _| held.try_pin(&pin("000000"), NOW, bits(8))),
        ("right", |held, _| held.try_pin(&pin(PIN), NOW, bits(8))),
        ("code", |held, code| held.try_code(&typed(code), NOW)),
        ("change", |held, _| held.change_pin(&change(PIN, Some(OTHER_PIN)), slow(), bits(8))),
        ("change after the code", |held, code| {
            held.try_code(&typed(code), NOW)?;
            held.change_pin(&change("", Some(OTHER_PIN)), slow(), bits(8))
        }),
        ("renew", |held, _| {
            held.try_pin(&pin(PIN), NOW, bits(8))?;
            Ok(held.renew_code(bits(8))?)
        }),
    ];
    let (kept, key, code) = with_pin();
    for (name, act) in acts {
        for left in (0..8_400).step_by(503) {
            let disk = kept.copy();
            let mut held = started(&disk);
            disk.dies_after(left);
            let _ended = act(&mut held, &code);
            disk.lives();
            let mut held = started(&disk);
            let by_new = held.try_pin(&pin(OTHER_PIN), NOW, bits(9)).is_ok();
            let now = NOW.plus_ms(PIN_WAITS_MS[9]);
            assert!(by_new || held.try_pin(&pin(PIN), now, bits(9)).is_ok(), "{name} after {left} bytes");
            assert_eq!(held.key(), Some(&key));
            let its = held.state().to_send.map_or(code.clone(), |(_, unsent)| unsent);
            let mut held = started(&disk);
            held.try_code(&typed(&its), now).unwrap_or_else(|why| panic!("{name} after {left}: {why:?}"));
            assert_eq!(held.key(), Some(&key), "{name} after {left} bytes");
        }
    }
}

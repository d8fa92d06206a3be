//! The PIN: what opens, what does not, and how long one waits.

use mobile::keyring::pin::{is_good, passes_for};
use mobile::keyring::{Key, KeyringFile, PinLock};
use mobile::limits::{PIN_PASSES_MAX, PIN_WAITS_MS};
use shared::Timestamp;

use crate::file::{Disk, holds, key_bytes, keyring};

pub(crate) const PIN: &str = "402817";
pub(crate) const NOW: Timestamp = Timestamp(1_790_000_000_000);

pub(crate) fn entropy() -> impl FnMut() -> u64 {
    let mut bits = 0_u64;
    move || {
        bits = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
        bits ^ (bits >> 29)
    }
}

pub(crate) fn lock(key: &Key) -> PinLock {
    PinLock::new(key, PIN, 5, 1, entropy()).unwrap()
}

#[test]
fn the_pin_opens_and_no_other_one_does() {
    let key = Key::fresh(entropy());
    let lock = lock(&key);
    assert_eq!(lock.open(PIN), Some(key));
    for wrong in ["", "402818", "4028170", "40281"] {
        assert_eq!(lock.open(wrong), None, "{wrong}");
    }
}

#[test]
fn a_locked_keyring_holds_no_key_and_says_the_same_once_it_was_read() {
    let disk = Disk::default();
    let (mut file, _) = KeyringFile::open(disk.clone()).unwrap();
    let mut keyring = keyring(7);
    file.write(&keyring).unwrap();
    let (key, bytes) = (keyring.key.clone().unwrap(), key_bytes(&keyring));
    assert!(holds(&disk, &bytes));
    keyring.set_lock(&key, Some(lock(&key)), entropy());
    file.write(&keyring).unwrap();
    assert!(!holds(&disk, &bytes), "the key is overwritten");
    let read = KeyringFile::open(disk.clone()).unwrap().1.unwrap();
    assert_eq!(read, keyring);
    assert_eq!(read.key, None);
    assert_eq!(read.lock.unwrap().open(PIN), Some(key.clone()));
    keyring.set_lock(&key, None, entropy());
    file.write(&keyring).unwrap();
    assert_eq!(KeyringFile::open(disk).unwrap().1.unwrap().key, Some(key));
}

#[test]
fn wrong_ones_wait_longer_each_time_and_the_right_one_ends_that() {
    let mut lock = lock(&Key::fresh(entropy()));
    let mut now = NOW;
    let mut waited = Vec::new();
    for _ in 0..12 {
        assert_eq!(lock.wait_until(now), None);
        lock.note_try(now);
        let wait_ms = lock.wait_until(now).map_or(0, |until| until.ms_since(now));
        waited.push(wait_ms);
        if wait_ms > 0 {
            assert!(lock.wait_until(now.plus_ms(wait_ms - 1)).is_some());
        }
        now = now.plus_ms(wait_ms);
    }
    assert_eq!(waited[..9], PIN_WAITS_MS[1..]);
    assert!(waited.is_sorted() && waited[11] == PIN_WAITS_MS[9], "{waited:?}");
    lock.note_right();
    assert_eq!((lock.wait_until(now), lock.wrong()), (None, 0));
}

#[test]
fn a_clock_that_was_put_back_makes_nobody_wait_for_a_year() {
    let mut lock = lock(&Key::fresh(entropy()));
    (0..5).for_each(|_| lock.note_try(NOW));
    let earlier = NOW.plus_ms(-365 * 24 * 60 * 60 * 1000);
    assert!(lock.note_clock(earlier), "it is to be written down");
    let until = earlier.plus_ms(PIN_WAITS_MS[5]);
    assert_eq!(lock.wait_until(earlier), Some(until));
    // The wait begins once, however often the clock is looked at.
    assert!(!lock.note_clock(until.plus_ms(-1)));
    assert_eq!(lock.wait_until(until.plus_ms(-1)), Some(until));
    assert_eq!((lock.wait_until(until), lock.wrong()), (None, 5));
}

#[test]
fn a_pin_has_six_digits_that_are_not_the_first_one_tries() {
    for good in ["402817", "112233", "1234567899"] {
        assert!(is_good(good), "{good}");
    }
    for bad in ["", "40281", "000000", "123456", "987654", "40281a", "４０２８１７"] {
        assert!(!is_good(bad), "{bad}");
    }
}

#[test]
fn the_work_of_a_try_follows_the_phone() {
    assert_eq!([passes_for(0), passes_for(100), passes_for(5_000)], [PIN_PASSES_MAX, 10, 1]);
}

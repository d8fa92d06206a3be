//! A passkey beside the PIN: what opens, what does not, and when it goes.

use mobile::client::{Failure, NewPasskey, PasskeyAsked, PasskeySecret, WayIn};
use mobile::keyring::HeldKeyring;
use mobile::limits::{PASSKEY_ID_BYTES_MAX, PIN_TRIES_MAX};

use crate::file::{Disk, holds};
use crate::held::{bits, change, pin, slow, started, typed, with_pin, wrong};
use crate::pin::{NOW, PIN};

const SECRET: [u8; 32] = [41; 32];

fn secret() -> PasskeySecret {
    PasskeySecret(SECRET.to_vec())
}

fn made(by_pin: &str) -> NewPasskey {
    let asked = PasskeyAsked { id: vec![7; 64], salt: vec![9; 32] };
    NewPasskey { pin: pin(by_pin), asked, secret: secret() }
}

fn set(held: &mut HeldKeyring<Disk>, made: &NewPasskey) -> Result<(), Failure> {
    held.change_passkey(Some(made), NOW, bits(3))
}

#[test]
fn a_passkey_opens_beside_the_pin_until_it_is_taken_away() {
    let (disk, key, _) = with_pin();
    let mut held = started(&disk);
    held.try_pin(&pin(PIN), NOW, bits(2)).unwrap();
    set(&mut held, &made(PIN)).unwrap();
    assert!(held.state().has_passkey && !holds(&disk, &SECRET), "what it gives stands nowhere");

    let mut held = started(&disk);
    let asked = held.asked(NOW).unwrap();
    assert_eq!((asked.by, asked.passkey), (WayIn::PinOrCode, Some(made(PIN).asked)));
    assert_eq!(held.try_passkey(&PasskeySecret(vec![42; 32])), Err(Failure::WrongPasskey));
    assert!(held.asked(NOW).unwrap().wrong_passkey && held.key().is_none());
    // Nor while a PIN waits: nobody guesses what it gives.
    let now = wrong(&mut held, 5);
    held.try_passkey(&secret()).unwrap();
    assert_eq!((held.key(), held.asked(now)), (Some(&key), None));
    assert_eq!(started(&disk).asked(now).unwrap().wrong, 0);

    // Another PIN: the passkey stays. None: it goes with the PIN.
    held.change_pin(&change(PIN, Some("739104")), slow(), bits(4)).unwrap();
    let mut held = started(&disk);
    held.try_passkey(&secret()).unwrap();
    held.change_passkey(None, NOW, bits(5)).unwrap();
    assert!(!held.state().has_passkey);
    assert_eq!(started(&disk).try_passkey(&secret()), Err(Failure::WrongPasskey));
    set(&mut held, &made("739104")).unwrap();
    held.change_pin(&change("739104", None), slow(), bits(6)).unwrap();
    assert!(!held.state().has_passkey && started(&disk).key().is_some());
}

#[test]
fn whoever_finds_a_phone_open_makes_no_passkey_of_theirs() {
    let (disk, ..) = with_pin();
    let mut held = started(&disk);
    held.try_pin(&pin(PIN), NOW, bits(2)).unwrap();
    assert_eq!(set(&mut held, &made("000000")), Err(Failure::WrongPin));
    let without_secret = NewPasskey { secret: PasskeySecret(Vec::new()), ..made(PIN) };
    let too_long = PasskeyAsked { id: vec![7; PASSKEY_ID_BYTES_MAX + 1], salt: vec![9; 32] };
    for bad in [without_secret, NewPasskey { asked: too_long, ..made(PIN) }] {
        assert_eq!(set(&mut held, &bad), Err(Failure::WrongPasskey));
    }
    let longest = PasskeyAsked { id: vec![7; PASSKEY_ID_BYTES_MAX], salt: vec![9; 32] };
    assert!(!held.state().has_passkey);
    set(&mut held, &NewPasskey { asked: longest, ..made(PIN) }).unwrap();
    // Without a PIN there is none.
    held.change_pin(&change(PIN, None), slow(), bits(4)).unwrap();
    assert_eq!(set(&mut held, &made("")), Err(Failure::WeakPin));
}

#[test]
fn after_ten_wrong_pins_and_after_a_code_it_is_of_no_use() {
    let (disk, _, code) = with_pin();
    let mut held = started(&disk);
    held.try_pin(&pin(PIN), NOW, bits(2)).unwrap();
    set(&mut held, &made(PIN)).unwrap();
    let mut held = started(&disk);
    let now = wrong(&mut held, PIN_TRIES_MAX);
    assert_eq!(held.asked(now).unwrap().passkey, None, "the code alone opens it");
    assert_eq!(held.try_passkey(&secret()), Err(Failure::CodeAsked));
    held.try_code(&typed(&code), now).unwrap();
    assert!(!held.state().has_passkey);
    assert_eq!(started(&disk).try_passkey(&secret()), Err(Failure::WrongPasskey));
}

#[test]
fn wherever_the_phone_dies_the_pin_opens_it_and_the_passkey_of_before_or_after() {
    let (kept, key, _) = with_pin();
    for left in (0..4_200).step_by(307) {
        let disk = kept.copy();
        let mut held = started(&disk);
        held.try_pin(&pin(PIN), NOW, bits(2)).unwrap();
        disk.dies_after(left);
        let is_set = set(&mut held, &made(PIN)).is_ok();
        disk.lives();
        let mut held = started(&disk);
        let by_passkey = held.try_passkey(&secret()).is_ok();
        assert!(by_passkey || !is_set, "after {left} bytes");
        let mut held = started(&disk);
        held.try_pin(&pin(PIN), NOW, bits(2)).unwrap();
        assert_eq!(held.key(), Some(&key), "after {left} bytes");
    }
}

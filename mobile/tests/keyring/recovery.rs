//! The code of the office beside the PIN: both open one key, neither stands in the file.

use mobile::keyring::{Key, KeyringFile, Recovery};
use shared::RecoveryCode;

use crate::file::{Disk, holds, keyring};
use crate::pin::{PIN, entropy, lock};

#[test]
fn the_code_opens_and_no_other_one_does() {
    let key = Key::fresh(entropy());
    let recovery = Recovery::new(&key, entropy()).unwrap();
    let code = recovery.code(&key).unwrap();
    assert_eq!(recovery.open(&code), Some(key));
    let mut bits = 5;
    let other = RecoveryCode::fresh(|| {
        bits += 1;
        bits
    });
    assert_eq!(recovery.open(&other), None);
    assert_eq!(recovery.code(&Key::fresh(|| 7)), None, "it is read by whoever has the key alone");
}

#[test]
fn a_locked_keyring_says_neither_key_nor_code_and_fits_its_place() {
    let disk = Disk::default();
    let (mut file, _) = KeyringFile::open(disk.clone()).unwrap();
    let mut keyring = keyring(7);
    let key = keyring.key.clone().unwrap();
    keyring.set_lock(&key, Some(lock(&key)), entropy());
    file.write(&keyring).unwrap();
    let read = KeyringFile::open(disk.clone()).unwrap().1.unwrap();
    assert_eq!(read, keyring);
    let (lock, recovery) = (read.lock.unwrap(), read.recovery.unwrap());
    let code = recovery.code(&key).unwrap();
    assert!(!holds(&disk, code.as_bytes()));
    assert_eq!((lock.open(PIN), recovery.open(&code)), (Some(key.clone()), Some(key.clone())));

    // Another PIN has another code: the one of before opens nothing any more.
    keyring.set_lock(&key, Some(crate::pin::lock(&key)), || 11);
    file.write(&keyring).unwrap();
    let after = keyring.recovery.clone().unwrap();
    assert_ne!(after.id, recovery.id);
    assert_eq!(after.open(&code), None);
    keyring.set_lock(&key, None, entropy());
    assert_eq!(keyring.recovery, None);
}

/// What an app wrote that knew of no code, as CBOR.
#[test]
fn the_keyring_of_an_earlier_app_has_a_lock_and_no_code() {
    #[derive(minicbor::Encode)]
    #[cbor(map)]
    struct Earlier {
        #[n(1)]
        sealed: bool,
        #[n(2)]
        lock: mobile::keyring::PinLock,
    }
    let key = Key::fresh(entropy());
    let bytes = minicbor::to_vec(Earlier { sealed: true, lock: lock(&key) }).unwrap();
    let read: mobile::keyring::Keyring = minicbor::decode(&bytes).unwrap();
    assert!(read.sealed && read.recovery.is_none() && read.opening.is_none() && !read.has_way_back());
    assert_eq!(read.lock.unwrap().open(PIN), Some(key));
}

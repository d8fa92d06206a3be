//! The file of the keyring.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use mobile::keyring::{Keyring, KeyringError, KeyringFile, SmallFile};

/// A file in memory, on a phone that dies after so many bytes more.
#[derive(Clone, Default)]
pub(crate) struct Disk {
    bytes: Rc<RefCell<Vec<u8>>>,
    left: Rc<Cell<Option<usize>>>,
}

impl Disk {
    pub(crate) fn dies_after(&self, bytes: usize) {
        self.left.set(Some(bytes));
    }

    /// Another one with the same bytes.
    pub(crate) fn copy(&self) -> Self {
        Self { bytes: Rc::new(RefCell::new(self.bytes.borrow().clone())), left: Rc::default() }
    }

    pub(crate) fn lives(&self) {
        self.left.set(None);
    }
}

impl SmallFile for Disk {
    fn read(&self) -> Result<Vec<u8>, String> {
        Ok(self.bytes.borrow().clone())
    }

    fn write(&self, at: usize, bytes: &[u8]) -> Result<(), String> {
        let written = self.left.get().unwrap_or(bytes.len()).min(bytes.len());
        let mut disk = self.bytes.borrow_mut();
        let end = disk.len().max(at + written);
        disk.resize(end, 0);
        disk[at..at + written].copy_from_slice(&bytes[..written]);
        self.left.set(self.left.get().map(|left| left - written));
        if written < bytes.len() { Err("the battery is empty".to_owned()) } else { Ok(()) }
    }
}

pub(crate) fn keyring(first: u64) -> Keyring {
    let mut bits = first;
    Keyring::fresh(|| {
        bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        bits
    })
}

/// The bytes of its key as they would stand in a file.
pub(crate) fn key_bytes(keyring: &Keyring) -> Vec<u8> {
    let hex = keyring.key.as_ref().unwrap().hex();
    assert_eq!(hex.len(), 64);
    (0..32).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap()).collect()
}

pub(crate) fn holds(disk: &Disk, bytes: &[u8]) -> bool {
    disk.bytes.borrow().windows(bytes.len()).any(|window| window == bytes)
}

#[test]
fn what_was_written_is_read_and_what_was_before_is_gone() {
    let disk = Disk::default();
    let (mut file, nothing) = KeyringFile::open(disk.clone()).unwrap();
    assert_eq!(nothing, None);
    for first in 1..6 {
        let (now, before) = (keyring(first), keyring(first - 1));
        file.write(&now).unwrap();
        assert_eq!(KeyringFile::open(disk.clone()).unwrap().1, Some(now.clone()));
        assert!(holds(&disk, &key_bytes(&now)) && !holds(&disk, &key_bytes(&before)), "{first}");
    }
}

#[test]
fn wherever_the_phone_dies_the_old_or_the_new_one_is_there_alone() {
    let (old, new) = (keyring(1), keyring(2));
    let (mut kept_old, mut has_new) = (0, 0);
    for left in 0..2_100 {
        let disk = Disk::default();
        let (mut file, _) = KeyringFile::open(disk.clone()).unwrap();
        file.write(&old).unwrap();
        disk.left.set(Some(left));
        let written = file.write(&new);
        disk.left.set(None);
        let (_, read) = KeyringFile::open(disk.clone()).unwrap();
        if read.as_ref() == Some(&new) {
            has_new += 1;
            assert!(!holds(&disk, &key_bytes(&old)), "after {left} bytes the old key is overwritten");
        } else {
            kept_old += 1;
            assert_eq!(read.as_ref(), Some(&old), "after {left} bytes");
            assert!(written.is_err(), "after {left} bytes");
        }
    }
    assert!(kept_old > 0 && has_new > 0, "{kept_old} and {has_new}");
}

#[test]
fn one_that_was_never_whole_is_none() {
    for left in 0..60 {
        let disk = Disk::default();
        let (mut file, _) = KeyringFile::open(disk.clone()).unwrap();
        disk.left.set(Some(left));
        assert!(file.write(&keyring(1)).is_err());
        disk.left.set(None);
        assert_eq!(KeyringFile::open(disk).unwrap().1, None, "after {left} bytes");
    }
}

#[test]
fn one_of_a_newer_app_is_not_taken_for_none() {
    use sha2::{Digest as _, Sha256};
    let disk = Disk::default();
    let mut place = [7_u32.to_le_bytes().as_slice(), &1_u64.to_le_bytes(), b"unknown"].concat();
    place.splice(0..0, Sha256::digest(&place));
    disk.write(1024, &place).unwrap();
    assert_eq!(KeyringFile::open(disk).err(), Some(KeyringError::Newer));
}

#[test]
fn nothing_prints_a_key() {
    let keyring = keyring(3);
    let said = "Keyring { key: Some(Key(…)), sealed: false, lock: None, recovery: None, opening: None, \
                passkey: None }";
    assert_eq!(format!("{keyring:?}"), said);
}

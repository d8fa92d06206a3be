//! Copies that are closed to the office and signed by the device.

use ed25519_dalek::{Signature, VerifyingKey};
use mobile::client::{Answer, Ask};
use shared::office_key::OfficeSecret;
use shared::wire::{CopyError, OutboxCopy, SealedCopy, SyncReply};
use shared::{DeviceKey, Sha256};

use crate::keys::{another_office, naming};
use crate::phone::{DEVICE, ORDER, PhoneOnDisk, made, new_order, office_secret, reply, whole};

impl PhoneOnDisk {
    fn saves_a_copy(&mut self) -> Vec<u8> {
        let moment = self.moment();
        let (answer, file) = self.replica.answer(Ask::SaveCopy(0), None, moment);
        assert!(matches!(answer, Answer::Copy { files: 1, .. }), "{answer:?}");
        file.unwrap()
    }
}

/// The copy, if this key signed it.
fn signed_by(key: DeviceKey, file: Vec<u8>, office: &OfficeSecret) -> Result<OutboxCopy, CopyError> {
    SealedCopy::read(file, office)?.of_signer(|statement, signature| {
        let key = VerifyingKey::from_bytes(&key.0).unwrap();
        key.verify_strict(statement, &Signature::from_bytes(signature)).is_ok()
    })
}

#[test]
fn a_copy_is_read_by_its_office_alone_and_signed_by_its_device() {
    let mut phone = PhoneOnDisk::of_an_office();
    let key = phone.sync_request().device_key.unwrap();
    phone.synced(SyncReply { documents: vec![whole(&made(ORDER, new_order()))], ..reply(0) });
    phone.notes(ORDER, "secret de famille");
    let file = phone.saves_a_copy();
    let shown = |bytes: &[u8]| bytes.windows(16).any(|part| part == DEVICE.as_bytes());
    assert!(!shown(&file), "nothing of it is read outside");
    let copy = signed_by(key, file.clone(), &office_secret()).unwrap();
    assert_eq!((copy.device, copy.documents[0].changes.len()), (DEVICE, 1));
    let by_token = |token: &[u8]| {
        SealedCopy::read(file.clone(), &office_secret()).unwrap().of_token(Sha256::of(token).0)
    };
    assert_eq!(by_token(b"secret").unwrap(), copy, "where the office does not know the key yet");
    assert_eq!(by_token(b"another").unwrap_err(), CopyError::OtherDevice);
    let another = VerifyingKey::default().to_bytes();
    assert_eq!(signed_by(DeviceKey(another), file.clone(), &office_secret()), Err(CopyError::OtherDevice));
    for at in [0, 9, 20, file.len() - 1] {
        let mut altered = file.clone();
        altered[at] ^= 1;
        assert!(SealedCopy::read(altered, &office_secret()).is_err(), "byte {at}");
    }
    let cut = file[..file.len() / 2].to_vec();
    assert_eq!(SealedCopy::read(cut, &office_secret()).unwrap_err(), CopyError::Cut);
}

#[test]
fn a_copy_is_closed_to_the_office_that_named_its_key_last() {
    let mut phone = PhoneOnDisk::of_an_office();
    let key = phone.says(naming(&another_office())).unwrap();
    let file = phone.saves_a_copy();
    assert_eq!(SealedCopy::read(file.clone(), &office_secret()).unwrap_err(), CopyError::OtherOffice);
    assert!(signed_by(key, file, &another_office()).is_ok());
}

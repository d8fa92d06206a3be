//! A copy of what waits on a phone, as somebody brings it in a file. The first byte says what the rest is: the file as it
//! is, or what is behind the encryption, the signature or the seal, which are then made.

use ed25519_dalek::{Signer as _, SigningKey};
use hmac::{Hmac, KeyInit as _, Mac as _};
use shared::office_key::{CLOSING_BYTES, Closed, OfficeSecret};
use shared::wire::{ChangeBytes, CopyError, DocumentChanges, OutboxCopy, PROTOCOL, SealedCopy};
use shared::{DocumentId, DocumentKind, Sha256};

use super::scene::{NOW, PHONE};

/// In the first byte: the rest is closed to the office.
const CLOSED: u8 = 1;
/// In the first byte: the rest is sealed with the phone's token, and signed if it is closed.
const SEALED: u8 = 2;

const TOKEN: &str = "token";
const HEAD_BYTES: usize = 16;

pub(super) fn run(bytes: &[u8]) {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let file = file(*choice, rest.to_vec());
    for office in [office(1), office(2)] {
        let read = || SealedCopy::read(file.clone(), &office);
        let Ok(copy) = read() else { continue };
        assert_eq!(copy.of_token([9; 32]), Err(CopyError::OtherDevice), "of another token");
        if choice & CLOSED != 0 {
            assert_eq!(office.public(), self::office(1).public(), "another cannot open it");
        }
        let again = || read().expect("as before");
        for taken in [again().of_token(token_hash()), again().of_signer(is_right)].into_iter().flatten() {
            assert!(choice & SEALED != 0 || taken == self::copy(), "nobody seals but the phone");
        }
    }
}

fn office(number: u8) -> OfficeSecret {
    OfficeSecret::new(&[number; 32]).expect("a key")
}

fn device() -> SigningKey {
    SigningKey::from_bytes(&[3; 32])
}

fn token_hash() -> [u8; 32] {
    Sha256::of(TOKEN.as_bytes()).0
}

fn is_right(statement: &[u8], signature: &[u8; 64]) -> bool {
    device().verify(statement, &signature.into()).is_ok()
}

/// The file that the choice makes of the rest.
fn file(choice: u8, mut body: Vec<u8>) -> Vec<u8> {
    if choice & SEALED != 0 {
        let mut seal = Hmac::<sha2::Sha256>::new_from_slice(&token_hash()).expect("any length");
        seal.update(&body);
        let signature = device().sign(&[b"guichet copy\n".as_slice(), &Sha256::of(&body).0].concat());
        body.extend(seal.finalize().into_bytes());
        if choice & CLOSED != 0 {
            body.extend(signature.to_bytes());
        }
    }
    if choice & CLOSED == 0 {
        return body;
    }
    let to = office(1).public();
    let head = [b"guichet\x02".as_slice(), &to.short()].concat();
    let closed = to.close(Closed::Copy, [head, body].concat(), HEAD_BYTES, || 7);
    closed.expect("a key")
}

fn copy() -> OutboxCopy {
    let id = DocumentId::from_bytes([0x10; 16]);
    let documents = vec![DocumentChanges {
        id,
        kind: DocumentKind::WorkOrder,
        changes: vec![ChangeBytes(vec![1, 2, 3])],
    }];
    let photos = vec![ChangeBytes(vec![7; 40])];
    OutboxCopy { protocol: PROTOCOL, device: PHONE, made_at: NOW, documents, photos }
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let (sealed, own) = (copy().sealed(TOKEN), device());
    let sign = |statement: &[u8]| own.sign(statement).to_bytes();
    let [here, elsewhere] =
        [1, 2].map(|number| copy().closed(TOKEN, sign, &office(number).public(), || 7).expect("a key"));
    let body = sealed[..sealed.len() - 32].to_vec();
    let cut = here[..here.len() - CLOSING_BYTES].to_vec();
    let said = |choice: u8, rest: Vec<u8>| [vec![choice], rest].concat();
    let mut seeds: Vec<_> = [sealed, here, elsewhere, cut].into_iter().map(|file| said(0, file)).collect();
    seeds.extend([SEALED, CLOSED | SEALED, CLOSED].map(|choice| said(choice, body.clone())));
    seeds
}

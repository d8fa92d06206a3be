//! What is closed to an office is opened by it alone.

use shared::OfficeKey;
use shared::office_key::{CLOSING_BYTES, Closed, OfficeSecret};

const HEAD: usize = 4;

fn office(number: u8) -> OfficeSecret {
    OfficeSecret::new(&[number; 32]).unwrap()
}

/// Random bits of a test: never the same twice.
fn entropy() -> impl FnMut() -> u64 {
    let mut drawn = 0_u64;
    move || {
        drawn += 1;
        drawn.wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

fn closed() -> Vec<u8> {
    office(1).public().close(Closed::Copy, b"headtext".to_vec(), HEAD, entropy()).unwrap()
}

#[test]
fn what_is_closed_opens_as_it_was_and_hides_all_but_its_head() {
    let closed = closed();
    assert_eq!((closed.len(), &closed[..HEAD]), (8 + CLOSING_BYTES, b"head".as_slice()));
    assert!(!closed.windows(4).any(|part| part == b"text"));
    assert_eq!(office(1).open(Closed::Copy, closed, HEAD).unwrap(), b"headtext");
}

#[test]
fn another_office_another_use_and_what_was_altered_open_nothing() {
    assert_eq!(office(2).open(Closed::Copy, closed(), HEAD), None);
    assert_eq!(office(1).open(Closed::Recovery, closed(), HEAD), None);
    assert_eq!(office(1).open(Closed::Copy, closed(), HEAD + 1), None);
    for at in 0..closed().len() {
        let mut altered = closed();
        altered[at] ^= 1;
        assert_eq!(office(1).open(Closed::Copy, altered, HEAD), None, "byte {at}");
        assert_eq!(office(1).open(Closed::Copy, closed()[..at].to_vec(), HEAD), None, "{at} bytes");
    }
}

#[test]
fn a_key_that_is_none_closes_nothing() {
    assert_eq!(OfficeKey([0; 32]).close(Closed::Copy, vec![], 0, entropy()), None, "the point at zero");
    assert_eq!(
        office(1).public().close(Closed::Copy, vec![], 1, entropy()),
        None,
        "a head that is not there"
    );
}

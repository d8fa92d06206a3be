//! The chain of the audit log: the hash of each line is over the hash of the line before it, so that a line that is
//! altered, taken away or moved no longer fits what stands behind it. Deliberately absent: where lines are kept.

use sha2::{Digest as _, Sha256 as Hasher};
use shared::Sha256;

use crate::store::audit_line::AuditLine;

/// What is hashed first: no hash of anything else is taken for one of a line.
const PURPOSE: &[u8] = b"guichet audit line 1\n";

/// The chain of a line that stands behind a line with the chain `before` (behind nothing:
/// [`crate::store::CHAIN_BEGINS`]). The line's own `chain` is not looked at.
///
/// It is the SHA-256 (FIPS 180-4) of the purpose, `before`, and every field in the order of [`AuditLine`]. A number and
/// an instant in milliseconds are 8 bytes, the highest first; an id is its 16 bytes; a text is the number of its bytes,
/// and then these. What may be absent begins with a byte: 0 when it is, 1 when it follows.
#[must_use]
pub fn link(before: Sha256, line: &AuditLine) -> Sha256 {
    // Taken apart, so that a further field cannot be forgotten here.
    let AuditLine { id, at, person, device, address, action, subject, detail, chain: _ } = line;
    let mut hasher = Hasher::new();
    hasher.update(PURPOSE);
    hasher.update(before.0);
    hasher.update(id.to_be_bytes());
    hasher.update(at.0.to_be_bytes());
    optional(&mut hasher, person.as_ref(), |hasher, id| hasher.update(id.as_bytes()));
    optional(&mut hasher, device.as_ref(), |hasher, id| hasher.update(id.as_bytes()));
    optional(&mut hasher, address.as_ref(), |hasher, address| text(hasher, address));
    for words in [action, subject, detail] {
        text(&mut hasher, words);
    }
    Sha256(hasher.finalize().into())
}

fn optional<T>(hasher: &mut Hasher, value: Option<&T>, write: impl FnOnce(&mut Hasher, &T)) {
    hasher.update([u8::from(value.is_some())]);
    if let Some(value) = value {
        write(hasher, value);
    }
}

fn text(hasher: &mut Hasher, text: &str) {
    hasher.update((text.len() as u64).to_be_bytes());
    hasher.update(text.as_bytes());
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use shared::{DeviceId, PersonId, Timestamp};

    use super::*;
    use crate::store::audit_line::CHAIN_BEGINS;

    fn line() -> AuditLine {
        AuditLine {
            id: 1,
            at: Timestamp(1_800_000_000_000),
            person: Some(PersonId::from_bytes([1; 16])),
            device: Some(DeviceId::from_bytes([2; 16])),
            address: Some("192.0.2.1".to_owned()),
            action: "work-order-create".to_owned(),
            subject: "work-order:x".to_owned(),
            detail: "détail".to_owned(),
            chain: CHAIN_BEGINS,
        }
    }

    /// Computed beside this program, by what the description of [`link`] says.
    #[test]
    fn the_chain_is_what_its_description_says() {
        let first = link(CHAIN_BEGINS, &line());
        assert_eq!(first.to_string(), "8daf93bdfe2f01c99f8f0daa5698a304e2710c2deaf65fa950535cb9a2ffbc13");
        let second = AuditLine {
            id: 2,
            at: Timestamp(1_800_000_000_001),
            person: None,
            device: None,
            address: None,
            action: "restored".to_owned(),
            subject: String::new(),
            detail: String::new(),
            chain: first,
        };
        let second = link(first, &second);
        assert_eq!(second.to_string(), "6620ce69d35b724fedef4c16c56bec3b888f9a64431e7ba6cd272e987436c205");
    }

    #[test]
    fn whatever_field_is_altered_the_chain_is_another() {
        let words = || "autre".to_owned();
        let altered = [
            AuditLine { id: 2, ..line() },
            AuditLine { at: Timestamp(1_800_000_000_001), ..line() },
            AuditLine { person: Some(PersonId::from_bytes([3; 16])), ..line() },
            AuditLine { person: None, ..line() },
            AuditLine { device: Some(DeviceId::from_bytes([3; 16])), ..line() },
            AuditLine { device: None, ..line() },
            AuditLine { address: Some(words()), ..line() },
            AuditLine { address: Some(String::new()), ..line() },
            AuditLine { address: None, ..line() },
            AuditLine { action: words(), ..line() },
            AuditLine { subject: words(), ..line() },
            AuditLine { detail: words(), ..line() },
            line(),
        ];
        let chains = altered.each_ref().map(|line| link(CHAIN_BEGINS, line));
        for (at, chain) in chains.iter().enumerate() {
            assert!(!chains[..at].contains(chain), "{:?}", altered[at]);
        }
        assert!(!chains.contains(&link(Sha256([1; 32]), &line())), "the line before counts");
        let own = AuditLine { chain: Sha256([1; 32]), ..line() };
        assert_eq!(link(CHAIN_BEGINS, &own), link(CHAIN_BEGINS, &line()), "its own chain does not");
    }

    #[test]
    fn what_moves_from_one_field_to_the_next_makes_another_chain() {
        let of = |person, device| link(CHAIN_BEGINS, &AuditLine { person, device, ..line() });
        assert_ne!(
            of(Some(PersonId::from_bytes([1; 16])), None),
            of(None, Some(DeviceId::from_bytes([1; 16])))
        );
        let of = |subject: &str, detail: &str| {
            let (subject, detail) = (subject.to_owned(), detail.to_owned());
            link(CHAIN_BEGINS, &AuditLine { subject, detail, ..line() })
        };
        let split = [of("", "abc"), of("a", "bc"), of("ab", "c"), of("abc", "")];
        for (at, chain) in split.iter().enumerate() {
            assert!(!split[..at].contains(chain));
        }
    }
}

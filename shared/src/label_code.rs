//! The code on a label: eleven digits of Crockford's base 32 and one that checks them. Each building, space and asset has
//! the one that is made of its id, so that it is there at once, on every phone, and printing writes nothing down; labels
//! that were printed blank have random ones of the same shape.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use crate::crockford::{DIGITS, typed};

/// How many digits it has, the last of which checks the others.
const CHARS: usize = 12;
/// How many of them are read in one breath.
const GROUP: usize = 4;
/// What stands before the code in the address of a label, in small letters.
const BEFORE: &str = "/l/";
/// Longer texts are no label: an address has far fewer characters.
const TYPED_CHARS_MAX: usize = 300;

/// A text that is no code of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoLabelCode {
    /// It has another length, or letters no code has.
    #[error("a label has 12 letters and digits")]
    Shape,
    /// It looks like one, and one of its digits is wrong.
    #[error("one of the letters or digits is not the one on the label")]
    Mistyped,
}

/// The code of a label. Documents and addresses have it in one piece, people read its groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelCode([u8; CHARS]);

impl LabelCode {
    /// The code of the thing with this id.
    #[must_use]
    pub fn of(id: &[u8; 16]) -> Self {
        let hash = Sha256::new().chain_update(b"label").chain_update(id).finalize();
        let mut bits = [0; 8];
        bits.copy_from_slice(&hash[..8]);
        Self::of_bits(u64::from_be_bytes(bits))
    }

    /// A code made of random bits.
    #[must_use]
    pub fn of_bits(bits: u64) -> Self {
        let value = |at: usize| u8::try_from(bits >> (5 * at) & 31).unwrap_or(0);
        let last = CHARS - 1;
        let check = times_two(remainder((0..last).map(value)));
        Self(std::array::from_fn(|at| DIGITS[usize::from(if at == last { check } else { value(at) })]))
    }

    /// The digits in one piece.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// As people read it: `7K2M-9XQ4-TB0C`.
    #[must_use]
    pub fn grouped(&self) -> String {
        let groups = self.0.chunks(GROUP).map(|group| std::str::from_utf8(group).unwrap_or_default());
        groups.collect::<Vec<_>>().join("-")
    }
}

/// Twice a number of the field of 32 numbers (the polynomial x⁵ + x² + 1): what a digit counts grows by that from place to
/// place, so that one wrong digit is noticed, and so are two that changed places.
const fn times_two(value: u8) -> u8 {
    let twice = value << 1;
    if twice & 32 == 0 { twice } else { twice ^ 0b10_0101 }
}

fn remainder(values: impl Iterator<Item = u8>) -> u8 {
    values.fold(0, |sum, value| times_two(sum) ^ value)
}

impl fmt::Display for LabelCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for LabelCode {
    type Err = NoLabelCode;

    /// Reads what somebody typed or a scanner did: small letters, whatever parts the groups, letters that look like
    /// digits, and the whole address of a label.
    fn from_str(text: &str) -> Result<Self, NoLabelCode> {
        if text.len() > TYPED_CHARS_MAX {
            return Err(NoLabelCode::Shape);
        }
        let code = text.to_ascii_lowercase().rfind(BEFORE).map_or(text, |at| &text[at + BEFORE.len()..]);
        let digits: [u8; CHARS] =
            typed(code).and_then(|typed| typed.try_into().ok()).ok_or(NoLabelCode::Shape)?;
        let value = |digit: &u8| DIGITS.iter().position(|other| other == digit).unwrap_or(0);
        let values = digits.iter().map(|digit| u8::try_from(value(digit)).unwrap_or(0));
        if remainder(values) == 0 { Ok(Self(digits)) } else { Err(NoLabelCode::Mistyped) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_has_one_code_for_good() {
        // Labels that stick on boilers say it.
        let code = LabelCode::of(&[7; 16]);
        assert_eq!(code.grouped(), "6BCM-ADPS-EEH7");
        assert_ne!(LabelCode::of(&[8; 16]), code);
        assert_eq!(code.to_string().parse(), Ok(code));
    }

    #[test]
    fn what_is_on_a_label_is_typed_in_many_ways() {
        let code = LabelCode::of_bits(0x0123_4567_89ab_c020);
        let (grouped, plain) = (code.grouped(), code.to_string());
        assert!(plain.contains('0') && plain.contains('1'), "{plain}");
        for typed in [
            grouped.to_lowercase(),
            grouped.replace('-', " "),
            plain.replace('0', "o").replace('1', "I"),
            plain.replace('0', "O").replace('1', "l"),
            format!("  {plain}\n"),
            format!("HTTPS://GUICHET.EXAMPLE/L/{plain}"),
            format!("https://guichet.example/l/{}", plain.to_lowercase()),
        ] {
            assert_eq!(typed.parse(), Ok(code), "{typed}");
        }
        let long = "A".repeat(10_000);
        for none in ["", "123", &plain[1..], &format!("{plain}0"), "UUUU-UUUU-UUUU", "chaudière n° 1", &long]
        {
            assert_eq!(none.parse::<LabelCode>(), Err(NoLabelCode::Shape), "{none}");
        }
    }

    #[test]
    fn a_wrong_digit_is_noticed_and_so_are_two_that_changed_places() {
        for bits in [0, u64::MAX, 0x0123_4567_89ab_cdef] {
            let code =
                *LabelCode::of_bits(bits).as_str().as_bytes().first_chunk::<CHARS>().unwrap_or(&[0; CHARS]);
            let read = |digits: [u8; CHARS]| String::from_utf8_lossy(&digits).parse::<LabelCode>();
            for at in 0..CHARS {
                for digit in DIGITS.iter().filter(|digit| **digit != code[at]) {
                    let mut wrong = code;
                    wrong[at] = *digit;
                    assert_eq!(read(wrong), Err(NoLabelCode::Mistyped));
                }
                for other in 0..at {
                    let mut wrong = code;
                    wrong.swap(at, other);
                    assert_eq!(read(wrong).is_ok(), wrong == code);
                }
            }
        }
    }

    #[test]
    fn each_of_its_bits_counts() {
        let mut codes: Vec<_> = (0..55).map(|bit| LabelCode::of_bits(1 << bit)).collect();
        codes.push(LabelCode::of_bits(0));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 56);
    }
}

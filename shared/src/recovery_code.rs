//! The code that opens a phone whose PIN was forgotten: 125 random bits, which one person reads to another over the
//! telephone.

use std::fmt;
use std::str::FromStr;

use crate::crockford::{DIGITS, typed};

/// How many letters and digits it has.
const CHARS: usize = 25;
/// How many of them are read in one breath.
const GROUP: usize = 5;

/// A text that is no such code: it has another length, or letters no code has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a code has 25 letters and digits")]
pub struct NoRecoveryCode;

/// A code that opens a phone. It is shown in groups: `7K2M9-…`; nothing prints it by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode([u8; CHARS]);

impl RecoveryCode {
    /// A code made of `entropy`, 64 random bits each time it is called.
    pub fn fresh(mut entropy: impl FnMut() -> u64) -> Self {
        let bits = u128::from(entropy()) << 64 | u128::from(entropy());
        let digit = |at| DIGITS[usize::try_from(bits >> (5 * at) & 31).unwrap_or(0)];
        Self(std::array::from_fn(digit))
    }

    /// Its letters and digits, ungrouped.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; CHARS] {
        &self.0
    }

    /// Its five groups of five, one after the other.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.0.chunks(GROUP).map(|group| std::str::from_utf8(group).unwrap_or_default())
    }
}

impl FromStr for RecoveryCode {
    type Err = NoRecoveryCode;

    /// Reads what somebody typed: small letters, whatever parts the groups, and letters that look like digits.
    fn from_str(text: &str) -> Result<Self, NoRecoveryCode> {
        let typed = typed(text).ok_or(NoRecoveryCode)?;
        typed.try_into().map(Self).map_err(|_| NoRecoveryCode)
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_out_is_typed_in_many_ways() {
        let mut bits = [0x0123_4567_89ab_cdef_u64, 0xfedc_ba98_7654_3210].into_iter();
        let code = RecoveryCode::fresh(|| bits.next().unwrap_or(0));
        let groups: Vec<&str> = code.groups().collect();
        assert_eq!((groups.len(), groups.concat().len()), (5, 25));
        let shown = groups.join("-");
        for typed in [shown.clone(), shown.to_lowercase(), groups.concat(), groups.join(" ")] {
            assert_eq!(typed.parse(), Ok(code.clone()), "{typed}");
        }
        let heard = shown.replace('0', "o").replace('1', "L");
        assert_eq!(heard.parse(), Ok(code.clone()), "{heard}");
        for wrong in [&shown[1..], &format!("{shown}7"), &shown.replace(groups[0], "UUUUU"), ""] {
            assert_eq!(wrong.parse::<RecoveryCode>(), Err(NoRecoveryCode), "{wrong}");
        }
        assert_eq!(format!("{code:?}"), "RecoveryCode(…)");
    }

    #[test]
    fn each_of_its_bits_counts() {
        let of = |bits: u128| {
            let mut halves = [(bits >> 64) as u64, bits as u64].into_iter();
            RecoveryCode::fresh(move || halves.next().unwrap_or(0))
        };
        let mut codes: Vec<[u8; 25]> = (0..125).map(|bit| *of(1 << bit).as_bytes()).collect();
        codes.push(*of(0).as_bytes());
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 126);
    }
}

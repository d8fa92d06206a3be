//! Chance that falls the same way every time: the demo has to look lived in, and be the same for
//! everybody.

use shared::Sha256;

/// A sequence of numbers that look random (SplitMix64).
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    /// The sequence that belongs to a text.
    pub(crate) fn of(text: &str) -> Self {
        let hash = Sha256::of(text.as_bytes()).0;
        Self(hash.iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte)))
    }

    /// The next 64 bits.
    pub(crate) const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `count`; 0 when there is nothing to choose from.
    pub(crate) const fn below(&mut self, count: usize) -> usize {
        let bits = (self.bits() >> 33) as usize;
        if count == 0 { 0 } else { bits % count }
    }

    /// A number from `least` to `most`, both included.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.below(usize::try_from(most - least + 1).unwrap_or(0))).unwrap_or(0)
    }

    /// True so many times in a hundred.
    pub(crate) const fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these.
    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// One of these texts; an empty one when there is none.
    pub(crate) fn word(&mut self, of: &[&'static str]) -> &'static str {
        self.pick(of).copied().unwrap_or_default()
    }
}

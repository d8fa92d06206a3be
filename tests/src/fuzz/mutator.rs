//! Inputs near the seeds, the same for the same number.

const INTERESTING: [u8; 8] = [0x00, 0x01, 0x7F, 0x80, 0x81, 0xC0, 0xFE, 0xFF];

/// Bends seeds. SplitMix64 (Steele, Lea, Flood 2014) decides how.
#[derive(Debug)]
pub struct Mutator(u64);

impl Mutator {
    /// One that always bends alike.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.bits() % count.max(1) as u64).unwrap_or(0)
    }

    /// An input near one of the seeds.
    ///
    /// # Panics
    /// When there are no seeds.
    pub fn bend(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            match self.below(7) {
                _ if bytes.is_empty() => bytes.push(INTERESTING[self.below(8)]),
                0 => bytes[at] ^= 1 << self.below(8),
                1 => bytes[at] = INTERESTING[self.below(8)],
                2 => bytes[at] = bytes[at].wrapping_add(1),
                3 => bytes.insert(at, INTERESTING[self.below(8)]),
                4 => {
                    let end = at + self.below(8.min(bytes.len() - at));
                    bytes.drain(at..end);
                }
                5 => bytes.truncate(at),
                _ => {
                    let other = &seeds[self.below(seeds.len())];
                    let from = self.below(other.len());
                    let until = from + self.below(other.len() - from);
                    bytes.splice(at..at, other[from..until].iter().copied());
                }
            }
        }
        bytes
    }
}

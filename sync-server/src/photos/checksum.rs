//! What the bytes of a part must come to.

use sha1::Sha1;
use sha2::{Digest as _, Sha256};

/// How the bytes of a part are summed up.
enum Algorithm {
    Sha1(Sha1),
    Sha256(Sha256),
}

/// A sum that is made as bytes come in, and what it must come to.
pub(crate) struct Checksum {
    algorithm: Algorithm,
    expected: Vec<u8>,
}

impl Checksum {
    /// The sum by an algorithm called `sha1` or `sha256`; `None` where it is called otherwise.
    pub(crate) fn new(algorithm: &str, expected: Vec<u8>) -> Option<Self> {
        let algorithm = match algorithm {
            "sha1" => Algorithm::Sha1(Sha1::new()),
            "sha256" => Algorithm::Sha256(Sha256::new()),
            _ => return None,
        };
        Some(Self { algorithm, expected })
    }

    /// Adds bytes.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        match &mut self.algorithm {
            Algorithm::Sha1(sum) => sum.update(bytes),
            Algorithm::Sha256(sum) => sum.update(bytes),
        }
    }

    /// Whether all bytes that were added come to what was expected.
    pub(crate) fn matches(self) -> bool {
        let sum = match self.algorithm {
            Algorithm::Sha1(sum) => sum.finalize().to_vec(),
            Algorithm::Sha256(sum) => sum.finalize().to_vec(),
        };
        sum == self.expected
    }
}

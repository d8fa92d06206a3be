//! A file with heads that were written before, by the server, by a syslog or by somebody out of a mail.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::audit_head::signed::{SignedHead, WORD};
use crate::base::limits::{AUDIT_HEAD_BYTES_MAX, AUDIT_HEADS_BYTES_MAX};

/// Why a file of heads was not read.
#[derive(Debug, thiserror::Error)]
pub enum KeptHeadsError {
    /// The file system says no.
    #[error("{}: {error}", place.display())]
    Files {
        /// The file.
        place: PathBuf,
        /// What it says.
        error: io::Error,
    },
    /// The file is too large to be read at once.
    #[error("{} has more than {AUDIT_HEADS_BYTES_MAX} bytes: take the lines with {WORD} out of it", .0.display())]
    TooLarge(PathBuf),
    /// There is none in the file.
    #[error("{} holds no head of an audit log", .0.display())]
    NoHead(PathBuf),
}

/// Heads that were written before, in the order of the file. Nothing is believed of them yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeptHeads {
    /// Each with the line of the file it begins in, from 1 on.
    pub(crate) whole: Vec<(usize, SignedHead)>,
    /// The lines of the file in which one begins that is not whole.
    pub(crate) unreadable: Vec<usize>,
}

impl KeptHeads {
    /// Reads every head in a file, whatever else is in it.
    ///
    /// # Errors
    /// [`KeptHeadsError`] when the file cannot be read, has more than [`AUDIT_HEADS_BYTES_MAX`] bytes, or no head.
    pub fn read(place: &Path) -> Result<Self, KeptHeadsError> {
        let files = |error| KeptHeadsError::Files { place: place.to_owned(), error };
        if fs::metadata(place).map_err(files)?.len() > AUDIT_HEADS_BYTES_MAX {
            return Err(KeptHeadsError::TooLarge(place.to_owned()));
        }
        let bytes = fs::read(place).map_err(files)?;
        let heads = Self::of(&String::from_utf8_lossy(&bytes));
        if heads.whole.is_empty() && heads.unreadable.is_empty() {
            return Err(KeptHeadsError::NoHead(place.to_owned()));
        }
        Ok(heads)
    }

    /// Every head in a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut heads = Self::default();
        let (mut line, mut counted) = (1, 0);
        for (at, _) in text.match_indices(WORD) {
            let (before, rest) = (&text[counted..at], &text[at..]);
            line += before.matches('\n').count();
            counted = at;
            match rest[..rest.floor_char_boundary(AUDIT_HEAD_BYTES_MAX)].parse() {
                Ok(head) => heads.whole.push((line, head)),
                Err(_) => heads.unreadable.push(line),
            }
        }
        heads
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use shared::{Sha256, Timestamp};

    use super::*;
    use crate::store::AuditHead;

    fn head(id: i64) -> SignedHead {
        let head = AuditHead { lines: id.unsigned_abs(), id, at: Timestamp(id), chain: Sha256([1; 32]) };
        SignedHead::sign(head, Some([7; 32])).unwrap()
    }

    #[test]
    fn heads_are_found_among_other_words_and_behind_one_that_was_cut() {
        let (one, two, three) = (head(1), head(2), head(3));
        let cut = two.to_string();
        let text = format!(
            "{one}\nJan 15 08:00:00 bureau guichet[12]: {two}\n\n{}{three}\n",
            &cut[..cut.len() - 40]
        );
        let found = KeptHeads::of(&text);
        assert_eq!(found.whole, [(1, one), (2, two), (4, three)]);
        assert_eq!(found.unreadable, [4]);
    }

    #[test]
    fn a_head_is_looked_for_in_so_many_bytes_and_no_more() {
        let text = head(1).to_string();
        let (begin, signature) = text.rsplit_once(' ').unwrap();
        let parted = |bytes: usize| {
            let gap = " ".repeat(bytes - begin.len() - signature.len());
            KeptHeads::of(&format!("{begin}{gap}{signature}é"))
        };
        let found = parted(AUDIT_HEAD_BYTES_MAX);
        assert_eq!((found.whole.len(), found.unreadable.len()), (1, 0));
        let found = parted(AUDIT_HEAD_BYTES_MAX + 1);
        assert_eq!((found.whole.len(), found.unreadable.len()), (0, 1));
        // In a long file of one word nothing is read over and over.
        let many = KeptHeads::of(&WORD.repeat(200_000));
        assert_eq!(many.unreadable.len(), 200_000);
    }

    #[test]
    fn a_file_without_a_head_or_too_large_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("heads");
        assert!(matches!(KeptHeads::read(&place), Err(KeptHeadsError::Files { .. })));
        fs::write(&place, "rien\n").unwrap();
        assert!(matches!(KeptHeads::read(&place), Err(KeptHeadsError::NoHead(_))));
        fs::write(&place, format!("{}\n", head(1))).unwrap();
        assert_eq!(KeptHeads::read(&place).unwrap().whole.len(), 1);
        let file = fs::File::options().write(true).open(&place).unwrap();
        file.set_len(AUDIT_HEADS_BYTES_MAX).unwrap();
        assert_eq!(KeptHeads::read(&place).unwrap().whole.len(), 1);
        file.set_len(AUDIT_HEADS_BYTES_MAX + 1).unwrap();
        assert!(matches!(KeptHeads::read(&place), Err(KeptHeadsError::TooLarge(_))));
    }
}

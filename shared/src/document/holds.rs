//! What places of several kinds hold: ids, lines, notes.

use std::fmt::Display;
use std::str::FromStr;

use crate::document::shape::Holds::{self, Entries, Text, Written};
use crate::id::DocumentId;
use crate::limits::{CHECKLIST_ITEMS_MAX, LINE_CHARS_MAX, NOTE_CHARS_MAX};

/// Whether a text is how a `T` is written: two spellings of one id would be two keys.
pub(crate) fn is_written<T: FromStr + Display>(text: &str) -> bool {
    text.parse::<T>().is_ok_and(|value| value.to_string() == text)
}

/// Whether a text is one of a closed set of words.
pub(crate) fn is_one_of<T>(words: &[(T, &str)], text: &str) -> bool {
    words.iter().any(|(_, word)| *word == text)
}

/// An id of anything: all are written alike.
pub(crate) const ID: Holds = Written(is_written::<DocumentId>);
/// A map keyed by ids.
pub(crate) const BY_ID: Holds = Entries(is_written::<DocumentId>, usize::MAX);
/// A text of a line.
pub(crate) const LINE: Holds = Text(LINE_CHARS_MAX);
/// A text of a paragraph.
pub(crate) const NOTE: Holds = Text(NOTE_CHARS_MAX);
/// The items of a checklist, keyed by ids.
pub(crate) const CHECKLIST: Holds = Entries(is_written::<DocumentId>, CHECKLIST_ITEMS_MAX);

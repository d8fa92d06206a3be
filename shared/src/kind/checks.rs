//! Whether what a command writes fits: the limits that the policy holds every change to, told to the person
//! before anything is written. A noun adds checks of its own.

use crate::kind::error::CommandError;
use crate::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX, PHOTOS_MAX};
use crate::moment::Day;
use crate::quantity::{Quantity, QuantityRange};
use crate::text_merge::rebase;
use crate::visible::says_something;

/// What a check answers.
pub(crate) type Fits = Result<(), CommandError>;

/// A text that must say something, in a line.
pub(crate) fn line(text: &str) -> Fits {
    present(text)?;
    at_most(text, LINE_CHARS_MAX)
}

/// A text that must say something, at length.
pub(crate) fn note(text: &str) -> Fits {
    present(text)?;
    at_most(text, NOTE_CHARS_MAX)
}

/// A text that must say something.
pub(crate) fn present(text: &str) -> Fits {
    if says_something(text) { Ok(()) } else { Err(CommandError::Empty) }
}

/// A text that may be empty.
pub(crate) fn at_most(text: &str, chars_max: usize) -> Fits {
    // A character is at least a byte: most texts are decided without counting.
    if text.len() > chars_max && text.chars().count() > chars_max {
        return Err(CommandError::TooLong { chars_max });
    }
    Ok(())
}

/// An edit of a collaborative text that was `before` when it was shown and is `current` now: it may
/// not make the text longer than it may be. One that is too long already can be shortened.
pub(crate) fn edit(before: &str, after: &str, current: &str, chars_max: usize) -> Fits {
    let splices = rebase(before, after, current);
    let inserted: usize = splices.iter().map(|splice| splice.insert.chars().count()).sum();
    let deleted: usize = splices.iter().map(|splice| splice.delete).sum();
    if inserted <= deleted || current.chars().count() + inserted - deleted <= chars_max {
        return Ok(());
    }
    Err(CommandError::TooLong { chars_max })
}

/// Texts of a line that may be empty.
pub(crate) fn lines<'a>(texts: impl IntoIterator<Item = &'a String>) -> Fits {
    texts.into_iter().try_for_each(|text| at_most(text, LINE_CHARS_MAX))
}

/// A quantity that somebody can mean.
pub(crate) fn within(range: QuantityRange, quantity: Quantity) -> Fits {
    if range.has(quantity) { Ok(()) } else { Err(CommandError::OutOfRange(range)) }
}

/// A day that somebody can mean.
pub(crate) fn day(day: Option<Day>) -> Fits {
    if day.is_none_or(Day::is_plausible) { Ok(()) } else { Err(CommandError::ImplausibleDay) }
}

/// One photo more in a document that has so many.
pub(crate) fn room_for_photo(there: usize) -> Fits {
    if there < PHOTOS_MAX { Ok(()) } else { Err(CommandError::TooMany { max: PHOTOS_MAX }) }
}

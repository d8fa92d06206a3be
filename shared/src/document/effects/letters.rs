//! Letters of a collaborative text: whether those a change takes away were in it, and whether it
//! leaves too many.

use automerge::{Change, ReadDoc as _};

use crate::document::core::Document;
use crate::document::effects::object::Object;
use crate::document::error::DocumentError;
use crate::document::shape::{Holds, within, wrong};

/// Checks what a change did in a text against what its author had seen of it.
///
/// A change that makes a text longer must leave it within its limit, as far as its author could
/// know. Two people who write at once may together exceed it: neither is refused, and whoever
/// comes after can only shorten it.
///
/// # Errors
/// [`DocumentError::Shape`] when letters are taken away that the author did not see there,
/// [`DocumentError::TooMuch`] when too many are left.
pub(crate) fn check(
    before: &Document,
    after: &Document,
    change: &Change,
    text: &Object,
) -> Result<(), DocumentError> {
    let Holds::Letters(chars_max) = text.place.holds else { return Ok(()) };
    let seen = before.automerge().length_at(&text.id, change.deps());
    let left = after.automerge().length_at(&text.id, &[change.hash()]);
    // Every letter is one operation and one character, so the numbers must agree: an operation
    // that aims at something outside the text takes no letter of it away.
    if seen + text.inserted != left + text.deleted.len() {
        return Err(wrong(&text.path, "letters of this text"));
    }
    if left > seen { within(left, chars_max, &text.path) } else { Ok(()) }
}

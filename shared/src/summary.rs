//! What people wrote, as text: for a version that is not in the server's document, on the phone whose work was
//! rejected and at the office that reads what was refused, so that both say the same.
//! Deliberately absent: a difference letter by letter; a report that changed is shown whole.

use crate::document::core::Document;
use crate::kinds;

pub use crate::kind::wording::{Names, Wording};

/// What `with` says and `without` does not, a paragraph each; empty when that is nothing, or when
/// `with` does not read as its kind.
#[must_use]
pub fn only_in(without: &Document, with: &Document, wording: Wording<'_>) -> String {
    let mut known = texts(without, wording);
    let mut lost = texts(with, wording);
    // What is said twice and known once is said once more.
    lost.retain(|text| match known.iter().position(|said| said == text) {
        Some(at) => {
            known.swap_remove(at);
            false
        }
        None => true,
    });
    lost.join("\n")
}

fn texts(document: &Document, wording: Wording<'_>) -> Vec<String> {
    let mut texts = kinds::texts(document, wording);
    texts.retain(|text| !text.trim().is_empty());
    texts
}

//! Marks that stand on letters: also read by the build script, so that a letter with its mark and the two
//! one after the other are read alike.

/// Whether it is a mark on the letter before it.
pub(crate) const fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}')
}

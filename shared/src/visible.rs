//! Whether a text says something to somebody who looks at it.

/// Characters that Unicode lets a font leave out (`Default_Ignorable_Code_Point`, as of Unicode 17), and the
/// empty pattern of Braille, which is a blank with another name.
const INVISIBLE: [(char, char); 19] = [
    ('\u{00AD}', '\u{00AD}'),
    ('\u{034F}', '\u{034F}'),
    ('\u{061C}', '\u{061C}'),
    ('\u{115F}', '\u{1160}'),
    ('\u{17B4}', '\u{17B5}'),
    ('\u{180B}', '\u{180F}'),
    ('\u{200B}', '\u{200F}'),
    ('\u{202A}', '\u{202E}'),
    ('\u{2060}', '\u{206F}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{FEFF}', '\u{FEFF}'),
    ('\u{FFA0}', '\u{FFA0}'),
    ('\u{FFF0}', '\u{FFF8}'),
    ('\u{FFF9}', '\u{FFFB}'),
    ('\u{1BCA0}', '\u{1BCA3}'),
    ('\u{1D173}', '\u{1D17A}'),
    ('\u{E0000}', '\u{E0FFF}'),
];

/// Whether a character leaves nothing to see: a blank, a control, or one that fonts leave out.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || INVISIBLE.iter().any(|(first, last)| (*first..=*last).contains(&character))
}

/// Whether a text has anything to see.
#[must_use]
pub fn says_something(text: &str) -> bool {
    !text.chars().all(is_invisible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_anything_to_see_says_nothing() {
        for text in [
            "",
            " \t\n",
            "\u{200B}",
            "\u{200E}\u{200F}",
            "\u{FEFF} \u{00AD}",
            "\u{2066}\u{2069}",
            "\u{3164}",
            "\u{2800}",
            "\u{E0041}\u{E007F}",
            "\u{FE0F}",
            "\u{0}\u{85}",
        ] {
            assert!(!says_something(text), "{text:?}");
        }
    }

    #[test]
    fn whatever_can_be_seen_says_something_with_marks_around_it_too() {
        for text in ["a", "?", "\u{200F}שלום", "é", "🔧", "❤\u{FE0F}", "\u{301}", "漢"] {
            assert!(says_something(text), "{text:?}");
        }
    }
}

//! The letters of a page: DejaVu Sans, which may be embedded and has what Europe writes in. How wide a text is, where
//! it breaks, and what of it can be written at all.

use std::cell::RefCell;
use std::collections::HashMap;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};
use unicode_normalization::UnicodeNormalization as _;

use crate::pdf::imprint::PdfError;

/// What stands for a letter that the typeface does not have (U+FFFD).
const UNKNOWN: char = '\u{FFFD}';

/// A typeface at one weight.
pub(crate) struct Typeface {
    pub(crate) font: Font,
    letters: FontRef<'static>,
    units_per_em: f32,
    /// Letters that were looked up: each stands many times on a page.
    known: RefCell<HashMap<char, Option<Letter>>>,
}

/// A letter that the typeface has.
#[derive(Debug, Clone, Copy)]
struct Letter {
    glyph: skrifa::GlyphId,
    /// How wide it is, in parts of the size.
    advance: f32,
}

impl Typeface {
    fn new(bytes: &'static [u8]) -> Result<Self, PdfError> {
        let font = Font::new(bytes.into(), 0).ok_or(PdfError::Typeface)?;
        let letters = FontRef::new(bytes).map_err(|_| PdfError::Typeface)?;
        let metrics = letters.metrics(Size::unscaled(), LocationRef::default());
        Ok(Self { font, letters, units_per_em: f32::from(metrics.units_per_em), known: RefCell::default() })
    }

    /// For text.
    ///
    /// # Errors
    /// [`PdfError::Typeface`] when the bytes in the program are none.
    pub(crate) fn regular() -> Result<Self, PdfError> {
        Self::new(dejavu::sans::regular())
    }

    /// For headings, and what a row of a table is about.
    ///
    /// # Errors
    /// [`PdfError::Typeface`] when the bytes in the program are none.
    pub(crate) fn bold() -> Result<Self, PdfError> {
        Self::new(dejavu::sans::bold())
    }

    fn letter(&self, letter: char) -> Option<Letter> {
        *self.known.borrow_mut().entry(letter).or_insert_with(|| self.looked_up(letter))
    }

    fn looked_up(&self, letter: char) -> Option<Letter> {
        let glyph = self.letters.charmap().map(letter).filter(|glyph| glyph.to_u32() != 0)?;
        let metrics = self.letters.glyph_metrics(Size::unscaled(), LocationRef::default());
        Some(Letter { glyph, advance: metrics.advance_width(glyph).unwrap_or(0.0) / self.units_per_em })
    }

    /// What of a text can be written: composed, white space as spaces, without signs that are not seen; a letter that
    /// the typeface does not have, or that nobody has agreed on, as [`UNKNOWN`].
    pub(crate) fn writable(&self, text: &str) -> String {
        let seen = text.nfc().filter(|letter| !is_unseen(*letter));
        seen.map(|letter| match letter {
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => UNKNOWN,
            letter if letter.is_whitespace() || letter.is_control() => ' ',
            letter if self.letter(letter).is_none() => UNKNOWN,
            letter => letter,
        })
        .collect()
    }

    /// How wide a text is that was made [`Typeface::writable`], in points.
    pub(crate) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().filter_map(|letter| self.letter(letter)).map(|letter| letter.advance).sum::<f32>() * size
    }

    /// As much of such a text as is no wider than this; where it is more, `…` stands for the rest.
    pub(crate) fn cut(&self, text: &str, size: f32, width: f32) -> String {
        let text = text.trim();
        if self.width(text, size) <= width {
            return text.to_owned();
        }
        let mut cut = String::new();
        for letter in text.chars() {
            cut.push(letter);
            if self.width(&cut, size) + self.width("…", size) > width {
                cut.pop();
                break;
            }
        }
        cut.truncate(cut.trim_end().len());
        cut.push('…');
        cut
    }

    /// The glyphs of such a text.
    pub(crate) fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let glyph = |(at, letter): (usize, char)| {
            let range = at..at + letter.len_utf8();
            let Letter { glyph, advance } = self.letter(letter)?;
            Some(KrillaGlyph::new(GlyphId::new(glyph.to_u32()), advance, 0.0, 0.0, 0.0, range, None))
        };
        text.char_indices().filter_map(glyph).collect()
    }

    /// A text in lines of at most so many points: broken at spaces, and within a word that is wider than a line. A
    /// line that goes on ends with a space, for who reads it aloud. A text without words has one empty line.
    pub(crate) fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            let mut line = String::new();
            for word in self.writable(paragraph).split(' ').filter(|word| !word.is_empty()) {
                if !line.is_empty() && self.width(&line, size) + self.width(word, size) > width {
                    lines.push(std::mem::take(&mut line));
                }
                for letter in word.chars() {
                    let wide = self.width(letter.encode_utf8(&mut [0; 4]), size);
                    if !line.is_empty() && !line.ends_with(' ') && self.width(&line, size) + wide > width {
                        lines.push(std::mem::take(&mut line));
                    }
                    line.push(letter);
                }
                line.push(' ');
            }
            lines.push(line);
        }
        if lines.is_empty() {
            lines.push(String::new());
        }
        lines
    }
}

/// Signs that change how others are shown, and are not seen themselves.
const fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn lines_are_no_wider_than_they_may_be_and_lose_no_letter() {
        let face = Typeface::regular().unwrap();
        let text =
            "Remplacé le circulateur, purgé l’installation ; voir note.\nAnticonstitutionnellement".repeat(3);
        let lines = face.lines(&text, 10.0, 90.0);
        assert!(lines.iter().all(|line| face.width(line.trim_end(), 10.0) <= 90.0), "{lines:?}");
        let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
        assert_eq!(letters(&lines.concat()), letters(&text));
        assert_eq!(face.lines("", 10.0, 90.0), [""]);
    }

    #[test]
    fn what_is_too_wide_is_cut() {
        let face = Typeface::regular().unwrap();
        assert_eq!(face.cut(" Chaudière ", 10.0, 100.0), "Chaudière");
        let cut = face.cut("Chaudière à condensation", 10.0, 60.0);
        assert!(cut.starts_with("Chaudi") && cut.ends_with('…') && face.width(&cut, 10.0) <= 60.0, "{cut}");
    }

    #[test]
    fn what_cannot_be_written_is_replaced_and_what_is_not_seen_left_out() {
        let face = Typeface::regular().unwrap();
        assert_eq!(face.writable("e\u{301}te\u{301}\tm²\u{202E}"), "été m²");
        assert_eq!(face.writable("\u{E000}漢\u{0}"), "\u{FFFD}\u{FFFD} ");
    }
}

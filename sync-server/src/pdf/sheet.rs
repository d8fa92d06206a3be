//! Sheets: texts and squares put where a caller says, in millimetres from the upper left corner of the page.

use crate::pdf::drawing::{Drawing, Layout, Part, Setting};
use crate::pdf::imprint::{Imprint, PdfError};
use crate::pdf::write::write;

/// Points in a millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// How high the letters stand over the foot of a line, of its height.
const ASCENT: f32 = 0.78;

/// By how much a line may end below its area, in points: sizes are rounded.
const ROUNDED: f32 = 0.1;

/// A part of a page, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// A text: what it says, how large its letters are in points, whether they are bold, and how many lines it may take.
#[derive(Debug, Clone)]
pub(crate) struct TextLine {
    pub(crate) text: String,
    pub(crate) size: f32,
    pub(crate) is_bold: bool,
    pub(crate) lines_max: usize,
}

/// Pages in the making.
pub(crate) struct Sheets {
    layout: Layout,
}

impl Sheets {
    /// An empty page of this width and height.
    ///
    /// # Errors
    /// [`PdfError::Typeface`] when there are no letters to write with.
    pub(crate) fn new((width, height): (f32, f32)) -> Result<Self, PdfError> {
        Ok(Self { layout: Layout::new((width * POINTS, height * POINTS))? })
    }

    /// Goes on on another page.
    pub(crate) fn next_page(&mut self) {
        self.layout.pages.push(Vec::new());
    }

    /// Texts below each other from the top of an area: each is cut where its last line ends, and what is below the area
    /// is left out.
    pub(crate) fn lines(&mut self, area: Area, texts: &[TextLine]) {
        let part = self.part(Part::Paragraph);
        let (width, mut y) = (area.width * POINTS, area.top * POINTS);
        for TextLine { text, size, is_bold, lines_max } in texts {
            let setting = Setting { size: *size, is_bold: *is_bold };
            let face = self.layout.face(setting);
            let mut lines = face.lines(text, *size, width);
            if lines.len() > *lines_max {
                let rest = lines.split_off(lines_max.saturating_sub(1)).concat();
                // A space at the end, for who has it read aloud.
                lines.push(face.cut(&rest, *size, width) + " ");
            }
            for text in lines {
                if y + setting.leading() > (area.top + area.height) * POINTS + ROUNDED {
                    return;
                }
                let at = (area.left * POINTS, y + setting.leading() * ASCENT);
                self.draw(Drawing::Line { at, setting, text, part });
                y += setting.leading();
            }
        }
    }

    /// Squares that fill an area as high as it is wide, in rows of so many; `seen` is what one says who sees them.
    pub(crate) fn squares(&mut self, area: Area, row: usize, dark: Vec<bool>, seen: &str) {
        let part = self.part(Part::Figure(seen.to_owned()));
        let side = area.width * POINTS / row.max(1) as f32;
        self.draw(Drawing::Squares { at: (area.left * POINTS, area.top * POINTS), side, row, dark, part });
    }

    /// The pages as a file.
    ///
    /// # Errors
    /// [`PdfError::Refused`] when the file would not be one of PDF/A-3a.
    pub(crate) fn finish(self, imprint: &Imprint) -> Result<Vec<u8>, PdfError> {
        write(self.layout, imprint, Vec::new())
    }

    fn part(&mut self, part: Part) -> usize {
        self.layout.parts.push((part, None));
        self.layout.parts.len() - 1
    }

    fn draw(&mut self, drawing: Drawing) {
        if let Some(page) = self.layout.pages.last_mut() {
            page.push(drawing);
        }
    }
}

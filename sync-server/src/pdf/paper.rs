//! What stands where: text, tables and pictures put on pages from top to bottom. Lengths are in points, a 72nd of an
//! inch, from the upper left corner.

use crate::pdf::drawing::{Drawing, Layout, MARGIN, PAGE, Part, Setting};
use crate::pdf::imprint::{Attachment, Imprint, PdfError};
use crate::pdf::write::write;

/// Where the last line may stand.
const BOTTOM: f32 = PAGE.1 - 64.0;
const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;
/// Between two cells of a row.
const GAP: f32 = 8.0;
/// Pictures of a row, and how high one may be.
const PICTURES_A_ROW: usize = 2;
const PICTURE_HEIGHT_MAX: f32 = 165.0;

const TITLE: Setting = Setting { size: 17.0, is_bold: true };
const HEADING: Setting = Setting { size: 11.5, is_bold: true };
const TEXT: Setting = Setting { size: 9.0, is_bold: false };
const STRONG: Setting = Setting { size: 9.0, is_bold: true };
const SMALL: Setting = Setting { size: 7.5, is_bold: false };

/// A picture on paper.
pub(crate) struct Picture {
    /// The bytes of a JPEG ([`crate::pdf::picture::for_paper`]), with its width and height; `None` when there is none.
    pub(crate) jpeg: Option<(Vec<u8>, u32, u32)>,
    /// What one says who sees it.
    pub(crate) seen: String,
    /// What stands below it.
    pub(crate) caption: String,
}

/// Pages in the making.
pub(crate) struct Paper {
    layout: Layout,
    y: f32,
}

impl Paper {
    /// An empty page.
    ///
    /// # Errors
    /// [`PdfError::Typeface`] when there are no letters to write with.
    pub(crate) fn new() -> Result<Self, PdfError> {
        Ok(Self { layout: Layout::new(PAGE)?, y: MARGIN })
    }

    /// What the whole is about.
    pub(crate) fn title(&mut self, text: &str) {
        self.heading(1, TITLE, text);
    }

    /// What follows is about.
    pub(crate) fn section(&mut self, text: &str) {
        self.y += 10.0;
        self.heading(2, HEADING, text);
    }

    /// A paragraph; its own line ends are kept.
    pub(crate) fn text(&mut self, text: &str) {
        self.paragraph(TEXT, text);
    }

    /// A table. Its first cells say what the rows are about; without `head` its columns need no names. `shares` are the
    /// widths of its columns, of their sum.
    pub(crate) fn table(&mut self, head: &[String], rows: &[Vec<String>], shares: &[f32]) {
        let table = self.part(Part::Table, None);
        let all: f32 = shares.iter().sum();
        let widths: Vec<f32> = shares.iter().map(|share| share / all * WIDTH).collect();
        if !head.is_empty() {
            let row = self.part(Part::Row, Some(table));
            self.row(row, head, &widths, |_| (Part::ColumnHead, STRONG));
        }
        for cells in rows {
            let row = self.part(Part::Row, Some(table));
            self.row(row, cells, &widths, |column| match column {
                0 => (Part::RowHead, STRONG),
                _ => (Part::Cell, TEXT),
            });
        }
        self.y += 4.0;
    }

    /// Pictures side by side, each with what stands below it.
    pub(crate) fn pictures(&mut self, pictures: Vec<Picture>) {
        let column = (WIDTH - GAP) / PICTURES_A_ROW as f32;
        let mut pictures = pictures.into_iter().peekable();
        while pictures.peek().is_some() {
            let row: Vec<Picture> = pictures.by_ref().take(PICTURES_A_ROW).collect();
            let captions: Vec<Vec<String>> = row
                .iter()
                .map(|picture| self.layout.regular.lines(&picture.caption, SMALL.size, column))
                .collect();
            let sizes = row.iter().filter_map(|picture| picture.jpeg.as_ref());
            let high = sizes.map(|(_, width, height)| fitted(*width, *height, column).1).fold(0.0, f32::max);
            let below = captions.iter().map(Vec::len).max().unwrap_or(0) as f32 * SMALL.leading();
            self.room_for(high + below + GAP);
            let top = self.y;
            for (at, (picture, caption)) in row.into_iter().zip(captions).enumerate() {
                let x = MARGIN + at as f32 * (column + GAP);
                if let Some((jpeg, width, height)) = picture.jpeg {
                    let part = self.part(Part::Figure(picture.seen), None);
                    let size = fitted(width, height, column);
                    self.draw(Drawing::Picture { at: (x, top), size, jpeg, part });
                }
                let part = self.part(Part::Paragraph, None);
                for (number, text) in caption.into_iter().enumerate() {
                    let y = top + high + SMALL.leading() * (number + 1) as f32;
                    self.draw(Drawing::Line { at: (x, y), setting: SMALL, text, part });
                }
            }
            self.y = top + high + below + GAP;
        }
    }

    /// The pages as a file, with `imprint` around and `attachments` in it.
    ///
    /// # Errors
    /// [`PdfError::Refused`] when the file would not be one of PDF/A-3a.
    pub(crate) fn finish(self, imprint: &Imprint, attachments: Vec<Attachment>) -> Result<Vec<u8>, PdfError> {
        write(self.layout, imprint, attachments)
    }

    fn heading(&mut self, level: u16, setting: Setting, text: &str) {
        let part = self.part(Part::Heading(level, text.to_owned()), None);
        // Not alone at the end of a page.
        self.room_for(setting.leading() + 3.0 * TEXT.leading());
        let page = self.layout.pages.len() - 1;
        self.layout.headings.push((part, page, self.y));
        self.lines(setting, text, part);
        self.y += 3.0;
    }

    fn paragraph(&mut self, setting: Setting, text: &str) {
        let part = self.part(Part::Paragraph, None);
        self.lines(setting, text, part);
        self.y += 4.0;
    }

    fn lines(&mut self, setting: Setting, text: &str, part: usize) {
        for text in self.layout.face(setting).lines(text, setting.size, WIDTH) {
            self.room_for(setting.leading());
            self.y += setting.leading();
            self.draw(Drawing::Line { at: (MARGIN, self.y), setting, text, part });
        }
    }

    /// A row of a table, line by line: one that is higher than a page goes on on the next.
    fn row(&mut self, row: usize, cells: &[String], widths: &[f32], of: impl Fn(usize) -> (Part, Setting)) {
        let mut columns = Vec::new();
        let mut x = MARGIN;
        for (column, (text, width)) in cells.iter().zip(widths).enumerate() {
            let (part, setting) = of(column);
            let part = self.part(part, Some(row));
            let text = if text.trim().is_empty() { "–" } else { text };
            let lines = self.layout.face(setting).lines(text, setting.size, width - GAP);
            columns.push((x, setting, part, lines));
            x += width;
        }
        let high = columns.iter().map(|(_, _, _, lines)| lines.len()).max().unwrap_or(0);
        // A row that is not long stays together.
        self.room_for(TEXT.leading() * high.min(4) as f32 + 4.0);
        self.y += 2.0;
        for number in 0..high {
            self.room_for(TEXT.leading());
            self.y += TEXT.leading();
            for (x, setting, part, lines) in &mut columns {
                if let Some(text) = lines.get_mut(number).map(std::mem::take) {
                    let (at, setting, part) = ((*x, self.y), *setting, *part);
                    self.draw(Drawing::Line { at, setting, text, part });
                }
            }
        }
        self.y += 4.0;
        self.draw(Drawing::Rule { y: self.y, from: MARGIN, to: PAGE.0 - MARGIN });
    }

    fn part(&mut self, part: Part, whole: Option<usize>) -> usize {
        self.layout.parts.push((part, whole));
        self.layout.parts.len() - 1
    }

    /// Goes on on a new page where there is no room for so much on this one.
    fn room_for(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > MARGIN {
            self.layout.pages.push(Vec::new());
            self.y = MARGIN;
        }
    }

    fn draw(&mut self, drawing: Drawing) {
        if let Some(page) = self.layout.pages.last_mut() {
            page.push(drawing);
        }
    }
}

/// The size of a picture in a column.
fn fitted(width: u32, height: u32, column: f32) -> (f32, f32) {
    let (width, height) = (width.max(1) as f32, height.max(1) as f32);
    let scale = (column / width).min(PICTURE_HEIGHT_MAX / height);
    (width * scale, height * scale)
}

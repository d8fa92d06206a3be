//! Pages that are laid out: what is drawn where, and what each piece is.

use crate::pdf::imprint::PdfError;
use crate::pdf::typeface::Typeface;

/// A4, in points.
pub(crate) const PAGE: (f32, f32) = (595.28, 841.89);
pub(crate) const MARGIN: f32 = 50.0;

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) size: f32,
    pub(crate) is_bold: bool,
}

impl Setting {
    /// From one line to the next.
    pub(crate) const fn leading(self) -> f32 {
        self.size * 1.4
    }
}

/// What a piece of a page is, for who has it read aloud. A part stands behind the whole it belongs to.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    /// A heading of this level, with its words.
    Heading(u16, String),
    Paragraph,
    Table,
    Row,
    /// A cell that says what its column holds.
    ColumnHead,
    /// A cell that says what its row holds.
    RowHead,
    Cell,
    /// A picture, and what one says who sees it.
    Figure(String),
}

/// A part and the place of the whole among the parts; `None` for the document.
pub(crate) type Placed = (Part, Option<usize>);

/// Something that is drawn.
pub(crate) enum Drawing {
    Line {
        at: (f32, f32),
        setting: Setting,
        text: String,
        part: usize,
    },
    Rule {
        y: f32,
        from: f32,
        to: f32,
    },
    Picture {
        at: (f32, f32),
        size: (f32, f32),
        jpeg: Vec<u8>,
        part: usize,
    },
    /// Squares of this side in rows of so many, from left to right and top to bottom, of which the dark ones are drawn.
    Squares {
        at: (f32, f32),
        side: f32,
        row: usize,
        dark: Vec<bool>,
        part: usize,
    },
}

/// Pages, and the letters they are written with.
pub(crate) struct Layout {
    pub(crate) regular: Typeface,
    pub(crate) bold: Typeface,
    /// How large each page is.
    pub(crate) size: (f32, f32),
    pub(crate) pages: Vec<Vec<Drawing>>,
    pub(crate) parts: Vec<Placed>,
    /// The headings, each with its part, its page and its height there.
    pub(crate) headings: Vec<(usize, usize, f32)>,
}

impl Layout {
    /// An empty page of this size.
    ///
    /// # Errors
    /// [`PdfError::Typeface`] when there are no letters to write with.
    pub(crate) fn new(size: (f32, f32)) -> Result<Self, PdfError> {
        let (regular, bold) = (Typeface::regular()?, Typeface::bold()?);
        Ok(Self { regular, bold, size, pages: vec![Vec::new()], parts: Vec::new(), headings: Vec::new() })
    }

    /// The letters of a setting.
    pub(crate) const fn face(&self, setting: Setting) -> &Typeface {
        if setting.is_bold { &self.bold } else { &self.regular }
    }
}

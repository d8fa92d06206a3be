//! Paper: headings, text, tables and pictures laid out on pages of A4, or put where somebody says, written as PDF/A-3a (ISO 19005-3), which can be
//! read aloud, searched and kept. It knows no order and no phrase. Deliberately absent: shaping, so that scripts which
//! need it stand letter by letter.

mod drawing;
mod imprint;
mod paper;
pub(crate) mod picture;
mod sheet;
mod typeface;
mod write;

pub(crate) use crate::pdf::imprint::{Attachment, Imprint, PdfError};
pub(crate) use crate::pdf::paper::{Paper, Picture};
pub(crate) use crate::pdf::sheet::{Area, Sheets, TextLine};

//! Paper: headings, text, tables and pictures laid out on pages of A4, written as PDF/A-3a (ISO 19005-3), which can be
//! read aloud, searched and kept. It knows no order and no phrase. Deliberately absent: shaping, so that scripts which
//! need it stand letter by letter.

mod drawing;
mod imprint;
mod paper;
pub(crate) mod picture;
mod typeface;
mod write;

pub(crate) use crate::pdf::imprint::{Attachment, Imprint, PdfError};
pub(crate) use crate::pdf::paper::{Paper, Picture};

//! Spreadsheets and CSV as somebody has them, read row by row: what stands in which sheet, row and column. It knows no
//! noun, and does not guess what is meant.
//!
//! Whatever a file declares, no more is read than the limits say (`base/limits.rs`, "Tables"). Deliberately absent:
//! formulas, which are never computed, and styles.

mod cell;
mod container;
mod delimited;
mod detect;
mod error;
mod format;
mod ods;
mod sheet;
mod text;
mod value;
mod workbook;
mod xls;
mod xlsx;

#[cfg(test)]
pub(crate) mod tests;

pub use crate::tables::cell::{Cell, Row, column_name};
pub use crate::tables::error::{TableError, of_sheet};
pub use crate::tables::format::Format;
pub use crate::tables::sheet::{Next, Sheet};
pub(crate) use crate::tables::value::begins_formula;
pub use crate::tables::value::{Unreadable, day, line, number};
pub use crate::tables::workbook::Workbook;

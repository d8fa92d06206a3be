//! Why a table cannot be read.

use crate::base::limits::{
    TABLE_BYTES_MAX, TABLE_CELLS_MAX, TABLE_COLUMNS_MAX, TABLE_PARTS_MAX, TABLE_ROWS_MAX,
    TABLE_UNPACKED_BYTES_MAX,
};
use crate::tables::cell::column_name;
use crate::tables::format::Format;

/// Why a table cannot be read. Its text says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// The file is larger than [`TABLE_BYTES_MAX`].
    #[error("the file is larger than {} MB: split the list into several files", TABLE_BYTES_MAX >> 20)]
    TooLarge,
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// It is of another kind.
    #[error("this is no table but {0}: save it as .xlsx, .ods or .csv in your spreadsheet")]
    NotATable(&'static str),
    /// Its name says that it is of another kind than it is.
    #[error("the name ends in .{named}, but this is {}: give it a name that ends in .{}", .is.told(), .is.ending())]
    NotAsNamed {
        /// How its name ends.
        named: String,
        /// What it is.
        is: Format,
    },
    /// It is encrypted.
    #[error("the file is protected by a password: save it without one")]
    Encrypted,
    /// It is damaged, or cut off.
    #[error("the file is damaged or was cut off: open it in your spreadsheet, and save it again")]
    Damaged,
    /// It unpacks to more than [`TABLE_UNPACKED_BYTES_MAX`].
    #[error(
        "the file unpacks to more than {} MB, or to more than {TABLE_PARTS_MAX} parts: copy what is to be read into a new one",
        TABLE_UNPACKED_BYTES_MAX >> 20
    )]
    UnpacksTooLarge,
    /// More rows than [`TABLE_ROWS_MAX`].
    #[error("{}there are more than {TABLE_ROWS_MAX} rows: split the list into several files", of_sheet(.sheet))]
    TooManyRows {
        /// The sheet.
        sheet: String,
    },
    /// Something stands beyond [`TABLE_COLUMNS_MAX`] columns.
    #[error(
        "{}row {row}, column {}: something stands there, and only {TABLE_COLUMNS_MAX} columns are read. \
         Delete what stands there",
        of_sheet(.sheet),
        column_name(*.column)
    )]
    TooManyColumns {
        /// The sheet.
        sheet: String,
        /// The row, from 1.
        row: u32,
        /// The column, from 0.
        column: u32,
    },
    /// More cells than [`TABLE_CELLS_MAX`].
    #[error("{}there are more than {TABLE_CELLS_MAX} cells: split the list into several files", of_sheet(.sheet))]
    TooManyCells {
        /// The sheet.
        sheet: String,
    },
    /// A quotation mark of a CSV is opened and not closed.
    #[error(
        "row {row}: a quotation mark is opened there and not closed before the end of the file. Close it, or delete it"
    )]
    OpenQuote {
        /// The row, from 1.
        row: u32,
    },
}

/// Where something is, in front of its row: a CSV has no sheets.
#[must_use]
pub fn of_sheet(sheet: &str) -> String {
    if sheet.is_empty() { String::new() } else { format!("sheet {sheet}, ") }
}

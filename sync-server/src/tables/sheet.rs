//! A sheet, and how its rows are handed on.

use crate::tables::cell::Row;
use crate::tables::error::TableError;

/// Whether somebody who reads rows wants more of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// The next one.
    Row,
    /// No more.
    Stop,
}

/// Who takes rows, one after the other.
pub(super) type Take<'a> = dyn FnMut(Row) -> Result<Next, TableError> + 'a;

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; none in a CSV.
    pub name: String,
    /// Whether spreadsheets hide it.
    pub is_hidden: bool,
}

//! A file of tables, whatever its kind, and how much of it is read.

use crate::base::limits::{TABLE_BYTES_MAX, TABLE_CELLS_MAX, TABLE_COLUMNS_MAX, TABLE_ROWS_MAX};
use crate::tables::cell::Row;
use crate::tables::delimited::Delimited;
use crate::tables::detect::format_of;
use crate::tables::error::TableError;
use crate::tables::format::Format;
use crate::tables::ods::Ods;
use crate::tables::sheet::{Next, Sheet};
use crate::tables::xls::Xls;
use crate::tables::xlsx::Xlsx;

/// A file of tables.
#[derive(Debug)]
pub struct Workbook {
    source: Source,
    sheets: Vec<Sheet>,
}

#[derive(Debug)]
enum Source {
    Delimited(Delimited),
    Xlsx(Box<Xlsx>),
    Xls(Box<Xls>),
    Ods(Ods),
}

impl Workbook {
    /// Opens a file; its name says what it should be.
    ///
    /// # Errors
    /// [`TableError`] when it is no table, not what its name says, encrypted, damaged or too large.
    pub fn open(bytes: Vec<u8>, name: &str) -> Result<Self, TableError> {
        if bytes.len() > TABLE_BYTES_MAX {
            return Err(TableError::TooLarge);
        }
        let (source, sheets) = match format_of(&bytes, name)? {
            Format::Delimited => {
                let sheet = Sheet { name: String::new(), is_hidden: false };
                (Source::Delimited(Delimited::open(&bytes)), vec![sheet])
            }
            Format::Xlsx => {
                let book = Xlsx::open(bytes)?;
                let sheets = book.sheets();
                (Source::Xlsx(Box::new(book)), sheets)
            }
            Format::Xls => {
                let book = Xls::open(bytes)?;
                let sheets = book.sheets();
                (Source::Xls(Box::new(book)), sheets)
            }
            Format::Ods => {
                let book = Ods::open(bytes)?;
                let sheets = book.sheets()?;
                (Source::Ods(book), sheets)
            }
        };
        Ok(Self { source, sheets })
    }

    /// Its sheets, in their order.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// Hands on the rows of a sheet in which something stands, one after the other, until no more is wanted.
    ///
    /// # Errors
    /// [`TableError`] when there are too many, or the sheet is damaged; none is handed on after that.
    pub fn rows(&mut self, sheet: usize, mut take: impl FnMut(Row) -> Next) -> Result<(), TableError> {
        let Some(Sheet { name, .. }) = self.sheets.get(sheet) else { return Ok(()) };
        let (mut rows, mut cells) = (0, 0);
        let mut counted = |row: Row| {
            let column = row.last_column();
            if column >= TABLE_COLUMNS_MAX {
                return Err(TableError::TooManyColumns { sheet: name.clone(), row: row.number, column });
            }
            rows += 1;
            cells += row.len();
            if rows > TABLE_ROWS_MAX {
                return Err(TableError::TooManyRows { sheet: name.clone() });
            }
            if cells > TABLE_CELLS_MAX {
                return Err(TableError::TooManyCells { sheet: name.clone() });
            }
            Ok(take(row))
        };
        match &mut self.source {
            Source::Delimited(text) => text.rows(&mut counted),
            Source::Xlsx(book) => book.rows(name, &mut counted),
            Source::Xls(book) => book.rows(name, &mut counted),
            Source::Ods(book) => book.rows(sheet, name, &mut counted),
        }
    }
}

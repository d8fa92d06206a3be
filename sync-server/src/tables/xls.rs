//! Workbooks of Excel 97 to 2003. Their library makes rectangles of all sheets when it opens one: how large they would be
//! is looked at before.

use std::io::{Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Reader as _};
use cfb::CompoundFile;

use crate::base::limits::TABLE_RECTANGLE_CELLS_MAX;
use crate::tables::cell::{Cell, Row};
use crate::tables::error::TableError;
use crate::tables::sheet::{Next, Sheet, Take};
use crate::tables::xlsx::{moment_cell, sheets, text_cell};

/// The records in which cells stand, each beginning with row and column (MS-XLS 2.4).
const CELLS: [u16; 15] = [
    0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x00bd, 0x00be, 0x00d6, 0x00fd, 0x0203, 0x0204, 0x0205, 0x0206,
    0x027e, 0x0406,
];
/// Those of them with several cells, which end with the last column.
const SEVERAL_CELLS: [u16; 2] = [0x00bd, 0x00be];
/// The record that a sheet begins with.
const BEGINS: [u16; 4] = [0x0009, 0x0209, 0x0409, 0x0809];
/// The record that says how the rest is encrypted.
const ENCRYPTED: u16 = 0x002f;

/// A workbook.
pub(super) struct Xls(calamine::Xls<Cursor<Vec<u8>>>);

impl std::fmt::Debug for Xls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Xls").finish_non_exhaustive()
    }
}

impl Xls {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, TableError> {
        look_over(&bytes)?;
        // The library counts on what records say of themselves: some that lie make it panic.
        let opened = catch_unwind(AssertUnwindSafe(|| calamine::Xls::new(Cursor::new(bytes))));
        opened.map_err(|_| TableError::Damaged)?.map(Self).map_err(|_| TableError::Damaged)
    }

    pub(super) fn sheets(&self) -> Vec<Sheet> {
        sheets(self.0.sheets_metadata())
    }

    pub(super) fn rows(&mut self, sheet: &str, take: &mut Take<'_>) -> Result<(), TableError> {
        let range = self.0.worksheet_range(sheet).map_err(|_| TableError::Damaged)?;
        let Some((first_row, first_column)) = range.start() else { return Ok(()) };
        for (number, cells) in (first_row.saturating_add(1)..).zip(range.rows()) {
            let mut row = Row::new(number);
            for (column, value) in (first_column..).zip(cells) {
                if let Some(cell) = cell(value) {
                    row.put(column, cell);
                }
            }
            if !row.is_empty() && take(row)? == Next::Stop {
                break;
            }
        }
        Ok(())
    }
}

fn cell(value: &Data) -> Option<Cell> {
    match value {
        Data::Int(number) => Some(Cell::Number(*number as f64)),
        Data::Float(number) => Some(Cell::Number(*number)),
        Data::String(text) | Data::DateTimeIso(text) => text_cell(text),
        Data::Bool(truth) => Some(Cell::Truth(*truth)),
        Data::DateTime(moment) => Some(moment_cell(*moment)),
        Data::DurationIso(_) => Some(Cell::Time),
        Data::Error(error) => Some(Cell::Failed(error.to_string())),
        Data::Empty => None,
    }
}

/// A rectangle of cells.
#[derive(Default)]
struct Rectangle(Option<[u64; 4]>);

impl Rectangle {
    fn take_in(&mut self, row: u64, first_column: u64, last_column: u64) {
        let [top, left, bottom, right] = self.0.unwrap_or([row, first_column, row, last_column]);
        self.0 = Some([top.min(row), left.min(first_column), bottom.max(row), right.max(last_column)]);
    }

    fn cells(&self) -> u64 {
        self.0.map_or(0, |[top, left, bottom, right]| (bottom - top + 1) * (right + 1).saturating_sub(left))
    }
}

/// Whether it is encrypted, and how many cells the rectangles of its sheets have.
fn look_over(bytes: &[u8]) -> Result<(), TableError> {
    let stream = stream(bytes)?;
    let number = |at: usize| stream.get(at..at + 2).map(|two| u16::from_le_bytes([two[0], two[1]]));
    let (mut at, mut cells, mut sheet) = (0, 0, Rectangle::default());
    while let (Some(kind), Some(length)) = (number(at), number(at + 2)) {
        let (begin, end) = (at + 4, at + 4 + usize::from(length));
        if kind == ENCRYPTED && length > 2 {
            return Err(TableError::Encrypted);
        }
        if BEGINS.contains(&kind) {
            cells += std::mem::take(&mut sheet).cells();
        }
        if CELLS.contains(&kind)
            && let (Some(row), Some(column)) = (number(begin), number(begin + 2))
        {
            let last = if SEVERAL_CELLS.contains(&kind) { number(end.saturating_sub(2)) } else { None };
            sheet.take_in(row.into(), column.into(), last.unwrap_or(column).max(column).into());
        }
        if cells + sheet.cells() > TABLE_RECTANGLE_CELLS_MAX {
            return Err(TableError::UnpacksTooLarge);
        }
        at = end;
    }
    Ok(())
}

fn stream(bytes: &[u8]) -> Result<Vec<u8>, TableError> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| TableError::Damaged)?;
    let name = if file.is_stream("Workbook") { "Workbook" } else { "Book" };
    let stream = file.open_stream(name).map_err(|_| TableError::Damaged)?;
    let mut found = Vec::new();
    // A stream is never longer than its file; what says so lies.
    let most = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    stream.take(most).read_to_end(&mut found).map_err(|_| TableError::Damaged)?;
    Ok(found)
}

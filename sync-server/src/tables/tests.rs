//! Files as programs really write them, and as nobody should.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod hostile;
pub(crate) mod made;
mod ordinary;

use crate::tables::{Cell, Next, Row, TableError, Workbook};

/// The rows of a sheet.
fn rows(bytes: Vec<u8>, name: &str, sheet: usize) -> Result<Vec<Row>, TableError> {
    let mut found = Vec::new();
    Workbook::open(bytes, name)?.rows(sheet, |row| {
        found.push(row);
        Next::Row
    })?;
    Ok(found)
}

/// The number of each row, and what stands in it with its column.
fn told(rows: &[Row]) -> Vec<(u32, Vec<(u32, Cell)>)> {
    let cells = |row: &Row| row.cells().map(|(column, cell)| (column, cell.clone())).collect();
    rows.iter().map(|row| (row.number, cells(row))).collect()
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn day(day: &str, minute: u16) -> Cell {
    Cell::Day(day.parse().unwrap(), minute)
}

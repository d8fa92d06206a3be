//! Workbooks of Excel since 2007 (Office Open XML), cell by cell: nothing is made as large as a sheet says it is.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible};
use jiff::civil::Date;
use shared::Day;

use crate::tables::cell::{Cell, Row};
use crate::tables::container;
use crate::tables::error::TableError;
use crate::tables::sheet::{Next, Sheet, Take};
use crate::tables::value::iso_day;

/// A workbook.
pub(super) struct Xlsx(calamine::Xlsx<Cursor<Vec<u8>>>);

impl std::fmt::Debug for Xlsx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Xlsx").finish_non_exhaustive()
    }
}

impl Xlsx {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, TableError> {
        container::check(&bytes)?;
        calamine::Xlsx::new(Cursor::new(bytes)).map(Self).map_err(|_| TableError::Damaged)
    }

    pub(super) fn sheets(&self) -> Vec<Sheet> {
        sheets(self.0.sheets_metadata())
    }

    pub(super) fn rows(&mut self, sheet: &str, take: &mut Take<'_>) -> Result<(), TableError> {
        let mut cells = self.0.worksheet_cells_reader(sheet).map_err(|_| TableError::Damaged)?;
        let mut row = Row::default();
        while let Some(found) = cells.next_cell_with_formula_metadata().map_err(|_| TableError::Damaged)? {
            let (number, column) = (found.pos.0.saturating_add(1), found.pos.1);
            if number != row.number {
                if !row.is_empty() && take(row)? == Next::Stop {
                    return Ok(());
                }
                row = Row::new(number);
            }
            if let Some(cell) = cell(found.value, found.formula.is_some()) {
                row.put(column, cell);
            }
        }
        if !row.is_empty() {
            take(row)?;
        }
        Ok(())
    }
}

/// The sheets with cells.
pub(super) fn sheets(all: &[calamine::Sheet]) -> Vec<Sheet> {
    let with_cells = all.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    with_cells
        .map(|sheet| Sheet { name: sheet.name.clone(), is_hidden: sheet.visible != SheetVisible::Visible })
        .collect()
}

fn cell(value: DataRef<'_>, has_formula: bool) -> Option<Cell> {
    match value {
        DataRef::Int(number) => Some(Cell::Number(number as f64)),
        DataRef::Float(number) => Some(Cell::Number(number)),
        DataRef::String(text) => text_cell(&text),
        DataRef::SharedString(text) => text_cell(text),
        DataRef::Bool(truth) => Some(Cell::Truth(truth)),
        DataRef::DateTime(moment) => Some(moment_cell(moment)),
        DataRef::DateTimeIso(text) => {
            Some(iso_day(&text).map_or(Cell::Text(text), |(day, minute)| Cell::Day(day, minute)))
        }
        DataRef::DurationIso(_) => Some(Cell::Time),
        DataRef::Error(error) => Some(Cell::Failed(error.to_string())),
        DataRef::Empty => has_formula.then_some(Cell::Formula),
    }
}

/// A text that says something.
pub(super) fn text_cell(text: &str) -> Option<Cell> {
    (!text.trim().is_empty()).then(|| Cell::Text(text.to_owned()))
}

/// A moment as Excel counts them: in days since the end of 1899, or of 1903. The first of them, without a day, are times.
pub(super) fn moment_cell(moment: ExcelDateTime) -> Cell {
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return Cell::Time;
    }
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let date = i16::try_from(year).ok().zip(i8::try_from(month).ok()).zip(i8::try_from(day).ok());
    match date.and_then(|((year, month), day)| Date::new(year, month, day).ok()) {
        Some(date) => Cell::Day(Day::from(date), u16::from(hour) * 60 + u16::from(minute)),
        // Excel knows a 29 February 1900 that never was.
        None => Cell::Number(moment.as_f64()),
    }
}

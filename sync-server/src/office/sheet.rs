//! Tables as a workbook (Office Open XML), in a way that people work on in their spreadsheet: the heading stays in sight,
//! numbers are numbers, days are days, and everything else is text, in which no zero is lost and no formula runs.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

use crate::office::csv::guarded;

/// What a browser is told that a workbook is.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Widths of columns, in letters.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=48;
/// Rows that are looked at for the width of a column.
const ROWS_MEASURED: usize = 200;
/// Text, as spreadsheets call it: what is typed into such a cell later stays as it was typed.
const AS_TEXT: &str = "@";

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Anything.
    Text,
    /// Numbers with a point: `1250.5`.
    Number,
    /// Days: `2031-05-30`.
    Day,
}

/// A table: what stands over each column and what it holds, and the rows.
pub(crate) struct Table<'a> {
    /// What the sheet is called.
    pub(crate) name: &'a str,
    pub(crate) columns: &'a [(String, Kind)],
    pub(crate) rows: &'a [Vec<String>],
}

/// The bytes of a workbook with this table. A cell that is not what its column holds is written as text.
///
/// # Errors
/// [`XlsxError`] when there are more rows or longer texts than a workbook holds.
pub(crate) fn workbook(table: &Table<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name(table.name))?;
    let heading = Format::new().set_bold().set_num_format(AS_TEXT);
    let (text, day) = (Format::new().set_num_format(AS_TEXT), Format::new().set_num_format("dd/mm/yyyy"));
    for (at, (title, kind)) in (0_u16..).zip(table.columns) {
        let format = match kind {
            Kind::Text => &text,
            Kind::Number => &Format::new(),
            Kind::Day => &day,
        };
        sheet.set_column_format(at, format)?;
        sheet.set_column_width(at, width(title, usize::from(at), table.rows))?;
        sheet.write_string_with_format(0, at, title, &heading)?;
    }
    for (at, cells) in (1_u32..).zip(table.rows) {
        for (column, (cell, (_, kind))) in (0_u16..).zip(cells.iter().zip(table.columns)) {
            if cell.is_empty() {
                continue;
            }
            if *kind == Kind::Number
                && let Ok(number) = cell.parse::<f64>()
            {
                sheet.write_number(at, column, number)?;
            } else if *kind == Kind::Day
                && let Ok(known) = ExcelDateTime::parse_from_str(cell)
            {
                sheet.write_datetime_with_format(at, column, &known, &day)?;
            } else {
                sheet.write_string_with_format(at, column, kept(cell), &text)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Some(last), Ok(rows)) = (table.columns.len().checked_sub(1), u32::try_from(table.rows.len())) {
        sheet.autofilter(0, 0, rows, u16::try_from(last).unwrap_or(u16::MAX))?;
    }
    book.save_to_buffer()
}

/// Names of sheets have at most 31 letters, and not all signs.
fn sheet_name(name: &str) -> String {
    name.chars().filter(|sign| !"[]:*?/\\'".contains(*sign)).take(31).collect()
}

/// A text that an import takes for what it is: it takes away one apostrophe before what looks like a formula.
fn kept(cell: &str) -> String {
    if cell.contains('\'') { guarded(cell) } else { cell.to_owned() }
}

fn width(title: &str, column: usize, rows: &[Vec<String>]) -> f64 {
    let cells = rows.iter().take(ROWS_MEASURED).filter_map(|row| row.get(column));
    let letters =
        cells.map(|cell| cell.chars().count()).chain([title.chars().count()]).max().unwrap_or_default();
    let letters = (letters + 2).clamp(*WIDTHS.start(), *WIDTHS.end());
    f64::from(u32::try_from(letters).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::{Cell, Next, Workbook as Read};

    #[test]
    fn numbers_are_numbers_days_are_days_and_all_else_is_text() {
        let columns = [("A", Kind::Text), ("B", Kind::Number), ("C", Kind::Day)]
            .map(|(title, kind)| (title.to_owned(), kind));
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = [row(["=1+1", "1250.5", "2031-05-30"]), row(["007", "vers 12", "1850-01-01"])];
        let bytes = workbook(&Table { name: "L'été: [1]", columns: &columns, rows: &rows }).unwrap();
        let mut read = Vec::new();
        let mut book = Read::open(bytes, "liste.xlsx").unwrap();
        book.rows(0, |row| {
            read.push((0..3).map(|column| row.cell(column).cloned()).collect::<Vec<_>>());
            Next::Row
        })
        .unwrap();
        let text = |text: &str| Some(Cell::Text(text.to_owned()));
        assert_eq!(read[0], [text("A"), text("B"), text("C")]);
        assert!(matches!(read[1][2], Some(Cell::Day(day, _)) if day.to_string() == "2031-05-30"), "{read:?}");
        assert_eq!(read[1][..2], [text("=1+1"), Some(Cell::Number(1250.5))]);
        assert_eq!(read[2], [text("007"), text("vers 12"), text("1850-01-01")]);
    }
}

//! What stands in a table.

use shared::Day;

/// What stands in one cell. Of an empty one there is none.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A text as it stands there, which says something.
    Text(String),
    /// A number. Spreadsheets keep 15 digits of it.
    Number(f64),
    /// A day of the calendar, and the minute of that day.
    Day(Day, u16),
    /// A time without a day, or a duration.
    Time,
    /// Yes or no.
    Truth(bool),
    /// What a spreadsheet shows in place of a value it could not compute: `#N/A`.
    Failed(String),
    /// A formula of which the file holds no value.
    Formula,
}

/// A row in which something stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Its number, from 1, as spreadsheets show it.
    pub number: u32,
    /// The columns in which something stands, from 0, in their order.
    cells: Vec<(u32, Cell)>,
}

impl Row {
    pub(super) const fn new(number: u32) -> Self {
        Self { number, cells: Vec::new() }
    }

    /// Puts something in a column that is behind those before it, or again in the last.
    pub(super) fn put(&mut self, column: u32, cell: Cell) {
        self.cells.push((column, cell));
    }

    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// What stands in a column, from 0.
    #[must_use]
    pub fn cell(&self, column: u32) -> Option<&Cell> {
        self.cells.iter().find(|(at, _)| *at == column).map(|(_, cell)| cell)
    }

    /// What stands in it, with the column, from 0.
    pub fn cells(&self) -> impl Iterator<Item = (u32, &Cell)> {
        self.cells.iter().map(|(column, cell)| (*column, cell))
    }

    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The last column in which something stands, from 0.
    pub(super) fn last_column(&self) -> u32 {
        self.cells.iter().map(|(column, _)| *column).max().unwrap_or(0)
    }
}

/// The name spreadsheets have for a column, from 0: `A`, `Z`, `AA`.
#[must_use]
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod name_tests {
    use super::column_name;

    #[test]
    fn columns_have_the_names_that_spreadsheets_show() {
        let names = [0, 25, 26, 701, 702, 16_383].map(column_name);
        assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}

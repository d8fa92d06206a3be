//! A row of an answer, read by the names of its columns.

use std::cell::Cell;

use crate::sql::error::Error;
use crate::sql::value::{FromColumn, Value};

/// A row as an engine has it: columns from 0.
pub(crate) trait Cells {
    /// What a column is called; `None` behind the last.
    fn name(&self, at: usize) -> Option<&str>;

    /// What is in a column.
    fn value(&self, at: usize) -> Value<'_>;
}

/// A row of an answer.
pub struct Row<'a> {
    cells: &'a dyn Cells,
    statement: &'a str,
    /// Where the next column is looked for first: rows are mostly read in the order of their columns.
    next: Cell<usize>,
}

impl<'a> Row<'a> {
    pub(crate) const fn new(cells: &'a dyn Cells, statement: &'a str) -> Self {
        Self { cells, statement, next: Cell::new(0) }
    }

    /// What is in the column of this name; of several with one name, the first from where was read last.
    ///
    /// # Errors
    /// [`Error::Column`] when there is no such column, or something else is in it.
    pub fn get<T: FromColumn>(&self, column: &str) -> Result<T, Error> {
        let at = self.find(column).ok_or_else(|| self.error(column, "is not there"))?;
        let value = self.cells.value(at);
        T::from_column(value).ok_or_else(|| self.error(column, &format!("holds {}", value.kind())))
    }

    /// The error for a column whose value is of the right kind, and no word that this program writes.
    #[must_use]
    pub fn unreadable(&self, column: &str) -> Error {
        self.error(column, "is unreadable")
    }

    /// Everything in the row, from the first column to the last.
    pub(crate) fn all(&self) -> impl Iterator<Item = Value<'a>> {
        let cells = self.cells;
        (0..).take_while(move |at| cells.name(*at).is_some()).map(move |at| cells.value(at))
    }

    fn find(&self, column: &str) -> Option<usize> {
        let is_it = |at: &usize| self.cells.name(*at).is_some_and(|name| name == column);
        let from = self.next.get();
        let behind = || (from..).take_while(|at| self.cells.name(*at).is_some()).find(is_it);
        let at = behind().or_else(|| (0..from).find(is_it))?;
        self.next.set(at + 1);
        Some(at)
    }

    fn error(&self, column: &str, problem: &str) -> Error {
        Error::Column {
            column: column.to_owned(),
            statement: self.statement.to_owned(),
            problem: problem.to_owned(),
        }
    }
}

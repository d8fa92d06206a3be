//! What a connection does in the same way whatever the engine: statements, rows, transactions.

use std::panic::Location;

use crate::sql::error::Error;
use crate::sql::row::Row;
use crate::sql::sqlite::Connection;
use crate::sql::value::Bind;
use crate::sql::watch::tell;

impl Connection {
    /// Executes a statement that answers without rows; how many rows it wrote.
    ///
    /// # Errors
    /// [`Error`] when the database says no.
    #[track_caller]
    pub fn execute(&self, statement: &str, values: &[&dyn Bind]) -> Result<usize, Error> {
        tell(statement, Location::caller());
        self.run(statement, values)
    }

    /// Every row that a statement answers with, read by `read`.
    ///
    /// # Errors
    /// [`Error`] when the database says no, and what `read` errors with.
    #[track_caller]
    pub fn rows<T, E: From<Error>>(
        &self,
        statement: &str,
        values: &[&dyn Bind],
        mut read: impl FnMut(&Row<'_>) -> Result<T, E>,
    ) -> Result<Vec<T>, E> {
        tell(statement, Location::caller());
        let (mut rows, mut failed) = (Vec::new(), None);
        self.each_row(statement, values, &mut |cells| match read(&Row::new(cells, statement)) {
            Ok(row) => {
                rows.push(row);
                true
            }
            Err(error) => {
                failed = Some(error);
                false
            }
        })?;
        failed.map_or(Ok(rows), Err)
    }

    /// Hands every row that a statement answers with to `each`, one at a time: none is kept.
    ///
    /// # Errors
    /// [`Error`] when the database says no, and what `each` errors with; it is handed no further row then.
    #[track_caller]
    pub fn each<E: From<Error>>(
        &self,
        statement: &str,
        values: &[&dyn Bind],
        mut each: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        tell(statement, Location::caller());
        let mut outcome = Ok(());
        self.each_row(statement, values, &mut |cells| {
            outcome = each(&Row::new(cells, statement));
            outcome.is_ok()
        })?;
        outcome
    }

    /// The first row that a statement answers with, if there is one, read by `read`.
    ///
    /// # Errors
    /// [`Error`] when the database says no, and what `read` errors with.
    #[track_caller]
    pub fn first<T, E: From<Error>>(
        &self,
        statement: &str,
        values: &[&dyn Bind],
        mut read: impl FnMut(&Row<'_>) -> Result<T, E>,
    ) -> Result<Option<T>, E> {
        tell(statement, Location::caller());
        let mut found = None;
        self.each_row(statement, values, &mut |cells| {
            found = Some(read(&Row::new(cells, statement)));
            false
        })?;
        found.transpose()
    }

    /// The one row that a statement answers with, read by `read`.
    ///
    /// # Errors
    /// [`Error`] when the database says no or there is no row, and what `read` errors with.
    #[track_caller]
    pub fn one<T, E: From<Error>>(
        &self,
        statement: &str,
        values: &[&dyn Bind],
        read: impl FnMut(&Row<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let none = || Error::Other(format!("`{statement}` answers with no row"));
        self.first(statement, values, read)?.ok_or_else(|| none().into())
    }

    /// Whether a statement answers with a row.
    ///
    /// # Errors
    /// [`Error`] when the database says no.
    #[track_caller]
    pub fn exists(&self, statement: &str, values: &[&dyn Bind]) -> Result<bool, Error> {
        Ok(self.first::<(), Error>(statement, values, |_| Ok(()))?.is_some())
    }

    /// Makes the tables, indexes and views of a shared schema, and fills them as it says.
    ///
    /// # Errors
    /// [`Error`] when the database says no.
    #[track_caller]
    pub fn make(&self, schema: &str) -> Result<(), Error> {
        tell(schema, Location::caller());
        self.run_schema(schema)
    }

    /// Ends the transaction; on return it is on disk.
    ///
    /// # Errors
    /// [`Error`] when the disk does not take it. Nothing is kept then.
    pub fn commit(&self) -> Result<(), Error> {
        self.batch("COMMIT")
    }

    /// Takes everything since [`Connection::begin`] back. An engine may have done so already after some errors.
    pub fn rollback(&self) {
        if self.is_in_transaction()
            && let Err(error) = self.batch("ROLLBACK")
        {
            tracing::error!(%error, "rollback failed");
        }
    }

    /// Runs `work` in a transaction that writes; it is taken back when it errors.
    ///
    /// # Errors
    /// What `work` errors with, and [`Error`] as [`Connection::commit`] says.
    pub(crate) fn transaction<T, E: From<Error>>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        self.begin()?;
        let outcome = work().and_then(|done| self.commit().map(|()| done).map_err(E::from));
        if outcome.is_err() {
            self.rollback();
        }
        outcome
    }

    /// Runs `work` so that its writes are taken back when it errors, within a transaction.
    ///
    /// # Errors
    /// What `work` errors with.
    pub(crate) fn savepoint<T, E: From<Error>>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        self.batch("SAVEPOINT work")?;
        let outcome = work();
        // After some errors the whole transaction was taken back already.
        if outcome.is_err() && !self.is_in_transaction() {
            return outcome;
        }
        if outcome.is_err() {
            self.batch("ROLLBACK TO SAVEPOINT work")?;
        }
        self.batch("RELEASE SAVEPOINT work")?;
        outcome
    }
}

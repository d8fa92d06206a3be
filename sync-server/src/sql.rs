//! The one way to a database. A statement is written once, in what SQLite and PostgreSQL share: parameters are `$1`,
//! `$2` …, columns are read by their names, conflicts are said by `ON CONFLICT`. What engines do each in their own way
//! stands in the file of an engine, behind the functions of [`Connection`]; here that is [`sqlite`] alone, and no type
//! of its library leaves that file.
//!
//! Schemas are shared too: `BYTEA` for ids, hashes and bytes, `BIGINT` for whole numbers, `BOOLEAN`, `TEXT`,
//! `DOUBLE PRECISION`, and `GENERATED … AS IDENTITY` for rows that the database numbers. Two collations are the
//! engine's to provide: `dictionary` ([`crate::base::collation`]) and `caseless`, in which letters of ASCII are the
//! same large and small; everything else is compared by its bytes, so a database of PostgreSQL has the locale C.
//! The function `strpos` is PostgreSQL's, and SQLite is given it.
//!
//! Tests hold every statement against PostgreSQL itself (`sync-server/tests/demo/statements.rs`), by watching what is
//! asked here ([`watch`]). Deliberately absent: what a table is for; the rooms above know it.

pub mod connection;
pub mod error;
pub mod row;
pub mod sqlite;
pub mod value;
pub(crate) mod visibility;
pub mod watch;

pub use crate::sql::error::Error;
pub use crate::sql::row::Row;
pub use crate::sql::sqlite::Connection;
pub use crate::sql::value::{Bind, FromColumn, Value};

/// What a database answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Values for the parameters of a statement, `$1` first.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => {
        &[$(&$value as &dyn $crate::sql::Bind),*] as &[&dyn $crate::sql::Bind]
    };
}

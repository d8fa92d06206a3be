//! One row at a time into the office database, and what a noun says about its rows.

use rusqlite::{Connection, Params, Result};
use shared::{Document, DocumentError, DocumentKind, Timestamp};

use crate::projection::error::ProjectionError;
use crate::store::ChangeRecord;

/// What filling the office database answers.
pub(crate) type Done<T = ()> = std::result::Result<T, ProjectionError>;

/// The tables, within one transaction.
pub struct Table<'a> {
    pub(crate) db: &'a Connection,
}

impl Table<'_> {
    /// Executes a statement that writes.
    pub(crate) fn put(&self, sql: &str, values: impl Params) -> rusqlite::Result<()> {
        self.db.prepare_cached(sql)?.execute(values).map(drop)
    }
}

/// A document to project, with how its changes came in.
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'a> {
    /// The document.
    pub document: &'a Document,
    /// Every change of it, in feed order.
    pub changes: &'a [ChangeRecord],
}

impl Delivery<'_> {
    /// The document as its kind.
    ///
    /// # Errors
    /// [`ProjectionError::Document`] when it does not read as one.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&Document) -> std::result::Result<T, DocumentError>,
    ) -> Done<T> {
        read(self.document).map_err(|error| ProjectionError::Document { id: self.document.id(), error })
    }
}

/// What a noun brings to the office database.
#[derive(Debug, Clone, Copy)]
pub struct DomainRows {
    /// The kinds of documents it has rows of.
    pub kinds: &'static [DocumentKind],
    /// The statements that make its tables, indexes and views. Nouns are set up one after the other, in any
    /// order: foreign keys are not enforced.
    pub schema: &'static str,
    /// Replaces the rows of one document, which is of one of [`DomainRows::kinds`].
    pub project: fn(&Table<'_>, &Delivery<'_>) -> Done,
    /// What people call its documents.
    pub titles: &'static [Title],
}

impl DomainRows {
    /// Those of a noun without documents of its own.
    pub const NONE: Self = Self { kinds: &[], schema: "", project: |_, _| Ok(()), titles: &[] };
}

/// What people call the documents of a kind: statements with the id for `?1`, one column, at most one row.
#[derive(Debug, Clone, Copy)]
pub struct Title {
    /// The kind.
    pub kind: DocumentKind,
    /// The number with the title, or the name.
    pub whole: &'static str,
    /// The number where there is one, else the title or the name.
    pub short: &'static str,
}

/// An instant as the office database writes it: UTC, to the millisecond.
pub(crate) fn instant(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0)
        .map_or_else(|_| at.0.to_string(), |instant| format!("{instant:.3}"))
}

pub(crate) fn optional_instant(at: Option<Timestamp>) -> Option<String> {
    at.map(instant)
}

/// Deletes the rows of a document: of each table those whose column has this id.
pub(crate) fn clear(table: &Table<'_>, id: &str, tables: &[(&str, &str)]) -> Result<()> {
    tables
        .iter()
        .try_for_each(|(name, column)| table.put(&format!("DELETE FROM {name} WHERE {column} = ?1"), [id]))
}

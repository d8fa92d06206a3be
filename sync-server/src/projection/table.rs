//! One row at a time into the office database, and what a noun says about its rows.

use shared::{Document, DocumentError, DocumentKind, Timestamp};

use crate::projection::error::ProjectionError;
use crate::sql::visibility::Visible;
use crate::sql::{Bind, Connection, Result};
use crate::store::ChangeRecord;
use crate::values;

/// What filling the office database answers.
pub(crate) type Done<T = ()> = std::result::Result<T, ProjectionError>;

/// The tables, within one transaction.
pub struct Table<'a> {
    pub(crate) db: &'a Connection,
}

impl Table<'_> {
    /// Executes a statement that writes.
    #[track_caller]
    pub(crate) fn put(&self, sql: &str, values: &[&dyn Bind]) -> Result<()> {
        self.db.execute(sql, values).map(drop)
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
    /// The statements that make its tables, indexes and views. Nouns are set up one after the other, from
    /// the lowest up: a view looks at tables that are there, so it is the uppermost noun's whose rows it shows.
    /// References may point at what comes later.
    pub schema: &'static str,
    /// Replaces the rows of one document, which is of one of [`DomainRows::kinds`].
    pub project: fn(&Table<'_>, &Delivery<'_>) -> Done,
    /// What of its tables somebody sees whose roles are not for every administration: each table once.
    pub(crate) visible: &'static [Visible],
    /// What people call its documents.
    pub titles: &'static [Title],
}

impl DomainRows {
    /// Those of a noun without documents of its own.
    pub const NONE: Self = Self { kinds: &[], schema: "", project: |_, _| Ok(()), visible: &[], titles: &[] };
}

/// What people call the documents of a kind: statements with the id for `$1`, the column
/// `called`, at most one row.
#[derive(Debug, Clone, Copy)]
pub struct Title {
    /// The kind.
    pub kind: DocumentKind,
    /// The number with the title, or the name.
    pub whole: &'static str,
    /// The number where there is one, else the title or the name.
    pub short: &'static str,
    /// How the address of its page begins; the id follows.
    pub page: &'static str,
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
    tables.iter().try_for_each(|(name, column)| {
        table.put(&format!("DELETE FROM {name} WHERE {column} = $1"), values![id])
    })
}

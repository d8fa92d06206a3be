//! Ids, hashes and kinds of documents as SQLite columns.

use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use shared::{ChangeHash, DocumentKind, Sha256};

/// A blob of exactly `N` bytes.
#[derive(Clone, Copy)]
pub(crate) struct Bytes<const N: usize>(pub(crate) [u8; N]);

impl<const N: usize> ToSql for Bytes<N> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(&self.0)))
    }
}

impl<const N: usize> FromSql for Bytes<N> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let blob = value.as_blob()?;
        blob.try_into()
            .map(Self)
            .map_err(|_| FromSqlError::InvalidBlobSize { expected_size: N, blob_size: blob.len() })
    }
}

/// An id or hash as a blob column.
pub(crate) trait Column: Sized {
    type Bytes: FromSql + ToSql + Copy;
    fn column(&self) -> Self::Bytes;
    fn of_column(bytes: Self::Bytes) -> Self;
}

macro_rules! column {
    ($($type:ident),*; $($hash:ident),*) => {
        $(impl Column for shared::$type {
            type Bytes = Bytes<16>;
            fn column(&self) -> Bytes<16> {
                Bytes(*self.as_bytes())
            }
            fn of_column(bytes: Bytes<16>) -> Self {
                Self::from_bytes(bytes.0)
            }
        })*
        $(impl Column for $hash {
            type Bytes = Bytes<32>;
            fn column(&self) -> Bytes<32> {
                Bytes(self.0)
            }
            fn of_column(bytes: Bytes<32>) -> Self {
                Self(bytes.0)
            }
        })*
    };
}

column!(DocumentId, OrganisationId, PersonId, AssetId, FactId, StockItemId; ChangeHash, Sha256);

struct Kind(DocumentKind);

impl FromSql for Kind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        DocumentKind::named(value.as_str()?).map(Self).ok_or(FromSqlError::InvalidType)
    }
}

/// The kind of a document in a column.
pub(crate) fn kind(row: &Row<'_>, at: usize) -> rusqlite::Result<DocumentKind> {
    row.get::<_, Kind>(at).map(|kind| kind.0)
}

/// The id or hash in a column.
pub(crate) fn blob<T: Column>(row: &Row<'_>, at: usize) -> rusqlite::Result<T> {
    row.get::<_, T::Bytes>(at).map(T::of_column)
}

/// The id or hash in a column that may be empty.
pub(crate) fn optional_blob<T: Column>(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<T>> {
    Ok(row.get::<_, Option<T::Bytes>>(at)?.map(T::of_column))
}

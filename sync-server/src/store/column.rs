//! Ids and hashes as they stand in columns.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::store::error::StoreError;

/// What the store answers.
pub(crate) type Result<T, E = StoreError> = std::result::Result<T, E>;

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

macro_rules! column {
    ($($type:ty => $size:literal, $to:expr, $from:expr;)*) => {$(
        impl Column for $type {
            type Bytes = Bytes<$size>;
            fn column(&self) -> Bytes<$size> {
                let to: fn(&$type) -> [u8; $size] = $to;
                Bytes(to(self))
            }
            fn of_column(bytes: Bytes<$size>) -> Self {
                let from: fn([u8; $size]) -> $type = $from;
                from(bytes.0)
            }
        }
    )*};
}

/// An id or hash as a blob column.
pub(crate) trait Column: Sized {
    type Bytes: FromSql + ToSql;
    fn column(&self) -> Self::Bytes;
    fn of_column(bytes: Self::Bytes) -> Self;
}

column! {
    shared::DocumentId => 16, |id| *id.as_bytes(), shared::DocumentId::from_bytes;
    shared::PersonId => 16, |id| *id.as_bytes(), shared::PersonId::from_bytes;
    shared::DeviceId => 16, |id| *id.as_bytes(), shared::DeviceId::from_bytes;
    shared::FactId => 16, |id| *id.as_bytes(), shared::FactId::from_bytes;
    shared::FeedId => 16, |id| *id.as_bytes(), shared::FeedId::from_bytes;
    shared::ActorId => 16, |id| *id.as_bytes(), shared::ActorId::from_bytes;
    shared::ChangeHash => 32, |hash| hash.0, shared::ChangeHash;
    shared::Sha256 => 32, |hash| hash.0, shared::Sha256;
}

/// The id or hash in a column.
pub(crate) fn blob<T: Column>(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<T> {
    row.get::<_, T::Bytes>(at).map(T::of_column)
}

/// The id or hash in a column that may be empty.
pub(crate) fn optional_blob<T: Column>(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Option<T>> {
    Ok(row.get::<_, Option<T::Bytes>>(at)?.map(T::of_column))
}

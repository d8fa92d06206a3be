//! Ids and hashes as they stand in columns of bytes.

use crate::sql::{Bind, FromColumn, Value};
use crate::store::error::StoreError;

/// What the store answers.
pub(crate) type Result<T, E = StoreError> = std::result::Result<T, E>;

macro_rules! columns {
    ($($type:ty => $to:expr, $from:expr;)*) => {$(
        impl Bind for $type {
            fn value(&self) -> Value<'_> {
                let to: fn(&$type) -> &[u8] = $to;
                Value::Bytes(to(self))
            }
        }
        impl FromColumn for $type {
            fn from_column(value: Value<'_>) -> Option<Self> {
                FromColumn::from_column(value).map($from)
            }
        }
    )*};
}

columns! {
    shared::DocumentId => |id| id.as_bytes(), shared::DocumentId::from_bytes;
    shared::PersonId => |id| id.as_bytes(), shared::PersonId::from_bytes;
    shared::DeviceId => |id| id.as_bytes(), shared::DeviceId::from_bytes;
    crate::store::entry_id::EntryId => |id| id.as_bytes(), crate::store::entry_id::EntryId::from_bytes;
    shared::FactId => |id| id.as_bytes(), shared::FactId::from_bytes;
    shared::FeedId => |id| id.as_bytes(), shared::FeedId::from_bytes;
    shared::ActorId => |id| id.as_bytes(), shared::ActorId::from_bytes;
    shared::ChangeHash => |hash| &hash.0, shared::ChangeHash;
    shared::Sha256 => |hash| &hash.0, shared::Sha256;
}

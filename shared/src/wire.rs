//! What a phone and the server say to each other: `POST /phone/v1/sync`, CBOR (RFC 8949) with
//! numbered fields, so that old and new can talk. A field is never given another meaning; a new
//! one gets a new number and is optional.

pub(crate) mod copy;
pub(crate) mod lock;
pub(crate) mod message;
pub(crate) mod other_phone;

pub use copy::{CopyError, OutboxCopy, SealedCopy};
pub use lock::{
    ClosedCode, CodeOpening, CodeShown, OfficeLock, PhoneLock, RECOVERY_READABLE_BYTES, code_to_close,
    opened_code,
};
pub use message::{
    ChangeBytes, DocumentChanges, DocumentUpdate, Drain, FeedCursor, PROTOCOL, Refusal, RefusalReason,
    Resume, SYNC_MEDIA_TYPE, SyncReply, SyncRequest, Waiting, WireError,
};
pub use other_phone::OtherPhone;

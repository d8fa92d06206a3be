//! All SQL of `server.db`. It keeps and finds; it decides nothing.
//!
//! Durability is SQLite's: write-ahead log, `synchronous=FULL`. Whoever writes holds the one
//! [`Store`] that the engine's thread owns; anybody may open another to read.

mod audience;
mod audit;
mod check;
mod column;
mod compaction;
mod copy;
mod database;
mod device;
pub mod error;
mod facts;
mod feed;
mod form;
mod offer;
mod person;
mod photo;
mod refused;
mod session;
mod stored_size;

pub use crate::store::audience::Audience;
pub use crate::store::audit::{Action, AuditEntry, AuditFilter, AuditLine, Subject};
pub use crate::store::database::Store;
pub use crate::store::device::{DeviceRow, EnrolmentOutcome, Place, SyncLogRow};
pub use crate::store::feed::{ChangeRecord, DocumentRow, FeedRow, Received};
pub use crate::store::form::FormStep;
pub use crate::store::offer::{Decision, OfferRow};
pub use crate::store::person::{AccountRow, PersonRow};
pub use crate::store::photo::PhotoRow;
pub use crate::store::refused::{RefusedRow, Resolution, Resolved};
pub use crate::store::session::{SessionLine, SessionRow};
pub use crate::store::stored_size::StoredSize;

pub(crate) use crate::store::copy::copy_database;
pub(crate) use crate::store::database::look_over;

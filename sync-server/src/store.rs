//! All SQL of `server.db`. It keeps and finds; it decides nothing.
//!
//! Durability is the database's ([`crate::sql`]). Whoever writes holds the one
//! [`Store`] that the engine's thread owns; anybody may open another to read.

mod audience;
mod audit;
pub mod audit_chain;
mod audit_cut;
mod audit_head;
mod audit_line;
mod audit_tally;
mod audit_upgrade;
mod check;
mod column;
mod compaction;
mod confirmed_offer;
mod copy;
mod database;
mod device;
mod device_day;
mod enrolment;
mod entry_id;
pub mod error;
mod facts;
mod feed;
mod form;
mod founded;
mod founded_upgrade;
mod known_secret;
mod mention;
mod offer;
mod outlived;
mod person;
mod photo;
mod refused;
mod responsible;
pub mod second_factor;
mod serving;
mod session;
mod stored_size;
mod taken_out;
mod visible;

pub use crate::store::audience::Audience;
pub use crate::store::audit::{Action, AuditEntry, AuditFilter, Subject};
pub use crate::store::audit_head::AuditHead;
pub use crate::store::audit_line::{AuditLine, CHAIN_BEGINS};
pub use crate::store::audit_tally::Tally;
pub use crate::store::confirmed_offer::ConfirmedOffers;
pub use crate::store::database::Store;
pub use crate::store::device::{DeviceRow, Place, SyncLogRow};
pub use crate::store::device_day::{DayCounts, DeviceDay};
pub use crate::store::enrolment::{CodeRow, Enrolment};
pub use crate::store::entry_id::EntryId;
pub use crate::store::feed::{ChangeRecord, DocumentRow, FeedRow, Received};
pub use crate::store::form::FormStep;
pub use crate::store::founded::{QuietDocument, QuietPortion};
pub use crate::store::offer::{Decision, OfferRow};
pub use crate::store::outlived::Outlived;
pub(crate) use crate::store::person::RoleRow;
pub use crate::store::person::{AccountRow, PersonRow};
pub use crate::store::photo::PhotoRow;
pub use crate::store::refused::{RefusedRow, Resolution, Resolved};
pub use crate::store::responsible::ResponsibleBody;
pub use crate::store::serving::ServerAbsence;
pub use crate::store::session::{SessionLine, SessionRow};
pub use crate::store::stored_size::StoredSize;

//! The head of the audit log: where it ends, and a hash that stands for all of it. It is signed, written to places
//! outside of the data directory, and held against the log later: whoever has the database in hand can chain a log
//! anew, but not what was written elsewhere. Deliberately absent: when it is written, which [`crate::jobs`] knows, and
//! e-mail.

mod check;
mod file;
mod kept_heads;
pub(crate) mod key;
mod place;
mod places;
pub(crate) mod signed;
mod syslog;

pub use crate::audit_head::check::{Checked, check};
pub(crate) use crate::audit_head::check::{begin_of, begin_words};
pub use crate::audit_head::file::of_directory;
pub use crate::audit_head::kept_heads::{KeptHeads, KeptHeadsError};
pub use crate::audit_head::key::{InvalidKey, PublicKey, SignError};
pub use crate::audit_head::place::{InvalidPlace, Place};
pub use crate::audit_head::places::HeadPlaces;
pub use crate::audit_head::signed::{SignedHead, Unreadable};

//! Sync: what a device offers is judged, what is new for it is put together, and what was refused or offered
//! is decided. It runs in a [`Transaction`](crate::engine::transaction::Transaction). Deliberately absent:
//! HTTP and SQL text.

pub mod accept;
pub mod audit;
pub mod budget;
pub mod delivery;
pub mod drain;
pub mod exchange;
pub mod fingerprint;
pub mod offer;
pub(crate) mod offer_authors;
pub mod offer_decisions;
pub mod offer_end;
pub mod offer_taken_back;
pub mod outbox_copy;
pub mod phone_lock;
pub mod refusal_decisions;
pub mod reply;
pub mod reply_id;
pub mod take_over;

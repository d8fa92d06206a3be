//! Sync: what a device offers is judged, what is new for it is put together. Runs in a [`Transaction`](crate::engine::Transaction); no HTTP, no SQL text.

pub mod accept;
pub mod delivery;
pub mod drain;
pub mod exchange;
pub mod fingerprint;
pub mod offer;
pub mod offer_decisions;
pub mod reply;
pub mod reply_id;
pub mod take_over;

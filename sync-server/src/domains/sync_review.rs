//! What could not be taken by itself: refused changes, offers after a restore.

pub mod offers_page;
pub mod refused_change;
pub mod refused_page;

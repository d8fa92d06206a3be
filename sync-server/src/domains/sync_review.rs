//! What could not be taken by itself: refused changes, offers after a restore.

pub(crate) mod confirmed_offers;
pub(crate) mod known_names;
pub(crate) mod menu;
pub(crate) mod offer_title;
pub mod offers_page;
pub(crate) mod pages;
pub mod refused_change;
pub mod refused_page;

//! The lines of refused and of offered changes in the menu.

use crate::base::role::may_review;
use crate::office::menu::{MenuEntry, Room, Waiting};

/// Refused changes.
pub(crate) const REFUSED: Room = Room::at("/office/refused");
/// What phones brought back after a restore.
pub(crate) const OFFERS: Room = Room::at("/office/offers");

pub(crate) const REFUSED_ENTRY: MenuEntry = MenuEntry {
    waiting: Waiting::InStore(|store| store.refused_waiting(None)),
    ..MenuEntry::new(REFUSED, "nav-refused", may_review)
};
pub(crate) const OFFERS_ENTRY: MenuEntry = MenuEntry {
    waiting: Waiting::InStore(|store| store.offered_count()),
    only_when_waiting: true,
    ..MenuEntry::new(OFFERS, "nav-offers", may_review)
};

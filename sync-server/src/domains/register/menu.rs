//! The lines of buildings, and of what was done in them, in the menu.

use crate::base::role::works_at_office;
use crate::office::menu::{MenuEntry, Room};

/// Buildings.
pub(crate) const BUILDINGS: Room = Room::at("/office/buildings");
/// What was done.
pub(crate) const HISTORY: Room = Room::at("/office/history");

pub(crate) const BUILDINGS_ENTRY: MenuEntry = MenuEntry::new(BUILDINGS, "nav-buildings", works_at_office);
pub(crate) const HISTORY_ENTRY: MenuEntry = MenuEntry::new(HISTORY, "nav-history", works_at_office);

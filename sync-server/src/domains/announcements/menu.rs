//! The line of announcements in the menu.

use crate::base::role::works_at_office;
use crate::office::menu::{MenuEntry, Room};

/// Announcements.
pub(crate) const ROOM: Room = Room::at("/office/announcements");

pub(crate) const ENTRY: MenuEntry = MenuEntry::new(ROOM, "nav-announcements", works_at_office);

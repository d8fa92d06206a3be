//! The line of phones in the menu.

use crate::base::role::may_enrol;
use crate::office::menu::{MenuEntry, Room};

pub(crate) const ROOM: Room = Room::at("/office/devices");

pub(crate) const ENTRY: MenuEntry = MenuEntry::new(ROOM, "nav-devices", may_enrol);

//! The line of the audit log in the menu.

use crate::base::role::may_oversee;
use crate::office::menu::{MenuEntry, Room};

pub(crate) const ROOM: Room = Room::at("/office/audit");

pub(crate) const ENTRY: MenuEntry = MenuEntry::new(ROOM, "nav-audit", may_oversee);

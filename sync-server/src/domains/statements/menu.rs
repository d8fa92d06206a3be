//! The line of the statements in the menu, for whoever fills in who answers for this server.

use crate::base::role::may_keep_settings;
use crate::office::menu::{MenuEntry, Room};

pub(crate) const ROOM: Room = Room::at("/office/responsible");

pub(crate) const ENTRY: MenuEntry = MenuEntry::new(ROOM, "nav-responsible", may_keep_settings);

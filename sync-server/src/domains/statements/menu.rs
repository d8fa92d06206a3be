//! The lines of the menu for whoever fills in who answers for this server, and says for how long things are kept.

use crate::base::role::may_keep_settings;
use crate::office::menu::{MenuEntry, Room};

pub(crate) const ROOM: Room = Room::at("/office/responsible");

pub(crate) const ENTRY: MenuEntry = MenuEntry::new(ROOM, "nav-responsible", may_keep_settings);

pub(crate) const RETENTION: Room = Room::at("/office/retention");

pub(crate) const RETENTION_ENTRY: MenuEntry = MenuEntry::new(RETENTION, "nav-retention", may_keep_settings);

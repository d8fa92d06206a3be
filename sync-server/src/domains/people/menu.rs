//! The line of everybody's accounts in the menu.

use crate::base::role::may_oversee;
use crate::office::address::ACCOUNT;
use crate::office::menu::{MenuEntry, Room};

pub(crate) const ROOM: Room = Room::at("/office/people");

pub(crate) const ENTRY: MenuEntry = MenuEntry::new(ROOM, "nav-people", may_oversee);

/// One's own account, which every page leads to.
pub(crate) const ACCOUNT_ROOM: Room = Room::at(ACCOUNT);

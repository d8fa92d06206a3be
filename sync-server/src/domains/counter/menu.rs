//! The line of requests in the menu.

use crate::base::role::works_at_office;
use crate::office::menu::{MenuEntry, Room, Waiting};

/// Requests.
pub(crate) const ROOM: Room = Room::at("/office/requests");

pub(crate) const ENTRY: MenuEntry = MenuEntry {
    waiting: Waiting::InLists(|reader| {
        reader.count("SELECT count(*) AS count FROM request WHERE work_order IS NULL AND closed IS NULL")
    }),
    ..MenuEntry::new(ROOM, "nav-requests", works_at_office)
};

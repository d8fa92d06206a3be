//! The lines of work orders in the menu.

use crate::base::role::works_at_office;
use crate::office::menu::{MenuEntry, Room, Waiting};

/// Reports to review.
pub(crate) const REVIEW: Room = Room { address: "/office/review", script: Some("desk.js") };
/// Work orders.
pub(crate) const ORDERS: Room = Room::at("/office/work-orders");

pub(crate) const REVIEW_ENTRY: MenuEntry = MenuEntry {
    waiting: Waiting::InLists(|reader| reader.count("SELECT count(*) AS count FROM review_queue")),
    ..MenuEntry::new(REVIEW, "nav-review", works_at_office)
};
pub(crate) const ORDERS_ENTRY: MenuEntry = MenuEntry::new(ORDERS, "nav-work-orders", works_at_office);

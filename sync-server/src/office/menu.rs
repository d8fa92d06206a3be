//! The menu of the office: rows that the nouns bring, in the order they are handed in.

use shared::Role;

use crate::projection::reader::Reader;
use crate::sql;
use crate::store::Store;
use crate::store::error::StoreError;

/// The part of the office a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Its first page; empty for none.
    pub(crate) address: &'static str,
    /// The script that its pages run besides those of every page: a name of `office/assets.rs`.
    pub(crate) script: Option<&'static str>,
}

impl Room {
    /// No part of the office: signing in, errors, what is found everywhere.
    pub(crate) const NONE: Self = Self::at("");

    pub(crate) const fn at(address: &'static str) -> Self {
        Self { address, script: None }
    }
}

/// A line of the menu.
#[derive(Debug, Clone, Copy)]
pub struct MenuEntry {
    pub(crate) room: Room,
    /// The key of its words.
    pub(crate) phrase: &'static str,
    /// The roles that see it.
    pub(crate) seen_by: fn(Role) -> bool,
    pub(crate) waiting: Waiting,
    /// It is not shown while nothing waits behind it.
    pub(crate) only_when_waiting: bool,
}

/// How many things wait behind a line of the menu.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Waiting {
    /// Nothing is counted.
    Uncounted,
    /// Counted in `office.db`.
    InLists(fn(&Reader<'_>) -> sql::Result<u32>),
    /// Counted in `server.db`.
    InStore(fn(&Store) -> Result<u32, StoreError>),
}

impl MenuEntry {
    /// A line that the roles of `seen_by` see, and behind which nothing is counted.
    pub(crate) const fn new(room: Room, phrase: &'static str, seen_by: fn(Role) -> bool) -> Self {
        Self { room, phrase, seen_by, waiting: Waiting::Uncounted, only_when_waiting: false }
    }
}

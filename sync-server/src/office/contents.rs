//! What is handed to the kit: all that the nouns bring to the office.

use crate::office::menu::MenuEntry;
use crate::office::section::Section;
use crate::projection::table::DomainRows;

/// What stands on the pages and under them, besides the pages themselves.
#[derive(Clone, Copy)]
pub struct Contents {
    /// The rows of the office database.
    pub rows: &'static [DomainRows],
    /// The menu, top to bottom.
    pub menu: &'static [MenuEntry],
    /// What nouns add to each other's pages.
    pub sections: &'static [Section],
}

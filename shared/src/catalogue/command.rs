//! The commands on the catalogue.

use crate::catalogue::document::CatalogueEntry;

/// What an administrator writes in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CatalogueCommand {
    /// Begin the catalogue. The document must be empty.
    Create,
    /// Put entries in.
    Put(Vec<CatalogueEntry>),
}

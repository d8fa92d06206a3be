//! The commands on the catalogue.

use serde::{Deserialize, Serialize};

use crate::catalogue::document::CatalogueEntry;

/// What an administrator writes in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CatalogueCommand {
    /// Begin the catalogue. The document must be empty.
    Create,
    /// Put entries in.
    Put(Vec<CatalogueEntry>),
}

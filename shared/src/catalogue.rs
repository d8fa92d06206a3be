//! The catalogue: organisations, people's names, natures, checklists, stock items.

pub(crate) mod checklist;
pub(crate) mod checks;
pub mod command;
pub(crate) mod document;
mod execute;
mod kind;
mod places;

pub use checklist::{Checklist, ChecklistTemplateItem};
pub use command::CatalogueCommand;
pub use document::{Catalogue, CatalogueEntry, Nature, Organisation, Person, StockItem, Team};

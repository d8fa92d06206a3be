//! The catalogue: organisations, teams, natures, checklists.

pub(crate) mod checklist;
pub(crate) mod checks;
pub mod command;
pub(crate) mod document;
mod execute;
pub mod former;
mod kind;
mod places;

pub use checklist::{Checklist, ChecklistTemplateItem};
pub use command::CatalogueCommand;
pub use document::{Catalogue, CatalogueEntry, Nature, Organisation, Team};

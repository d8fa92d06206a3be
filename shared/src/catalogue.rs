//! The catalogue: organisations, people's names, natures, checklists, stock items.

pub mod command;
mod document;

pub use command::CatalogueCommand;
pub use document::{
    Catalogue, CatalogueEntry, Checklist, ChecklistTemplateItem, Nature, Organisation, Person, StockItem,
    Team,
};

//! Lists of buildings, spaces and assets as administrations have them become the register: what their columns mean, what
//! is there already, what would be written. Nothing is written that is not in the report first.

mod address;
pub mod choice;
pub mod did;
mod draft;
pub mod entry;
pub mod fault;
mod find;
mod headers;
pub mod known;
mod lambert;
pub mod layout;
pub mod mapping;
pub mod meaning;
pub mod plan;
pub mod report;
pub mod run;
pub mod taking;
pub mod undo;

#[cfg(test)]
mod tests;

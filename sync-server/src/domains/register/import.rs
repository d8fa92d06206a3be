//! Lists of buildings, spaces and assets as administrations have them become the register: what their columns mean, what
//! is there already, what would be written. Nothing is written that is not in the report first.

mod address;
mod draft;
pub mod entry;
pub mod fault;
mod find;
mod headers;
pub mod known;
pub mod layout;
pub mod meaning;
pub mod plan;
pub mod report;
pub mod run;

#[cfg(test)]
mod tests;

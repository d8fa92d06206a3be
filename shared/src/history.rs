//! The last interventions on the assets of one building.

pub mod command;
mod document;

pub use command::HistoryCommand;
pub use document::{History, HistoryLine};

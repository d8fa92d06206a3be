//! The last interventions on the assets of one building.

pub mod command;
pub(crate) mod document;
mod execute;
mod kind;
mod places;

pub use command::HistoryCommand;
pub use document::{History, HistoryLine};

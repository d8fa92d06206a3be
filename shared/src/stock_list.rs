//! A stock list: a section of the stores, with the things kept there.

pub mod command;
pub(crate) mod document;
mod execute;
mod kind;
mod places;

pub use command::StockListCommand;
pub use document::{NewStockList, StockItem, StockList};

//! A person's card: what colleagues know of somebody. The account stands in `server.db`.

pub mod command;
pub(crate) mod document;
mod execute;
mod kind;
mod places;

pub use command::PersonCommand;
pub use document::Person;

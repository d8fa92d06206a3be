//! Somebody reports a need.

mod checks;
pub mod command;
pub(crate) mod document;
mod execute;
mod kind;
mod places;

pub use command::RequestCommand;
pub use document::{NewRequest, Request, RequestField, RequestOrigin, request_number, request_number_prefix};

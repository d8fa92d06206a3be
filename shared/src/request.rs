//! Somebody reports a need.

pub mod command;
mod document;

pub use command::RequestCommand;
pub use document::{NewRequest, Request, RequestField, RequestOrigin, request_number, request_number_prefix};

pub(crate) use document::{ORIGINS, is_request_number};

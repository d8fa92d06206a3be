//! Buildings, their spaces and assets, their history.

pub mod history_page;
pub mod history_queries;
pub mod page;
pub mod place;
pub mod queries;

//! The office database: the rows of a document depend only on the document and on how its changes came in, so
//! the database can be dropped and rebuilt with the same result. What the rows are, the nouns say: they are
//! handed in as [`DomainRows`](table::DomainRows). Deliberately absent: a second way to change a document.

pub mod conditions;
pub mod device_rows;
pub mod error;
pub mod folder;
pub mod photo_rows;
pub mod reader;
pub mod rebuild;
mod role_rows;
pub mod table;
pub mod titles;
pub mod writer;

pub use crate::projection::writer::Projection;

//! The office: the database that is projected from the documents, and the pages that show it.
//!
//! [`Projection`] writes `office.db`, on the engine's thread. The pages read it, and act by
//! executing the same commands as a phone: there is one way to change a document.

mod projection;
mod rows;

pub use projection::{Delivery, Projection, ProjectionError};

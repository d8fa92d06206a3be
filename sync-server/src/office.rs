//! The office: the database that is projected from the documents, and the pages that show it.
//!
//! [`Projection`] writes `office.db`, on the engine's thread. The pages read it, and act by
//! executing the same commands as a phone: there is one way to change a document.

mod pages;
mod projection;
mod rows;
mod store;

use std::path::Path;
use std::sync::Arc;

use axum::Router;

use crate::app::App;
use crate::sync::{Clock, EngineError};

pub use projection::{Delivery, Projection, ProjectionError};

/// The office pages.
pub fn routes(app: &App) -> Router<App> {
    pages::routes(pages::Office::new(app))
}

/// Drops the office database of a data directory and makes it again from the feed.
///
/// # Errors
/// [`EngineError`].
pub fn rebuild(data: &Path, clock: Arc<dyn Clock>) -> Result<(), EngineError> {
    crate::sync::rebuild_office(data, clock)
}

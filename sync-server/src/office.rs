//! The office: the database that is projected from the documents, and the pages that show it.
//!
//! [`Projection`] writes `office.db`, on the engine's thread. The pages read it, and act by
//! executing the same commands as a phone: there is one way to change a document.

mod csv;
pub(crate) mod folder;
mod numbers;
mod pages;
mod projection;
mod rows;
mod store;

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::http::Method;

use crate::app::App;
use crate::sync::{Clock, EngineError};

pub use folder::database;
pub use numbers::Numbers;
pub use projection::{Delivery, Projection, ProjectionError};

/// The office pages.
pub fn routes(app: &App) -> Router<App> {
    pages::routes(pages::Office::new(app))
}

/// Every address of the office pages with its method, as the table of who may use them has it:
/// for whoever walks through all of them.
pub fn doors() -> impl Iterator<Item = (Method, &'static str)> {
    pages::doors()
}

/// Drops the office database of a data directory and makes it again from the feed.
///
/// # Errors
/// [`EngineError`].
pub fn rebuild(data: &Path, clock: Arc<dyn Clock>) -> Result<(), EngineError> {
    crate::sync::rebuild_office(data, clock)
}

//! The office: the database that is projected from the documents, and the pages that show it.
//!
//! [`Projection`] writes `office.db`, on the engine's thread. The pages read it, and act by
//! executing the same commands as a phone: there is one way to change a document.

pub(crate) mod access;
pub(crate) mod assets;
pub(crate) mod badge;
pub(crate) mod browser_name;
pub(crate) mod clock_skew;
pub(crate) mod csv;
pub(crate) mod events;
pub(crate) mod form;
pub(crate) mod icon;
pub(crate) mod language;
pub(crate) mod layout;
pub(crate) mod localizer;
pub(crate) mod numbers;
pub(crate) mod origin;
pub(crate) mod page_error;
pub(crate) mod photo;
pub(crate) mod resubmission;
pub(crate) mod session;
pub(crate) mod state;

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::http::Method;

use crate::app::App;
use crate::base::clock::Clock;
use crate::engine::error::EngineError;

pub use crate::projection::Projection;
pub use crate::projection::error::ProjectionError;
pub use crate::projection::folder::database;
pub use crate::projection::table::Delivery;
pub use numbers::Numbers;

/// The office pages.
pub fn routes(app: &App) -> Router<App> {
    state::routes(state::Office::new(app))
}

/// Every address of the office pages with its method, as the table of who may use them has it:
/// for whoever walks through all of them.
pub fn doors() -> impl Iterator<Item = (Method, &'static str)> {
    state::doors()
}

/// Drops the office database of a data directory and makes it again from the feed.
///
/// # Errors
/// [`EngineError`].
pub fn rebuild(data: &Path, clock: Arc<dyn Clock>) -> Result<(), EngineError> {
    crate::engine::rebuild_office(data, clock)
}

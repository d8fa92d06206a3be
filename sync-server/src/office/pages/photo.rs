//! Pictures the office has received, for whoever is signed in.

use axum::extract::{Path, State};
use axum::response::Response;

use super::Office;
use super::fields::id;
use super::session::Visitor;
use super::trouble::Trouble;

/// A picture, as nothing but a picture.
pub(super) async fn file(
    State(office): State<Office>,
    _: Visitor,
    Path(sha256): Path<String>,
) -> Result<Response, Trouble> {
    crate::photos::serve(&office.app, id(&sha256)?).await.map_err(|_| Trouble::NotFound)
}

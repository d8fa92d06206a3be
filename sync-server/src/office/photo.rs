//! The photos the office has received, for everybody who is signed in.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::office::form::id;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// A picture, as nothing but a picture.
pub(crate) async fn file(
    State(office): State<Office>,
    _: Visitor,
    Path(sha256): Path<String>,
) -> Result<Response, PageError> {
    crate::http::photo_answer::serve(&office.engine, &office.app.photos, id(&sha256)?)
        .await
        .map_err(|_| PageError::NotFound)
}

//! The photos the office has received, for those who see a document that names them.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::base::roles::Scope;
use crate::office::form::id;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// A picture, as nothing but a picture.
pub(crate) async fn file(
    State(office): State<Office>,
    visitor: Visitor,
    Path(sha256): Path<String>,
) -> Result<Response, PageError> {
    let sha256 = id(&sha256)?;
    let sees_all = visitor.scope == Scope::Everything;
    if !sees_all && office.records(&visitor, move |store| store.documents_of_photo(sha256)).await?.is_empty()
    {
        return Err(PageError::NotFound);
    }
    crate::http::photo_answer::serve(&office.engine, &office.app.photos, sha256)
        .await
        .map_err(|_| PageError::NotFound)
}

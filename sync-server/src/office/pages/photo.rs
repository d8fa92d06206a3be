//! Pictures the office has received, for whoever is signed in.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use shared::Sha256;

use super::Office;
use super::fields::id;
use super::session::Visitor;
use super::trouble::Trouble;

/// A picture, of a fixed type and with a policy that lets nothing run. Named by its content, so a
/// browser may keep it.
pub(super) async fn file(
    State(office): State<Office>,
    _: Visitor,
    Path(sha256): Path<String>,
) -> Result<Response, Trouble> {
    let sha256: Sha256 = id(&sha256)?;
    let name = sha256.to_string();
    let folder = name.get(..2).unwrap_or_default();
    let path = office.engine.data().join("photos").join(folder).join(&name);
    let bytes = tokio::fs::read(path).await.map_err(|_| Trouble::NotFound)?;
    let headers = [
        (CONTENT_TYPE, "image/jpeg"),
        (CACHE_CONTROL, "private, max-age=31536000, immutable"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    Ok((headers, bytes).into_response())
}

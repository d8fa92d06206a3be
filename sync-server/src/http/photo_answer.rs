//! A photo as an answer.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use shared::Sha256;

use crate::engine::thread::Engine;
use crate::http::file_body::file_body;
use crate::http::problem::Problem;
use crate::photos::files::PhotoFiles;

/// A photo, as nothing but a picture.
pub(crate) async fn serve(engine: &Engine, photos: &PhotoFiles, sha256: Sha256) -> Result<Response, Problem> {
    if engine.read(move |store| store.photo(sha256)).await?.is_none() {
        return Err(Problem::not_found());
    }
    let unreadable = |error: std::io::Error| {
        tracing::error!(%error, %sha256, "a photo the office has cannot be read");
        Problem::internal()
    };
    let file = tokio::fs::File::open(photos.path(sha256)).await.map_err(unreadable)?;
    let (body, length) = file_body(file).await.map_err(unreadable)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CONTENT_LENGTH, HeaderValue::from(length)),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=31536000, immutable")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    ];
    Ok((headers, body).into_response())
}

//! A photo as an answer.

use std::io::ErrorKind;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use shared::Sha256;
use shared::limits::SESSION_IDLE_MS_MAX;

use crate::engine::thread::Engine;
use crate::http::file_body::body_of;
use crate::http::problem::Problem;
use crate::photos::{PhotoContent, PhotoFiles};

/// A photo, as nothing but a picture.
pub(crate) async fn serve(engine: &Engine, photos: &PhotoFiles, sha256: Sha256) -> Result<Response, Problem> {
    if engine.read(move |store| store.photo(sha256)).await?.is_none() {
        return Err(Problem::not_found());
    }
    let unreadable = |error: std::io::Error| {
        tracing::error!(%error, %sha256, "a photo the office has cannot be read");
        Problem::internal()
    };
    let content =
        photos.content(sha256).await.and_then(|found| found.ok_or_else(|| ErrorKind::NotFound.into()));
    let PhotoContent { size_bytes, reader } = content.map_err(unreadable)?;
    // No longer than the session by which it was asked for.
    let cached = HeaderValue::try_from(format!("private, max-age={}, immutable", SESSION_IDLE_MS_MAX / 1000))
        .unwrap_or(HeaderValue::from_static("no-store"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CONTENT_LENGTH, HeaderValue::from(size_bytes)),
        (header::CACHE_CONTROL, cached),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    ];
    Ok((headers, body_of(reader)).into_response())
}

//! The phone app's files: from a folder, or from inside the binary; packed where the browser takes it.

pub(crate) mod coding;

use std::path::{Component, Path};

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::http::app_files::PhoneApp;
use crate::http::problem::Problem;
use crate::phone_api::app_files::coding::{Coding, accepted};

/// Files under a version never change; the others are asked for again each time.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// `GET /` and everything below that nobody else answers.
///
/// # Errors
/// A problem when there is no such file.
pub async fn serve(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    let name = match uri.path().trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    if !Path::new(name).components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(Problem::not_found());
    }
    let ((content, length), coding) =
        packed(&app.phone, name, &headers).await.ok_or_else(Problem::not_found)?;
    let mut response = content.into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
    out.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    out.insert(header::CACHE_CONTROL, if name.starts_with("app/") { FOREVER } else { AGAIN });
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        out.insert(header::CONTENT_ENCODING, coding.value());
    }
    Ok(response)
}

/// A file as the browser likes it best, of the ways it lies there.
async fn packed(app: &PhoneApp, name: &str, headers: &HeaderMap) -> Option<((Body, u64), Option<Coding>)> {
    for coding in accepted(headers) {
        if let Some(found) = app.file(&format!("{name}{}", coding.suffix())).await {
            return Some((found, Some(coding)));
        }
    }
    Some((app.file(name).await?, None))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

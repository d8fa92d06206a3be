//! The phone app's files: from a folder, or from inside the binary; packed where the browser takes it,
//! as a difference where it has an earlier version.

pub(crate) mod coding;

use std::path::{Component, Path};

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::http::app_files::is_dictionary;
use crate::http::problem::Problem;
use crate::phone_api::app_files::coding::{DIFFERENCE, accepted};

/// Files under a version never change; the others are asked for again each time. The app holds each against its hash:
/// nobody on the way may change it.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable, no-transform");
const USE_AS_DICTIONARY: HeaderName = HeaderName::from_static("use-as-dictionary");
const AGAIN: HeaderValue = HeaderValue::from_static("no-cache, no-transform");

/// `GET /` and everything below that nobody else answers. Parts of a file are not served: who asks for a range gets
/// all of it.
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
    let Best { content, length, coding, tag } =
        best(&app, name, &headers).await.ok_or_else(Problem::not_found)?;
    let tag = tag.and_then(|tag| HeaderValue::try_from(format!("\"{tag}\"")).ok());
    let is_known = tag.as_ref().is_some_and(|tag| knows(&headers, tag));
    let mut response =
        if is_known { StatusCode::NOT_MODIFIED.into_response() } else { content.into_response() };
    let out = response.headers_mut();
    if !is_known {
        out.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
        out.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        if let Some(coding) = coding {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
    }
    out.insert(header::CACHE_CONTROL, if name.starts_with("app/") { FOREVER } else { AGAIN });
    if let Some(tag) = tag {
        out.insert(header::ETAG, tag);
    }
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(matched) = dictionary_for(name) {
        out.insert(header::VARY, HeaderValue::from_static("accept-encoding, available-dictionary"));
        out.insert(USE_AS_DICTIONARY, matched);
    }
    Ok(response)
}

/// A file as the browser likes it best.
struct Best {
    content: Body,
    /// In bytes.
    length: u64,
    coding: Option<&'static str>,
    /// What tells these very bytes from any others at this address; none of a large file without a version.
    tag: Option<String>,
}

/// Of the ways a file lies there: as a difference to what the browser has, packed, plain.
async fn best(app: &App, name: &str, headers: &HeaderMap) -> Option<Best> {
    let version = name.strip_prefix("app/").and_then(|name| name.split_once('/')).map(|(version, _)| version);
    if let (Some(dictionary), Some(version)) = (coding::dictionary(headers), version)
        && let Some((content, length)) = app.differences.find(name, dictionary).await
    {
        let tag = Some(format!("{version}-{DIFFERENCE}-{dictionary}"));
        return Some(Best { content, length, coding: Some(DIFFERENCE), tag });
    }
    let packed = accepted(headers).into_iter().map(|coding| (coding.suffix(), Some(coding.name())));
    for (suffix, coding) in packed.chain([("", None)]) {
        let file = format!("{name}{suffix}");
        let kind = coding.unwrap_or("plain");
        if version.is_none()
            && let Some((content, hash)) = app.phone.small(&file).await
        {
            // The tag is that of the bytes which are sent: the folder may be filled anew at this moment.
            let (length, tag) = (content.len() as u64, Some(format!("{hash}-{kind}")));
            return Some(Best { content: Body::from(content), length, coding, tag });
        }
        if let Some((content, length)) = app.phone.file(&file).await {
            let tag = version.map(|version| format!("{version}-{kind}"));
            return Some(Best { content, length, coding, tag });
        }
    }
    None
}

/// Whether the browser has this very content, by its tag (RFC 9110, 13.1.2).
fn knows(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let lines = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    let mut tags = lines.flat_map(|line| line.split(',')).map(|known| known.trim().trim_start_matches("W/"));
    tags.any(|known| known == tag)
}

/// For which later addresses a file is the dictionary (RFC 9842, 2.1): those of the same file in other versions.
fn dictionary_for(name: &str) -> Option<HeaderValue> {
    let file = name.rsplit('/').next().filter(|_| is_dictionary(name))?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let matched = format!("match=\"/app/*/{file}\"");
    file.bytes().all(is_plain).then(|| HeaderValue::try_from(matched).ok()).flatten()
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "ftl" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

//! One address for everybody: a page that is read under another host than the public one is answered with the way
//! there, so that sessions, links and what phones keep are all of one site.
//!
//! What phones say to the office is taken under every name. A phone that was enrolled under another one keeps its
//! copy and its unsent work in the browser's store of that site, which follows no redirect: cut off there, it could
//! never deliver. For the same reason it gets the files of its app there, without which it would stay on the
//! version it has; only a person who opens the page of the app is sent on. Those who watch the server ask it by
//! whatever name it has for them.
//!
//! Writes at the office are refused by the office itself, which shows again what was typed (`office/origin.rs`).

use axum::Extension;
use axum::extract::Request;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::http::peer::AnotherHost;
use crate::http::site::Site;
use crate::http::span::Reason;

/// Answers what reads a page under another host with the way to the public address.
pub(crate) async fn sent_there(request: Request, next: Next) -> Response {
    let extensions = request.extensions();
    let (Some(AnotherHost(asked)), Some(public)) = (extensions.get(), extensions.get::<Site>()) else {
        return next.run(request).await;
    };
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads || !is_page(request.uri().path(), request.headers()) {
        return next.run(request).await;
    }
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let why = Reason(format!("{asked} was asked for, and --public-url is {public}").into());
    // Not for good: the public address may change, and a browser would remember this one.
    let there = Redirect::temporary(&format!("{public}{path}"));
    (Extension(why), [(CACHE_CONTROL, "no-store")], there).into_response()
}

/// Whether something is a page of the office or belongs to one, or is the page of the app that a person opens.
fn is_page(path: &str, headers: &HeaderMap) -> bool {
    match path {
        "/office" => true,
        // A service worker that looks for its files says that it does (Fetch Metadata).
        "/" | "/index.html" => headers.get("sec-fetch-mode").is_none_or(|mode| mode == "navigate"),
        // The page that refuses a form there looks as all others do.
        other => other.starts_with("/office/") && !other.starts_with("/office/assets/"),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn pages_are_those_people_open() {
        let is_page = |path, mode: Option<&'static str>| {
            let header =
                mode.map(|mode| (HeaderName::from_static("sec-fetch-mode"), HeaderValue::from_static(mode)));
            is_page(path, &header.into_iter().collect())
        };
        for path in ["/", "/index.html", "/office", "/office/", "/office/review", "/office/photos/00"] {
            assert!(is_page(path, None) && is_page(path, Some("navigate")), "{path}");
        }
        assert!(!is_page("/", Some("cors")) && !is_page("/index.html", Some("same-origin")));
        let others = [
            "/phone/v1/sync",
            "/healthz",
            "/metrics",
            "/sw.js",
            "/app/1/page_bg.wasm",
            "/office/assets/office.css",
        ];
        for path in others {
            assert!(!is_page(path, None), "{path}");
        }
    }
}

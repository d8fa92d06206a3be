//! Every route, on one page.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Redirect, Response};
use axum::routing::{any, get, post};
use shared::limits::SYNC_BODY_BYTES_MAX;

use crate::app::App;
use crate::base::limits::ENROLMENT_BYTES_MAX;
use crate::http::counters;
use crate::http::peer::{FORWARDED, Peer, Secure, traced};
use crate::http::problem::Problem;
use crate::middleware::{body_limits, one_address, request_log};
use crate::office::address::{LABEL, encoded};
use crate::phone_api::{app_files, enrol, photo_upload, photos, sync};
use crate::serve::Side;
use crate::{domains, health};

/// Every route of the server, for phones and the office.
pub fn routes(app: App) -> Router {
    routes_of(app, Side::Both)
}

/// The routes of one side of the server.
pub fn routes_of(app: App, side: Side) -> Router {
    let served = match side {
        Side::Both => phones().merge(domains::office(&app)).fallback(get(app_files::serve)),
        // What the law has the app lead to is of the office, and for everybody.
        Side::Phones => phones().merge(domains::beside_phones(&app)).fallback(get(app_files::serve)),
        Side::Office => domains::office(&app)
            .route("/", get(async || Redirect::to("/office")))
            .fallback(async || Problem::not_found()),
    };
    served
        // What labels say, which is printed in capitals.
        .route("/l/{code}", get(labelled))
        .route("/L/{code}", get(labelled))
        // Those who keep it running.
        .route("/healthz", get(healthz))
        .route("/metrics", get(counts))
        .layer(DefaultBodyLimit::max(SYNC_BODY_BYTES_MAX))
        .layer(axum::middleware::from_fn(traced))
        .layer(axum::middleware::from_fn_with_state(app.clone(), body_limits::bounded))
        .layer(axum::middleware::from_fn(one_address::sent_there))
        .layer(axum::middleware::from_fn(guarded))
        .layer(axum::middleware::from_fn_with_state(app.clone(), request_log::logged))
        .with_state(app)
}

/// Where phones speak to the office; the files of their app are what nobody else answers.
fn phones() -> Router<App> {
    Router::new()
        .route("/phone/v1/devices", post(enrol::enrol).layer(DefaultBodyLimit::max(ENROLMENT_BYTES_MAX)))
        .route("/phone/v1/sync", post(sync::sync))
        .route("/phone/v1/events", get(sync::events))
        .route("/phone/v1/photos", any(photo_upload::collection))
        .route("/phone/v1/photos/{sha256}", get(photos::fetch))
        .route("/phone/v1/photos/uploads/{sha256}", any(photo_upload::upload))
        // Where phones spoke before.
        .route("/api/v1/{*address}", any(gone))
}

/// Answers an app of a version that still asks where phones spoke before.
async fn gone() -> Problem {
    Problem::new(
        StatusCode::GONE,
        "other-address",
        "This version of the app does not find the office any more. Update the app.",
    )
}

/// Leads from the short address that labels have to the page of the office.
async fn labelled(Path(code): Path<String>) -> Redirect {
    Redirect::to(&format!("{LABEL}{}", encoded(&code)))
}

/// `ok`, also when the office's lists are behind, which is said; or why no work is taken.
async fn healthz(State(app): State<App>) -> (StatusCode, String) {
    match health::unhealthy_reason(&app).await {
        None => match health::degraded_reason(&app) {
            None => (StatusCode::OK, "ok\n".to_owned()),
            Some(what) => (StatusCode::OK, format!("ok: {what}\n")),
        },
        Some(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")),
    }
}

/// Only for this machine: who works how much is nobody else's business.
async fn counts(State(app): State<App>, Peer(address): Peer, headers: HeaderMap) -> Result<String, Problem> {
    // A proxy on this machine that nobody named brings visitors from anywhere.
    let is_brought = FORWARDED.iter().any(|name| headers.contains_key(*name));
    if is_brought || !address.to_canonical().is_loopback() {
        return Err(Problem::not_found());
    }
    Ok(app.counters.text() + &counters::engine_text(&app.engine))
}

/// Nothing runs that is not ours, nothing is framed, nothing is guessed. WebAssembly needs its own
/// word.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; \
     connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'",
);

/// Browsers that came over TLS come over TLS from then on, for a year.
const TLS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// The headers every answer carries. A sync is answered without those a browser only needs for
/// pages: a phone pays for every byte.
async fn guarded(request: Request, next: Next) -> Response {
    let is_exchange = request.uri().path().starts_with("/phone/");
    let is_secure = request.extensions().get::<Secure>().is_some();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if !is_exchange {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(POLICY);
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
        headers.insert(
            "permissions-policy",
            HeaderValue::from_static("camera=(self), geolocation=(), microphone=()"),
        );
        if is_secure {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, TLS_ONLY);
        }
    }
    response
}

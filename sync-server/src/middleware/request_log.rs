//! One line in the log for every request, and what `/metrics` counts of it. Deliberately absent:
//! tokens, texts, addresses with an id in them, and who asked for what in a query.

use std::time::Instant;

use axum::body::HttpBody as _;
use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use tracing::field::Empty;
use tracing::{Instrument as _, info, info_span};

use crate::Reason;
use crate::app::App;

/// The route of what is no route: the phone app's files, and what is not there.
const FILES: &str = "(files)";

/// Runs a request within a span of its own and says what came of it. An answer that is our fault
/// carries the number the log knows the request by.
pub(crate) async fn logged(State(app): State<App>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or(FILES, MatchedPath::as_str);
    let id = format!("{:016x}", app.engine.clock().entropy());
    let span = info_span!("request", id, method = %request.method(), route, device = Empty, person = Empty);
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let status = response.status();
    app.counters.requests.add(route, status, ms);
    // The body of a stream of events has no size; it is told when it opens.
    let bytes = response.body().size_hint().exact();
    let reason = response.extensions().get::<Reason>().map(|Reason(reason)| reason.as_ref());
    span.in_scope(|| info!(status = status.as_u16(), ms, bytes, reason, "answered"));
    if status.is_server_error()
        && let Ok(id) = HeaderValue::from_str(&id)
    {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}

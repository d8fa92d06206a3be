//! The stream that says that there is something new, for phones and for open pages.

use std::convert::Infallible;
use std::sync::Arc;

use axum::http::{HeaderName, HeaderValue};
use axum::response::sse::{Event as Sent, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt as _};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;

use crate::engine::event::Event;
use crate::engine::thread::Engine;
use crate::http::event_streams::{EventStreams, Listener};

/// One event for everything new; a listener that is too slow gets one for all it missed.
pub(crate) fn announcements(engine: &Engine, streams: &Arc<EventStreams>, listener: Listener) -> Response {
    stream(told(engine, streams, listener))
}

fn announcement(event: Told) -> Sent {
    let position = event.map_or_else(|_| String::new(), |event| event.position.0.to_string());
    Sent::default().event("feed").data(position)
}

/// What the engine tells, counted as long as somebody listens, until the stream is to end.
pub(crate) fn told(
    engine: &Engine,
    streams: &Arc<EventStreams>,
    listener: Listener,
) -> impl Stream<Item = Told> + use<> {
    let (open, ended) = streams.begin(listener);
    let events = BroadcastStream::new(engine.events()).map(move |event| {
        let _counted = &open;
        event
    });
    events.take_until(ended)
}

/// An event, or that some were missed.
type Told = Result<Event, BroadcastStreamRecvError>;

/// A stream of events as an answer. It says a word at once: Firefox hands a page the answer only with
/// the first byte of its body.
pub(crate) fn stream(told: impl Stream<Item = Told> + Send + 'static) -> Response {
    let first = futures_util::stream::once(std::future::ready(Sent::default().comment("here")));
    let events = first.chain(told.map(announcement)).map(Ok::<_, Infallible>);
    ([UNBUFFERED], Sse::new(events).keep_alive(KeepAlive::default())).into_response()
}

/// The name nginx goes by: a proxy that waits for more of an answer would keep announcements back.
const UNBUFFERED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));

//! `POST /api/v1/sync` and `GET /api/v1/events`: bytes in, bytes out; `sync` decides.

mod streams;

use std::convert::Infallible;
use std::io::{Read as _, Write as _};

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::sse::{Event as Sent, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use futures_util::{Stream, StreamExt as _};
use shared::limits::SYNC_BODY_BYTES_MAX;
use shared::wire::{RefusalReason, SYNC_MEDIA_TYPE, SyncRequest, WireError};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;

use crate::app::{App, Counters, DeliveringDevice};
use crate::limits::GZIP_BYTES_MIN;
use crate::problem::Problem;
use crate::sync::Event;

pub use streams::{EventStreams, Listener};

/// An event, or that some were missed.
type Told = Result<Event, BroadcastStreamRecvError>;

/// `POST /api/v1/sync`.
///
/// # Errors
/// A problem; nothing of the request was kept.
pub async fn sync(
    State(app): State<App>,
    DeliveringDevice(device): DeliveringDevice,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != SYNC_MEDIA_TYPE) {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported-media-type",
            "A sync message was expected.",
        ));
    }
    let body = body?;
    let gzipped = headers.get(header::CONTENT_ENCODING).is_some_and(|coding| coding == "gzip");
    let body = if gzipped { Bytes::from(inflate(&body)?) } else { body };
    // What was packed small may wait for its turn unpacked.
    let taken = app.counters.bodies.begin_of_device(device.id);
    taken.more(body.len())?;
    let request = SyncRequest::decode(&body)?;
    drop(body);
    if request.device != device.id {
        return Err(Problem::unknown_device());
    }
    let reply = app.engine.sync(device, request).await?;
    let not_taken = reply.refused.len() as u64;
    let held = reply.refused.iter().filter(|refusal| refusal.reason == RefusalReason::Held).count() as u64;
    Counters::add(&app.counters.syncs, 1);
    Counters::add(&app.counters.changes_refused, not_taken - held);
    Counters::add(&app.counters.changes_accepted, u64::from(reply.taken) - not_taken);
    Ok(answer(reply.encode()))
}

fn answer(body: Vec<u8>) -> Response {
    if body.len() >= GZIP_BYTES_MIN
        && let Ok(gzipped) = deflate(&body)
        && gzipped.len() < body.len()
    {
        return ([(header::CONTENT_TYPE, SYNC_MEDIA_TYPE), (header::CONTENT_ENCODING, "gzip")], gzipped)
            .into_response();
    }
    ([(header::CONTENT_TYPE, SYNC_MEDIA_TYPE)], body).into_response()
}

fn deflate(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 2), Compression::default());
    encoder.write_all(body)?;
    encoder.finish()
}

/// Takes compression off, of every member (RFC 1952), up to the limit: a small body can unpack to a huge
/// one.
fn inflate(body: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut plain = Vec::new();
    let read = MultiGzDecoder::new(body).take(SYNC_BODY_BYTES_MAX as u64 + 1).read_to_end(&mut plain);
    match read {
        Ok(size) if size > SYNC_BODY_BYTES_MAX => Err(WireError::OverLimit("bytes").into()),
        Ok(_) => Ok(plain),
        Err(error) => Err(WireError::Malformed(error.to_string()).into()),
    }
}

/// `GET /api/v1/events`: says only that there may be something; the phone then syncs. The stream
/// ends when the device is called, so that the phone comes back and hears how it stands; one that
/// is being withdrawn hears nothing else.
pub async fn events(State(app): State<App>, DeliveringDevice(device): DeliveringDevice) -> Response {
    let (id, silent) = (device.id, device.hand_over_since.is_some());
    let said = told(&app, Listener::Device(id))
        .take_while(move |event| {
            let called = event.as_ref().is_ok_and(|event| event.called.contains(&id));
            std::future::ready(!called)
        })
        .filter(move |event| {
            let calls_others =
                event.as_ref().is_ok_and(|event| event.documents.is_empty() && !event.called.is_empty());
            std::future::ready(!silent && !calls_others)
        });
    stream(said)
}

/// One event for everything new; a listener that is too slow gets one for all it missed.
pub(crate) fn announcements(app: &App, listener: Listener) -> Response {
    stream(told(app, listener))
}

/// The name nginx goes by: a proxy that waits for more of an answer would keep announcements back.
const UNBUFFERED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));

/// A stream of events as an answer. It says a word at once: Firefox hands a page the answer only with
/// the first byte of its body.
fn stream(told: impl Stream<Item = Told> + Send + 'static) -> Response {
    let first = futures_util::stream::once(std::future::ready(Sent::default().comment("here")));
    let events = first.chain(told.map(announcement)).map(Ok::<_, Infallible>);
    ([UNBUFFERED], Sse::new(events).keep_alive(KeepAlive::default())).into_response()
}

/// What the engine tells, counted as long as somebody listens, until the stream is to end.
fn told(app: &App, listener: Listener) -> impl Stream<Item = Told> + use<> {
    let (open, ended) = app.counters.streams.begin(listener);
    let events = BroadcastStream::new(app.engine.events()).map(move |event| {
        let _counted = &open;
        event
    });
    events.take_until(ended)
}

fn announcement(event: Told) -> Sent {
    let position = event.map_or_else(|_| String::new(), |event| event.position.0.to_string());
    Sent::default().event("feed").data(position)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_compressed_once_it_is_worth_it() {
        let coding = |bytes: usize| answer(vec![0; bytes]).headers().get(header::CONTENT_ENCODING).cloned();
        assert_eq!(coding(GZIP_BYTES_MIN - 1), None);
        assert_eq!(coding(GZIP_BYTES_MIN), Some(header::HeaderValue::from_static("gzip")));
    }
}

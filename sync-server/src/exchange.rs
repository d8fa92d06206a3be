//! `POST /api/v1/sync` and `GET /api/v1/events`: bytes in, bytes out; `sync` decides.

use std::convert::Infallible;
use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event as Sent, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use futures_util::{Stream, StreamExt as _};
use shared::limits::SYNC_BODY_BYTES_MAX;
use shared::wire::{RefusalReason, SYNC_MEDIA_TYPE, SyncRequest, WireError};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;

use crate::app::{App, Counters, DeliveringDevice};
use crate::problem::Problem;
use crate::sync::Event;

/// Bodies smaller than this are not worth compressing.
const GZIP_BYTES_MIN: usize = 128;

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
    let body = if gzipped { inflate(&body)? } else { body.to_vec() };
    let request = SyncRequest::decode(&body)?;
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

/// Takes compression off, up to the limit: a small body can unpack to a huge one.
fn inflate(body: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut plain = Vec::new();
    let read = GzDecoder::new(body).take(SYNC_BODY_BYTES_MAX as u64 + 1).read_to_end(&mut plain);
    match read {
        Ok(size) if size > SYNC_BODY_BYTES_MAX => Err(WireError::OverLimit("bytes").into()),
        Ok(_) => Ok(plain),
        Err(error) => Err(WireError::Malformed(error.to_string()).into()),
    }
}

/// Counts a stream of events as long as it is open.
struct OpenStream(Arc<Counters>);

impl OpenStream {
    fn new(counters: &Arc<Counters>) -> Self {
        Counters::add(&counters.event_streams, 1);
        Self(Arc::clone(counters))
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        self.0.event_streams.fetch_sub(1, Ordering::Relaxed);
    }
}

/// `GET /api/v1/events`: says only that there may be something; the phone then syncs. The stream
/// ends when the device is called, so that the phone comes back and hears how it stands; one that
/// is being withdrawn hears nothing else.
pub async fn events(
    State(app): State<App>,
    DeliveringDevice(device): DeliveringDevice,
) -> Sse<impl Stream<Item = Result<Sent, Infallible>>> {
    let (id, silent) = (device.id, device.hand_over_since.is_some());
    let open = OpenStream::new(&app.counters);
    let said = BroadcastStream::new(app.engine.events())
        .take_while(move |event| {
            let called = event.as_ref().is_ok_and(|event| event.called.contains(&id));
            std::future::ready(!called)
        })
        .filter(move |event| {
            let calls_others =
                event.as_ref().is_ok_and(|event| event.documents.is_empty() && !event.called.is_empty());
            std::future::ready(!silent && !calls_others)
        })
        .map(move |event| {
            let _counted: &OpenStream = &open;
            Ok(announcement(event))
        });
    Sse::new(said).keep_alive(KeepAlive::default())
}

/// One event for everything new; a listener that is too slow gets one for all it missed.
pub(crate) fn announcements(app: &App) -> impl Stream<Item = Result<Sent, Infallible>> + use<> {
    let open = OpenStream::new(&app.counters);
    BroadcastStream::new(app.engine.events()).map(move |event| {
        let _counted: &OpenStream = &open;
        Ok(announcement(event))
    })
}

fn announcement(event: Result<Event, BroadcastStreamRecvError>) -> Sent {
    let position = event.map_or_else(|_| String::new(), |event| event.position.0.to_string());
    Sent::default().event("feed").data(position)
}

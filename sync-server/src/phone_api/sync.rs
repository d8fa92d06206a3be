//! `POST /phone/v1/sync` and `GET /phone/v1/events`: bytes in, bytes out; `sync` decides.

use std::io::{Read as _, Write as _};

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use futures_util::StreamExt as _;
use shared::limits::SYNC_BODY_BYTES_MAX;
use shared::wire::{RefusalReason, SYNC_MEDIA_TYPE, SyncReply, SyncRequest, WireError};

use crate::app::App;
use crate::base::limits::GZIP_BYTES_MIN;
use crate::http::announcements::{stream, told};
use crate::http::counters::Counters;
use crate::http::event_streams::Listener;
use crate::http::problem::Problem;
use crate::phone_api::device_auth::{DeliveringDevice, still_delivering};

/// `POST /phone/v1/sync`.
///
/// # Errors
/// A problem when the body is no message of this protocol, or the engine does not take it; nothing of the request was
/// kept.
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
    let (id, person) = (device.id, device.person);
    let reply = app.engine.sync(device, request).await.map_err(Problem::of_device)?;
    // What was taken is answered also when nothing can be said of them.
    let other_phones = app.engine.read(move |store| store.other_phones(id, person)).await.ok();
    let reply = SyncReply { token_days: Some(app.tokens.days), other_phones, ..reply };
    let not_taken = reply.refused.len() as u64;
    let deferred =
        reply.refused.iter().filter(|refusal| refusal.reason == RefusalReason::Deferred).count() as u64;
    Counters::add(&app.counters.syncs, 1);
    Counters::add(&app.counters.changes_refused, not_taken - deferred);
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

/// `GET /phone/v1/events`: says only that there may be something; the phone then syncs. The stream
/// ends when the device is called, so that the phone comes back and hears how it stands; one that
/// is being withdrawn hears nothing else.
///
/// # Errors
/// A problem when the device may not listen, or not any more.
pub async fn events(
    State(app): State<App>,
    DeliveringDevice(device): DeliveringDevice,
) -> Result<Response, Problem> {
    let id = device.id;
    let heard = told(&app.engine, &app.counters.streams, Listener::Device(id));
    // It may have been called, or its streams ended, after it was let in and before this one was among them.
    let silent = still_delivering(&app.engine, id).await?.draining_since.is_some();
    let said = heard
        .take_while(move |event| {
            let called = event.as_ref().is_ok_and(|event| event.called.contains(&id));
            std::future::ready(!called)
        })
        .filter(move |event| {
            let calls_others =
                event.as_ref().is_ok_and(|event| event.documents.is_empty() && !event.called.is_empty());
            std::future::ready(!silent && !calls_others)
        });
    Ok(stream(said))
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

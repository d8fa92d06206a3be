//! The network: requests of the replica carried by `fetch`, and the stream of events.

use futures_util::future::{Either, select};
use js_sys::{Reflect, Uint8Array};
use std::pin::pin;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, DedicatedWorkerGlobalScope, ReadableStreamDefaultReader, Request, RequestInit, Response,
};

use super::browser::pause;
use crate::limits::{ANSWER_MS_MAX, SILENCE_MS_MAX};
use crate::replica::{HttpReply, HttpRequest, Unreachable};

/// The headers the replica reads.
const HEADERS: [&str; 3] = ["content-type", "upload-offset", "guichet-photo"];

/// Carries a request to the office.
pub(super) async fn carry(
    scope: &DedicatedWorkerGlobalScope,
    request: &HttpRequest,
) -> Result<HttpReply, Unreachable> {
    let response =
        send(scope, request, Some(&AbortSignal::timeout_with_u32(ANSWER_MS_MAX))).await.ok_or(Unreachable)?;
    let body =
        JsFuture::from(response.array_buffer().map_err(|_| Unreachable)?).await.map_err(|_| Unreachable)?;
    let headers = HEADERS
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), response.headers().get(name).ok()??)))
        .collect();
    Ok(HttpReply { status: response.status(), headers, body: Uint8Array::new(&body).to_vec() })
}

async fn send(
    scope: &DedicatedWorkerGlobalScope,
    request: &HttpRequest,
    signal: Option<&AbortSignal>,
) -> Option<Response> {
    let init = RequestInit::new();
    init.set_method(request.method);
    init.set_signal(signal);
    if !matches!(request.method, "GET" | "HEAD") {
        init.set_body(&Uint8Array::from(request.body.as_slice()));
    }
    let request_out = Request::new_with_str_and_init(&request.path, &init).ok()?;
    for (name, value) in &request.headers {
        request_out.headers().set(name, value).ok()?;
    }
    let response = JsFuture::from(scope.fetch_with_request(&request_out)).await.ok()?;
    response.dyn_into().ok()
}

/// Listens until the stream of events ends; `heard` is called when it begins and at every event.
pub(super) async fn listen(scope: &DedicatedWorkerGlobalScope, request: &HttpRequest, heard: impl Fn()) {
    let Some(response) = send(scope, request, None).await else { return };
    if response.status() == 401 {
        heard();
    }
    if response.status() != 200 {
        return;
    }
    heard();
    let Some(body) = response.body() else { return };
    let Ok(reader) = body.get_reader().dyn_into::<ReadableStreamDefaultReader>() else { return };
    while let Some(bytes) = next(&reader).await {
        if bytes.windows(6).any(|part| part == b"event:") {
            heard();
        }
    }
    // After a silence the stream may still be open; a broken one cannot be cancelled, nor need it.
    if JsFuture::from(reader.cancel()).await.is_err() {
        reader.release_lock();
    }
}

async fn next(reader: &ReadableStreamDefaultReader) -> Option<Vec<u8>> {
    let read = pin!(JsFuture::from(reader.read()));
    let silence = pin!(pause(SILENCE_MS_MAX));
    let Either::Left((Ok(chunk), _)) = select(read, silence).await else { return None };
    let value = Reflect::get(&chunk, &JsValue::from_str("value")).ok()?;
    value.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec())
}

//! The network: requests of the replica carried by `fetch`, and the stream of events. A request is
//! given up when nothing of its answer comes for a while, not when all of it takes long.

use std::pin::pin;

use futures_util::future::{Either, select};
use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, DedicatedWorkerGlobalScope, ReadableStreamDefaultReader, Request, RequestInit, Response,
};

use crate::limits::{ANSWER_MS_MAX, SILENCE_MS_MAX};
use crate::replica::http::{HttpReply, HttpRequest, Unreachable};
use crate::shell::web::browser::pause;

/// The headers the replica reads.
const HEADERS: [&str; 3] = ["content-type", "upload-offset", "guichet-photo"];

/// A request that is under way as long as this is held.
struct UnderWay(AbortController);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Carries a request to the office.
pub(crate) async fn carry(
    scope: &DedicatedWorkerGlobalScope,
    request: &HttpRequest,
) -> Result<HttpReply, Unreachable> {
    fetch(scope, request).await.ok_or(Unreachable)
}

async fn fetch(scope: &DedicatedWorkerGlobalScope, request: &HttpRequest) -> Option<HttpReply> {
    let (_under_way, response) = send(scope, request).await?;
    let mut body = Vec::new();
    if let Some(reader) = reader(&response) {
        while let Ok(bytes) = next(&reader).await?.dyn_into::<Uint8Array>() {
            body.extend(bytes.to_vec());
        }
    }
    let headers = HEADERS
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), response.headers().get(name).ok()??)))
        .collect();
    Some(HttpReply { status: response.status(), headers, body })
}

async fn send(scope: &DedicatedWorkerGlobalScope, request: &HttpRequest) -> Option<(UnderWay, Response)> {
    let under_way = UnderWay(AbortController::new().ok()?);
    let init = RequestInit::new();
    init.set_method(request.method);
    init.set_signal(Some(&under_way.0.signal()));
    if !matches!(request.method, "GET" | "HEAD") {
        init.set_body(&Uint8Array::from(request.body.as_slice()));
    }
    let request_out = Request::new_with_str_and_init(&request.path, &init).ok()?;
    for (name, value) in &request.headers {
        request_out.headers().set(name, value).ok()?;
    }
    let response = within(ANSWER_MS_MAX, scope.fetch_with_request(&request_out)).await?;
    Some((under_way, response.dyn_into().ok()?))
}

/// Listens until the stream of events ends; `heard` is called when it begins and at every event.
pub(crate) async fn listen(scope: &DedicatedWorkerGlobalScope, request: &HttpRequest, heard: impl Fn()) {
    let Some((_under_way, response)) = send(scope, request).await else { return };
    // A sync says why.
    if matches!(response.status(), 401 | 403) {
        heard();
    }
    if response.status() != 200 {
        return;
    }
    heard();
    let Some(reader) = reader(&response) else { return };
    while let Some(Ok(bytes)) = next(&reader).await.map(JsValue::dyn_into::<Uint8Array>) {
        if bytes.to_vec().windows(6).any(|part| part == b"event:") {
            heard();
        }
    }
}

fn reader(response: &Response) -> Option<ReadableStreamDefaultReader> {
    response.body()?.get_reader().dyn_into().ok()
}

/// The next bytes, `undefined` at the end; `None` after a silence, or when the stream broke.
async fn next(reader: &ReadableStreamDefaultReader) -> Option<JsValue> {
    let chunk = within(SILENCE_MS_MAX, reader.read()).await?;
    Reflect::get(&chunk, &JsValue::from_str("value")).ok()
}

async fn within(ms_max: u32, promise: Promise) -> Option<JsValue> {
    let (kept, silence) = (pin!(JsFuture::from(promise)), pin!(pause(ms_max)));
    let Either::Left((Ok(value), _)) = select(kept, silence).await else { return None };
    Some(value)
}

//! What page and worker post to each other: `[message, bytes or null]`, the message in postcard,
//! which costs a fraction of JSON's code.

use js_sys::{Array, Uint8Array};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast as _, JsValue};

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::failure::Failure;
use crate::client::notice::Notice;
use crate::client::pin::{AskedPin, Unlocking};

/// From the page.
#[derive(Serialize, Deserialize)]
pub(crate) enum ToWorker {
    /// A question, to be answered under the same number.
    Ask(u32, Ask),
    /// Whether the browser promised to keep the data.
    Kept(bool),
    /// What somebody typed to open a locked phone.
    Unlock(Unlocking),
    /// Somebody has forgotten the PIN of a locked phone, and gives up what is on it.
    StartOver,
    /// Nothing is kept of the office but the replica: the answer to [`Notice::Erasing`].
    Forgotten,
}

/// From the worker.
#[derive(Serialize, Deserialize)]
pub(crate) enum ToPage {
    /// The worker runs: its [`crate::client::BUILD`]. Said first; what it is made of must stay as it is.
    Build(String),
    /// The replica is sealed with a PIN, which is asked for.
    Locked(AskedPin),
    /// The replica is open.
    Ready,
    /// The replica cannot be opened, and why.
    Broken(Failure),
    /// An answer.
    Answer(u32, Answer),
    /// Something to know.
    Notice(Notice),
}

/// A message with bytes beside it: both are copied out of WebAssembly memory, which may grow before
/// anybody reads them.
pub(crate) fn pack(message: &impl Serialize, bytes: Option<&[u8]>) -> JsValue {
    // Writing to memory cannot fail; an empty message is not understood.
    let message = postcard::to_allocvec(message).unwrap_or_default();
    let bytes = bytes.map_or(JsValue::NULL, |bytes| Uint8Array::from(bytes).into());
    Array::of2(&Uint8Array::from(message.as_slice()), &bytes).into()
}

/// What is handed over with a packed message instead of being copied once more.
pub(crate) fn buffers(packed: &JsValue) -> Array {
    let parts = packed.dyn_ref::<Array>().map(Array::iter).into_iter().flatten();
    parts
        .filter_map(|part| part.dyn_into::<Uint8Array>().ok())
        .map(|part| JsValue::from(part.buffer()))
        .collect()
}

/// Reads a message; `None` when it is not one of ours. The bytes beside it stay outside of WebAssembly
/// memory.
pub(crate) fn unpack<T: DeserializeOwned>(data: &JsValue) -> Option<(T, Option<Uint8Array>)> {
    let parts: &Array = data.dyn_ref()?;
    let bytes = |at| parts.get(at).dyn_into::<Uint8Array>().ok();
    let message = postcard::from_bytes(&bytes(0)?.to_vec()).ok()?;
    Some((message, bytes(1)))
}

//! The browser: the page shows the screens, a dedicated worker holds the replica on OPFS. The same
//! WebAssembly file serves both and looks where it runs.

mod browser;
mod message;
mod network;
mod page;
mod picture;
mod worker;

use wasm_bindgen::JsCast as _;
use web_sys::DedicatedWorkerGlobalScope;

pub(crate) fn run() {
    match js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        Ok(scope) => worker::run(scope),
        Err(_) => page::run(),
    }
}

//! The only place that knows which platform the app runs on.

#[cfg(all(feature = "replica", not(target_arch = "wasm32")))]
pub mod native;
#[cfg(target_arch = "wasm32")]
mod web;

#[cfg(all(feature = "replica", target_arch = "wasm32"))]
use wasm_bindgen::JsCast as _;

/// Shows the screens; in a browser's page.
#[cfg(all(feature = "screens", target_arch = "wasm32"))]
pub fn run_page() {
    web::page::run();
}

/// Holds the replica; in a browser's dedicated worker.
#[cfg(all(feature = "replica", target_arch = "wasm32"))]
pub fn run_worker() {
    web::worker::run(js_sys::global().unchecked_into());
}

/// Says where the app runs.
#[cfg(not(target_arch = "wasm32"))]
pub fn run_page() {
    println!("The phone app runs in a browser: cargo xtask demo");
}

/// Says where the app runs.
#[cfg(not(target_arch = "wasm32"))]
pub fn run_worker() {
    run_page();
}

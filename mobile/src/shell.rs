//! The only place that knows which platform the app runs on.

#[cfg(not(target_arch = "wasm32"))]
pub mod native;
#[cfg(all(feature = "screens", target_arch = "wasm32"))]
mod web;

/// Runs the app; in a browser's worker, the replica.
#[cfg(all(feature = "screens", target_arch = "wasm32"))]
pub fn run() {
    web::run();
}

/// Says where the app runs.
#[cfg(not(target_arch = "wasm32"))]
pub fn run() {
    println!("The phone app runs in a browser: cargo xtask demo");
}

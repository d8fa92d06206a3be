//! Bindings to `browser.js`, and the browser's clock.

use shared::{Moment, Timestamp};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/shell/web/browser.js")]
extern "C" {
    pub(super) fn own(
        owned: &Closure<dyn FnMut()>,
        busy: &Closure<dyn FnMut()>,
        lost: &Closure<dyn FnMut(JsValue)>,
    );
    #[wasm_bindgen(js_name = takeOver)]
    pub(super) fn take_over(owned: &Closure<dyn FnMut()>, lost: &Closure<dyn FnMut(JsValue)>);
    #[wasm_bindgen(js_name = keepFresh)]
    pub(super) fn keep_fresh(ready: &Closure<dyn FnMut()>);
    #[wasm_bindgen(js_name = useNewVersion)]
    pub(super) fn use_new_version();
    #[wasm_bindgen(catch)]
    pub(super) async fn keep() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = preparePicture, catch)]
    pub(super) async fn prepare_picture(
        bytes: &[u8],
        pixels_max: f64,
        edges: &[u32],
        qualities: &[f64],
    ) -> Result<JsValue, JsValue>;
    fn entropy() -> u64;
    async fn sleep(ms: u32);
    #[wasm_bindgen(js_name = deviceName)]
    pub(super) fn device_name() -> String;
}

/// The wall clock.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit in 53 bits")]
pub(super) fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// The wall clock and fresh random bits.
pub(super) fn moment() -> Moment {
    Moment { wall: now(), entropy: entropy() }
}

/// Returns after `ms` milliseconds.
pub(super) async fn pause(ms: u32) {
    sleep(ms).await;
}

/// Says something in the browser's console.
pub(super) fn warn(what: &str) {
    web_sys::console::warn_1(&what.into());
}

//! Bindings to `browser.js`, and the browser's clock.
//!
//! No slice goes to a function that waits: it would be a view into WebAssembly memory, which is gone as
//! soon as that memory grows. What waits gets arrays of its own.

use std::cmp::Ordering;

use js_sys::{Float64Array, Uint8Array, Uint32Array};
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
        bytes: &Uint8Array,
        width_max: u32,
        edges: Uint32Array,
        qualities: Float64Array,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = colourBar)]
    pub(super) fn colour_bar();
    #[wasm_bindgen(js_name = isIphoneTab)]
    pub(super) fn is_iphone_tab() -> bool;
    #[wasm_bindgen(js_name = fileAddress)]
    pub(super) fn file_address(bytes: &[u8], media_type: &str, name: &str) -> String;
    #[wasm_bindgen(js_name = mustShare)]
    pub(super) fn must_share() -> bool;
    pub(super) fn share(addresses: Vec<String>);
    #[wasm_bindgen(js_name = compare)]
    fn compare_names(one: &str, other: &str) -> i32;
    pub(super) fn entropy() -> u64;
    async fn sleep(ms: u32);
    #[wasm_bindgen(js_name = readyForFingers)]
    pub(super) fn ready_for_fingers();
    pub(super) fn scrolled() -> f64;
    #[wasm_bindgen(js_name = scrollTo)]
    pub(super) fn scroll_to(top: f64);
    pub(super) fn cover();
    pub(super) fn back();
    #[wasm_bindgen(js_name = focusOn)]
    pub(super) fn focus_on(id: &str, entering: bool);
    #[wasm_bindgen(js_name = deviceName)]
    pub(super) fn device_name() -> String;
}

/// The wall clock.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit in 53 bits")]
pub(super) fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// Minutes to add to UTC for the phone's own time, at some moment.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "dates and offsets are small"
)]
pub(super) fn offset_minutes(at: Timestamp) -> i32 {
    -(js_sys::Date::new(&JsValue::from_f64(at.0 as f64)).get_timezone_offset() as i32)
}

/// The order of two names in a dictionary, numbers by value.
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    compare_names(one, other).cmp(&0)
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

//! Bindings to `browser.js`, and the browser's clock.
//!
//! No slice goes to a function that waits: it would be a view into WebAssembly memory, which is gone as
//! soon as that memory grows. What waits gets arrays of its own.

use std::cmp::Ordering;

use js_sys::{Array, Float64Array, Uint8Array, Uint32Array};
#[cfg(feature = "replica")]
use shared::Moment;
use shared::Timestamp;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/shell/web/browser.js")]
extern "C" {
    pub(crate) fn own(
        owned: &Closure<dyn FnMut()>,
        busy: &Closure<dyn FnMut()>,
        lost: &Closure<dyn FnMut(JsValue)>,
    );
    #[wasm_bindgen(js_name = takeOver)]
    pub(crate) fn take_over(owned: &Closure<dyn FnMut()>, lost: &Closure<dyn FnMut(JsValue)>);
    #[wasm_bindgen(js_name = startAgain, catch)]
    pub(crate) async fn start_again() -> Result<JsValue, JsValue>;
    pub(crate) fn started();
    #[wasm_bindgen(js_name = firstWords)]
    pub(crate) fn first_words() -> Array;
    #[wasm_bindgen(js_name = fetchWords, catch)]
    pub(crate) async fn fetch_words(language: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = hasPasskeys)]
    pub(crate) fn has_passkeys() -> bool;
    #[wasm_bindgen(js_name = makePasskey, catch)]
    pub(crate) async fn make_passkey(user: &Uint8Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = askPasskey, catch)]
    pub(crate) async fn ask_passkey(id: &Uint8Array, salt: &Uint8Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = lockAfter)]
    pub(crate) fn lock_after(ms: f64);
    pub(crate) fn picked();
    #[wasm_bindgen(js_name = keepFresh)]
    pub(crate) fn keep_fresh(ready: &Closure<dyn FnMut()>);
    #[wasm_bindgen(js_name = useNewVersion)]
    pub(crate) fn use_new_version();
    #[wasm_bindgen(catch)]
    pub(crate) async fn keep() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = preparePicture, catch)]
    pub(crate) async fn prepare_picture(
        bytes: &Uint8Array,
        width_max: u32,
        edges: Uint32Array,
        qualities: Float64Array,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = colourBar)]
    pub(crate) fn colour_bar();
    #[wasm_bindgen(js_name = isIphoneTab)]
    pub(crate) fn is_iphone_tab() -> bool;
    #[wasm_bindgen(js_name = fileAddress)]
    pub(crate) fn file_address(bytes: &[u8], media_type: &str, name: &str) -> String;
    #[wasm_bindgen(js_name = mustShare)]
    pub(crate) fn must_share() -> bool;
    pub(crate) fn share(addresses: Vec<String>);
    #[wasm_bindgen(js_name = compare)]
    fn compare_names(one: &str, other: &str) -> i32;
    pub(crate) fn entropy() -> u64;
    async fn sleep(ms: u32);
    #[wasm_bindgen(js_name = readyForFingers)]
    pub(crate) fn ready_for_fingers();
    pub(crate) fn scrolled() -> f64;
    #[wasm_bindgen(js_name = scrollTo)]
    pub(crate) fn scroll_to(top: f64);
    pub(crate) fn cover();
    pub(crate) fn back();
    #[wasm_bindgen(js_name = focusOn)]
    pub(crate) fn focus_on(id: &str, entering: bool);
    #[wasm_bindgen(js_name = deviceName)]
    pub(crate) fn device_name() -> String;
}

/// The wall clock.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit in 53 bits")]
pub(crate) fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// Minutes to add to UTC for the phone's own time, at some moment.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "dates and offsets are small"
)]
pub(crate) fn offset_minutes(at: Timestamp) -> i32 {
    -(js_sys::Date::new(&JsValue::from_f64(at.0 as f64)).get_timezone_offset() as i32)
}

/// The order of two names in a dictionary, numbers by value.
pub(crate) fn compare(one: &str, other: &str) -> Ordering {
    compare_names(one, other).cmp(&0)
}

/// The wall clock and fresh random bits.
#[cfg(feature = "replica")]
pub(crate) fn moment() -> Moment {
    Moment { wall: now(), entropy: entropy() }
}

/// Returns after `ms` milliseconds.
pub(crate) async fn pause(ms: u32) {
    sleep(ms).await;
}

/// Says something in the browser's console.
pub(crate) fn warn(what: &str) {
    web_sys::console::warn_1(&what.into());
}

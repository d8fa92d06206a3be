//! How Chromium is started: headless, French, silent towards the outside, one profile.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::{Profile, Screen};

/// The WebDriver capabilities of a new session.
pub(super) fn capabilities(chromium: &Path, profile: &Profile, screen: Screen) -> Map<String, Value> {
    let folder = profile.path().join("chromium");
    let mut arguments: Vec<String> = [
        "--headless",
        // The pages are our own; containers and root have no sandbox to offer.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=fr",
        "--accept-lang=fr-BE,fr",
        "--hide-scrollbars",
        "--window-size=1280,900",
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.push(format!("--user-data-dir={}", folder.display()));

    let mut options = json!({
        "binary": chromium,
        "args": arguments,
        "prefs": {
            "download.default_directory": profile.downloads(),
            "download.prompt_for_download": false,
        },
    });
    if screen == Screen::Phone {
        options["mobileEmulation"] = json!({
            "deviceMetrics": { "width": 390, "height": 844, "pixelRatio": 2.0, "mobile": true, "touch": true },
        });
    }
    let all = json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
        "timeouts": { "script": 60_000, "pageLoad": 60_000, "implicit": 0 },
    });
    match all {
        Value::Object(map) => map,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    }
}

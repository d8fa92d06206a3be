//! How a browser is started: headless, French, silent towards the outside, one profile.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::{Engine, Profile, Screen};

/// The WebDriver capabilities of a new session.
pub(super) fn capabilities(
    engine: Engine,
    browser: &Path,
    profile: &Profile,
    screen: Screen,
) -> Map<String, Value> {
    let all = match engine {
        Engine::Chromium => chromium(browser, profile, screen),
        Engine::Firefox => firefox(browser, profile),
        Engine::WebKit => json!({
            "webkitgtk:browserOptions": { "binary": browser, "args": ["--automation"] },
            "timeouts": { "script": 60_000, "pageLoad": 60_000, "implicit": 0 },
        }),
    };
    match all {
        Value::Object(map) => map,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    }
}

fn firefox(firefox: &Path, profile: &Profile) -> Value {
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": firefox,
            "args": ["-headless", "-profile", profile.path().join("firefox")],
            "prefs": {
                "intl.accept_languages": "fr-BE,fr",
                "layout.css.prefers-color-scheme.content-override": 1,
                "ui.prefersReducedMotion": 1,
                "browser.download.folderList": 2,
                "browser.download.dir": profile.downloads(),
            },
        },
        "timeouts": { "script": 60_000, "pageLoad": 60_000, "implicit": 0 },
    })
}

fn chromium(chromium: &Path, profile: &Profile, screen: Screen) -> Value {
    let folder = profile.path().join("chromium");
    let mut arguments: Vec<String> = [
        "--headless",
        // The pages are our own; containers and root have no sandbox to offer.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-quic",
        // Its page now and then crashes when it is told to clear its cache while another page of ours is kept to go back to.
        "--disable-features=BackForwardCache",
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
    if screen == Screen::LargeLetters {
        // What a person sets in the browser: media queries in `em` follow it, as they do on a phone.
        options["prefs"]["webkit.webprefs.default_font_size"] = json!(32);
    }
    let held = match screen {
        Screen::Phone => Some((390, 844)),
        Screen::LargeLetters => Some((320, 568)),
        Screen::Desk => None,
    };
    if let Some((width, height)) = held {
        options["mobileEmulation"] = json!({
            "deviceMetrics": { "width": width, "height": height, "pixelRatio": 2.0, "mobile": true, "touch": true },
        });
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
        "timeouts": { "script": 60_000, "pageLoad": 60_000, "implicit": 0 },
    })
}

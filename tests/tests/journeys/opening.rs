//! An app that cannot be opened says so, and what to do; it never stays at *opening*.

use anyhow::Result;
use serde_json::json;
use tests::browser::{Browser, Engine, Profile, Scheme, Screen, at_css, at_test};

use crate::accessible::look;
use crate::commune::Commune;

/// A worker whose script is gone.
const GONE: &str = "
    const Real = window.Worker;
    window.Worker = function (address, options) { return new Real('/app/gone.js', options); };
";

/// A browser that gives a page no files of its own, as in a private window.
const NO_FILES: &str = "
    const Real = window.Worker;
    window.Worker = function (address, options) {
        const refusing = `StorageManager.prototype.getDirectory = async () => {
            throw new DOMException('no files here', 'SecurityError'); };
            await import('${address}');`;
        return new Real(URL.createObjectURL(new Blob([refusing], { type: 'text/javascript' })), options);
    };
";

/// A worker that says to be of another build.
const OTHER_BUILD: &str = "
    const Real = window.Worker;
    window.Worker = function (address, options) {
        const other = `const post = self.postMessage.bind(self);
            self.postMessage = (message, transfer) => {
                self.postMessage = post;
                message[0][message[0].length - 1] ^= 1;
                post(message, transfer);
            };
            await import('${address}');`;
        return new Real(URL.createObjectURL(new Blob([other], { type: 'text/javascript' })), options);
    };
";

#[tokio::test]
async fn what_keeps_the_app_from_opening_is_said_at_once() -> Result<()> {
    let commune = Commune::open().await?;
    for (broken, words) in [
        (GONE, "Guichet s’est arrêté"),
        (NO_FILES, "Ce navigateur ne peut pas conserver"),
        (OTHER_BUILD, "another version"),
    ] {
        let profile = Profile::fresh()?;
        let phone = Browser::start(&profile, Screen::Phone).await?;
        phone.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": broken })).await?;
        phone.devtools("Page.setBypassCSP", json!({ "enabled": true })).await?;
        phone.goto(&commune.server.url("/")).await?;
        phone.wait_for_text(at_test("broken"), words).await?;
        phone.wait_for(at_test("start-again")).await?;
    }
    let profile = Profile::fresh()?;
    let phone = Browser::start(&profile, Screen::Phone).await?;
    phone.devtools("Network.enable", json!({})).await?;
    phone.devtools("Network.setBlockedURLs", json!({ "urls": ["*page_bg.wasm"] })).await?;
    phone.goto(&commune.server.url("/")).await?;
    phone.wait_for_text(at_css("#not-started"), "n’a pas pu démarrer").await
}

/// WebKit gives a driven page no files: what can be seen of the phone there is that the app says so.
#[tokio::test]
async fn webkit_shows_why_the_app_cannot_be_opened_and_the_pages_of_the_office() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh_in(Engine::WebKit)?;
    let phone = Browser::start(&profile, Screen::Phone).await?;
    phone.goto(&commune.server.url("/")).await?;
    phone.wait_for(at_test("broken")).await?;
    look(&phone, "phone-broken").await?;
    phone.close().await?;
    let office = commune.office(&profile).await?;
    for page in ["", "/work-orders", "/requests", "/buildings", "/devices"] {
        office.goto(&commune.server.url(&format!("/office{page}"))).await?;
        office.wait_for(at_css("main h1")).await?;
        look(&office, &format!("page-office{}", page.replace('/', "-"))).await?;
    }
    Ok(())
}

/// The colour of the bar above the screen is that of the app's own bar.
const BAR: &str = "
    const colour = (value) => {
        const pen = new OffscreenCanvas(1, 1).getContext('2d');
        pen.fillStyle = value;
        return pen.fillStyle;
    };
    const shown = colour(getComputedStyle(document.querySelector('header.status')).backgroundColor);
    const metas = [...document.querySelectorAll('meta[name=theme-color]')];
    const said = metas.find((meta) => matchMedia(meta.media || 'all').matches);
    return colour(said.content) === shown;
";

#[tokio::test]
async fn the_browsers_bar_has_the_colour_of_the_app_light_and_dark() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    for scheme in [Scheme::Light, Scheme::Dark] {
        phone.set_scheme(scheme).await?;
        phone.wait_for(at_css("header.status-office")).await?;
        phone.wait_for_script(BAR).await?;
    }
    // Light was chosen in the app, while the phone is dark.
    phone.goto(&commune.server.url("/#/settings")).await?;
    phone.click(at_css("label:has([data-test=appearance-light])")).await?;
    phone.wait_for_script(BAR).await?;
    phone.wait_for_script("return document.documentElement.dataset.appearance === 'light'").await?;
    phone.wait_for_script(BAR).await
}

//! What is kept of the app on a phone may be damaged: the app starts all the same, from the network.

use anyhow::{Result, ensure};
use tests::browser::{Browser, Engine, Profile, at_css, at_test};

use crate::commune::Commune;

/// What becomes of a kept file: `name` is its own, `other` that of another one.
const DAMAGES: [(&str, &str); 3] = [
    ("gone", "await cache.delete(address)"),
    ("rubbish", "await cache.put(address, like(kept, 'rubbish'))"),
    ("another", "await cache.put(address, like(kept, await (await cache.match(other)).arrayBuffer()))"),
];

const FILES: [&str; 8] = [
    "/",
    "start-page.js",
    "words/fr.ftl",
    "page.js",
    "page_bg.wasm",
    "start-worker.js",
    "worker.js",
    "worker_bg.wasm",
];

/// Damages one file the way it is said.
fn damage(file: &str, how: &str) -> String {
    format!(
        "return (async () => {{
         const name = (await caches.keys()).find((name) => name.startsWith('guichet-'));
         const cache = await caches.open(name);
         const addresses = (await cache.keys()).map((request) => new URL(request.url).pathname);
         const find = (end) => end === '/' ? end : addresses.find((address) => address.endsWith(`/${{end}}`));
         const [address, other] = [find('{file}'), find('{file}' === 'worker_bg.wasm' ? 'page_bg.wasm' : 'worker_bg.wasm')];
         const kept = await cache.match(address);
         const like = (kept, body) => new Response(body, {{ headers: kept.headers }});
         {how};
         return true;
         }})();"
    )
}

/// Waits until everything is kept again.
const IS_KEPT: &str = "return (async () => {
    const name = (await caches.keys()).find((name) => name.startsWith('guichet-'));
    if (!name || !navigator.serviceWorker.controller) return false;
    const kept = (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname);
    return ['', 'start-page.js', 'words/fr.ftl', 'page.js', 'page_bg.wasm', 'start-worker.js', 'worker.js', 'worker_bg.wasm', 'icon.svg']
        .every((end) => kept.some((path) => path.endsWith(`/${end}`)));
})()";

async fn starts(phone: &Browser) -> Result<()> {
    phone.wait_for(at_test("order")).await?;
    phone.wait_for(at_css("[data-test=status]:not([data-state=opening])")).await?;
    phone.wait_for_script(IS_KEPT).await
}

async fn starts_whatever_is_damaged(engine: Engine) -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh_in(engine)?;
    let phone = commune.technicians_phone(&profile).await?;
    starts(&phone).await?;
    for file in FILES {
        for (what, how) in DAMAGES {
            println!("{file}: {what}");
            let damaged = phone.script(&damage(file, how)).await?;
            ensure!(damaged == true, "{file} was damaged: {damaged}");
            phone.script("window.before = true").await?;
            phone.reload().await?;
            phone.wait_for_script("return !window.before").await?;
            starts(&phone).await?;
        }
    }
    // What was made good is on the phone.
    commune.server.stop().await?;
    phone.reload().await?;
    phone.wait_for(at_test("order")).await?;
    phone.close().await
}

#[tokio::test]
async fn an_app_that_lost_half_of_itself_starts_from_the_network() -> Result<()> {
    starts_whatever_is_damaged(Engine::Chromium).await
}

#[tokio::test]
async fn an_app_that_lost_half_of_itself_starts_from_the_network_in_firefox() -> Result<()> {
    starts_whatever_is_damaged(Engine::Firefox).await
}

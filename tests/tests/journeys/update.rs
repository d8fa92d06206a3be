//! An update of the app travels as a difference where the browser knows how, and whole elsewhere.

use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use shared::Sha256;
use tests::browser::{Browser, Engine, Profile, at_css, at_test, at_text};

use crate::commune::Commune;
use crate::cut::BadLine;

/// What a screen says today and tomorrow, and under which name: as long, for that is changed in what was compiled.
const TODAY: &str = "Mes bons de travail";
const TOMORROW: &str = "Mes bons de demain!";
const NAME_TODAY: &str = "today-title";
const NAME_TOMORROW: &str = "today-other";
const VERSION: &str = "0123456789abcdef";

/// What the whole app weighs on its way, in bytes: packed with brotli, or as it is where that gains nothing.
fn weight(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            bytes += weight(&path)?;
        } else if !name.ends_with(".gz") && !Path::new(&format!("{name}.br")).exists() {
            bytes += fs::metadata(&path)?.len();
        }
    }
    Ok(bytes)
}

/// Changes a file; what was packed of it is removed.
fn change(path: &Path, with: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Result<[Sha256; 2]> {
    let before = fs::read(path)?;
    let hash = Sha256::of(&before);
    let after = with(before);
    for kind in ["br", "gz"] {
        let packed = format!("{}.{kind}", path.display());
        if Path::new(&packed).exists() {
            fs::remove_file(packed)?;
        }
    }
    fs::write(path, &after)?;
    Ok([hash, Sha256::of(&after)])
}

fn replaced(content: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    let mut content = content;
    while let Some(at) = content.windows(from.len()).position(|part| part == from.as_bytes()) {
        content.splice(at..at + from.len(), to.bytes());
    }
    content
}

/// The app of tomorrow: one screen says something else.
fn tomorrow(app: &Path) -> Result<()> {
    let versions = app.join("app");
    let version = fs::read_dir(&versions)?.next().context("a version")??.file_name();
    let version = version.to_string_lossy().into_owned();
    fs::rename(versions.join(&version), versions.join(VERSION))?;
    let files = versions.join(VERSION);
    let program = change(&files.join("page_bg.wasm"), |module| replaced(module, NAME_TODAY, NAME_TOMORROW))?;
    ensure!(program[0] != program[1], "no screen says {NAME_TODAY}");
    let words = change(&files.join("words/fr.ftl"), |words| {
        replaced(replaced(words, TODAY, TOMORROW), NAME_TODAY, NAME_TOMORROW)
    })?;
    ensure!(words[0] != words[1], "no phrase says {TODAY}");
    let page = change(&app.join("index.html"), |page| replaced(page, &version, VERSION))?;
    change(&app.join("sw.js"), |worker| {
        let worker = replaced(worker, &version, VERSION);
        [program, words, page]
            .iter()
            .fold(worker, |worker, [from, to]| replaced(worker, &from.to_string(), &to.to_string()))
    })?;
    Ok(())
}

/// How often the server said that it can send differences.
fn prepared(commune: &Commune) -> usize {
    commune.server.output().matches("travel as differences").count()
}

/// Updates the app; how many bytes came for it.
async fn update(engine: Engine, app: &Path) -> Result<u64> {
    let mut commune = Commune::open_with_app_in(app).await?;
    let line = BadLine::to(commune.server.port()).await?;
    let profile = Profile::fresh_in(engine)?;
    let code = commune.code().await?;
    let phone = commune.enrolled(&profile, &format!("http://127.0.0.1:{}/", line.port), &code).await?;
    phone.wait_for(at_text(TODAY)).await?;
    phone.until("differences", async || Ok((prepared(&commune) > 0).then_some(()))).await?;
    commune.server.stop().await?;
    tomorrow(app)?;
    let before = prepared(&commune);
    commune.server.start_again().await?;
    phone.until("differences", async || Ok((prepared(&commune) > before).then_some(()))).await?;
    use_it(&phone, &line).await
}

async fn use_it(phone: &Browser, line: &BadLine) -> Result<u64> {
    line.received_bytes.store(0, Ordering::SeqCst);
    phone
        .script("window.before = true; navigator.serviceWorker.ready.then((registration) => registration.update())")
        .await?;
    phone.click(at_css("[data-test=new-version] button")).await?;
    phone.wait_for_script("return !window.before").await?;
    phone.wait_for(at_text(TOMORROW)).await?;
    phone.wait_for(at_test("order")).await?;
    Ok(line.received_bytes.load(Ordering::SeqCst))
}

#[tokio::test]
async fn a_change_of_one_screen_costs_a_quarter_of_the_app_at_most() -> Result<()> {
    let app = tempfile::tempdir()?;
    let bytes = update(Engine::Chromium, app.path()).await?;
    let whole = weight(&tests::browser::phone_dir()?)?;
    println!("{bytes} bytes for an update, {whole} for the whole app");
    ensure!(bytes * 4 <= whole, "{bytes} bytes came for an update of an app of {whole}");
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_gone_here_and_at_the_office_brings_the_version_that_is_there() -> Result<()> {
    let app = tempfile::tempdir()?;
    let mut commune = Commune::open_with_app_in(app.path()).await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    phone.wait_for(at_text(TODAY)).await?;
    commune.server.stop().await?;
    tomorrow(app.path())?;
    commune.server.start_again().await?;
    // The very script that would notice.
    phone
        .script(
            "return (async () => {
                 for (const name of await caches.keys()) {
                   const cache = await caches.open(name);
                   for (const kept of await cache.keys()) if (kept.url.endsWith('/again.js')) await cache.delete(kept);
                 }
                 return true;
             })()",
        )
        .await?;
    phone.devtools("Network.clearBrowserCache", json!({})).await?;
    phone.reload().await?;
    phone.wait_for(at_text(TOMORROW)).await?;
    phone.wait_for(at_test("order")).await?;
    phone.close().await
}

#[tokio::test]
async fn a_browser_that_takes_no_differences_is_updated_all_the_same() -> Result<()> {
    let app = tempfile::tempdir()?;
    let bytes = update(Engine::Firefox, app.path()).await?;
    println!("{bytes} bytes for an update in Firefox");
    Ok(())
}

//! One tab at a time holds the replica.

use std::fs;
use std::path::Path;

use anyhow::Result;
use tests::browser::{Browser, Engine, Profile, at_css, at_test};

use crate::accessible::look;
use crate::commune::Commune;

/// Opens a second tab and waits until it says that it is one.
async fn second_tab(phone: &Browser, commune: &Commune) -> Result<()> {
    phone.new_tab().await?;
    phone.goto(&commune.server.url("/")).await?;
    phone.wait_for(at_test("other-tab")).await
}

async fn a_second_tab_takes_over(engine: Engine) -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh_in(engine)?;
    let phone = commune.technicians_phone(&profile).await?;
    let first = phone.tab().await?;
    second_tab(&phone, &commune).await?;
    look(&phone, "phone-other-tab").await?;
    phone.click(at_test("take-over")).await?;
    phone.wait_for(at_test("order")).await?;
    phone.switch_to(&first).await?;
    phone.wait_for(at_test("other-tab")).await
}

#[tokio::test]
async fn a_second_tab_says_so_and_can_take_over() -> Result<()> {
    a_second_tab_takes_over(Engine::Chromium).await
}

#[tokio::test]
async fn a_second_tab_in_firefox_says_so_and_can_take_over() -> Result<()> {
    a_second_tab_takes_over(Engine::Firefox).await
}

/// The app of tomorrow: another service worker for the same files.
fn tomorrow(app: &Path) -> Result<()> {
    let worker = app.join("sw.js");
    let text = fs::read_to_string(&worker)?;
    fs::write(&worker, format!("{text}// Tomorrow's.\n"))?;
    for compressed in ["sw.js.gz", "sw.js.br"] {
        let file = app.join(compressed);
        if file.exists() {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn after_an_update_the_tab_that_was_worked_in_goes_on_and_not_the_second_one() -> Result<()> {
    let app = tempfile::tempdir()?;
    let mut commune = Commune::open_with_app_in(app.path()).await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    let first = phone.tab().await?;
    second_tab(&phone, &commune).await?;
    let second = phone.tab().await?;
    phone.script("window.before = true").await?;
    commune.server.stop().await?;
    tomorrow(app.path())?;
    commune.server.start_again().await?;
    phone.switch_to(&first).await?;
    phone.script("window.before = true; navigator.serviceWorker.ready.then((registration) => registration.update())").await?;
    phone.click(at_css("[data-test=new-version] button")).await?;
    phone.wait_for_script("return !window.before").await?;
    phone.wait_for(at_test("order")).await?;
    phone.switch_to(&second).await?;
    phone.wait_for_script("return !window.before").await?;
    phone.wait_for(at_test("other-tab")).await?;
    phone.switch_to(&first).await?;
    anyhow::ensure!(phone.shows(at_test("order")).await?, "the first tab goes on");
    Ok(())
}

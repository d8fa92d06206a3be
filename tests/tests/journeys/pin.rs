//! A phone with a PIN: locked, nothing of the office is shown or stands readable anywhere; unlocked, everything is as it
//! was left, also without a network.

use std::fs;

use anyhow::{Result, ensure};
use serde_json::json;
use tests::browser::{Browser, Profile, Screen, at_css, at_test};

use crate::accessible::look;
use crate::commune::{Commune, at_the_office, open_order, writes_offline};
use crate::measures::measure;
use crate::picture;
use crate::sealed::says;

pub(crate) const PIN: &str = "402817";
const REPORT: &str = "Robinet d’arrêt remplacé au sous-sol.";

/// What the page keeps by itself: the texts of the browser's small storage, by their names.
const SMALL_STORAGE: &str =
    "return Object.keys(localStorage).filter((name) => /today|draft/.test(name)).length === 0";

pub(crate) async fn set_pin(commune: &Commune, phone: &Browser) -> Result<()> {
    phone.goto(&commune.server.url("/#/settings")).await?;
    phone.type_text(at_test("pin-new"), PIN).await?;
    phone.type_text(at_test("pin-again"), PIN).await?;
    phone.click(at_css("label:has([data-test=pin-after-1])")).await?;
    phone.click(at_test("pin-set")).await?;
    phone.wait_for(at_test("pin-done")).await?;
    phone.wait_for_script(SMALL_STORAGE).await
}

pub(crate) async fn unlock(phone: &Browser, pin: &str) -> Result<()> {
    phone.type_text(at_test("pin"), pin).await?;
    phone.click(at_test("unlock")).await
}

#[tokio::test]
async fn locked_it_shows_nothing_and_the_pin_brings_everything_back_without_a_network() -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    set_pin(&commune, &phone).await?;
    look(&phone, "phone-pin-settings").await?;
    phone.click(at_test("tab-today")).await?;
    writes_offline(&mut commune, &phone, REPORT).await?;
    phone.wait_for_script(SMALL_STORAGE).await?;

    // An empty battery.
    phone.kill().await?;
    for words in [REPORT, "Delvaux"] {
        ensure!(!says(&profile, words)?, "a file says {words}");
    }
    let phone = Browser::start(&profile, Screen::Phone).await?;
    phone.goto(&commune.server.url("/#/to-send")).await?;
    phone.wait_for(at_test("pin-locked")).await?;
    ensure!(!phone.text(at_css("body")).await?.contains("Delvaux"), "whose phone it is is not shown");
    look(&phone, "phone-pin-locked").await?;
    phone.hold(320, 568).await?;
    measure(&phone, "the phone that asks for its PIN").await?;
    unlock(&phone, "402818").await?;
    phone.wait_for(at_test("pin-wrong")).await?;
    ensure!(!phone.shows(at_test("to-send-item")).await?, "nothing is shown");
    unlock(&phone, PIN).await?;
    phone.wait_for(at_test("to-send-item")).await?;

    // It comes to the office.
    commune.server.start_again().await?;
    at_the_office(&phone).await?;
    let report: String = commune.ask_office("SELECT report FROM intervention WHERE report = ?1", REPORT)?;
    ensure!(report == REPORT);

    phone.goto(&commune.server.url("/#/settings")).await?;
    phone.click(at_test("lock-now")).await?;
    phone.wait_for(at_test("pin-locked")).await?;
    phone.close().await
}

#[tokio::test]
async fn it_locks_itself_and_wrong_pins_wait_also_after_the_app_was_closed() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    set_pin(&commune, &phone).await?;
    phone.wait_for(at_test("pin-way-back")).await?;
    // A clock that is corrected says nothing of how long it was.
    let stays = phone
        .script(
            "const now = Date.now.bind(Date);
             Date.now = () => now() - 30_000;
             dispatchEvent(new Event('pointerdown'));
             Date.now = now;
             return !document.documentElement.hidden;",
        )
        .await?;
    ensure!(stays == json!(true), "half a minute back locks nothing");
    // A minute later, by the clock of the page.
    phone.script("const now = Date.now.bind(Date); Date.now = () => now() + 61_000").await?;
    phone.wait_for(at_test("pin-locked")).await?;
    for wrong in 1..4 {
        unlock(&phone, "000000").await?;
        phone.wait_for(at_css(&format!("[data-test=pin-wrong][data-wrong='{wrong}']"))).await?;
    }
    phone.wait_for_text(at_test("pin-wrong"), "Trop de codes faux").await?;
    phone.reload().await?;
    phone.wait_for_text(at_test("pin-wrong"), "Trop de codes faux").await?;
    // The right one is not looked at either.
    unlock(&phone, PIN).await?;
    phone.wait_for_text(at_test("pin-wrong"), "Trop de codes faux").await?;
    ensure!(!phone.shows(at_test("tab-today")).await?, "it is still locked");

    // Whoever has forgotten it begins anew, with nothing of what was here.
    phone.click(at_test("pin-forgotten")).await?;
    // There is a better way, which is said once more.
    phone.click(at_test("pin-start-over")).await?;
    phone.click(at_test("pin-start-over")).await?;
    phone.wait_for(at_test("enrol")).await?;
    phone.wait_for_script(SMALL_STORAGE).await?;
    let said = phone.script("return document.body.textContent").await?;
    ensure!(!said.to_string().contains("Delvaux"), "{said}");
    ensure!(json!(phone.count(at_test("order")).await?) == json!(0), "nothing is left");
    phone.close().await
}

#[tokio::test]
async fn a_photo_that_is_being_taken_is_kept_before_the_phone_locks_itself() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    set_pin(&commune, &phone).await?;
    phone.click(at_test("tab-today")).await?;
    open_order(&phone).await?;
    phone.click(at_test("start")).await?;
    phone.wait_for(at_test("pause")).await?;
    // The tap that opens the camera, which is in front for more than a minute.
    phone
        .script(
            "const field = document.querySelector('[data-test=photo-gallery]');
             field.dispatchEvent(new Event('click', { bubbles: true }));
             const now = Date.now.bind(Date);
             Date.now = () => now() + 61_000;",
        )
        .await?;
    phone.wait_for_script("return document.documentElement.hidden").await?;
    let file = profile.downloads().join("chaufferie.jpg");
    fs::write(&file, picture::on_its_side()?)?;
    phone.upload(at_test("photo-gallery"), &file).await?;
    phone.wait_for(at_test("pin-locked")).await?;
    unlock(&phone, PIN).await?;
    phone.wait_for(at_test("photo-state")).await?;
    phone.close().await
}

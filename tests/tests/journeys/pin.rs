//! A phone with a PIN, or a passkey beside it: locked, nothing of the office is shown or stands readable anywhere; unlocked, everything is as it
//! was left, also without a network.

use std::fs;

use anyhow::{Result, ensure};
use serde_json::{Value, json};
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

/// Sets the PIN of a phone that was enrolled at `place`.
pub(crate) async fn set_pin(phone: &Browser, place: &str) -> Result<()> {
    phone.goto(&format!("{place}#/settings")).await?;
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
    set_pin(&phone, &commune.server.url("/")).await?;
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

/// The phone's own lock, as the tab sees it: its id. Without `prf` it gives no key.
async fn own_lock(phone: &Browser, prf: bool) -> Result<Value> {
    let options = json!({
        "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": true,
        "hasUserVerification": true, "isUserVerified": true, "automaticPresenceSimulation": true, "hasPrf": prf,
    });
    phone.devtools("WebAuthn.enable", json!({})).await?;
    let added = phone.devtools("WebAuthn.addVirtualAuthenticator", json!({ "options": options })).await?;
    Ok(added["authenticatorId"].clone())
}

async fn make_passkey(phone: &Browser) -> Result<()> {
    phone.type_text(at_test("passkey-pin"), PIN).await?;
    phone.click(at_test("passkey-set")).await
}

#[tokio::test]
async fn the_phones_own_lock_opens_it_without_a_network_and_the_pin_when_that_fails() -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    // A passkey is of a name.
    let place = format!("http://localhost:{}/", commune.server.port());
    let phone = commune.enrolled(&profile, &place, &commune.code().await?).await?;
    let without_key = own_lock(&phone, false).await?;
    set_pin(&phone, &place).await?;
    make_passkey(&phone).await?;
    phone.wait_for(at_test("passkey-no-key")).await?;
    phone.devtools("WebAuthn.removeVirtualAuthenticator", json!({ "authenticatorId": without_key })).await?;
    let lock = own_lock(&phone, true).await?;
    make_passkey(&phone).await?;
    phone.wait_for(at_test("passkey-is-set")).await?;
    look(&phone, "phone-passkey-settings").await?;

    commune.server.stop().await?;
    phone.click(at_test("lock-now")).await?;
    phone.wait_for(at_test("passkey-unlock")).await?;
    look(&phone, "phone-passkey-locked").await?;
    phone.click(at_test("passkey-unlock")).await?;
    phone.wait_for(at_test("passkey-is-set")).await?;

    // On the day it does not work, the PIN does.
    phone.click(at_test("lock-now")).await?;
    phone.wait_for(at_test("passkey-unlock")).await?;
    phone.devtools("WebAuthn.clearCredentials", json!({ "authenticatorId": lock })).await?;
    phone.click(at_test("passkey-unlock")).await?;
    phone.wait_for(at_test("passkey-failed")).await?;
    unlock(&phone, PIN).await?;
    phone.click(at_test("passkey-take-away")).await?;
    phone.wait_for(at_test("passkey-set")).await?;
    phone.close().await
}

#[tokio::test]
async fn it_locks_itself_and_wrong_pins_wait_also_after_the_app_was_closed() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    set_pin(&phone, &commune.server.url("/")).await?;
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
    set_pin(&phone, &commune.server.url("/")).await?;
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

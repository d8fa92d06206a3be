//! While the worker starts, the page shows the list of today as it was last known, and says of when it is.

use anyhow::{Result, ensure};
use serde_json::json;
use tests::browser::{Browser, Profile, at_css, at_test};

use crate::accessible::look;
use crate::commune::Commune;

/// A worker that starts when it is told to.
const HELD: &str = "
    const Real = window.Worker;
    window.Worker = function (address, options) {
        const held = `const told = new BroadcastChannel('start');
            await new Promise((start) => { told.onmessage = start; });
            await import('${address}');`;
        return new Real(URL.createObjectURL(new Blob([held], { type: 'text/javascript' })), options);
    };
";

/// Notes between which instants the list can have been kept: since the page was opened, until now.
const NOTE_WHEN: &str =
    "sessionStorage.setItem('kept', JSON.stringify([performance.timeOrigin, Date.now()]));";

/// Whether the screen says a minute of those.
const SAYS_WHEN: &str = "
    const [since, until] = JSON.parse(sessionStorage.getItem('kept'));
    const said = document.querySelector('[data-test=today-as-of]').textContent;
    for (let at = since; at < until + 60_000; at += 60_000) {
      const minute = new Date(Math.min(at, until));
      const parts = [minute.getHours(), minute.getMinutes()].map((part) => String(part).padStart(2, '0'));
      if (said.includes(parts.join(':'))) return true;
    }
    return false;
";

/// Who has the phone that the demo's code enrols.
const OWNER: &str = "Jean-Marc Delvaux";

const IS_KEPT: &str = "return localStorage.getItem('guichet-today') !== null";
const IS_GONE: &str = "return localStorage.getItem('guichet-today') === null";

/// The bytes of the keyring.
const KEYRING: &str = "
    const done = arguments[0];
    navigator.storage.getDirectory()
        .then((folder) => folder.getFileHandle('guichet-keyring'))
        .then((file) => file.getFile())
        .then((file) => file.arrayBuffer())
        .then((bytes) => done(new Uint8Array(bytes).join()), (error) => done(String(error)));
";

/// From here on the worker starts when it is told to.
async fn hold_the_worker(phone: &Browser) -> Result<()> {
    phone.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": HELD })).await?;
    phone.devtools("Page.setBypassCSP", json!({ "enabled": true })).await?;
    Ok(())
}

async fn start_the_worker(phone: &Browser) -> Result<()> {
    phone.script("new BroadcastChannel('start').postMessage('now')").await?;
    Ok(())
}

#[tokio::test]
async fn the_list_is_there_before_the_worker_and_what_only_that_one_knows_comes_by_itself() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    phone.wait_for_script(IS_KEPT).await?;
    let orders = phone.count(at_test("order")).await?;
    phone.script(NOTE_WHEN).await?;
    hold_the_worker(&phone).await?;
    phone.reload().await?;
    phone.wait_for_text(at_test("today-as-of"), "Situation de").await?;
    phone.wait_for_script(SAYS_WHEN).await?;
    ensure!(phone.count(at_test("order")).await? == orders, "the list is whole");
    look(&phone, "phone-last-today").await?;
    // It is to be read, and takes nothing in until the worker is there.
    let inert =
        phone.count(at_css("main[inert] [data-test=order], nav[inert] [data-test=tab-search]")).await?;
    ensure!(inert == orders + 1, "nothing can be tapped: {inert}");
    phone.script("location.hash = document.querySelector('[data-test=order]').hash").await?;
    phone.wait_for(at_test("still-opening")).await?;
    start_the_worker(&phone).await?;
    phone.wait_for(at_test("what")).await?;
    phone.click(at_test("tab-today")).await?;
    phone.wait_for(at_test("order")).await?;
    phone.wait_gone(at_test("today-as-of")).await?;

    // On the list itself, the worker's answer takes its place.
    phone.reload().await?;
    phone.wait_for(at_test("today-as-of")).await?;
    phone.script("document.querySelector('[data-test=order]').before_the_worker = true").await?;
    start_the_worker(&phone).await?;
    phone.wait_gone(at_test("today-as-of")).await?;
    phone.wait_for_script("return document.querySelector('[data-test=order]').before_the_worker").await?;
    phone.close().await
}

#[tokio::test]
async fn a_phone_that_was_withdrawn_shows_nothing_of_it() -> Result<()> {
    let commune = Commune::open().await?;
    let (profile, desk) = (Profile::fresh()?, Profile::fresh()?);
    let phone = commune.technicians_phone(&profile).await?;
    phone.wait_for_script(IS_KEPT).await?;
    let device: String = commune.ask_office(
        "SELECT device.id FROM device JOIN person ON person.id = person WHERE person.name = ?1
         ORDER BY enrolled_at DESC",
        OWNER,
    )?;
    let keyring = phone.client().execute_async(KEYRING, Vec::new()).await?;
    let office = commune.office(&desk).await?;
    office.goto(&commune.server.url(&format!("/office/devices/{device}"))).await?;
    office.click(at_css("[data-test=withdraw] [value=erase]")).await?;
    office.click(at_css("[data-test=withdraw] [name=sure]")).await?;
    office.click(at_css("[data-test=withdraw] button")).await?;
    phone.wait_for(at_test("withdrawn")).await?;
    phone.wait_for_script(IS_GONE).await?;
    // What was begun anew has another key, and says the same.
    phone.reload().await?;
    phone.wait_for(at_test("withdrawn")).await?;
    let fresh = phone.client().execute_async(KEYRING, Vec::new()).await?;
    ensure!(fresh != keyring, "the key of before opens nothing any more");
    hold_the_worker(&phone).await?;
    phone.reload().await?;
    phone.wait_for(at_test("opening")).await?;
    ensure!(!phone.shows(at_test("order")).await?, "nothing of the office's is shown");
    phone.close().await
}

#[tokio::test]
async fn a_phone_that_passes_to_somebody_else_shows_nothing_of_the_one_before() -> Result<()> {
    let commune = Commune::open().await?;
    let (profile, desk) = (Profile::fresh()?, Profile::fresh()?);
    let phone = commune.technicians_phone(&profile).await?;
    phone.wait_for_script(IS_KEPT).await?;
    let office = commune.office(&desk).await?;
    let colleague: String = commune
        .ask_office("SELECT id FROM person WHERE role = 'technician' AND name <> ?1 ORDER BY name", OWNER)?;
    let name: String = commune.ask_office("SELECT name FROM person WHERE id = ?1", &colleague)?;
    let code = commune.code_from_office(&office, &colleague).await?;
    phone.goto(&commune.server.url(&format!("/#/enrol/{code}"))).await?;
    phone.click(at_test("enrol-anew")).await?;
    phone.click(at_test("enrol-submit")).await?;
    phone.wait_for_text(at_test("today"), &name).await?;
    phone.wait_for(at_test("order")).await?;
    phone.wait_for_script(IS_KEPT).await?;
    hold_the_worker(&phone).await?;
    phone.reload().await?;
    phone.wait_for(at_test("today-as-of")).await?;
    phone.wait_for_text(at_test("today"), &name).await?;
    ensure!(!phone.text(at_css("main")).await?.contains(OWNER), "the list is the new owner's");
    phone.close().await
}

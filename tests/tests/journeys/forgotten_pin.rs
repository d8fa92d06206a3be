//! A PIN that was forgotten: a code of the office opens the phone, without a network too, and nothing is lost. And an
//! administration that has every phone locked.

use anyhow::{Result, ensure};
use rusqlite::Connection;
use serde_json::json;
use tests::browser::{Browser, Profile, Screen, at_css, at_test};

use crate::accessible::look;
use crate::commune::{Commune, at_the_office, writes_offline};
use crate::measures::measure;
use crate::pin::{PIN, set_pin, unlock};

const OTHER_PIN: &str = "739104";
const REPORT: &str = "Circulateur remplacé, purge faite.";

/// The worker's clock goes half an hour ahead with each thing it is told: nobody waits for the next PIN.
const NO_WAITS: &str = "
    const Real = window.Worker;
    window.Worker = function (address, options) {
        const late = `
            const now = Date.now.bind(Date);
            let ahead = 0;
            Date.now = () => now() + ahead;
            self.addEventListener('message', () => { ahead += 1_800_001; });
            const Plain = Request;
            self.Request = class extends Plain {
                constructor(to, what) { super(new URL(to, '${location.origin}'), what); }
            };
            await import('${address}');`;
        return new Real(URL.createObjectURL(new Blob([late], { type: 'text/javascript' })), options);
    };
    const now = Date.now.bind(Date);
    Date.now = () => now() + 86_400_000;
";

/// The address of the page of the phone that was enrolled last.
fn page_of(commune: &Commune) -> Result<String> {
    let db = Connection::open(commune.server.data().join("server.db"))?;
    let sql = "SELECT lower(hex(id)) FROM device WHERE enrolled_at = (SELECT max(enrolled_at) FROM device)";
    let id: String = db.query_row(sql, [], |row| row.get(0))?;
    Ok(commune.server.url(&format!("/office/devices/{id}")))
}

/// The code, as a supervisor reads it out.
async fn code_at_office(commune: &Commune, office: &Browser) -> Result<String> {
    office.goto(&page_of(commune)?).await?;
    office.type_text(at_css("[data-test=phone-code] [name=reason]"), "PIN oublié").await?;
    look(office, "office-phone-lock").await?;
    office.click(at_css("[data-test=phone-code] button")).await?;
    let code = office.text(at_test("phone-code-shown")).await?;
    look(office, "office-phone-code").await?;
    Ok(code.trim().to_lowercase())
}

async fn choose_pin(phone: &Browser, pin: &str) -> Result<()> {
    phone.type_text(at_test("pin-new"), pin).await?;
    phone.type_text(at_test("pin-again"), pin).await?;
    phone.click(at_test("pin-set")).await?;
    phone.wait_gone(at_test("pin-choose")).await
}

#[tokio::test]
async fn a_forgotten_pin_loses_nothing() -> Result<()> {
    let mut commune = Commune::open().await?;
    let (profile, desk) = (Profile::fresh()?, Profile::fresh()?);
    let office = commune.office(&desk).await?;
    let phone = commune.technicians_phone(&profile).await?;
    set_pin(&phone, &commune.server.url("/")).await?;
    // It promises that once the office has the code.
    phone.wait_for(at_test("pin-way-back")).await?;
    phone.click(at_test("tab-today")).await?;
    writes_offline(&mut commune, &phone, REPORT).await?;

    phone.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": NO_WAITS })).await?;
    phone.devtools("Page.setBypassCSP", json!({ "enabled": true })).await?;
    phone.reload().await?;
    phone.wait_for(at_test("pin-locked")).await?;
    for wrong in 1..10 {
        unlock(&phone, "000000").await?;
        phone.wait_for(at_css(&format!("[data-test=pin-wrong][data-wrong='{wrong}']"))).await?;
    }
    unlock(&phone, "000000").await?;
    phone.wait_for(at_test("code")).await?;
    ensure!(!phone.shows(at_test("pin")).await?, "no PIN is looked at any more");
    look(&phone, "phone-asks-code").await?;
    phone.hold(320, 568).await?;
    measure(&phone, "the phone that asks for a code").await?;
    phone.type_text(at_test("code"), "7K2M9 7K2M9 7K2M9 7K2M9 7K2M9").await?;
    phone.click(at_test("unlock")).await?;
    phone.wait_for(at_test("pin-wrong")).await?;

    // The supervisor reads it out; where the phone is, there is no network.
    commune.server.start_again().await?;
    let code = code_at_office(&commune, &office).await?;
    commune.server.stop().await?;
    phone.replace_text(at_test("code"), &code).await?;
    phone.click(at_test("unlock")).await?;
    phone.wait_for(at_test("pin-after-code")).await?;
    ensure!(!phone.shows(at_test("report")).await?, "another PIN comes first");
    look(&phone, "phone-chooses-pin").await?;
    measure(&phone, "the phone that has a PIN chosen").await?;
    choose_pin(&phone, OTHER_PIN).await?;
    phone.goto(&commune.server.url("/#/to-send")).await?;
    phone.wait_for(at_test("to-send-item")).await?;

    // What waited comes to the office, and so does the line in the audit log.
    commune.server.start_again().await?;
    at_the_office(&phone).await?;
    let report: String = commune.ask_office("SELECT report FROM intervention WHERE report = ?1", REPORT)?;
    ensure!(report == REPORT);
    for (action, said) in [("phone-code-shown", "PIN oublié"), ("phone-opened-by-code", "Delvaux")] {
        office.goto(&commune.server.url(&format!("/office/audit?action={action}"))).await?;
        let log = office.text(at_css("main")).await?;
        ensure!(log.contains(said) && log.contains("Jean-Marc Delvaux"), "{action}: {log}");
    }
    // The person sees who was shown it; the old PIN is gone, and there is another way back.
    phone.goto(&commune.server.url("/#/settings")).await?;
    phone.wait_for_text(at_test("code-shown"), "Anne Deprez").await?;
    phone.wait_for(at_test("pin-way-back")).await?;
    phone.close().await?;
    let phone = Browser::start(&profile, Screen::Phone).await?;
    phone.goto(&commune.server.url("/")).await?;
    phone.wait_for(at_test("pin-locked")).await?;
    unlock(&phone, PIN).await?;
    phone.wait_for(at_test("pin-wrong")).await?;
    unlock(&phone, OTHER_PIN).await?;
    phone.wait_for(at_test("order")).await?;
    phone.close().await
}

#[tokio::test]
async fn an_administration_has_every_phone_locked() -> Result<()> {
    let mut commune = Commune::open().await?;
    let (profile, desk) = (Profile::fresh()?, Profile::fresh()?);
    let phone = commune.technicians_phone(&profile).await?;
    let office = commune.office_of(&desk, "Administrateur").await?;
    office.goto(&commune.server.url("/office/phone-lock")).await?;
    office.click(at_css("[data-test=pin-rule] label")).await?;
    office.click(at_css("[data-test=pin-rule] button")).await?;
    office.wait_for(at_css("[data-test=pin-rule] input:checked")).await?;
    look(&office, "office-pin-rule").await?;

    phone.wait_for(at_test("pin-required")).await?;
    ensure!(!phone.shows(at_test("order")).await?, "nothing is shown before");
    look(&phone, "phone-pin-required").await?;
    // It knows without a network, and from the first moment on.
    commune.server.stop().await?;
    phone.reload().await?;
    phone.wait_for(at_test("pin-required")).await?;
    choose_pin(&phone, PIN).await?;
    phone.wait_for(at_test("order")).await?;
    phone.goto(&commune.server.url("/#/settings")).await?;
    phone.wait_for(at_test("lock-now")).await?;
    ensure!(!phone.shows(at_test("pin-take-away")).await?, "it stays locked");
    phone.close().await
}

#[tokio::test]
async fn a_pin_is_taken_away_by_whoever_knows_it() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    set_pin(&phone, &commune.server.url("/")).await?;
    phone.type_text(at_test("pin-before"), OTHER_PIN).await?;
    phone.click(at_test("pin-take-away")).await?;
    phone.wait_for(at_test("pin-failed")).await?;
    phone.type_text(at_test("pin-before"), PIN).await?;
    phone.click(at_test("pin-take-away")).await?;
    phone.wait_gone(at_test("pin-take-away")).await?;
    phone.reload().await?;
    phone.wait_for(at_test("pin-set")).await?;
    ensure!(!phone.shows(at_test("pin-before")).await?, "no PIN is asked for any more");
    // The office keeps no code of a lock that is not there.
    at_the_office(&phone).await?;
    let db = Connection::open(commune.server.data().join("server.db"))?;
    let kept = "SELECT count(*) FROM device_recovery JOIN device ON device.id = device_recovery.device
                WHERE enrolled_at = (SELECT max(enrolled_at) FROM device)";
    phone
        .until("the code to be gone", async || {
            let kept = db.query_row(kept, [], |row| row.get::<_, i64>(0));
            Ok(kept.is_ok_and(|kept| kept == 0).then_some(()))
        })
        .await?;
    phone.close().await
}

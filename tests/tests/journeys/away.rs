//! A phone that stayed away from the office for too long, or whose owner is blocked: it shows nothing, and loses nothing.

use anyhow::{Result, ensure};
use rusqlite::Connection;
use serde_json::json;
use tests::browser::{Profile, at_css, at_test};

use crate::accessible::look;
use crate::commune::{Commune, at_the_office, writes_offline};
use crate::measures::measure;

const REPORT: &str = "Vanne resserrée, plus de fuite.";

/// The clocks of the page and of the worker go 31 days ahead. A worker made of words has no address that the
/// office's could be relative to: its requests get a whole one.
const AHEAD: &str = "
    const ahead = 'const now = Date.now.bind(Date); Date.now = () => now() + 31 * 86400000;';
    new Function(ahead)();
    const Real = window.Worker;
    window.Worker = function (address, options) {
        const late = `${ahead}
            const Plain = Request;
            self.Request = class extends Plain {
                constructor(to, what) { super(new URL(to, '${location.origin}'), what); }
            };
            await import('${address}');`;
        return new Real(URL.createObjectURL(new Blob([late], { type: 'text/javascript' })), options);
    };
";

fn is_at_the_office(commune: &Commune, number: &str) -> Result<()> {
    let report: String = commune.ask_office(
        "SELECT report FROM intervention JOIN work_order ON work_order.id = work_order WHERE number = ?1 ORDER BY started_at DESC",
        number,
    )?;
    ensure!(report == REPORT, "the office has {report}");
    Ok(())
}

#[tokio::test]
async fn by_its_own_clock_it_locks_itself_without_a_network_and_the_next_sync_opens_it() -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    let number = writes_offline(&mut commune, &phone, REPORT).await?;
    phone.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": AHEAD })).await?;
    phone.devtools("Page.setBypassCSP", json!({ "enabled": true })).await?;
    phone.reload().await?;
    phone.wait_for(at_test("locked")).await?;
    phone.wait_for(at_test("lock-waiting")).await?;
    ensure!(!phone.shows(at_test("order")).await?, "nothing of the office's is shown");
    phone.wait_for_script("return localStorage.getItem('guichet-today') === null").await?;
    look(&phone, "phone-locked").await?;
    phone.hold(320, 568).await?;
    measure(&phone, "the locked phone").await?;
    for address in ["#/to-send", "#/search", "#/settings"] {
        phone.goto(&commune.server.url(&format!("/{address}"))).await?;
        phone.wait_for(at_test("locked")).await?;
    }

    commune.server.start_again().await?;
    phone.click(at_test("lock-sync")).await?;
    phone.click(at_test("tab-today")).await?;
    phone.wait_for(at_test("order")).await?;
    at_the_office(&phone).await?;
    is_at_the_office(&commune, &number)?;
    phone.close().await
}

#[tokio::test]
async fn once_its_token_has_ended_a_new_code_brings_everything_back() -> Result<()> {
    let mut commune = Commune::open().await?;
    let (profile, desk) = (Profile::fresh()?, Profile::fresh()?);
    let phone = commune.technicians_phone(&profile).await?;
    let number = writes_offline(&mut commune, &phone, REPORT).await?;
    let db = Connection::open(commune.server.data().join("server.db"))?;
    let long_ago = 31_i64 * 24 * 60 * 60 * 1000;
    db.execute(
        "UPDATE device SET last_contact = last_contact - ?1, enrolled_at = enrolled_at - ?1
         WHERE enrolled_at = (SELECT max(enrolled_at) FROM device)",
        [long_ago],
    )?;
    drop(db);
    commune.server.start_again().await?;
    phone.wait_for(at_test("locked")).await?;
    ensure!(!phone.shows(at_test("order")).await?, "nothing of the office's is shown");
    look(&phone, "phone-token-ended").await?;
    phone.hold(320, 568).await?;
    measure(&phone, "the phone whose token has ended").await?;

    let office = commune.office(&desk).await?;
    office.goto(&commune.server.url("/office/devices")).await?;
    office.wait_for(at_test("token-ended")).await?;
    look(&office, "office-token-ended").await?;
    let owner: String = commune.ask_office("SELECT id FROM person WHERE name = ?1", "Jean-Marc Delvaux")?;
    let code = commune.code_from_office(&office, &owner).await?;
    phone.type_text(at_test("code"), &code).await?;
    phone.click(at_test("enrol-submit")).await?;
    // Where it was before it locked itself.
    phone.wait_for(at_test("report")).await?;
    at_the_office(&phone).await?;
    is_at_the_office(&commune, &number)?;
    phone.close().await
}

#[tokio::test]
async fn whoever_is_blocked_sees_nothing_on_their_phone_until_they_are_let_in_again() -> Result<()> {
    let commune = Commune::open().await?;
    let (profile, desk) = (Profile::fresh()?, Profile::fresh()?);
    let phone = commune.technicians_phone(&profile).await?;
    let owner: String = commune.ask_office("SELECT id FROM person WHERE name = ?1", "Jean-Marc Delvaux")?;
    let page = commune.server.url(&format!("/office/people/{owner}"));
    let office = commune.office_of(&desk, "Administrateur").await?;
    office.goto(&page).await?;
    office.click(at_css("[data-test=block] button")).await?;
    office.wait_for(at_test("ended-phone")).await?;
    phone.wait_for(at_css("[data-test=locked][data-why=lock-blocked]")).await?;
    ensure!(!phone.shows(at_test("order")).await?, "nothing of the office's is shown");
    ensure!(!phone.shows(at_test("code")).await?, "no code is asked for");
    phone.wait_for_script("return localStorage.getItem('guichet-today') === null").await?;
    look(&phone, "phone-blocked").await?;
    phone.hold(320, 568).await?;
    measure(&phone, "the phone of somebody who is blocked").await?;
    phone.reload().await?;
    phone.wait_for(at_test("locked")).await?;

    office.goto(&page).await?;
    office.click(at_css("[data-test=unblock] button")).await?;
    office.wait_for(at_test("block")).await?;
    phone.wait_for(at_test("order")).await?;
    at_the_office(&phone).await?;
    phone.close().await
}

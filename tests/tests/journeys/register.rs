//! The register is kept right at the office: a building is entered, furnished, corrected, and given up.

use anyhow::{Result, ensure};
use tests::browser::{Browser, Profile, Screen, at_css, at_test};

use crate::accessible::look;
use crate::commune::Commune;

const HALL: &str = "Hall omnisports du Parc";
const ROOM: &str = "Local technique";
const FAN: &str = "Extracteur d’air";

const SAVE: &str = "[data-test=register-form] button[type=submit]";

async fn saved(office: &Browser) -> Result<()> {
    office.click(at_css(SAVE)).await?;
    office.wait_for(at_test("building-facts")).await
}

#[tokio::test]
async fn a_building_is_entered_furnished_corrected_and_given_up() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = commune.office(&profile).await?;
    office.goto(&commune.server.url("/office/buildings")).await?;
    office.click(at_test("building-new")).await?;
    office.wait_for(at_css("#name")).await?;
    look(&office, "office-building-new").await?;
    office.type_text(at_css("#name"), HALL).await?;
    office.type_text(at_css("#code"), "SPO-009").await?;
    let commune_of: String = commune.ask_office("SELECT id FROM organisation WHERE code = ?1", "COM")?;
    office.choose(at_css("#organisation"), &commune_of).await?;
    office.type_text(at_css("#street"), "Rue du Parc").await?;
    office.click(at_css("[data-test=building-form] button[type=submit]")).await?;
    office.wait_for(at_test("building-edit")).await?;
    let page = office.url().await?;
    let id = page.rsplit('/').next().unwrap_or_default().split('?').next().unwrap_or_default();

    office.click(at_test("building-edit")).await?;
    office.wait_for(at_css("#surface")).await?;
    look(&office, "office-building-edit").await?;
    office.type_text(at_css("#surface"), "1 250,5").await?;
    office.choose(at_css("#energy"), "C").await?;
    saved(&office).await?;
    office.wait_for_text(at_test("building-facts"), "1250.5 m²").await?;

    office.click(at_test("space-new")).await?;
    office.type_text(at_css("#name"), ROOM).await?;
    office.type_text(at_css("#level"), "-1").await?;
    saved(&office).await?;
    office.click(at_test("asset-new")).await?;
    office.type_text(at_css("#name"), FAN).await?;
    office.type_text(at_css("#family"), "ventilation").await?;
    let room: String = commune.ask_office("SELECT id FROM space WHERE building = ?1", id)?;
    office.choose(at_css("#space"), &room).await?;
    look(&office, "office-asset").await?;
    saved(&office).await?;
    let stands: String = commune.ask_office("SELECT space FROM asset WHERE building = ?1", id)?;
    ensure!(stands == room, "it stands in its room");
    look(&office, "office-building-furnished").await?;

    labelled(&commune, &office, id).await?;

    // Scrapped, it is offered for no work any more; its page still says what it was.
    office.click(at_css("details.asset summary")).await?;
    office.click(at_test("asset-edit")).await?;
    office.click(at_test("retired-open")).await?;
    office.script("document.querySelector('#retired_on').value = '2026-11-30'").await?;
    office.type_text(at_css("#retired_why"), "brûlé").await?;
    saved(&office).await?;
    office.wait_for_text(at_css("main"), "brûlé").await?;
    office.goto(&commune.server.url(&format!("/office/work-orders/new?building={id}"))).await?;
    office.wait_for(at_css("#asset")).await?;
    ensure!(!office.text(at_css("#asset")).await?.contains(FAN), "nobody is sent to what is gone");

    // Given up, the building is in the list of those out of use alone.
    office.goto(&commune.server.url(&format!("/office/buildings/{id}/edit"))).await?;
    office.click(at_test("retired-open")).await?;
    office.script("document.querySelector('#retired_on').value = '2026-11-30'").await?;
    saved(&office).await?;
    office.goto(&commune.server.url("/office/buildings?text=omnisports+parc")).await?;
    ensure!(!office.text(at_css("main")).await?.contains(HALL), "it is not in the list");
    office.goto(&commune.server.url("/office/buildings?text=omnisports+parc&retired=yes")).await?;
    office.wait_for_text(at_css("main"), HALL).await?;
    exported(&office).await
}

/// What the list shows leaves as a workbook.
async fn exported(office: &Browser) -> Result<()> {
    office.click(at_css("[data-test=export] summary")).await?;
    office.wait_for(at_test("export-asset")).await?;
    look(office, "office-buildings-export").await?;
    let taken = "fetch(document.querySelector('[data-test=export-asset]').href).then(async answer => {
        const bytes = new Uint8Array(await answer.arrayBuffer());
        window.taken = answer.headers.get('content-disposition') + ' ' + String.fromCharCode(bytes[0], bytes[1]); })";
    office.script(taken).await?;
    office.wait_for_script("return /\\.xlsx\" PK$/.test(window.taken || '')").await
}

/// A sheet of labels is printed, a blank one is stuck on the fan, and both are opened: at the office, and by a stranger.
async fn labelled(commune: &Commune, office: &Browser, id: &str) -> Result<()> {
    office.click(at_test("labels-open")).await?;
    office.wait_for(at_test("labels-form")).await?;
    office.click(at_test("labels-free")).await?;
    look(office, "office-labels").await?;
    let sheet = "fetch(document.querySelector('[data-test=labels-form]').action + '?' + new URLSearchParams(new FormData(
        document.querySelector('[data-test=labels-form]')))).then(answer => { window.printed = answer.headers.get('content-type'); })";
    office.script(sheet).await?;
    office.wait_for_script("return window.printed === 'application/pdf'").await?;

    office.goto(&commune.server.url("/office/labels")).await?;
    office.wait_for(at_test("label-run")).await?;
    look(office, "office-labels-blank").await?;
    office.click(at_css("[data-test=labels-blank-form] button[type=submit]")).await?;
    office.wait_for(at_test("labels-form")).await?;
    let last = "(SELECT id FROM label_run ORDER BY at DESC LIMIT 1)";
    let blank = format!("SELECT code FROM blank_label WHERE run = {last} AND number = ?1");
    let blank: String = commune.ask_server(&blank, 0)?;
    let fan: String = commune.ask_office("SELECT id FROM asset WHERE building = ?1", id)?;
    let own: String = commune.ask_office("SELECT own_label FROM asset WHERE building = ?1", id)?;
    office.goto(&commune.server.url(&format!("/office/buildings/{id}/assets/{fan}"))).await?;
    office.type_text(at_css("#label"), &blank.to_lowercase()).await?;
    saved(office).await?;

    office.goto(&commune.server.url(&format!("/L/{blank}"))).await?;
    office.wait_for_text(at_css("details.asset[open] summary"), FAN).await?;
    let profile = Profile::fresh()?;
    let stranger = Browser::start(&profile, Screen::Phone).await?;
    stranger.goto(&commune.server.url(&format!("/l/{own}"))).await?;
    stranger.wait_for_text(at_test("label-opened"), HALL).await?;
    look(&stranger, "label-opened").await?;
    office.goto(&commune.server.url(&format!("/office/buildings/{id}"))).await?;
    office.wait_for(at_test("building-facts")).await
}

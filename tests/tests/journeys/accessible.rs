//! No accessibility violation on any screen or page, light and dark.

use anyhow::Result;
use tests::browser::{Browser, Engine, Profile, Scheme, Screen, at_css, at_test};

use crate::commune::{Commune, open_order};

/// Saves what a screen looks like, light and dark, and has it judged. Only Chromium changes its light while it
/// runs.
pub(crate) async fn look(browser: &Browser, name: &str) -> Result<()> {
    if browser.engine() != Engine::Chromium {
        browser.screenshot(&format!("{name}-{:?}", browser.engine())).await?;
        return browser.require_accessible(name).await;
    }
    for (scheme, word) in [(Scheme::Light, "light"), (Scheme::Dark, "dark")] {
        browser.set_scheme(scheme).await?;
        browser.screenshot(&format!("{name}-{word}")).await?;
        browser.require_accessible(&format!("{name}, {word}")).await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_screen_of_the_phone_is_accessible() -> Result<()> {
    let commune = Commune::open().await?;
    let stranger = Profile::fresh()?;
    let phone = Browser::start(&stranger, Screen::Phone).await?;
    phone.goto(&commune.server.url("/")).await?;
    phone.wait_for(at_test("enrol")).await?;
    look(&phone, "screen-enrol").await?;
    phone.close().await?;

    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    look(&phone, "screen-today").await?;
    open_order(&phone).await?;
    phone.click(at_test("start")).await?;
    phone.wait_for(at_test("report")).await?;
    look(&phone, "screen-work-order").await?;
    phone.click(at_css(".heading a[href*='#/building/']")).await?;
    phone.wait_for(at_test("building")).await?;
    phone.click(at_css("details.asset summary")).await?;
    look(&phone, "screen-building").await?;
    for (address, test, name) in [
        ("/#/search", "search", "screen-search"),
        ("/#/defect", "defect-building", "screen-defect"),
        ("/#/to-send", "sync-now", "screen-to-send"),
        ("/#/settings", "language-fr", "screen-settings"),
    ] {
        phone.goto(&commune.server.url(address)).await?;
        phone.wait_for(at_test(test)).await?;
        if test == "search" {
            phone.type_text(at_test("search"), "chaudiere").await?;
            phone.wait_for(at_test("found")).await?;
        }
        look(&phone, name).await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_page_of_the_office_is_accessible() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = Browser::start(&profile, Screen::Desk).await?;
    office.goto(&commune.server.url("/office")).await?;
    office.wait_for(at_test("sign-in")).await?;
    look(&office, "page-sign-in").await?;
    office.close().await?;

    let office = commune.office(&profile).await?;
    let contradicted: String =
        commune.ask_office("SELECT work_order FROM contradiction WHERE work_order <> ?1", "")?;
    let photographed: String = commune.ask_office(
        "SELECT work_order.id FROM work_order JOIN photo ON document = work_order.id
         JOIN photo_received USING (sha256) WHERE state = 'finished' AND phase = ?1",
        "after",
    )?;
    let building: String =
        commune.ask_office("SELECT id FROM building WHERE name <> ?1 ORDER BY name", "")?;
    let request: String = commune.ask_office("SELECT id FROM request WHERE id <> ?1 ORDER BY id", "")?;
    let device: String = commune.ask_office("SELECT id FROM device WHERE id <> ?1 ORDER BY id", "")?;
    let person: String = commune.ask_office("SELECT id FROM person WHERE id <> ?1 ORDER BY name", "")?;
    for (path, name) in [
        ("/office".to_owned(), "page-to-review"),
        ("/office/work-orders".to_owned(), "page-work-orders"),
        (format!("/office/work-orders/{contradicted}"), "page-work-order"),
        (format!("/office/work-orders/{photographed}"), "page-review"),
        ("/office/work-orders/new".to_owned(), "page-new-work-order"),
        ("/office/buildings".to_owned(), "page-buildings"),
        (format!("/office/buildings/{building}"), "page-building"),
        ("/office/requests".to_owned(), "page-requests"),
        (format!("/office/requests/{request}"), "page-request"),
        (format!("/office/work-orders/new?building={building}"), "page-new-work-order-there"),
        ("/office/devices".to_owned(), "page-devices"),
        (format!("/office/devices/{device}"), "page-device"),
        ("/office/refused".to_owned(), "page-refused"),
        ("/office/offers".to_owned(), "page-offers"),
        (format!("/office/people/{person}"), "page-person"),
        ("/office/nowhere".to_owned(), "page-not-found"),
        ("/office/history".to_owned(), "page-history"),
        ("/office/search?text=chaudiere".to_owned(), "page-search"),
        ("/office/account".to_owned(), "page-account"),
        ("/office/people".to_owned(), "page-people"),
        ("/office/audit".to_owned(), "page-audit"),
    ] {
        office.goto(&commune.server.url(&path)).await?;
        office.wait_for(at_css("main h1")).await?;
        if name == "page-review" {
            office.script("document.querySelector('.pairs').closest('section').scrollIntoView()").await?;
            // What is further down, or folded away, is loaded when somebody gets there.
            office
                .wait_for_script(
                    "return [...document.querySelectorAll('.pair img')].slice(0, 2).every((image) => image.complete)",
                )
                .await?;
        }
        look(&office, name).await?;
        if name == "page-review" {
            office.click(at_css("a.enlarge")).await?;
            office.wait_for(at_css("dialog[open]")).await?;
            look(&office, "page-photo").await?;
        }
    }
    let technician: String =
        commune.ask_office("SELECT id FROM person WHERE role = ?1 ORDER BY name", "technician")?;
    office.goto(&commune.server.url("/office/devices")).await?;
    office.choose(at_css("#person"), &technician).await?;
    office.click(at_css("[data-test=enrol] button")).await?;
    office.wait_for(at_test("enrol-code")).await?;
    look(&office, "page-enrolment").await
}

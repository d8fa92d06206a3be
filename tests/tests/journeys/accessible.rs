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

/// Pages that can be asked for without an id, and how they are called.
const PAGES: [(&str, &str); 18] = [
    ("/office/announcements", "page-announcements"),
    ("/office/requests/new", "page-new-request"),
    ("/office", "page-to-review"),
    ("/office/work-orders", "page-work-orders"),
    ("/office/work-orders/new", "page-new-work-order"),
    ("/office/buildings", "page-buildings"),
    ("/office/requests", "page-requests"),
    ("/office/devices", "page-devices"),
    ("/office/refused", "page-refused"),
    ("/office/offers", "page-offers"),
    ("/office/nowhere", "page-not-found"),
    ("/office/history", "page-history"),
    ("/office/search?text=chaudiere", "page-search"),
    ("/office/account", "page-account"),
    ("/office/people", "page-people"),
    ("/office/audit", "page-audit"),
    ("/office/accessibility", "page-accessibility"),
    ("/office/privacy", "page-privacy"),
];

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
    let plain = PAGES.map(|(path, name)| (path.to_owned(), name));
    let of_something = [
        (format!("/office/work-orders/{contradicted}"), "page-work-order"),
        (format!("/office/work-orders/{photographed}"), "page-review"),
        (format!("/office/buildings/{building}"), "page-building"),
        (format!("/office/requests/{request}"), "page-request"),
        (format!("/office/work-orders/new?building={building}"), "page-new-work-order-there"),
        (format!("/office/devices/{device}"), "page-device"),
        (format!("/office/people/{person}"), "page-person"),
    ];
    for (path, name) in plain.into_iter().chain(of_something) {
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

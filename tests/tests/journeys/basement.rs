//! A technician's day without a network, from the assigned work order to the approved report.

use std::fs;

use anyhow::Result;
use tests::browser::{Browser, Engine, Profile, Screen, at_css, at_test};

use crate::commune::{Commune, answer_checklist, at_the_office, open_order, order};
use crate::picture;

const REPORT: &str = "Circulateur bloqué, dégrippé et purgé. Pression remise à 1,6 bar.";

#[tokio::test]
async fn a_report_written_in_a_basement_is_approved_at_the_office() -> Result<()> {
    walk(Engine::Chromium).await
}

#[tokio::test]
async fn a_report_written_in_a_basement_in_firefox_is_approved_at_the_office() -> Result<()> {
    walk(Engine::Firefox).await
}

async fn walk(engine: Engine) -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh_in(engine)?;
    let phone = commune.technicians_phone(&profile).await?;
    phone.screenshot("phone-today").await?;

    // The basement.
    commune.server.stop().await?;
    phone.reload().await?;
    let number = open_order(&phone).await?;
    phone.screenshot("phone-work-order").await?;
    phone.click(at_test("start")).await?;
    phone.type_text(at_test("report"), REPORT).await?;
    phone.wait_for(at_css("[data-test=report-state][data-state=saved]")).await?;
    let file = profile.downloads().join("chaufferie.jpg");
    fs::write(&file, picture::on_its_side()?)?;
    phone.click(at_css(".pick:has([data-test=phase-after])")).await?;
    phone.upload(at_test("photo-gallery"), &file).await?;
    phone.wait_for(at_css("[data-test=photo-state][data-state=saved]")).await?;
    if phone.count(at_css("fieldset.missing")).await? > 0 {
        phone.click(at_test("finish")).await?;
        phone.wait_for(at_test("failure")).await?;
        phone.screenshot("phone-answer-missing").await?;
        answer_checklist(&phone).await?;
    }
    phone.screenshot("phone-report").await?;
    phone.click(at_test("finish")).await?;
    phone.wait_for(at_test("photos-on-the-way")).await?;
    phone.wait_for(at_css("[data-test=status][data-state=saved]")).await?;

    // An empty battery.
    phone.kill().await?;
    let phone = Browser::start(&profile, Screen::Phone).await?;
    phone.goto(&commune.server.url("/#/to-send")).await?;
    phone.wait_for(at_test("to-send-item")).await?;
    phone.screenshot("phone-to-send").await?;

    // Upstairs.
    commune.server.start_again().await?;
    phone.wait_for(at_test("nothing-to-send")).await?;
    at_the_office(&phone).await?;
    phone.screenshot("phone-nothing-to-send").await?;
    let report: String = commune.ask_office(
        "SELECT report FROM intervention JOIN work_order ON work_order.id = work_order WHERE number = ?1 ORDER BY started_at DESC",
        &number,
    )?;
    assert_eq!(report, REPORT);
    let upright: bool = commune.ask_office(
        "SELECT width_px = 480 AND height_px = 640 AND sha256 IN (SELECT sha256 FROM photo_received)
         FROM photo JOIN work_order ON work_order.id = document WHERE number = ?1 ORDER BY at DESC",
        &number,
    )?;
    assert!(upright, "the photo stands upright and is at the office");

    // The office.
    let desk = Profile::fresh()?;
    let office = commune.office(&desk).await?;
    office.screenshot("office-to-review").await?;
    let id: String = commune.ask_office("SELECT id FROM work_order WHERE number = ?1", &number)?;
    office.click(at_css(&format!("[data-test=review-row] a[href*='{id}']"))).await?;
    office.wait_for(at_css(&format!("[data-test=report][data-order='{id}']"))).await?;
    office.wait_for(at_test("approve")).await?;
    office.screenshot("office-review").await?;
    office.click(at_test("approve")).await?;
    office.wait_for(at_css("[data-test=notice] [data-state=approved]")).await?;

    // The phone shows it.
    phone.goto(&commune.server.url("/#/")).await?;
    phone.click(at_css("details.done summary")).await?;
    phone.click(order(&number)).await?;
    phone.wait_for(at_css("[data-test=state][data-state=approved]")).await
}

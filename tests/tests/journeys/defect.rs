//! A defect seen on site, reported without a network.

use std::fs;

use anyhow::Result;
use tests::browser::{Profile, at_css, at_test, at_text};

use crate::commune::{Commune, at_the_office};
use crate::guarded::saved;
use crate::picture;

const WHAT: &str = "Gouttière arrachée côté cour";

#[tokio::test]
async fn a_defect_reported_without_a_network_reaches_the_counter_with_its_photo() -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    commune.server.stop().await?;
    phone.click(at_test("tab-defect")).await?;
    phone.type_text(at_test("defect-search"), "ecole").await?;
    phone.click(at_test("defect-building")).await?;
    phone.type_text(at_test("defect-what"), WHAT).await?;
    let file = profile.downloads().join("gouttière.jpg");
    fs::write(&file, picture::on_its_side()?)?;
    phone.upload(at_test("photo-gallery"), &file).await?;
    phone.wait_for(at_test("defect-photos")).await?;
    phone.click(at_test("defect-send")).await?;
    phone.wait_for(at_test("defect-saved")).await?;
    phone.wait_for(at_css("[data-test=status][data-state=saved]")).await?;

    // A copy for the day the office stays out of reach.
    phone.click(at_test("tab-to-send")).await?;
    phone.click(at_test("save-copy")).await?;
    phone.click(at_test("copy-file")).await?;
    let copy = saved(&phone, &profile, "guichet").await?;
    assert!(fs::read(&copy)?.starts_with(b"guichet\x02"), "closed to the office");

    commune.server.start_again().await?;
    phone.wait_for(at_test("nothing-to-send")).await?;
    at_the_office(&phone).await?;
    let received: bool = commune.ask_office(
        "SELECT sha256 IN (SELECT sha256 FROM photo_received) FROM photo
         JOIN request ON request.id = document WHERE title = ?1",
        WHAT,
    )?;
    assert!(received, "the photo is at the office");

    let desk = Profile::fresh()?;
    let office = commune.office(&desk).await?;
    office.goto(&commune.server.url("/office/requests")).await?;
    office.click(at_text(WHAT)).await?;
    office.wait_for(at_css("a.enlarge img")).await?;
    office.click(at_css("a.enlarge")).await?;
    office.wait_for(at_css("dialog[open] img")).await?;
    office.screenshot("office-request").await?;

    // Whoever brings the copy all the same is told that everything of it is there.
    office.goto(&commune.server.url("/office/devices")).await?;
    office.upload(at_css("[data-test=copy] [type=file]"), &copy).await?;
    office.click(at_css("[data-test=copy] button")).await?;
    office.wait_for(at_test("copy-taken")).await?;
    Ok(())
}

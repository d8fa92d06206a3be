//! Somebody links another phone in a technician's name: their own phone says so.

use anyhow::{Result, ensure};
use tests::browser::{Profile, at_css, at_test};

use crate::accessible::look;
use crate::commune::{Commune, at_the_office};
use crate::measures::measure;

#[tokio::test]
async fn a_technician_learns_of_a_phone_that_was_linked_in_their_name() -> Result<()> {
    let commune = Commune::open().await?;
    let (profile, desk, other) = (Profile::fresh()?, Profile::fresh()?, Profile::fresh()?);
    let phone = commune.technicians_phone(&profile).await?;
    // Those that were there before are in the settings, and nothing else is said of them.
    phone.goto(&commune.server.url("/#/settings")).await?;
    phone.wait_for(at_test("other-phones")).await?;
    ensure!(!phone.shows(at_test("new-phone")).await?, "none is new");
    let before = phone.count(at_css("[data-test=other-phones] li")).await?;

    let office = commune.office(&desk).await?;
    let owner: String = commune.ask_office("SELECT id FROM person WHERE name = ?1", "Jean-Marc Delvaux")?;
    let code = commune.code_from_office(&office, &owner).await?;
    commune.enrolled(&other, &commune.server.url("/"), &code).await?.close().await?;
    phone.reload().await?;
    phone.wait_for(at_test("new-phone")).await?;
    at_the_office(&phone).await?;
    look(&phone, "phone-new-phone").await?;
    phone.hold(320, 568).await?;
    measure(&phone, "a new phone in somebody's name").await?;
    phone.click(at_css("[data-test=new-phone] button")).await?;
    phone.wait_gone(at_test("new-phone")).await?;
    phone.reload().await?;
    at_the_office(&phone).await?;
    ensure!(!phone.shows(at_test("new-phone")).await?, "somebody has read of it");
    let after = phone.count(at_css("[data-test=other-phones] li")).await?;
    ensure!(after == before + 1, "the settings have all of them: {before}, then {after}");
    office.close().await?;
    phone.close().await
}

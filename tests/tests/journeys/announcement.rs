//! What the office announces, read on a phone without a network, and seen to be read.

use anyhow::Result;
use tests::browser::{Profile, at_css, at_test, at_text};

use crate::accessible::look;
use crate::commune::{Commune, at_the_office};

const SAID: &str = "Vendredi, l’ascenseur de la maison communale est à l’arrêt.";

#[tokio::test]
async fn what_the_office_announces_is_read_without_a_network_and_seen_to_be_read() -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    // Two of the demo: one for everybody, one for the team.
    phone.wait_for(at_text("Le dépôt est fermé vendredi : prenez votre matériel jeudi avant 16 h.")).await?;
    phone.wait_for(at_text("Brûleurs : les gicleurs 0,60 sont revenus en stock, rayon 4.")).await?;

    let desk = Profile::fresh()?;
    let office = commune.office(&desk).await?;
    office.goto(&commune.server.url("/office/announcements")).await?;
    office.click(at_test("announcement-open")).await?;
    office.type_text(at_css("#announcement"), SAID).await?;
    office.screenshot("office-announcement-new").await?;
    office.click(at_css("[data-test=announcement-form] button")).await?;
    office.wait_for(at_text(SAID)).await?;
    look(&office, "office-announcements").await?;

    phone.wait_for(at_text(SAID)).await?;
    look(&phone, "phone-announcements").await?;
    commune.server.stop().await?;
    // The newest stands first.
    phone.click(at_test("announcement-read")).await?;
    phone.wait_gone(at_text(SAID)).await?;
    phone.reload().await?;
    phone.wait_for(at_test("announcement")).await?;
    assert!(!phone.shows(at_text(SAID)).await?, "read stays read");
    phone.click(at_test("tab-to-send")).await?;
    phone.wait_for(at_text(SAID)).await?;

    commune.server.start_again().await?;
    phone.wait_for(at_test("nothing-to-send")).await?;
    at_the_office(&phone).await?;
    office.goto(&commune.server.url("/office/announcements")).await?;
    office.click(at_text(SAID)).await?;
    let reader = office.text(at_test("reader")).await?;
    assert!(reader.contains("Jean-Marc Delvaux"), "{reader}");
    assert!(office.count(at_test("not-yet-reader")).await? > 0, "the others have not");
    look(&office, "office-announcement").await?;

    office.click(at_test("announcement-withdraw")).await?;
    office.wait_gone(at_test("announcement-withdraw")).await?;
    let withdrawn: bool =
        commune.ask_office("SELECT withdrawn_at IS NOT NULL FROM announcement WHERE text = ?1", SAID)?;
    assert!(withdrawn, "it is taken back");
    Ok(())
}

//! Finding: a piece of equipment on the phone, anything from any page of the office.

use anyhow::Result;
use serde_json::Value;
use tests::browser::{Profile, at_css, at_test};

use crate::commune::Commune;

#[tokio::test]
async fn nothing_is_said_to_be_missing_before_it_was_looked_for() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    phone.click(at_test("tab-search")).await?;
    phone.wait_for(at_test("search")).await?;
    phone
        .script(
            "const line = document.querySelector('main p[role=status]');
             window.said = [];
             new MutationObserver(() => said.push(line.textContent)).observe(line, { childList: true, characterData: true, subtree: true });",
        )
        .await?;
    phone.type_text(at_test("search"), "chaudiere").await?;
    phone.wait_for(at_test("found")).await?;
    let said = phone.script("return said.filter((line) => line.startsWith('Rien trouvé'))").await?;
    assert_eq!(said, Value::Array(Vec::new()), "every letter finds something");
    phone.replace_text(at_test("search"), "chaudierex").await?;
    phone.wait_for_text(at_css("main p[role=status]"), "Rien trouvé").await
}

#[tokio::test]
async fn a_hit_on_an_asset_opens_its_building_there_on_the_phone_and_at_the_office() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    phone.click(at_test("tab-search")).await?;
    phone.type_text(at_test("search"), "chaudiere").await?;
    // Those of assets have one part more in their address.
    phone
        .wait_for_script(
            "const hits = [...document.querySelectorAll('[data-test=found]')].filter((hit) => hit.hash.split('/').length === 4);
             if (!hits.length) return false;
             hits.at(-1).click();
             return true",
        )
        .await?;
    phone.wait_for(at_css("details.asset.wanted[open]")).await?;
    phone
        .wait_for_script(
            "const wanted = document.querySelector('.asset.wanted summary');
             const { top, bottom } = wanted.getBoundingClientRect();
             return document.activeElement === wanted && top >= 0 && bottom <= innerHeight",
        )
        .await?;
    phone.screenshot("asset-found").await?;

    let desk = Profile::fresh()?;
    let office = commune.office(&desk).await?;
    office.goto(&commune.server.url("/office/history")).await?;
    office.type_text(at_css("body"), "/").await?;
    office.wait_for_script("return document.activeElement.id === 'find'").await?;
    office.type_text(at_css("#find"), "chaudiere\u{E007}").await?;
    office.wait_for(at_test("hit")).await?;
    office.screenshot("office-search").await?;
    office.click(at_css("[data-test=hit] a[href*='#asset-']")).await?;
    office.wait_for(at_css("details.asset.wanted[open]")).await?;
    office
        .wait_for_script(
            "const { top } = document.querySelector('.asset.wanted').getBoundingClientRect();
             return top >= -4 && top < innerHeight",
        )
        .await?;
    office.screenshot("office-asset-found").await?;
    Ok(())
}

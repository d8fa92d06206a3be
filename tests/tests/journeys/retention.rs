//! For how long things are kept, from the page of the times: what would go is seen, put in force, and gone. And somebody
//! who left is made nameless.

use anyhow::{Context as _, Result, ensure};
use tests::browser::{Browser, Profile, at_css, at_test};

use crate::accessible::look;
use crate::commune::Commune;

/// How many things of a category the page says are over their time.
async fn over(page: &Browser, category: &str) -> Result<u64> {
    let find =
        format!("return document.querySelector('[data-test=kept-{category}] [data-things]').dataset.things");
    let things = page.script(&find).await?;
    things.as_str().and_then(|things| things.parse().ok()).context("a number of things")
}

#[tokio::test]
async fn what_would_go_is_seen_put_in_force_and_gone() -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = commune.office_of(&profile, "Administrateur").await?;
    let page = commune.server.url("/office/retention");
    office.goto(&page).await?;
    office.wait_for(at_test("not-in-force")).await?;
    look(&office, "page-retention").await?;
    let requests = over(&office, "requests").await?;
    ensure!(requests > 0, "the demo has requests of long ago");

    // Shorter times are shown before they hold.
    office.replace_text(at_css("#months-photos"), "6").await?;
    office.click(at_css("[name=in-force]")).await?;
    office.click(at_css("[data-test=retention-form] button")).await?;
    office.wait_for_text(at_css("[role=status]"), "pas en vigueur").await?;
    office.wait_for(at_test("not-in-force")).await?;
    office.click(at_css("[name=in-force]")).await?;
    office.click(at_css("[data-test=retention-form] button")).await?;
    office.wait_gone(at_test("not-in-force")).await?;
    ensure!(over(&office, "requests").await? == requests, "nothing goes before the day's work is done");

    // The server does its daily work when it starts.
    commune.server.stop().await?;
    commune.server.start_again().await?;
    let founded = "SELECT count(*) FROM request WHERE title = ?1";
    let gone = i64::try_from(requests)?;
    office
        .until("what was over its time has gone", async || {
            Ok(commune.ask_office::<i64>(founded, "[…]").is_ok_and(|founded| founded > gone).then_some(()))
        })
        .await?;
    office.goto(&page).await?;
    ensure!(over(&office, "requests").await? == 0, "it is seen no more");
    office.goto(&commune.server.url("/office/audit?action=retention-done")).await?;
    office.wait_for(at_css("[data-action=retention-done]")).await?;
    look(&office, "page-retention-done").await?;
    office.close().await
}

#[tokio::test]
async fn somebody_who_left_is_made_nameless() -> Result<()> {
    const NAME: &str = "Zélie Quoirin";
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = commune.office_of(&profile, "Administrateur").await?;
    let id: String = commune.ask_office("SELECT id FROM person WHERE name = ?1", NAME)?;
    office.goto(&commune.server.url(&format!("/office/people/{id}"))).await?;
    office.click(at_test("to-nameless")).await?;
    office.wait_for(at_test("goes")).await?;
    look(&office, "page-nameless").await?;
    ensure!(office.text(at_test("rewritten")).await?.contains('1'), "one closed request says the name");
    office.choose(at_css("#name-in"), "de").await?;
    office.click(at_css("[name=sure]")).await?;
    office.click(at_css("[data-test=nameless] button")).await?;
    office.wait_for(at_test("is-nameless")).await?;
    look(&office, "page-made-nameless").await?;
    ensure!(office.text(at_css("h1")).await? == "Ausgeschiedene Person (Nr. 1)");
    let naming = "SELECT count(*) FROM request WHERE closed LIKE '%' || ?1 || '%'";
    let said: i64 = commune.ask_office(naming, NAME)?;
    ensure!(said == 0, "{said} requests still say it");
    office.close().await
}

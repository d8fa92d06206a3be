//! A form of the office that is gone back to, sent again, or left for another language.

use anyhow::{Context as _, Result, ensure};
use tests::browser::{Browser, Profile, at_css, at_test};

use crate::commune::Commune;

const TITLE: &str = "Vitre fêlée au préau";
const FORM: &str = "main form[action='/office/requests']";

/// The form of a new request.
async fn new_request(office: &Browser, commune: &Commune) -> Result<String> {
    office.goto(&commune.server.url("/office/requests/new?text=ecole")).await?;
    office.click(at_css("main .cards a")).await?;
    office.wait_for(at_css("#title")).await?;
    office.url().await
}

async fn send(office: &Browser) -> Result<()> {
    office.click(at_css(&format!("{FORM} button"))).await
}

async fn back(office: &Browser) -> Result<()> {
    office.client().back().await?;
    office.wait_for(at_css("#title")).await
}

fn requests(commune: &Commune, title: &str) -> Result<i64> {
    commune.ask_office("SELECT count(*) FROM request WHERE title = ?1", title)
}

#[tokio::test]
async fn a_form_that_is_gone_back_to_and_sent_again_makes_nothing_new() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = commune.office(&profile).await?;
    let form = new_request(&office, &commune).await?;
    office.type_text(at_css("#title"), TITLE).await?;
    send(&office).await?;
    office.wait_for(at_test("number")).await?;
    let made = office.url().await?;

    back(&office).await?;
    ensure!(office.value(at_css("#title")).await? == TITLE, "the words are there again");
    send(&office).await?;
    office.wait_for(at_test("number")).await?;
    ensure!(office.url().await? == made && requests(&commune, TITLE)? == 1, "it is answered as the first");

    // With other words it is told, and can be sent as another.
    back(&office).await?;
    office.replace_text(at_css("#title"), "Autre vitre").await?;
    send(&office).await?;
    office.wait_for(at_test("done-before")).await?;
    ensure!(requests(&commune, "Autre vitre")? == 0, "nothing is sent in silence");
    ensure!(office.url().await? == form, "the page has the address of its form");
    office.reload().await?;
    ensure!(office.value(at_css("#title")).await? == "Autre vitre", "loading it again keeps the words");
    send(&office).await?;
    office.wait_for(at_test("number")).await?;
    ensure!(requests(&commune, "Autre vitre")? == 1, "it is another request");
    back(&office).await?;
    ensure!(office.url().await? == form, "going back over a page that refused asks nothing");

    // A form that is opened anew is another one.
    new_request(&office, &commune).await?;
    ensure!(office.value(at_css("#title")).await?.is_empty(), "it is empty");
    Ok(())
}

/// Streams of events that are open at the office.
async fn streams(office: &Browser) -> Result<i64> {
    let told = office.script("return fetch('/metrics').then((answer) => answer.text())").await?;
    let told = told.as_str().unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("guichet_event_streams "));
    Ok(line.context("how many streams are open")?.parse()?)
}

#[tokio::test]
async fn pages_that_were_left_hold_no_connection() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = commune.office(&profile).await?;
    // More of them than a browser opens connections to one office.
    for page in
        ["work-orders", "requests", "devices", "review", "work-orders", "requests", "devices", "review"]
    {
        office.goto(&commune.server.url(&format!("/office/{page}"))).await?;
        office.wait_for(at_css("[data-live]")).await?;
    }
    office
        .until("the stream of the page that is looked at alone", async || {
            Ok(streams(&office).await.is_ok_and(|open| open <= 1).then_some(()))
        })
        .await?;
    // One that is gone back to listens again, and has heard what happened meanwhile.
    office.goto(&commune.server.url("/office/requests")).await?;
    let another = Profile::fresh()?;
    let other = commune.office(&another).await?;
    office.goto(&commune.server.url("/office/work-orders")).await?;
    new_request(&other, &commune).await?;
    other.type_text(at_css("#title"), TITLE).await?;
    send(&other).await?;
    other.wait_for(at_test("number")).await?;
    office.client().back().await?;
    office.wait_for_text(at_css("main"), TITLE).await?;
    Ok(())
}

#[tokio::test]
async fn another_language_keeps_what_is_typed() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = commune.office(&profile).await?;
    new_request(&office, &commune).await?;
    office.type_text(at_css("#title"), TITLE).await?;
    office.type_text(at_css("#description"), "Côté cour.").await?;
    office.choose(at_css("#priority"), "urgent").await?;
    office.click(at_css(".languages [value=nl]")).await?;
    office.wait_for(at_css("html[lang=nl] #title")).await?;
    for (field, value) in [("#title", TITLE), ("#description", "Côté cour."), ("#priority", "urgent")] {
        ensure!(office.value(at_css(field)).await? == value, "{field} is kept");
    }
    Ok(())
}

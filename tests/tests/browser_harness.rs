//! The harness of the browser journeys against a page of its own: if one of these fails, look here
//! before looking at a journey.

use std::fs;

use anyhow::Result;
use axum::Router;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::routing::get;
use tests::browser::{Browser, Engine, Profile, Scheme, Screen, at_css, at_test, at_text};

/// As strict as Guichet's own.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'";

const PAGE: &str = r#"<!doctype html>
<html lang="fr">
  <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Essai</title><link rel="stylesheet" href="/page.css"></head>
  <body>
    <main>
      <h1>Essai</h1>
      <button data-test="late">Plus tard</button>
      <p id="answer"></p>
      <label>Rapport <input data-test="report"></label>
      <label>Chercher <input data-test="search" value="hall"></label>
      <button data-test="save">Enregistrer l'essai</button>
      <p id="kept"></p>
      <label hidden>Photo <input type="file" data-test="photo"></label>
      <p id="photo"></p>
    </main>
    <script src="/page.js"></script>
  </body>
</html>"#;

const STYLE: &str = "
    body { background: #fff; color: #111 }
    @media (prefers-color-scheme: dark) { body { background: #222; color: #444 } h1, label, button { color: #fff } }";

const SCRIPT: &str = r#"
const shown = (id, text) => { document.getElementById(id).textContent = text };
const field = (name) => document.querySelector(`[data-test="${name}"]`);
field("late").onclick = () => setTimeout(() => shown("answer", "Voilà l'heure"), 300);
field("photo").onchange = (event) => shown("photo", `${event.target.files[0].name}, ${event.target.files[0].size}`);
// Shows its own text again and again, as the app does: a field holds what the page was told.
let search = field("search").value;
field("search").oninput = (event) => { search = event.target.value };
field("search").onblur = field("search").onchange = () => { field("search").value = search };
const opening = indexedDB.open("essai", 1);
opening.onupgradeneeded = () => opening.result.createObjectStore("reports");
opening.onsuccess = () => {
  const read = opening.result.transaction("reports").objectStore("reports").get(1);
  read.onsuccess = () => shown("kept", `Gardé : ${read.result ?? "rien"}`);
  field("save").onclick = () => {
    const writing = opening.result.transaction("reports", "readwrite", { durability: "strict" });
    writing.objectStore("reports").put(field("report").value, 1);
    writing.oncomplete = () => shown("kept", "Enregistré");
  };
};
"#;

/// Serves the page on a free port and returns its address.
async fn serve() -> Result<String> {
    let file = |kind: &'static str, content: &'static str| {
        get(move || async move { ([(CONTENT_TYPE, kind), (CONTENT_SECURITY_POLICY, POLICY)], content) })
    };
    let site = Router::new()
        .route("/", file("text/html", PAGE))
        .route("/page.css", file("text/css", STYLE))
        .route("/page.js", file("text/javascript", SCRIPT));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, site).await });
    Ok(url)
}

#[tokio::test]
async fn a_journey_waits_for_what_the_page_does_later() -> Result<()> {
    let url = serve().await?;
    let profile = Profile::fresh()?;
    let phone = Browser::start(&profile, Screen::Phone).await?;
    phone.goto(&url).await?;

    phone.click(at_text("Plus tard")).await?;
    phone.wait_for(at_text("Voilà l'heure")).await?;
    phone.wait_for_text(at_css("#answer"), "Voilà").await?;

    assert_eq!(
        phone.script("return [innerWidth, devicePixelRatio, navigator.language]").await?.to_string(),
        "[390,2,\"fr-BE\"]"
    );
    let picture = phone.screenshot("harness-phone").await?;
    assert!(fs::metadata(picture)?.len() > 1_000);
    phone.close().await
}

#[tokio::test]
async fn what_was_saved_outlives_a_killed_browser() -> Result<()> {
    let url = serve().await?;
    let profile = Profile::fresh()?;
    let phone = Browser::start(&profile, Screen::Phone).await?;
    phone.goto(&url).await?;
    phone.wait_for(at_text("Gardé : rien")).await?;
    phone.type_text(at_test("report"), "brouillon").await?;
    phone.replace_text(at_test("report"), "Chaudière purgée").await?;
    assert_eq!(phone.value(at_test("report")).await?, "Chaudière purgée");
    phone.click(at_text("Enregistrer l'essai")).await?;
    phone.wait_for(at_text("Enregistré")).await?;
    phone.kill().await?;

    let phone = Browser::start(&profile, Screen::Phone).await?;
    phone.goto(&url).await?;
    phone.wait_for(at_text("Gardé : Chaudière purgée")).await
}

#[tokio::test]
async fn a_page_is_told_that_its_text_is_replaced() -> Result<()> {
    let url = serve().await?;
    for engine in [Engine::Chromium, Engine::Firefox] {
        let profile = Profile::fresh_in(engine)?;
        let phone = Browser::start(&profile, Screen::Phone).await?;
        phone.goto(&url).await?;
        phone.replace_text(at_test("search"), "hall").await?;
        assert_eq!(phone.value(at_test("search")).await?, "hall");
        phone.replace_text(at_test("search"), "robinet").await?;
        assert_eq!(phone.value(at_test("search")).await?, "robinet");
        phone.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_hidden_input_takes_a_file_and_tabs_can_be_changed() -> Result<()> {
    let url = serve().await?;
    let profile = Profile::fresh()?;
    let office = Browser::start(&profile, Screen::Desk).await?;
    office.goto(&url).await?;
    let file = profile.downloads().join("défaut.jpg");
    fs::write(&file, [0xff, 0xd8, 0xff])?;
    office.upload(at_test("photo"), &file).await?;
    office.wait_for(at_text("défaut.jpg, 3")).await?;

    let first = office.tab().await?;
    office.new_tab().await?;
    office.goto(&url).await?;
    assert!(!office.shows(at_text("défaut.jpg, 3")).await?);
    office.switch_to(&first).await?;
    assert!(office.shows(at_text("défaut.jpg, 3")).await?);
    Ok(())
}

#[tokio::test]
async fn bad_contrast_is_found_in_the_dark_only() -> Result<()> {
    let url = serve().await?;
    let profile = Profile::fresh()?;
    let office = Browser::start(&profile, Screen::Desk).await?;
    office.goto(&url).await?;
    office.require_accessible("the page in the light").await?;

    office.set_scheme(Scheme::Dark).await?;
    let broken = office.accessibility_violations().await?;
    let rules: Vec<&str> = broken.iter().map(|violation| violation.rule.as_str()).collect();
    assert_eq!(rules, ["color-contrast"], "{broken:#?}");
    Ok(())
}

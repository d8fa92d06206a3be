//! What is typed is there when somebody comes back, however they left: another tab of the bar, Back, a
//! reload, the app killed, a phone without room, a command that is refused.

use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use tests::browser::{Browser, Profile, Screen, WRITE, at_css, at_test};

use crate::commune::{Commune, at_the_office, open_order, open_order_with};
use crate::picture;

/// What is typed into each field.
const TYPED: [(&str, &str); 14] = [
    ("search", "chaudière"),
    ("defect-what", "Vitre fêlée au réfectoire"),
    ("defect-details", "Deuxième fenêtre depuis la porte."),
    ("remark-text", "Clé chez la concierge."),
    ("asset-make", "Marque corrigée"),
    ("asset-model", "Modèle corrigé"),
    ("asset-serial", "N-123/é"),
    ("asset-installed", "2004"),
    ("material-search", "joint"),
    ("material-name", "Joint fibre 3/4"),
    ("material-quantity", "2,5"),
    ("cannot-finish-reason", "Pièce à commander chez le fournisseur."),
    ("answer", "1,25"),
    ("report", "Circulateur bloqué."),
];

/// Fields of which a test types nothing: choices, which are looked at by themselves, and what another
/// journey types.
const OTHERS: [&str; 9] = [
    "defect-search",
    "defect-asset",
    "priority",
    "phase",
    "material",
    "cause",
    "report-colleague",
    "code",
    "language",
];

/// Where things are, for coming back to them.
struct Places {
    order: String,
    building: String,
}

/// Types into a field and stays in it, as a thumb does that is interrupted.
async fn types(phone: &Browser, test: &str) -> Result<()> {
    let text = typed(test)?;
    phone.wait_for(at_css(&field(test))).await?;
    let script = format!("{WRITE}write({}, {})", json!(field(test)), json!(text));
    phone.script(&script).await?;
    Ok(())
}

fn typed(test: &str) -> Result<&'static str> {
    TYPED.iter().find(|(name, _)| *name == test).map(|(_, text)| *text).context("a field of the table")
}

/// The first field of this name that can be seen.
fn field(test: &str) -> String {
    match test {
        "answer" => "fieldset:not(:disabled) [data-field=answer]".to_owned(),
        _ if test.starts_with("asset-") => format!("details[open] [data-field={test}]"),
        _ => format!("[data-field={test}]"),
    }
}

async fn holds(phone: &Browser, test: &str) -> Result<()> {
    let text = typed(test)?;
    phone
        .wait_for_script(&format!(
            "return document.querySelector({})?.value === {}",
            json!(field(test)),
            json!(text)
        ))
        .await
        .with_context(|| format!("{test} holds what was typed"))
}

async fn open_order_again(phone: &Browser, places: &Places) -> Result<()> {
    phone.click(at_test("tab-today")).await?;
    phone.click(at_css(&format!("[data-test=order][href='{}']", places.order))).await
}

async fn open_building(phone: &Browser, places: &Places) -> Result<()> {
    phone.script(&format!("location.hash = {}", json!(places.building))).await?;
    phone.wait_for(at_test("building")).await
}

/// Types into every field of the app, going from screen to screen.
async fn fill(phone: &Browser, photo: &std::path::Path) -> Result<Places> {
    open_order_with(phone, "[data-field=answer]").await?;
    let order = phone.script("return location.hash").await?.as_str().context("an address")?.to_owned();
    let building =
        phone.script("return document.querySelector(\".heading a[href*='#/building/']\").hash").await?;
    let places = Places { order, building: building.as_str().context("a building")?.to_owned() };
    phone.click(at_test("start")).await?;
    // Before, the button may begin to rest while it is aimed at.
    phone.wait_for(at_test("pause")).await?;
    phone.click(at_test("cannot-finish")).await?;
    phone.click(at_css(".pick:has([data-test=material-other])")).await?;
    for test in
        ["report", "cannot-finish-reason", "material-search", "material-name", "material-quantity", "answer"]
    {
        types(phone, test).await?;
    }
    open_building(phone, &places).await?;
    phone.click(at_css("details.asset summary")).await?;
    phone.click(at_test("asset-correct")).await?;
    for test in ["asset-make", "asset-model", "asset-serial", "asset-installed", "remark-text"] {
        types(phone, test).await?;
    }
    phone.click(at_test("tab-search")).await?;
    types(phone, "search").await?;
    phone.click(at_test("tab-defect")).await?;
    phone.click(at_test("defect-building")).await?;
    types(phone, "defect-what").await?;
    types(phone, "defect-details").await?;
    phone.click(at_css(".pick:has([data-test=defect-priority-urgent])")).await?;
    phone.upload(at_test("photo-gallery"), photo).await?;
    phone.wait_for(at_css("[data-test=draft-photo][data-state=kept]")).await?;
    Ok(places)
}

/// Everything that was typed is there, on every screen, and said to be a draft.
async fn all_is_there(phone: &Browser, places: &Places, when: &str) -> Result<()> {
    let mut fields: Vec<String> = Vec::new();
    phone.click(at_test("tab-defect")).await?;
    holds(phone, "defect-what").await?;
    holds(phone, "defect-details").await?;
    phone.wait_for(at_test("draft")).await?;
    phone.wait_for(at_css("[data-test=draft-photo] img")).await?;
    phone
        .wait_for_script("return document.querySelector('[data-test=defect-priority-urgent]').checked")
        .await?;
    fields.extend(fields_shown(phone).await?);
    phone.click(at_test("tab-search")).await?;
    holds(phone, "search").await?;
    fields.extend(fields_shown(phone).await?);
    open_order_again(phone, places).await?;
    for test in
        ["report", "cannot-finish-reason", "material-search", "material-name", "material-quantity", "answer"]
    {
        holds(phone, test).await.context(when.to_owned())?;
    }
    phone.screenshot(&format!("drafts-order-{when}")).await?;
    fields.extend(fields_shown(phone).await?);
    open_building(phone, places).await?;
    for test in ["asset-make", "asset-model", "asset-serial", "asset-installed", "remark-text"] {
        holds(phone, test).await.context(when.to_owned())?;
    }
    fields.extend(fields_shown(phone).await?);
    fields.sort();
    fields.dedup();
    let known = |name: &String| TYPED.iter().any(|(test, _)| test == name) || OTHERS.contains(&name.as_str());
    let unknown: Vec<_> = fields.iter().filter(|name| !known(name)).collect();
    ensure!(unknown.is_empty(), "no test types into {unknown:?}");
    let missing: Vec<_> = TYPED.iter().filter(|(test, _)| !fields.iter().any(|name| name == test)).collect();
    ensure!(missing.is_empty(), "{missing:?} are nowhere to be seen, {when}");
    Ok(())
}

/// The fields of this screen; a choice of the checklist is known by its item's id.
async fn fields_shown(phone: &Browser) -> Result<Vec<String>> {
    let names = phone
        .script(
            "return [...document.querySelectorAll('[data-field]')]
                .filter((field) => field.dataset.test !== 'answer-pick').map((field) => field.dataset.field)",
        )
        .await?;
    let names = names.as_array().context("names")?.iter();
    Ok(names.filter_map(Value::as_str).map(str::to_owned).collect())
}

#[tokio::test]
async fn what_is_typed_in_any_field_is_there_after_another_tab_a_reload_and_a_kill() -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    commune.server.stop().await?;
    let photo = profile.downloads().join("vitre.jpg");
    fs::write(&photo, picture::on_its_side()?)?;

    let places = fill(&phone, &photo).await?;
    all_is_there(&phone, &places, "after another tab").await?;
    phone.reload().await?;
    phone.wait_for(at_test("tab-today")).await?;
    all_is_there(&phone, &places, "after a reload").await?;

    // Three seconds after the last key, as the users told it: the time is what is tested.
    tokio::time::sleep(Duration::from_secs(3)).await;
    phone.kill().await?;
    let phone = Browser::start(&profile, Screen::Phone).await?;
    phone.goto(&commune.server.url("/#/")).await?;
    phone.wait_for(at_test("order")).await?;
    all_is_there(&phone, &places, "after a kill").await?;

    // Thrown away it is after a second yes.
    phone.click(at_test("tab-defect")).await?;
    phone.click(at_test("draft-drop")).await?;
    phone.click(at_test("draft-drop-yes")).await?;
    phone.wait_gone(at_test("draft")).await?;
    phone.click(at_test("tab-search")).await?;
    phone.click(at_test("tab-defect")).await?;
    phone.wait_for(at_test("defect-building")).await?;
    ensure!(phone.count(at_test("draft")).await? == 0, "thrown away");
    Ok(())
}

/// Lets the browser keep so much for the app; none, as much as it likes.
async fn allow_bytes(phone: &Browser, commune: &Commune, bytes: Option<u64>) -> Result<()> {
    let origin = commune.server.url("");
    let mut quota = json!({ "origin": origin.trim_end_matches('/') });
    if let Some(bytes) = bytes {
        quota["quotaSize"] = json!(bytes);
    }
    phone.devtools("Storage.overrideQuotaForOrigin", quota).await?;
    Ok(())
}

/// Begins reports of defects, in as many buildings as it takes, until the phone keeps no more: what the
/// browser has granted already is more than it says.
async fn fill_up(phone: &Browser, commune: &Commune) -> Result<()> {
    let buildings: String = commune.ask_office("SELECT group_concat(id) FROM building WHERE id <> ?1", "")?;
    let mut buildings = buildings.split(',');
    for chars in [1_000_000, 60_000] {
        loop {
            let building = buildings.next().context("a building more")?;
            phone.script(&format!("location.hash = '#/defect/{building}'")).await?;
            let open = at_css(".add [data-test=defect-details], .notice.attention");
            phone.wait_for(open).await?;
            if !phone.shows(at_test("defect-details")).await? {
                continue;
            }
            let write = format!("{WRITE}write('[data-test=defect-details]', 'x'.repeat({chars}))");
            phone.script(&write).await?;
            // Kept or not, the browser's small storage says so first.
            let looked_at = format!(
                "const draft = document.querySelector('[data-test=draft]');
                 return draft?.dataset.state === 'not-kept'
                     || (!!draft && !localStorage.getItem('guichet-draft/defect/{building}'))"
            );
            phone.wait_for_script(&looked_at).await?;
            if phone.count(at_css("[data-test=draft][data-state=not-kept]")).await? > 0 {
                break;
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_report_typed_on_a_full_phone_is_there_after_another_tab_and_a_reload_and_is_saved_with_room()
-> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    commune.server.stop().await?;
    let number = open_order(&phone).await?;
    phone.click(at_test("start")).await?;
    phone.wait_for(at_test("report")).await?;
    let order = phone.script("return location.hash").await?.as_str().context("an address")?.to_owned();
    allow_bytes(&phone, &commune, Some(1)).await?;
    fill_up(&phone, &commune).await?;
    phone.script(&format!("location.hash = {}", json!(order))).await?;
    phone.wait_for(at_test("report")).await?;
    let text: Vec<String> = (0..12_000_u32).map(|at| (at * 7_919 % 100_003).to_string()).collect();
    let text = text.join(" ");
    phone.script(&format!("{}write('[data-test=report]', {})", WRITE, json!(text))).await?;
    phone.wait_for(at_css(".visit [role=alert]")).await?;

    phone.click(at_test("tab-search")).await?;
    phone.click(at_test("tab-today")).await?;
    phone.click(at_css(&format!("[data-test=order][href='{order}']"))).await?;
    phone.wait_for(at_test("report")).await?;
    assert!(phone.value(at_test("report")).await? == text, "there after another tab");

    phone.reload().await?;
    allow_bytes(&phone, &commune, None).await?;
    phone.reload().await?;
    // Whatever is shown first: it comes back.
    let is_back = format!("return document.querySelector('[data-test=report]')?.value === {}", json!(text));
    phone.wait_for_script(&is_back).await?;
    phone.wait_for(at_css("[data-test=report-state][data-state=saved]")).await?;
    commune.server.start_again().await?;
    at_the_office(&phone).await?;
    let report: String = commune.ask_office(
        "SELECT report FROM intervention JOIN work_order ON work_order.id = work_order WHERE number = ?1
         ORDER BY started_at DESC",
        &number,
    )?;
    assert!(report == text, "once, and whole");
    Ok(())
}

#[tokio::test]
async fn a_paste_that_is_too_long_is_kept_whole_counted_and_saved_once_it_fits() -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    commune.server.stop().await?;
    open_order(&phone).await?;
    let order = phone.script("return location.hash").await?.as_str().context("an address")?.to_owned();
    phone.click(at_test("cannot-finish")).await?;
    phone.click(at_css(".pick:has([data-test=cause-other])")).await?;
    let paste = |chars: usize| {
        format!(
            "const field = document.querySelector('[data-test=cannot-finish-reason]');
             field.focus(); field.select();
             document.execCommand('insertText', false, 'é'.repeat({chars}));"
        )
    };
    phone.script(&paste(4_921)).await?;
    phone.wait_for_text(at_test("too-long"), "4\u{202f}921").await?;
    phone.wait_for_text(at_test("too-long"), "4\u{202f}000").await?;
    phone.click(at_test("cannot-finish-confirm")).await?;
    phone.wait_for(at_test("failure")).await?;
    phone.click(at_test("tab-to-send")).await?;
    phone.click(at_test("tab-today")).await?;
    phone.click(at_css(&format!("[data-test=order][href='{order}']"))).await?;
    phone.wait_for(at_test("too-long")).await?;
    assert_eq!(phone.value(at_test("cannot-finish-reason")).await?.chars().count(), 4_921);

    phone.script(&paste(4_000)).await?;
    phone.wait_gone(at_test("too-long")).await?;
    phone.click(at_test("cannot-finish-confirm")).await?;
    phone.wait_gone(at_test("cannot-finish-reason")).await?;
    phone.wait_for(at_css("[data-test=state][data-state=cannot-be-finished]")).await
}

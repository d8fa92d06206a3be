//! The phone in Chromium: how long until the first list, with few documents and with many; how long
//! until an edit is durable and shown as saved.

use anyhow::{Context as _, Result};
use tests::browser::{Browser, Profile, Screen, ServerProcess, at_css, at_test};
use tests::commune::Commune;

use super::table::Table;

const ORDERS: u32 = 30;
const FEW: u32 = 50;
const MANY: u32 = 5_000;
/// Starts of the app measured for each size; the median counts.
const STARTS: usize = 7;
const EDITS: usize = 100;

/// When the first list was painted, in milliseconds after the page began to load.
const FIRST_LIST: &str = "return await new Promise((done) => new PerformanceObserver((list) => {
    const entry = list.getEntries().find((entry) => entry.identifier === 'today');
    if (entry) done(entry.renderTime);
}).observe({ type: 'element', buffered: true }))";

/// Ticks and unticks one item, and times each until the screen says that one more change is saved.
const EDIT: &str = "
    const status = document.querySelector('[data-test=status]');
    const picks = [...document.querySelectorAll('[data-test=checklist-item] input[type=radio]')];
    const times = [];
    for (let at = 0; at < COUNT; at += 1) {
      const before = status.textContent;
      const start = performance.now();
      const saved = new Promise((done) => {
        const observer = new MutationObserver(() => {
          if (status.textContent !== before) { observer.disconnect(); done(); }
        });
        observer.observe(status, { subtree: true, characterData: true, childList: true });
      });
      picks[at % 2].click();
      await saved;
      times.push(performance.now() - start);
    }
    return times;";

pub(crate) async fn measure(table: &mut Table) -> Result<()> {
    let few = first_list(FEW).await?;
    let many = first_list(MANY).await?;
    table.show("phone: start to first list with 50 documents", format!("{:.0} ms", few.first_list_ms));
    table.show("  with 5,000 documents", format!("{:.0} ms", many.first_list_ms));
    table.judge("  ratio", many.first_list_ms / few.first_list_ms, "×", 1.3);
    let mut edits = few.edits_ms;
    edits.sort_by(f64::total_cmp);
    let at = |percent: usize| edits.get(edits.len() * percent / 100).copied().unwrap_or(f64::NAN);
    table.show("phone: edit to durable and shown as saved, p50", format!("{:.1} ms", at(50)));
    table.show("  p95", format!("{:.1} ms", at(95)));
    let (size, limit) = (app_size()?, 1_100_000.0);
    table.judge("phone: the app with brotli", size, "bytes", limit);
    Ok(())
}

struct Measured {
    first_list_ms: f64,
    edits_ms: Vec<f64>,
}

async fn first_list(documents: u32) -> Result<Measured> {
    let data = tempfile::tempdir()?;
    let mut commune = Commune::found(data.path()).await?;
    let technician = commune.add_technician(1).await?;
    for _ in 0..ORDERS {
        commune.add_order(vec![technician]).await?;
    }
    // A building comes with its history: two documents.
    for number in 1..=(documents - ORDERS) / 2 {
        commune.add_building(number).await?;
    }
    let code = commune.code_for(technician).await?;
    commune.close().await?;
    let mut server = ServerProcess::start(data.path()).await?;
    let profile = Profile::fresh()?;
    let phone = Browser::start(&profile, Screen::Phone).await?;
    phone.goto(&server.url(&format!("/#/enrol/{code}"))).await?;
    phone.click(at_test("enrol-submit")).await?;
    phone.wait_for(at_test("today")).await?;
    phone
        .wait_for_script(
            "return !!navigator.serviceWorker.controller || (await navigator.serviceWorker.ready, true)",
        )
        .await?;
    phone.wait_for(at_css("[data-test=status][data-state=office]")).await?;
    phone
        .wait_for_script(&format!("return document.querySelectorAll('[data-test=order]').length == {ORDERS}"))
        .await?;
    server.stop().await?;

    let mut starts = Vec::new();
    for _ in 0..STARTS {
        phone.reload().await?;
        phone.wait_for(at_test("order")).await?;
        starts.push(phone.script(FIRST_LIST).await?.as_f64().context("a time")?);
    }
    starts.sort_by(f64::total_cmp);
    phone.click(at_test("order")).await?;
    phone.wait_for(at_test("checklist-item")).await?;
    let times = phone.script(&EDIT.replace("COUNT", &EDITS.to_string())).await?;
    let edits_ms = times.as_array().context("times")?.iter().filter_map(serde_json::Value::as_f64).collect();
    Ok(Measured { first_list_ms: starts[STARTS / 2], edits_ms })
}

/// Every file of the app as a browser fetches it: packed with brotli, or as it is where that gains nothing.
fn app_size() -> Result<f64> {
    let folder = std::env::var("GUICHET_PHONE_DIR").context("GUICHET_PHONE_DIR")?;
    let mut bytes = 0;
    let mut folders = vec![std::path::PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
                continue;
            }
            let path = entry.path();
            let mut packed = path.clone().into_os_string();
            packed.push(".br");
            if path.extension().is_none_or(|kind| kind != "gz") && !std::path::Path::new(&packed).exists() {
                bytes += entry.metadata()?.len();
            }
        }
    }
    Ok(bytes as f64)
}

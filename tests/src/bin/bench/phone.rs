//! The phone in Chromium: how long until the first list, with few documents and with many; how long
//! until an edit is durable and shown as saved.

use std::time::Instant;

use anyhow::{Context as _, Result};
use serde_json::json;
use tests::browser::{Browser, Profile, Screen, ServerProcess, at_css, at_test};
use tests::commune::Commune;

use super::table::Table;

const ORDERS: u32 = 30;
const FEW: u32 = 50;
const MANY: u32 = 5_000;
/// Starts of the app measured for each size; the median counts.
const STARTS: usize = 7;
/// Starts of browser and app together; the median counts.
const COLD_STARTS: usize = 5;
/// How many times slower than this machine a phone's processor is taken to be. Chromium slows the page's thread so,
/// not the worker's.
const SLOWED: u32 = 4;

/// When the first list was painted, in milliseconds after the page began to load.
pub(crate) const FIRST_LIST: &str = "return await new Promise((done) => new PerformanceObserver((list) => {
    const entry = list.getEntries().find((entry) => entry.identifier === 'today');
    if (entry) done(entry.renderTime);
}).observe({ type: 'element', buffered: true }))";

/// Ticks an item of each order of the list, and times each until the screen says that one more order waits: it
/// counts orders, not changes.
pub(crate) const EDIT: &str = "
    const waiting = () => document.querySelector('[data-test=status]').textContent.match(/\\d+/)?.[0];
    const until = (holds) => new Promise((done) => {
      if (holds()) return done();
      const observer = new MutationObserver(() => {
        if (holds()) { observer.disconnect(); done(); }
      });
      observer.observe(document.body, { subtree: true, characterData: true, childList: true });
    });
    const pick = () => document.querySelector('[data-test=checklist-item] input[type=radio]');
    const times = [];
    const orders = [...document.querySelectorAll('[data-test=order]')].map((order) => order.hash);
    for (const order of orders) {
      location.hash = order;
      await until(pick);
      const before = waiting();
      const start = performance.now();
      pick().click();
      await until(() => waiting() !== before);
      times.push(performance.now() - start);
      location.hash = '#/';
      await until(() => !pick());
    }
    return times;";

pub(crate) async fn measure(table: &mut Table) -> Result<()> {
    let few = first_list(FEW).await?;
    let many = first_list(MANY).await?;
    table.show("phone: start to first list with 50 documents", format!("{:.0} ms", few.first_list_ms));
    table.show("  with 5,000 documents", format!("{:.0} ms", many.first_list_ms));
    table.judge("  ratio", many.first_list_ms / few.first_list_ms, "×", 1.3);
    table.show(
        "phone: the same with a processor 4 × slower, app warm",
        format!("{:.0} ms", many.slowed_warm_ms),
    );
    table.show("  browser and app cold", format!("{:.0} ms", many.slowed_cold_ms));
    let mut edits = few.edits_ms;
    edits.sort_by(f64::total_cmp);
    let at = |percent: usize| edits.get(edits.len() * percent / 100).copied().unwrap_or(f64::NAN);
    table.show("phone: edit to durable and shown as saved, p50", format!("{:.1} ms", at(50)));
    table.show("  p95", format!("{:.1} ms", at(95)));
    Ok(())
}

struct Measured {
    first_list_ms: f64,
    slowed_warm_ms: f64,
    slowed_cold_ms: f64,
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
    let (phone, _) = enrol(&profile, &server, &code, ORDERS).await?;
    server.stop().await?;

    let first_list_ms = warm_start(&phone).await?;
    let times = phone.script(EDIT).await?;
    let edits_ms = times.as_array().context("times")?.iter().filter_map(serde_json::Value::as_f64).collect();
    slow(&phone).await?;
    let slowed_warm_ms = warm_start(&phone).await?;
    phone.close().await?;
    let slowed_cold_ms = cold_start(&profile, &server.url("/")).await?;
    Ok(Measured { first_list_ms, slowed_warm_ms, slowed_cold_ms, edits_ms })
}

/// A phone that is enrolled by this code and has so many orders and everything else, and how long that took it, in
/// milliseconds.
pub(crate) async fn enrol(
    profile: &Profile,
    server: &ServerProcess,
    code: &str,
    orders: u32,
) -> Result<(Browser, f64)> {
    let phone = Browser::start(profile, Screen::Phone).await?;
    phone.goto(&server.url(&format!("/#/enrol/{code}"))).await?;
    phone
        .wait_for_script(
            "return !!navigator.serviceWorker.controller || (await navigator.serviceWorker.ready, true)",
        )
        .await?;
    phone.wait_for(at_test("enrol-submit")).await?;
    let begun = Instant::now();
    phone.click(at_test("enrol-submit")).await?;
    phone.wait_for(at_test("today")).await?;
    phone.wait_for(at_css("[data-test=status][data-state=office]")).await?;
    phone
        .wait_for_script(&format!("return document.querySelectorAll('[data-test=order]').length == {orders}"))
        .await?;
    Ok((phone, begun.elapsed().as_secs_f64() * 1e3))
}

async fn slow(phone: &Browser) -> Result<()> {
    phone.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWED })).await.map(drop)
}

/// The app started again in a browser that runs.
async fn warm_start(phone: &Browser) -> Result<f64> {
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        phone.reload().await?;
        phone.wait_for(at_test("order")).await?;
        starts.push(phone.script(FIRST_LIST).await?.as_f64().context("a time")?);
    }
    Ok(median(starts))
}

/// The app started in a browser that has just been started, with the processor slowed.
async fn cold_start(profile: &Profile, address: &str) -> Result<f64> {
    let mut starts = Vec::new();
    for _ in 0..COLD_STARTS {
        let phone = Browser::start(profile, Screen::Phone).await?;
        slow(&phone).await?;
        phone.goto(address).await?;
        phone.wait_for(at_test("order")).await?;
        starts.push(phone.script(FIRST_LIST).await?.as_f64().context("a time")?);
        phone.close().await?;
    }
    Ok(median(starts))
}

pub(crate) fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

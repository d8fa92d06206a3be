//! What sealing costs: one phone with the app, and one with the same app whose replica is not sealed, in turn.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use tests::browser::{Profile, ServerProcess, WRITE, at_test, phone_dir};
use tests::commune::Commune;

use super::phone::{EDIT, FIRST_LIST, enrol, median};
use super::table::Table;

const ORDERS: u32 = 30;
const BUILDINGS: u32 = 1_000;
/// Phones of each kind; figures of all count together.
const PHONES: usize = 3;
/// Starts of the app on each.
const STARTS: usize = 7;
/// How many times slower than open the sealed one may be.
const RATIO_MAX: f64 = 1.25;

/// Has the list come from the replica, not from what the page keeps of it.
const FORGET_LIST: &str = "localStorage.removeItem('guichet-today')";

/// Searches for buildings, each found among all, and times each until it is shown.
const SEARCH: &str = "
    const until = (holds) => new Promise((done) => {
      if (holds()) return done();
      const observer = new MutationObserver(() => {
        if (holds()) { observer.disconnect(); done(); }
      });
      observer.observe(document.body, { subtree: true, characterData: true, childList: true });
    });
    const field = '[data-test=search]';
    location.hash = '#/search';
    await until(() => document.querySelector(field));
    const times = [];
    for (let number = 111; number < 1000; number += 37) {
      const name = `Bâtiment ${number}`;
      const start = performance.now();
      write(field, name.toLowerCase());
      await until(() => document.querySelector('[data-test=found] strong')?.textContent === name);
      times.push(performance.now() - start);
    }
    location.hash = '#/';
    return times;";

/// What was measured on phones of one kind, in milliseconds.
#[derive(Default)]
struct Times {
    sync: Vec<f64>,
    first_list: Vec<f64>,
    edit: Vec<f64>,
    search: Vec<f64>,
}

pub(crate) async fn measure(table: &mut Table) -> Result<()> {
    let sealed = phone_dir()?;
    let open = sealed.with_file_name("phone-app-unsealed");
    ensure!(open.exists(), "there is no {}: `cargo xtask bench` builds it", open.display());
    let (data, mut codes) = commune().await?;
    let [mut of_sealed, mut of_open] = [Times::default(), Times::default()];
    for _ in 0..PHONES {
        for (app, times) in [(&sealed, &mut of_sealed), (&open, &mut of_open)] {
            times.measure(data.path(), app, &codes.pop().context("a code for each phone")?).await?;
        }
    }
    let [sealed, open] = [of_sealed, of_open].map(Times::medians);
    let figures = ["start to first list", "edit to saved", "search", "first sync of all documents"];
    for (at, what) in figures.into_iter().enumerate() {
        let (sealed, open) = (sealed[at], open[at]);
        table.show(&format!("phone, sealed against open: {what}"), format!("{sealed:.0} to {open:.0} ms"));
        // What is not judged is looked at beside them.
        match at {
            0 | 1 => table.judge("  ratio", sealed / open, "×", RATIO_MAX),
            _ => table.show("  ratio", format!("{:.2} ×", sealed / open)),
        }
    }
    Ok(())
}

/// A commune with a code for each phone, all of which have the same orders.
async fn commune() -> Result<(tempfile::TempDir, Vec<String>)> {
    let data = tempfile::tempdir()?;
    let mut commune = Commune::found(data.path()).await?;
    let mut technicians = Vec::new();
    for number in 1..=2 * u8::try_from(PHONES)? {
        technicians.push(commune.add_technician(number).await?);
    }
    for _ in 0..ORDERS {
        commune.add_order(technicians.clone()).await?;
    }
    for number in 1..=BUILDINGS {
        commune.add_building(number).await?;
    }
    let mut codes = Vec::new();
    for technician in technicians {
        codes.push(commune.code_for(technician).await?);
    }
    commune.close().await?;
    Ok((data, codes))
}

impl Times {
    /// A phone that is enrolled, has everything, and is then without a network.
    async fn measure(&mut self, data: &Path, app: &Path, code: &str) -> Result<()> {
        let mut server = ServerProcess::start_serving(data, app).await?;
        let profile = Profile::fresh()?;
        let (phone, sync_ms) = enrol(&profile, &server, code, ORDERS).await?;
        self.sync.push(sync_ms);
        server.stop().await?;
        for _ in 0..STARTS {
            phone.script(FORGET_LIST).await?;
            phone.reload().await?;
            phone.wait_for(at_test("order")).await?;
            self.first_list.push(phone.script(FIRST_LIST).await?.as_f64().context("a time")?);
        }
        let numbers = |times: Value| -> Result<Vec<f64>> {
            Ok(times.as_array().context("times")?.iter().filter_map(Value::as_f64).collect())
        };
        self.edit.extend(numbers(phone.script(EDIT).await?)?);
        self.search.extend(numbers(phone.script(&[WRITE, SEARCH].concat()).await?)?);
        phone.close().await
    }

    fn medians(self) -> [f64; 4] {
        [self.first_list, self.edit, self.search, self.sync].map(median)
    }
}

//! `cargo xtask test`: everything that can fail without a person looking, the browser journeys included.

mod told;

use std::panic::resume_unwind;
use std::process::Command;
use std::thread;

use anyhow::{Result, bail};

use crate::phone;
use crate::progress::Progress;
use crate::setup::{self, Browser};
use crate::test::told::{Failed, run_tests};
use crate::workspace::{binary, cargo, phone_dir, run as run_program, target_dir, yielding};

/// Runs all tests, or those whose name contains one of `filters`.
///
/// The journeys wait for browsers most of the time, the phone app is linked on one core, installing waits for the
/// network: each has something beside it that fills what it leaves of the processor.
pub(crate) fn run(filters: &[String]) -> Result<()> {
    let progress = Progress::new(6);
    progress.step("Set up the build", setup::for_phone)?;
    let (browser, ()) = both(
        || {
            let browser = progress.step("Set up the browsers", setup::for_journeys)?;
            progress.step("Build the phone app", phone::build_within_limits)?;
            Ok(browser)
        },
        || progress.step("Build server and tests", build),
    )?;
    // Profiles and data folders of runs that were interrupted.
    let left_over = target_dir().join("journeys");
    if left_over.exists() {
        std::fs::remove_dir_all(left_over)?;
    }
    let (journeys, others) = both(
        || progress.step("Run the journeys", || run_journeys(&browser, filters)),
        || progress.step("Run the other tests", || run_others(filters)),
    )?;
    let unsteady = journeys.map(|failed| run_again(failed, &browser)).transpose()?;
    if !others.is_empty() {
        bail!("{}", others.iter().chain(&unsteady).map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    }
    if let Some(failed) = unsteady {
        eprintln!(
            "\nThese passed at their second try only, a fault of theirs or of the app's all the same:\n{failed}"
        );
    }
    progress.finish("All tests passed");
    Ok(())
}

/// All packages but xtask: beside the others its libraries would be built with other features than it runs with.
const BUILT: &str = "--workspace --exclude xtask --lib --bins --tests";
const TESTED: &str = "--workspace --exclude xtask --no-fail-fast";
const JOURNEYS: &str = "--workspace --exclude xtask --no-fail-fast --test journeys";

/// Tests and binaries in one go: the journeys start the server as a program of its own, built with exactly the
/// features the tests were built with.
fn build() -> Result<()> {
    run_program(&mut cargo(words(&format!("build {BUILT}"))))?;
    run_program(&mut cargo(words(&format!("test {JOURNEYS} --no-run"))))
}

fn run_journeys(browser: &Browser, arguments: &[String]) -> Result<Option<Failed>> {
    let mut journeys = cargo(words(&format!("test {JOURNEYS} --")));
    tell_journeys(journeys.args(arguments), "debug", browser);
    run_tests(&mut journeys, "journeys | ")
}

/// A real browser beside a busy machine now and then does what no journey waits for. More than so many at once is no
/// accident.
const RUN_AGAIN_MAX: usize = 3;

/// Runs journeys that failed once more, with nothing beside them, and returns the failure that this forgives.
///
/// # Errors
/// One fails again, or too many failed to try it.
fn run_again(failed: Failed, browser: &Browser) -> Result<Failed> {
    if failed.names().len() > RUN_AGAIN_MAX {
        bail!("{failed}");
    }
    let alone = ["--exact", "--test-threads=1"].into_iter().map(str::to_owned);
    match run_journeys(browser, &failed.names().iter().cloned().chain(alone).collect::<Vec<_>>())? {
        Some(again) => bail!("{failed}\nand once more, alone:\n{again}"),
        None => Ok(failed),
    }
}

/// Every test but the journeys. These give way: a person in a browser is not slowed by a simulation.
fn run_others(filters: &[String]) -> Result<Vec<Failed>> {
    let run = |arguments: &str| run_tests(yielding(cargo(words(arguments))).args(filters), "");
    let product = run(&format!("test {TESTED} --"));
    let own = run("test --package xtask --")?;
    Ok(product?.into_iter().chain(own).collect())
}

/// Runs both to their ends, at once.
///
/// # Errors
/// One of them failed, or both.
fn both<A: Send, B>(
    one: impl FnOnce() -> Result<A> + Send,
    other: impl FnOnce() -> Result<B>,
) -> Result<(A, B)> {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        match (one.join().unwrap_or_else(|panic| resume_unwind(panic)), other) {
            (Ok(one), Ok(other)) => Ok((one, other)),
            (Err(one), Err(other)) => bail!("{one:#}; {other:#}"),
            (Err(error), Ok(_)) | (Ok(_), Err(error)) => Err(error),
        }
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ')
}

/// Tells the browser journeys, in `command`'s environment, where everything is.
pub(crate) fn tell_journeys(command: &mut Command, profile: &str, browser: &Browser) {
    command
        // A failed journey tells what it waited for; forty lines of test runner around it hide that.
        .env("RUST_LIB_BACKTRACE", "0")
        .env("GUICHET_PHONE_DIR", phone_dir())
        .env("GUICHET_SERVER", binary(profile, "sync-server"))
        .env("GUICHET_CHROMIUM", &browser.chromium)
        .env("GUICHET_CHROMEDRIVER", &browser.chromedriver)
        .env("GUICHET_FIREFOX", &browser.firefox)
        .env("GUICHET_GECKODRIVER", &browser.geckodriver)
        .env("GUICHET_AXE", &browser.axe)
        .env("GUICHET_TUS", &browser.tus)
        .env("GUICHET_NGINX", &browser.nginx);
}

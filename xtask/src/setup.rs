//! Makes the machine fit for the work: installs what is missing, and only that.
//!
//! On Debian and its kin packages come from apt (as root, or through sudo). Anywhere else the
//! command says what to install and stops. What the browser journeys load into a page, axe-core which
//! judges accessibility and a client of the uploads, is fetched from npm and held against pinned hashes.

mod geckodriver;
mod npm;
mod packages;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use packages::Package;

use crate::progress::Progress;
use crate::workspace::{find_program, output_of, run as run_program};

/// The compilation target of the phone app in the browser.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

const CHROMIUM_NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const FIREFOX_NAMES: [&str; 2] = ["firefox-esr", "firefox"];

/// What the tests need to know of programs and files that are not built here.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
    pub(crate) firefox: PathBuf,
    pub(crate) geckodriver: PathBuf,
    pub(crate) axe: PathBuf,
    pub(crate) tus: PathBuf,
    pub(crate) nginx: PathBuf,
}

/// `cargo xtask setup`.
pub(crate) fn run() -> Result<()> {
    let progress = Progress::new(2);
    progress.step("Set up the build of the phone app", for_phone)?;
    progress.step("Set up the browser journeys", for_journeys)?;
    progress.finish("Everything is here");
    Ok(())
}

/// The wasm32 target of Rust, and clang, which compiles SQLite for it.
pub(crate) fn for_phone() -> Result<()> {
    wasm_target()?;
    if find_program(&["clang"]).is_some() {
        eprintln!("  clang: here");
        return Ok(());
    }
    packages::install(&[Package::CLANG])
}

/// Chromium and Firefox with their drivers, nginx, PostgreSQL, age, and the scripts from npm. Chosen ones can be named by
/// `GUICHET_CHROMIUM`, `GUICHET_CHROMEDRIVER`, `GUICHET_FIREFOX`, `GUICHET_GECKODRIVER`, `GUICHET_AXE`,
/// `GUICHET_TUS`, `GUICHET_NGINX` and `GUICHET_POSTGRES`, the folder of PostgreSQL's programs.
pub(crate) fn for_journeys() -> Result<Browser> {
    let chromium_names = CHROMIUM_NAMES.as_slice();
    let mut missing = Vec::new();
    if chosen("GUICHET_CHROMIUM").or_else(|| find_program(chromium_names)).is_none() {
        missing.push(Package::CHROMIUM);
    }
    if chosen("GUICHET_CHROMEDRIVER").or_else(|| find_program(&["chromedriver"])).is_none() {
        missing.push(Package::CHROMEDRIVER);
    }
    if chosen("GUICHET_FIREFOX").or_else(|| find_program(FIREFOX_NAMES.as_slice())).is_none() {
        missing.push(Package::FIREFOX);
    }
    if find_program(&["WebKitWebDriver"]).is_none() {
        missing.push(Package::WEBKIT);
    }
    if find_program(&["Xvfb"]).is_none() {
        missing.push(Package::XVFB);
    }
    if !(npm::AXE.is_here() && npm::TUS.is_here()) && find_program(&["npm"]).is_none() {
        missing.push(Package::NPM);
    }
    if nginx().is_none() {
        missing.push(Package::NGINX);
    }
    if chosen("GUICHET_POSTGRES").is_none() && find_program(&["pg_createcluster"]).is_none() {
        missing.push(Package::POSTGRES);
    }
    if find_program(&["age"]).is_none() {
        missing.push(Package::AGE);
    }
    packages::install(&missing)?;

    let chromium = chosen("GUICHET_CHROMIUM")
        .or_else(|| find_program(chromium_names))
        .context("Chromium is still not on the PATH")?;
    let chromedriver = chosen("GUICHET_CHROMEDRIVER")
        .or_else(|| find_program(&["chromedriver"]))
        .context("chromedriver is still not on the PATH")?;
    let firefox = chosen("GUICHET_FIREFOX")
        .or_else(|| find_program(FIREFOX_NAMES.as_slice()))
        .context("Firefox is still not on the PATH")?;
    eprintln!("  Chromium: {}", chromium.display());
    eprintln!("  chromedriver: {}", chromedriver.display());
    eprintln!("  Firefox: {}", firefox.display());
    let geckodriver = geckodriver::build()?;
    eprintln!("  geckodriver: {}", geckodriver.display());
    let (axe, tus) = (npm::AXE.fetch()?, npm::TUS.fetch()?);
    eprintln!("  axe-core: {}", axe.display());
    eprintln!("  tus-js-client: {}", tus.display());
    let nginx = nginx().context("nginx is still not on the PATH")?;
    Ok(Browser { chromium, chromedriver, firefox, geckodriver, axe, tus, nginx })
}

/// nginx, which the server is tested behind; on Debian it is where only administrators look.
fn nginx() -> Option<PathBuf> {
    let usual = || Some(PathBuf::from("/usr/sbin/nginx")).filter(|program| program.is_file());
    chosen("GUICHET_NGINX").or_else(|| find_program(&["nginx"])).or_else(usual)
}

fn chosen(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn wasm_target() -> Result<()> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let libraries = output_of(rustc, &["--print", "target-libdir", "--target", WASM_TARGET]);
    if libraries.is_some_and(|folder| PathBuf::from(folder).is_dir()) {
        eprintln!("  Rust target {WASM_TARGET}: here");
        return Ok(());
    }
    if find_program(&["rustup"]).is_none() {
        bail!(
            "the Rust target {WASM_TARGET} is missing and there is no rustup to add it: see https://rustup.rs"
        );
    }
    eprintln!("  Rust target {WASM_TARGET}: adding");
    run_program(Command::new("rustup").args(["target", "add", WASM_TARGET]))
}

//! `cargo xtask test`: everything that can fail without a person looking, the browser journeys included.

use std::process::Command;

use anyhow::Result;

use crate::phone;
use crate::progress::Progress;
use crate::setup::{self, Browser};
use crate::workspace::{binary, cargo, phone_dir, run as run_program, target_dir};

/// Runs all tests, or those whose name contains one of `filters`.
pub(crate) fn run(filters: &[String]) -> Result<()> {
    let mut progress = Progress::new(5);
    progress.step("Set up the build", setup::for_phone)?;
    let browser = progress.step("Set up the browsers", setup::for_journeys)?;
    progress.step("Build the phone app", phone::build_within_limit)?;
    progress.step("Build server and tests", || {
        // Tests and binaries in one go: the journeys start the server as a program of its own,
        // built with exactly the features the tests were built with.
        run_program(&mut cargo(["build", "--workspace", "--lib", "--bins", "--tests"]))
    })?;
    progress.step("Run the tests", || {
        // Profiles and data folders of runs that were interrupted.
        let left_over = target_dir().join("journeys");
        if left_over.exists() {
            std::fs::remove_dir_all(left_over)?;
        }
        let mut tests = cargo(["test", "--workspace", "--no-fail-fast", "--"]);
        tests.args(filters);
        tell_journeys(&mut tests, "debug", &browser);
        run_program(&mut tests)
    })?;
    progress.finish("All tests passed");
    Ok(())
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

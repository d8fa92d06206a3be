//! `cargo xtask bench`: builds for release, then lets the `bench` program of `tests` print its table.

use std::process::Command;

use anyhow::Result;

use crate::progress::Progress;
use crate::test::tell_journeys;
use crate::workspace::{binary, cargo, root, run as run_program};
use crate::{phone, setup};

const BUILD: &str = "build --release -p sync-server -p tests --bin sync-server --bin bench";

/// The figures of the server, the phone in Chromium, and the size of the app.
pub(crate) fn run() -> Result<()> {
    let progress = Progress::new(6);
    progress.step("Set up the build", setup::for_phone)?;
    let browser = progress.step("Set up the browser", setup::for_journeys)?;
    progress.step("Build the phone app", phone::build)?;
    progress.step("Build the phone app without its seal", phone::build_unsealed)?;
    progress.step("Build server and bench", || run_program(&mut cargo(BUILD.split(' '))))?;
    progress.step("Measure", || {
        let mut bench = Command::new(binary("release", "bench"));
        bench.current_dir(root());
        tell_journeys(&mut bench, "release", &browser);
        run_program(&mut bench)
    })?;
    progress.finish("Measured");
    Ok(())
}

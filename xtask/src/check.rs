//! `cargo xtask check`: formatting, libraries, lints and documentation, with warnings as errors.

use anyhow::Result;

use crate::dependencies;
use crate::progress::Progress;
use crate::setup::{self, WASM_TARGET};
use crate::workspace::{cargo, run as run_program};

/// Cheapest first, so that a slip shows in seconds.
pub(crate) fn run() -> Result<()> {
    let progress = Progress::new(6);
    progress.step("Set up", setup::for_phone)?;
    progress.step("Formatting", || run_program(&mut cargo(["fmt", "--all", "--check"])))?;
    progress.step("Libraries", dependencies::check)?;
    progress.step("Clippy", || {
        run_program(&mut cargo("clippy --workspace --all-targets -- -D warnings".split(' ')))?;
        // They are among no "all": plain `cargo test` leaves them out.
        run_program(&mut cargo("clippy --workspace --test journeys -- -D warnings".split(' ')))
    })?;
    progress.step("Clippy for wasm32", || {
        let clippy = format!("clippy -p shared -p mobile --lib --bins --target {WASM_TARGET} -- -D warnings");
        run_program(&mut cargo(clippy.split(' ')))
    })?;
    progress.step("Documentation", || {
        run_program(cargo(["doc", "--workspace", "--no-deps", "--quiet"]).env("RUSTDOCFLAGS", "-D warnings"))
    })?;
    progress.finish("All clean");
    Ok(())
}

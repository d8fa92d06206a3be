//! geckodriver, between WebDriver and Firefox: Debian has no package of it, crates.io has.

use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::workspace::{cargo, find_program, run, target_dir};

const VERSION: &str = "0.36.0";

/// The program; built the first time, which takes some minutes.
///
/// # Errors
/// crates.io cannot be reached, or it does not build.
pub(crate) fn build() -> Result<PathBuf> {
    if let Some(program) = super::chosen("GUICHET_GECKODRIVER").or_else(|| find_program(&["geckodriver"])) {
        return Ok(program);
    }
    let folder = target_dir().join("tools").join(format!("geckodriver-{VERSION}"));
    let program = folder.join("bin").join(format!("geckodriver{}", std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        eprintln!("  geckodriver: building {VERSION}");
        // It only passes messages on: that it is built soon counts more than that it is fast.
        run(cargo([
            "install",
            "geckodriver",
            "--debug",
            "--locked",
            "--quiet",
            "--version",
            VERSION,
            "--root",
        ])
        .arg(&folder)
        .env("CARGO_PROFILE_DEV_DEBUG", "false"))?;
    }
    ensure!(program.is_file(), "cargo left no {}", program.display());
    Ok(program)
}

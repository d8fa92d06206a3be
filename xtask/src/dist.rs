//! `cargo xtask dist`: one binary of the server with the phone app inside, for an empty folder.

use std::fs;

use anyhow::{Context, Result};

use crate::progress::Progress;
use crate::workspace::{binary, cargo, phone_dir, run as run_program, target_dir};
use crate::{phone, setup};

const BUILD: &str = "build --release -p sync-server --bin sync-server --features embed-phone";

/// Leaves the binary in `target/dist` and prints its size.
pub(crate) fn run() -> Result<()> {
    let progress = Progress::new(3);
    progress.step("Set up", setup::for_phone)?;
    progress.step("Build the phone app", phone::build)?;
    progress.step("Build the server with the phone app inside", || {
        run_program(cargo(BUILD.split(' ')).env("GUICHET_PHONE_DIR", phone_dir()))
    })?;
    let built = binary("release", "sync-server");
    let folder = target_dir().join("dist");
    fs::create_dir_all(&folder)?;
    let packed = folder.join(built.file_name().context("the server has no file name")?);
    let size_bytes = fs::copy(&built, &packed)
        .with_context(|| format!("could not copy {} to {}", built.display(), packed.display()))?;
    println!("{}: {:.1} MB", packed.display(), megabytes(size_bytes));
    println!("It runs from an empty folder: sync-server serve --data DIR");
    progress.finish("Packed");
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a size to be read by a person")]
fn megabytes(size_bytes: u64) -> f64 {
    size_bytes as f64 / 1e6
}

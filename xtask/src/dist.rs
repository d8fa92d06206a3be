//! `cargo xtask dist`: one binary of the server with the phone app inside, for an empty folder, and the list of what
//! it is built of.

mod bom;

use std::fs;

use anyhow::{Context, Result};
use sha2::{Digest as _, Sha256};

use crate::progress::Progress;
use crate::workspace::{binary, cargo, hex, phone_dir, run as run_program, target_dir};
use crate::{phone, setup};

const BUILD: &str = "build --release -p sync-server --bin sync-server --features embed-phone";

/// Leaves the binary in `target/dist` with its bill of materials, and prints its size.
pub(crate) fn run() -> Result<()> {
    let progress = Progress::new(4);
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
    let bill = packed.with_file_name("sync-server.cdx.json");
    progress.step("Say what it is built of", || {
        let sha256 = hex(&Sha256::digest(fs::read(&packed)?));
        fs::write(&bill, bom::of_server(&sha256)?)?;
        Ok(())
    })?;
    println!("{}: {:.1} MB", packed.display(), megabytes(size_bytes));
    println!("{}: the libraries in it (CycloneDX)", bill.display());
    println!("It runs from an empty folder: sync-server serve --data DIR");
    progress.finish("Packed");
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a size to be read by a person")]
fn megabytes(size_bytes: u64) -> f64 {
    size_bytes as f64 / 1e6
}

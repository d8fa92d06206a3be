//! `cargo xtask phone`: the phone app as the server serves it, in `target/phone-app`.
//!
//! Cargo compiles the `phone` program of `mobile` to WebAssembly, `wasm-bindgen` (as a library, so
//! that there is no tool to install) makes the JavaScript around it, [`package`] puts everything
//! under names that can be cached for ever.

mod arrange;
mod locals;
mod package;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::progress::Progress;
use crate::setup::{self, WASM_TARGET};
use crate::workspace::{cargo, phone_dir, root, run as run_program, target_dir};

/// The most the whole app may weigh when it is fetched for the first time, compressed with brotli.
const BROTLI_SIZE_BYTES_MAX: u64 = 1_100_000;

/// `cargo xtask phone`.
pub(crate) fn run() -> Result<()> {
    let mut progress = Progress::new(2);
    progress.step("Set up", setup::for_phone)?;
    progress.step("Build the phone app", build)?;
    progress.finish("Packed");
    Ok(())
}

/// Builds and packages. One that is too heavy is used all the same: another compiler may make it a
/// little larger.
///
/// # Errors
/// It does not compile.
pub(crate) fn build() -> Result<()> {
    let brotli_bytes = make()?;
    if brotli_bytes > BROTLI_SIZE_BYTES_MAX {
        eprintln!("  more than its limit of {BROTLI_SIZE_BYTES_MAX} bytes with brotli");
    }
    Ok(())
}

/// The same, to be tested.
///
/// # Errors
/// It does not compile, or it has grown over its limit.
pub(crate) fn build_within_limit() -> Result<()> {
    let brotli_bytes = make()?;
    ensure!(
        brotli_bytes <= BROTLI_SIZE_BYTES_MAX,
        "the phone app has grown to {brotli_bytes} bytes with brotli; its limit is {BROTLI_SIZE_BYTES_MAX}"
    );
    Ok(())
}

/// What it weighs with brotli, in bytes.
fn make() -> Result<u64> {
    let compile = format!("build -p mobile --bin phone --target {WASM_TARGET} --profile phone");
    run_program(&mut cargo(compile.split(' ')))?;
    let compiled = target_dir().join(WASM_TARGET).join("phone").join("phone.wasm");
    let bound = target_dir().join("phone-bound");
    bind(&compiled, &bound)?;

    let sources = package::Sources {
        bound,
        web: root().join("mobile").join("web"),
        assets: ["shared", "mobile"].map(|part| root().join(part).join("assets")),
    };
    let size = package::package(&sources, &phone_dir())?;
    eprintln!(
        "  {}: version {}, {} files, {} bytes, {} bytes with brotli",
        phone_dir().display(),
        size.version,
        size.files,
        size.plain_bytes,
        size.brotli_bytes
    );
    Ok(size.brotli_bytes)
}

/// Makes `guichet.js` and `guichet_bg.wasm` (and snippets) out of what cargo compiled.
fn bind(compiled: &Path, into: &Path) -> Result<()> {
    if into.exists() {
        fs::remove_dir_all(into)?;
    }
    Bindgen::new()
        .input_path(compiled)
        .out_name("guichet")
        .web(true)?
        // `init()` finds the file beside its script.
        .omit_default_module_path(false)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(into)
        .with_context(|| format!("wasm-bindgen could not bind {}", compiled.display()))?;
    let module = into.join("guichet_bg.wasm");
    fs::write(&module, arrange::arrange(&locals::renumber(&fs::read(&module)?)?)?)?;
    // A C function nobody provides becomes an import no browser can satisfy.
    let script = fs::read_to_string(into.join("guichet.js"))?;
    ensure!(!script.contains("from \"env\""), "{} asks for C functions nobody provides", compiled.display());
    Ok(())
}

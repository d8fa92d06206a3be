//! `cargo xtask phone`: the phone app as the server serves it, in `target/phone-app`.
//!
//! The app is two programs of `mobile`, the page and the worker ([`parts`]). Cargo compiles each to WebAssembly,
//! `wasm-bindgen` (as a library, so that there is no tool to install) makes the JavaScript around it, [`package`]
//! puts everything under names that can be cached for ever.

mod arrange;
mod locals;
mod package;
mod parts;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::phone::package::Packed;
use crate::phone::parts::Part;
use crate::progress::Progress;
use crate::setup::{self, WASM_TARGET};
use crate::workspace::{cargo, phone_dir, root, run as run_program, target_dir, unsealed_phone_dir};

pub(crate) use crate::phone::parts::PARTS;

/// `cargo xtask phone`.
pub(crate) fn run() -> Result<()> {
    let progress = Progress::new(2);
    progress.step("Set up", setup::for_phone)?;
    progress.step("Build the phone app", build)?;
    progress.finish("Packed");
    Ok(())
}

/// Builds and packages. One that is too heavy is used all the same: another compiler may make it a
/// little larger.
///
/// # Errors
/// It does not compile, or a part holds what belongs into the other.
pub(crate) fn build() -> Result<()> {
    if let Err(too_heavy) = make()?.within_limits() {
        eprintln!("  {too_heavy}");
    }
    Ok(())
}

/// The same, to be tested.
///
/// # Errors
/// It does not compile, a part holds what belongs into the other, or one has grown over its limit.
pub(crate) fn build_within_limits() -> Result<()> {
    make()?.within_limits()
}

/// The same app with a replica that is not sealed: for the bench, which says what sealing costs.
///
/// # Errors
/// It does not compile, or a part holds what belongs into the other.
pub(crate) fn build_unsealed() -> Result<()> {
    compile_and_package(Some("unsealed"), &unsealed_phone_dir())
}

/// What is made of the same as the last time is not made again: who changes a page of the office waits for that alone.
fn make() -> Result<Packed> {
    let (stamp, made_of) = (target_dir().join("phone-app.made-of"), parts::made_of(&root())?);
    if phone_dir().exists() && fs::read_to_string(&stamp).is_ok_and(|of| of == made_of) {
        eprintln!("  nothing it is made of has changed");
    } else {
        if stamp.exists() {
            fs::remove_file(&stamp)?;
        }
        compile_and_package(None, &phone_dir())?;
        fs::write(&stamp, made_of)?;
    }
    let packed = Packed::read(&phone_dir())?;
    let (place, Packed { version, files, plain_bytes, .. }) = (phone_dir(), &packed);
    eprintln!("  {}: version {version}, {files} files, {plain_bytes} bytes", place.display());
    for part in &PARTS {
        let bytes = packed.brotli_bytes(part);
        eprintln!("  {}: {bytes} bytes with brotli, of {} at most", part.name, part.brotli_bytes_max);
    }
    Ok(packed)
}

/// Builds the app into a folder; the worker with another feature of `mobile` than its own, if one is named.
fn compile_and_package(replica: Option<&str>, into: &Path) -> Result<()> {
    let bound = target_dir().join("phone-bound");
    if bound.exists() {
        fs::remove_dir_all(&bound)?;
    }
    let build = parts::build(&root())?;
    for part in &PARTS {
        let Part { name, feature, .. } = part;
        let feature = replica.filter(|_| *name == "worker").unwrap_or(feature);
        let compile = format!(
            "build -p mobile --bin {name} --no-default-features --features {feature} --target {WASM_TARGET} --profile phone"
        );
        run_program(cargo(compile.split(' ')).env("GUICHET_BUILD", &build))?;
        let compiled = target_dir().join(WASM_TARGET).join("phone").join(format!("{name}.wasm"));
        part.require_own_code(&fs::read(&compiled)?)?;
        bind(name, &compiled, &bound)?;
    }
    let sources = package::Sources {
        bound,
        web: root().join("mobile").join("web"),
        assets: ["shared", "mobile"].map(|part| root().join(part).join("assets")),
        phrases: ["shared", "mobile"].map(|part| root().join(part).join("locales")),
    };
    package::package(&sources, into)
}

/// Makes `NAME.js` and `NAME_bg.wasm` (and snippets) out of what cargo compiled.
fn bind(name: &str, compiled: &Path, into: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(compiled)
        .out_name(name)
        .web(true)?
        // `init()` finds the file beside its script.
        .omit_default_module_path(false)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(into)
        .with_context(|| format!("wasm-bindgen could not bind {}", compiled.display()))?;
    let module = into.join(format!("{name}_bg.wasm"));
    fs::write(&module, arrange::arrange(&locals::renumber(&fs::read(&module)?)?)?)?;
    // A C function nobody provides becomes an import no browser can satisfy.
    let script = fs::read_to_string(into.join(format!("{name}.js")))?;
    ensure!(!script.contains("from \"env\""), "{} asks for C functions nobody provides", compiled.display());
    Ok(())
}

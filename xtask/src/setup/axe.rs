//! axe-core, the accessibility checker of the browser journeys: one file, from npm, pinned by hash.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha512};

use crate::workspace::{run, target_dir};

const PACKAGE: &str = "axe-core@4.10.3";
const ARCHIVE: &str = "axe-core-4.10.3.tgz";
/// SHA-512 of the package as npm publishes it (`npm view axe-core@4.10.3 dist.integrity`), in hex.
const ARCHIVE_SHA512: &str = "5e6edba515e70d25f6604d9815f064d859c5d1ea7ab661bbc4f87c88779ef0c21cae0abbeb636471ef39e9d62d2582e4b88a1866f19f4ecfcf6d986275e4dc12";

/// Whether nothing has to be fetched.
pub(crate) fn is_here() -> bool {
    chosen().is_some() || script().is_file()
}

/// The path of `axe.min.js`, fetched the first time.
///
/// # Errors
/// npm cannot reach its registry, or the package is not the pinned one.
pub(crate) fn fetch() -> Result<PathBuf> {
    if let Some(file) = chosen() {
        return Ok(file);
    }
    if script().is_file() {
        return Ok(script());
    }
    let folder = folder();
    fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    eprintln!("  axe-core: fetching {PACKAGE}");
    run(Command::new("npm")
        .args(["pack", "--silent", PACKAGE])
        .current_dir(&folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null()))?;
    let archive = folder.join(ARCHIVE);
    let bytes = fs::read(&archive).with_context(|| format!("npm left no {}", archive.display()))?;
    let hash = format!("{:x}", Sha512::digest(&bytes));
    if hash != ARCHIVE_SHA512 {
        fs::remove_file(&archive)?;
        bail!("{PACKAGE} is not the pinned package: its SHA-512 is {hash}");
    }
    run(Command::new("tar")
        .args(["-xzf", ARCHIVE, "--strip-components=1", "package/axe.min.js"])
        .current_dir(&folder))?;
    if !script().is_file() {
        bail!("{PACKAGE} holds no axe.min.js");
    }
    Ok(script())
}

fn chosen() -> Option<PathBuf> {
    std::env::var_os("GUICHET_AXE").filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn folder() -> PathBuf {
    target_dir().join("tools").join("axe-core-4.10.3")
}

fn script() -> PathBuf {
    folder().join("axe.min.js")
}

//! The libraries the workspace is built of, as cargo and Cargo.lock know them. No command of its own.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;

use crate::workspace::{cargo, root};

/// Where every library comes from.
pub(crate) const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// A library, or a crate of the workspace.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Library {
    /// Cargo's own name of it.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) version: String,
    /// An expression of SPDX, or the older form with `/`.
    pub(crate) license: Option<String>,
    pub(crate) description: Option<String>,
    /// Where its sources are kept.
    pub(crate) repository: Option<String>,
    /// Where it was fetched from; none for a crate of the workspace.
    pub(crate) source: Option<String>,
    pub(crate) manifest_path: PathBuf,
    /// What it asks for, as its own manifest says.
    #[serde(default)]
    pub(crate) dependencies: Vec<Wish>,
    /// The SHA-256 of what was fetched, in hexadecimal digits, as Cargo.lock says.
    #[serde(skip)]
    pub(crate) checksum: Option<String>,
    /// What cargo chose for it to be built with, by their ids.
    #[serde(skip)]
    pub(crate) built_with: Vec<String>,
}

/// What a manifest asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Wish {
    pub(crate) name: String,
    /// Which versions will do; `*` is any.
    pub(crate) req: String,
    /// A folder of the workspace.
    pub(crate) path: Option<PathBuf>,
}

/// What Cargo.lock says of a library.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Locked {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) source: Option<String>,
    pub(crate) checksum: Option<String>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Library>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    dependencies: Vec<String>,
}

/// Everything in Cargo.lock.
///
/// # Errors
/// It cannot be read.
pub(crate) fn locked() -> Result<Vec<Locked>> {
    let text = fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let lock: Lock = basic_toml::from_str(&text).context("Cargo.lock cannot be read")?;
    Ok(lock.package)
}

/// Every library that some part of the workspace is built of, on some machine, with some feature.
///
/// # Errors
/// Cargo cannot say: Cargo.lock is not of these manifests, or a library cannot be fetched.
pub(crate) fn all() -> Result<Vec<Library>> {
    let told = told(&["metadata", "--format-version", "1", "--locked", "--all-features"])?;
    let metadata: Metadata = serde_json::from_str(&told).context("cargo metadata")?;
    let (locked, mut libraries) = (locked()?, metadata.packages);
    for library in &mut libraries {
        let same = |entry: &&Locked| entry.name == library.name && entry.version == library.version;
        library.checksum = locked.iter().find(same).and_then(|entry| entry.checksum.clone());
        let node = metadata.resolve.nodes.iter().find(|node| node.id == library.id);
        library.built_with = node.map(|node| node.dependencies.clone()).unwrap_or_default();
    }
    Ok(libraries)
}

/// The libraries that end up in a program, with their versions: those that only build it are not among them.
/// `arguments` say of `cargo tree` which program.
///
/// # Errors
/// Cargo cannot say.
pub(crate) fn in_program(arguments: &str) -> Result<Vec<(String, String)>> {
    let tree = "tree --locked --edges normal,no-proc-macro --prefix none --format {p}";
    let told = told(&tree.split(' ').chain(arguments.split(' ')).collect::<Vec<_>>())?;
    let mut found = Vec::new();
    for line in told.lines().filter(|line| !line.is_empty()) {
        let mut words = line.split(' ');
        let (name, version) = (words.next(), words.next().and_then(|word| word.strip_prefix('v')));
        let (Some(name), Some(version)) = (name, version) else { bail!("cargo tree says {line}") };
        found.push((name.to_owned(), version.to_owned()));
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// What cargo prints.
fn told(arguments: &[&str]) -> Result<String> {
    let output = cargo(arguments).stderr(Stdio::inherit()).output().context("could not start cargo")?;
    ensure!(output.status.success(), "`cargo {}` failed ({})", arguments.join(" "), output.status);
    Ok(String::from_utf8(output.stdout)?)
}

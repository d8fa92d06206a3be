//! The two programs of the phone app: what each is built of, what it must not hold, what it may weigh.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use sha2::{Digest, Sha256};
use wasmparser::{KnownCustom, Name, Parser, Payload};

use crate::workspace::{hex, output_of};

/// A program of the app.
pub(crate) struct Part {
    /// Its name among the programs of `mobile`, and of the files that are made of it.
    pub(super) name: &'static str,
    /// The feature of `mobile` it is built with.
    pub(crate) feature: &'static str,
    /// What no function of it may be called: code of the other part.
    foreign: &'static [&'static str],
    /// The most it may weigh when it is fetched for the first time, in bytes compressed with brotli.
    pub(super) brotli_bytes_max: u64,
}

/// The page first: what belongs to no part is counted with it.
pub(crate) const PARTS: [Part; 2] = [
    Part {
        name: "page",
        feature: "screens",
        foreign: &["automerge", "hexane", "sqlite"],
        brotli_bytes_max: 400_000,
    },
    Part { name: "worker", feature: "replica", foreign: &["dioxus"], brotli_bytes_max: 900_000 },
];

impl Part {
    /// Whether a file of the app is fetched for this part: `worker.js`, `start-worker.js`, …
    pub(super) fn owns(&self, file: &str) -> bool {
        let name = file.rsplit('/').next().unwrap_or(file);
        let is_workers = name.trim_start_matches("start-").starts_with(PARTS[1].name);
        is_workers == (self.name == PARTS[1].name)
    }

    /// Holds the names of the functions against what may be in it.
    ///
    /// # Errors
    /// It holds code of the other part, or says no names.
    pub(super) fn require_own_code(&self, module: &[u8]) -> Result<()> {
        let mut names = 0_usize;
        for payload in Parser::new(0).parse_all(module) {
            let Payload::CustomSection(section) = payload? else { continue };
            let KnownCustom::Name(subsections) = section.as_known() else { continue };
            for subsection in subsections {
                let Name::Function(functions) = subsection? else { continue };
                for function in functions {
                    let function = function?.name;
                    let foreign = self.foreign.iter().find(|part| function.contains(**part));
                    ensure!(foreign.is_none(), "the {} holds code of the other part: {function}", self.name);
                    names += 1;
                }
            }
        }
        ensure!(names > 0, "the {} does not say the names of its functions", self.name);
        Ok(())
    }
}

/// What the whole app is made of, as a hash: what both parts are built of, how, and what is packaged with them.
///
/// # Errors
/// A source cannot be read, or there is no compiler.
pub(super) fn made_of(root: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(build(root)?);
    hash.update(output_of("rustc", &["-vV"]).context("rustc does not say its version")?);
    hash.update(fs::read(root.join(".cargo/config.toml"))?);
    for place in ["shared/assets", "shared/locales", "mobile/assets", "mobile/web", "xtask/src"] {
        add(&root.join(place), &mut hash)?;
    }
    Ok(hex(&hash.finalize()))
}

/// What both parts say they were built of: a hash of all sources that are compiled into them.
///
/// # Errors
/// A source cannot be read.
pub(super) fn build(root: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    for place in ["Cargo.lock", "Cargo.toml", "shared/Cargo.toml", "mobile/Cargo.toml"] {
        hash.update(fs::read(root.join(place))?);
    }
    for place in ["shared/src", "mobile/src", "mobile/locales"] {
        add(&root.join(place), &mut hash)?;
    }
    let mut build = hex(&hash.finalize());
    build.truncate(16);
    Ok(build)
}

/// Adds everything below a folder, in the order of names.
fn add(folder: &Path, hash: &mut Sha256) -> Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        if entry.file_type()?.is_dir() {
            add(&entry.path(), hash)?;
        } else {
            hash.update(entry.file_name().as_encoded_bytes());
            hash.update(fs::read(entry.path())?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{Module, NameMap, NameSection};

    use super::*;

    fn module(function: &str) -> Vec<u8> {
        let (mut names, mut functions) = (NameSection::new(), NameMap::new());
        functions.append(0, function);
        names.functions(&functions);
        let mut module = Module::new();
        module.section(&names);
        module.finish()
    }

    #[test]
    fn code_of_the_other_part_is_an_error() {
        let [page, worker] = &PARTS;
        assert!(page.require_own_code(&module("_ZN6dioxus4coreE")).is_ok());
        assert!(page.require_own_code(&module("_ZN9automerge4loadE")).is_err());
        assert!(page.require_own_code(&module("sqlite3RunParser")).is_err());
        assert!(worker.require_own_code(&module("_ZN9automerge4loadE")).is_ok());
        assert!(worker.require_own_code(&module("_ZN6dioxus4coreE")).is_err());
        assert!(worker.require_own_code(&Module::new().finish()).is_err(), "nothing can be said of it");
    }

    #[test]
    fn every_file_belongs_to_one_part() {
        let [page, worker] = &PARTS;
        for file in ["app/1/worker_bg.wasm", "app/1/worker.js", "app/1/start-worker.js"] {
            assert!(worker.owns(file) && !page.owns(file), "{file}");
        }
        for file in ["app/1/page_bg.wasm", "app/1/start-page.js", "app/1/app.css", "index.html", "sw.js"] {
            assert!(page.owns(file) && !worker.owns(file), "{file}");
        }
    }
}

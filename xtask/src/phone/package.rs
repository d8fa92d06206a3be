//! Lays out the folder the server serves:
//!
//! ```text
//! index.html  sw.js  manifest.webmanifest  icon.svg …     always fetched again (mobile/web)
//! app/<version>/start.js  guichet.js  guichet_bg.wasm …   never change: cached for ever
//! ```
//!
//! `<version>` is a hash of everything that is fetched, so two builds share an address only when they
//! are the same. Beside each file that compresses there are a `.br` and, for browsers that do not take
//! brotli, a `.gz`. Sources may hold three placeholders: `__VERSION__`, `__STYLES__` (index.html: the
//! style sheets) and, in sw.js, `["__FILES__"]` (a list of addresses: all that the app needs to start without a network).

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::workspace::hex;

/// Runs in page and worker alike, so it belongs to a version; the rest of `mobile/web` keeps its address.
const VERSIONED_WEB_FILES: [&str; 1] = ["start.js"];
const SERVICE_WORKER: &str = "sw.js";
const PAGE: &str = "index.html";
/// How far brotli looks back, as a power of two: further than the largest file is long.
const BROTLI_WINDOW_BITS: i32 = 22;
/// The most thorough there is: it is done once and fetched by every phone.
const BROTLI_QUALITY: i32 = 11;

/// Where the parts come from.
pub(super) struct Sources {
    pub(super) bound: PathBuf,
    pub(super) web: PathBuf,
    pub(super) assets: [PathBuf; 2],
}

/// What came out. Sizes are of all files together: what a first visit fetches.
pub(super) struct Packed {
    pub(super) version: String,
    pub(super) files: usize,
    pub(super) plain_bytes: u64,
    pub(super) brotli_bytes: u64,
}

/// File contents by address below the root of the site, without a leading slash.
type Files = BTreeMap<String, Vec<u8>>;

/// Collects, substitutes, compresses. `into` is replaced only when everything is ready.
pub(super) fn package(sources: &Sources, into: &Path) -> Result<Packed> {
    let mut versioned = Files::new();
    collect(&sources.bound, "", &mut versioned)?;
    for assets in &sources.assets {
        collect(assets, "", &mut versioned)?;
    }
    let mut stable = Files::new();
    collect(&sources.web, "", &mut stable)?;
    for name in VERSIONED_WEB_FILES {
        let content = stable.remove(name).with_context(|| format!("mobile/web holds no {name}"))?;
        versioned.insert(name.to_owned(), content);
    }
    ensure!(stable.contains_key(PAGE), "mobile/web holds no {PAGE}");

    let version = version_of(&versioned, &stable);
    let styles = style_links(&versioned, &version);
    let mut files = Files::new();
    for (name, content) in versioned {
        files.insert(format!("app/{version}/{name}"), content);
    }
    let addresses = addresses(&files, &stable);
    for (name, content) in stable {
        let content = match name.as_str() {
            PAGE => substitute(&name, content, &[("__VERSION__", &version), ("__STYLES__", &styles)])?,
            SERVICE_WORKER => {
                substitute(&name, content, &[("__VERSION__", &version), ("[\"__FILES__\"]", &addresses)])?
            }
            _ => content,
        };
        files.insert(name, content);
    }
    write_all(&files, &version, into)
}

/// Adds every file below `folder`; an absent folder holds none.
fn collect(folder: &Path, prefix: &str, files: &mut Files) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let name = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            let content = fs::read(entry.path())?;
            ensure!(files.insert(name.clone(), content).is_none(), "two files would be called {name}");
        }
    }
    Ok(())
}

fn version_of(versioned: &Files, stable: &Files) -> String {
    let mut hash = Sha256::new();
    for (name, content) in versioned.iter().chain(stable) {
        for part in [name.as_bytes(), content] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    let mut version = hex(&hash.finalize());
    version.truncate(16);
    version
}

fn style_links(versioned: &Files, version: &str) -> String {
    let links: Vec<String> = versioned
        .keys()
        .filter(|name| name.ends_with(".css"))
        .map(|name| format!("<link rel=\"stylesheet\" href=\"/app/{version}/{name}\">"))
        .collect();
    links.join("\n    ")
}

/// A JavaScript list: "/" for the page, and every other file but the service worker itself.
fn addresses(files: &Files, stable: &Files) -> String {
    let others = stable.keys().filter(|name| *name != PAGE && *name != SERVICE_WORKER);
    let lines: Vec<String> = std::iter::once("/".to_owned())
        .chain(files.keys().chain(others).map(|name| format!("/{name}")))
        .map(|address| format!("  \"{address}\",\n"))
        .collect();
    format!("[\n{}]", lines.concat())
}

/// Every placeholder must be there: one that was renamed would otherwise reach a phone unnoticed.
fn substitute(name: &str, content: Vec<u8>, replacements: &[(&str, &str)]) -> Result<Vec<u8>> {
    let mut text = String::from_utf8(content).with_context(|| format!("{name} is not UTF-8"))?;
    for (placeholder, value) in replacements {
        ensure!(text.contains(placeholder), "mobile/web/{name} has lost its placeholder {placeholder}");
        text = text.replace(placeholder, value);
    }
    Ok(text.into_bytes())
}

fn write_all(files: &Files, version: &str, into: &Path) -> Result<Packed> {
    let staging = into.with_extension("new");
    if staging.exists() {
        fs::remove_dir_all(&staging)?;
    }
    let mut packed =
        Packed { version: version.to_owned(), files: files.len(), plain_bytes: 0, brotli_bytes: 0 };
    for (name, content) in files {
        let path = staging.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&staging))?;
        fs::write(&path, content)?;
        packed.plain_bytes += content.len() as u64;
        if compresses(name) {
            let compressed = brotli(content)?;
            packed.brotli_bytes += compressed.len() as u64;
            fs::write(staging.join(format!("{name}.br")), compressed)?;
            fs::write(staging.join(format!("{name}.gz")), gzip(content)?)?;
        } else {
            packed.brotli_bytes += content.len() as u64;
        }
    }
    if into.exists() {
        fs::remove_dir_all(into)?;
    }
    fs::rename(&staging, into).with_context(|| format!("could not make {}", into.display()))?;
    Ok(packed)
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let settings = BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW_BITS,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &settings)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

fn compresses(name: &str) -> bool {
    const KINDS: [&str; 8] = ["html", "js", "css", "wasm", "svg", "json", "webmanifest", "txt"];
    Path::new(name).extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_changed_file_changes_the_version() {
        let page = files(&[("index.html", "x")]);
        let before = version_of(&files(&[("a.js", "1")]), &page);
        assert_eq!(before, version_of(&files(&[("a.js", "1")]), &page));
        assert_ne!(before, version_of(&files(&[("a.js", "2")]), &page));
        assert_ne!(before, version_of(&files(&[("b.js", "1")]), &page));
    }

    #[test]
    fn the_service_worker_keeps_all_but_itself() {
        let listed = addresses(
            &files(&[("app/1/a.js", "")]),
            &files(&[("index.html", ""), ("sw.js", ""), ("icon.svg", "")]),
        );
        assert_eq!(listed, "[\n  \"/\",\n  \"/app/1/a.js\",\n  \"/icon.svg\",\n]");
    }

    #[test]
    fn a_lost_placeholder_is_an_error() {
        let kept = substitute("sw.js", b"v = \"__VERSION__\"".to_vec(), &[("__VERSION__", "7")]);
        assert_eq!(kept.expect("the placeholder is there"), b"v = \"7\"");
        assert!(substitute("sw.js", b"v = 1".to_vec(), &[("__VERSION__", "7")]).is_err());
    }
}

//! Lays out the folder the server serves:
//!
//! ```text
//! index.html  sw.js  manifest.webmanifest  icon.svg …     always fetched again (mobile/web)
//! app/<version>/start-page.js  page.js  page_bg.wasm …    never change: cached for ever
//! app/<version>/words/fr.ftl …                            the phrases, one file a language
//! ```
//!
//! `<version>` is a hash of everything that is fetched, so two builds share an address only when they
//! are the same. Beside each file that compresses there are a `.br` and, for browsers that do not take
//! brotli, a `.gz`. Sources may hold three placeholders: `__VERSION__`, `__STYLES__` (index.html: the
//! style sheets) and, in sw.js, `{ "__FILES__": "" }` (the addresses of all that the app needs to start without a
//! network, with the hash of what is there).

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::phone::parts::{PARTS, Part};
use crate::workspace::hex;

/// Belong to a version; the rest of `mobile/web` keeps its address.
const VERSIONED_WEB_FILES: [&str; 3] = ["start-page.js", "start-worker.js", "again.js"];
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
    /// Folders with a file of phrases a language, `fr.ftl`, which become one.
    pub(super) phrases: [PathBuf; 2],
}

/// The phrases of a language: everybody fetches those of one before anything is shown.
const WORDS: &str = "words/";

/// What came out.
pub(super) struct Packed {
    pub(super) version: String,
    pub(super) files: usize,
    /// All files together.
    pub(super) plain_bytes: u64,
    /// What a first visit fetches, by file.
    brotli_bytes: BTreeMap<String, u64>,
}

impl Packed {
    /// What was packaged into this folder.
    ///
    /// # Errors
    /// It cannot be read, or holds no version of the app.
    pub(super) fn read(app: &Path) -> Result<Self> {
        let mut all = Files::new();
        collect(app, "", &mut all)?;
        let version = all.keys().find_map(|name| name.strip_prefix("app/")?.split('/').next());
        let version = version.with_context(|| format!("{} holds no version", app.display()))?.to_owned();
        let mut packed = Self { version, files: 0, plain_bytes: 0, brotli_bytes: BTreeMap::new() };
        for (name, content) in all.iter().filter(|(name, _)| !name.ends_with(".br") && !name.ends_with(".gz"))
        {
            let fetched = all.get(&format!("{name}.br")).unwrap_or(content);
            packed.files += 1;
            packed.plain_bytes += content.len() as u64;
            packed.brotli_bytes.insert(name.clone(), fetched.len() as u64);
        }
        Ok(packed)
    }

    /// What a first visit fetches for a part, in the language that takes most. The service worker fetches the others
    /// when the app has started.
    pub(super) fn brotli_bytes(&self, part: &Part) -> u64 {
        let owned = self.brotli_bytes.iter().filter(|(file, _)| part.owns(file));
        let (words, others): (Vec<_>, Vec<_>) = owned.partition(|(file, _)| is_words(file));
        let longest = words.into_iter().map(|(_, bytes)| bytes).max().unwrap_or(&0);
        longest + others.into_iter().map(|(_, bytes)| bytes).sum::<u64>()
    }

    /// # Errors
    /// A part has grown over its limit.
    pub(super) fn within_limits(&self) -> Result<()> {
        for part in &PARTS {
            let (bytes, max) = (self.brotli_bytes(part), part.brotli_bytes_max);
            ensure!(
                bytes <= max,
                "the {} has grown to {bytes} bytes with brotli; its limit is {max}",
                part.name
            );
        }
        Ok(())
    }
}

/// `app/<version>/words/fr.ftl`.
fn is_words(file: &str) -> bool {
    file.splitn(3, '/').nth(2).is_some_and(|name| name.starts_with(WORDS))
}

/// File contents by address below the root of the site, without a leading slash.
type Files = BTreeMap<String, Vec<u8>>;

/// Collects, substitutes, compresses. `into` is replaced only when everything is ready.
pub(super) fn package(sources: &Sources, into: &Path) -> Result<()> {
    let mut versioned = Files::new();
    collect(&sources.bound, "", &mut versioned)?;
    for assets in &sources.assets {
        collect(assets, "", &mut versioned)?;
    }
    for phrases in &sources.phrases {
        let mut of_all = Files::new();
        collect(phrases, WORDS, &mut of_all)?;
        for (name, content) in of_all {
            versioned.entry(name).or_default().extend(content);
        }
    }
    let mut stable = Files::new();
    collect(&sources.web, "", &mut stable)?;
    for name in VERSIONED_WEB_FILES {
        let content = stable.remove(name).with_context(|| format!("mobile/web holds no {name}"))?;
        versioned.insert(name.to_owned(), content);
    }

    let version = version_of(&versioned, &stable);
    let styles = style_links(&versioned, &version);
    let mut files = Files::new();
    for (name, content) in versioned {
        files.insert(format!("app/{version}/{name}"), content);
    }
    let page = stable.remove(PAGE).with_context(|| format!("mobile/web holds no {PAGE}"))?;
    let worker =
        stable.remove(SERVICE_WORKER).with_context(|| format!("mobile/web holds no {SERVICE_WORKER}"))?;
    let page = substitute(PAGE, page, &[("__VERSION__", &version), ("__STYLES__", &styles)])?;
    files.extend(stable);
    files.insert(PAGE.to_owned(), page);
    let kept = kept(&files);
    let worker =
        substitute(SERVICE_WORKER, worker, &[("__VERSION__", &version), ("{ \"__FILES__\": \"\" }", &kept)])?;
    files.insert(SERVICE_WORKER.to_owned(), worker);
    write_all(&files, into)
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

/// A JavaScript object: of every file but the service worker itself the address, "/" for the page, and the SHA-256
/// of what it holds.
fn kept(files: &Files) -> String {
    let lines: Vec<String> = files
        .iter()
        .map(|(name, content)| {
            let name = if name == PAGE { "" } else { name };
            format!("  \"/{name}\": \"{}\",\n", hex(&Sha256::digest(content)))
        })
        .collect();
    format!("{{\n{}}}", lines.concat())
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

fn write_all(files: &Files, into: &Path) -> Result<()> {
    let staging = into.with_extension("new");
    if staging.exists() {
        fs::remove_dir_all(&staging)?;
    }
    for (name, content) in files {
        let path = staging.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&staging))?;
        fs::write(&path, content)?;
        if compresses(name) {
            fs::write(staging.join(format!("{name}.br")), brotli(content)?)?;
            fs::write(staging.join(format!("{name}.gz")), gzip(content)?)?;
        }
    }
    if into.exists() {
        fs::remove_dir_all(into)?;
    }
    fs::rename(&staging, into).with_context(|| format!("could not make {}", into.display()))
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
    const KINDS: [&str; 8] = ["html", "js", "css", "wasm", "svg", "json", "webmanifest", "ftl"];
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
    fn the_service_worker_is_told_what_each_file_holds() {
        assert_eq!(
            kept(&files(&[("app/1/a.js", ""), ("index.html", "abc")])),
            "{\n  \"/app/1/a.js\": \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\n  \
             \"/\": \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\n}"
        );
    }

    #[test]
    fn what_was_written_is_read_as_a_browser_fetches_it() {
        let place = std::env::temp_dir().join(format!("guichet-package-{}", std::process::id()));
        let app = place.join("app");
        let script = "start();".repeat(1_000);
        let written = files(&[("app/1/page.js", &script), ("app/1/worker.js", &script), ("icon.png", "no")]);
        write_all(&written, &app).expect("there is room");
        let packed = Packed::read(&app).expect("it was just written");
        assert_eq!((packed.version.as_str(), packed.files, packed.plain_bytes), ("1", 3, 16_002));
        let [page, worker] = PARTS.each_ref().map(|part| packed.brotli_bytes(part));
        assert!(worker < 100 && page == worker + 2, "{page} and {worker} bytes");
        assert!(Packed::read(&place.join("nothing")).is_err());
        fs::remove_dir_all(place).expect("it is there");
    }

    #[test]
    fn one_language_counts_the_longest() {
        let names = ["page.js", "words/fr.ftl", "words/nl.ftl"].map(|name| format!("app/1/{name}"));
        let packed = Packed {
            version: String::new(),
            files: 3,
            plain_bytes: 0,
            brotli_bytes: names.into_iter().zip([100, 7, 20]).collect(),
        };
        assert_eq!(PARTS.each_ref().map(|part| packed.brotli_bytes(part)), [120, 0]);
    }

    #[test]
    fn a_part_over_its_limit_is_an_error() {
        let of = |page, worker| Packed {
            version: String::new(),
            files: 2,
            plain_bytes: 0,
            brotli_bytes: [("app/1/page.js".to_owned(), page), ("app/1/worker.js".to_owned(), worker)].into(),
        };
        let [page_max, worker_max] = PARTS.map(|part| part.brotli_bytes_max);
        assert!(of(page_max, worker_max).within_limits().is_ok());
        assert!(of(page_max + 1, worker_max).within_limits().is_err());
        assert!(of(page_max, worker_max + 1).within_limits().is_err());
    }

    #[test]
    fn a_lost_placeholder_is_an_error() {
        let kept = substitute("sw.js", b"v = \"__VERSION__\"".to_vec(), &[("__VERSION__", "7")]);
        assert_eq!(kept.expect("the placeholder is there"), b"v = \"7\"");
        assert!(substitute("sw.js", b"v = 1".to_vec(), &[("__VERSION__", "7")]).is_err());
    }
}

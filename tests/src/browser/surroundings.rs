//! Where the programs and files are that the journeys need but did not build.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Engine;

const ADVICE: &str =
    "run the tests with `cargo xtask test`, or once before: it installs and builds what they need";

/// The browser's side. The server's is found when a server is started.
pub(super) struct Surroundings {
    pub(super) browser: PathBuf,
    pub(super) driver: PathBuf,
    pub(super) axe: PathBuf,
}

impl Surroundings {
    /// What `cargo xtask test` says in the environment, else the usual places.
    pub(super) fn find(engine: Engine) -> Result<Self> {
        let axe = told("GUICHET_AXE", || existing(target_dir().join("tools/axe-core-4.10.3/axe.min.js")))?;
        let (browser, driver) = match engine {
            Engine::Chromium => (
                told("GUICHET_CHROMIUM", || {
                    on_path(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
                })?,
                told("GUICHET_CHROMEDRIVER", || on_path(&["chromedriver"]))?,
            ),
            Engine::Firefox => (
                told("GUICHET_FIREFOX", || on_path(&["firefox-esr", "firefox"]))?,
                told("GUICHET_GECKODRIVER", || {
                    on_path(&["geckodriver"])
                        .or_else(|| existing(target_dir().join("tools/geckodriver-0.36.0/bin/geckodriver")))
                })?,
            ),
            Engine::WebKit => (
                told("GUICHET_WEBKIT", mini_browser)?,
                told("GUICHET_WEBKIT_DRIVER", || on_path(&["WebKitWebDriver"]))?,
            ),
        };
        Ok(Self { browser, driver, axe })
    }
}

/// WebKit's own small browser, which lies beside its library: `/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1`.
fn mini_browser() -> Option<PathBuf> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect()
    };
    let libraries = inside(Path::new("/usr/lib")).into_iter().flat_map(|folder| inside(&folder));
    let mut browsers = libraries
        .filter(|folder| {
            folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("webkit2gtk-4"))
        })
        .map(|folder| folder.join("MiniBrowser"));
    browsers.find(|browser| browser.is_file())
}

/// The client of uploads that nobody here wrote.
pub(super) fn tus_client() -> Result<PathBuf> {
    told("GUICHET_TUS", || existing(target_dir().join("tools/tus-js-client-4.3.1/dist/tus.min.js")))
}

/// The packaged phone app.
///
/// # Errors
/// It was not built.
pub fn phone_dir() -> Result<PathBuf> {
    told("GUICHET_PHONE_DIR", || existing(target_dir().join("phone-app")))
}

/// The server, as a program.
pub(super) fn server() -> Result<PathBuf> {
    told("GUICHET_SERVER", || {
        existing(target_dir().join("debug").join(format!("sync-server{}", std::env::consts::EXE_SUFFIX)))
    })
}

/// Cargo's target folder, without any `..`: chromedriver reads no file whose path holds one.
pub(super) fn target_dir() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = tests.parent().unwrap_or(tests);
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => workspace.join(dir),
        None => workspace.join("target"),
    }
}

fn told(variable: &str, usual: impl FnOnce() -> Option<PathBuf>) -> Result<PathBuf> {
    std::env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .or_else(usual)
        .with_context(|| format!("{variable} is not set and nothing is in its usual place: {ADVICE}"))
}

fn existing(path: PathBuf) -> Option<PathBuf> {
    path.exists().then_some(path)
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names
        .iter()
        .find_map(|name| std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file()))
}

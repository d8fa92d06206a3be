//! What a browser remembers: one folder, which outlives the browser's process.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::surroundings::target_dir;
use super::{Engine, POLL};

/// A killed Chromium's children outlive it by a moment, writing.
const LOOKS_AT_DROP: usize = 60;

/// A browser's memory (cookies, OPFS, service workers). Start a second browser with it after the first
/// was killed, and it is the same phone. Deleted when dropped.
pub struct Profile {
    folder: PathBuf,
    engine: Engine,
}

impl Profile {
    /// An empty one: a phone never used before.
    ///
    /// # Errors
    /// The target folder cannot be written.
    pub fn fresh() -> Result<Self> {
        Self::fresh_in(Engine::Chromium)
    }

    /// The same, of this browser.
    pub fn fresh_in(engine: Engine) -> Result<Self> {
        let place = target_dir().join("journeys");
        std::fs::create_dir_all(&place).with_context(|| format!("could not make {}", place.display()))?;
        let folder = tempfile::Builder::new().prefix("profile-").tempdir_in(place)?.keep();
        for inside in ["downloads", "firefox"] {
            std::fs::create_dir(folder.join(inside))?;
        }
        Ok(Self { folder, engine })
    }

    /// Where the browser saves what a page lets a person download.
    #[must_use]
    pub fn downloads(&self) -> PathBuf {
        self.folder.join("downloads")
    }

    pub(super) fn engine(&self) -> Engine {
        self.engine
    }

    /// All that the browser keeps.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        for _look in 0..LOOKS_AT_DROP {
            if std::fs::remove_dir_all(&self.folder).is_ok() {
                return;
            }
            std::thread::sleep(POLL);
        }
        eprintln!("could not remove {}", self.folder.display());
    }
}

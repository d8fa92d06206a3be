//! Scripts the journeys load into a browser: each one file of a package from npm, pinned by hash.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha512};

use crate::workspace::{hex, run, target_dir};

/// One file of a package.
pub(super) struct Script {
    /// The package with its version, as npm names them.
    package: &'static str,
    version: &'static str,
    /// Its place in the package.
    file: &'static str,
    /// SHA-512 of the package as npm publishes it (`npm view PACKAGE dist.integrity`), in hex.
    sha512: &'static str,
    /// Names a file to be taken instead.
    variable: &'static str,
}

/// axe-core, the accessibility checker.
pub(super) const AXE: Script = Script {
    package: "axe-core",
    version: "4.10.3",
    file: "axe.min.js",
    sha512: "5e6edba515e70d25f6604d9815f064d859c5d1ea7ab661bbc4f87c88779ef0c21cae0abbeb636471ef39e9d62d2582e4b88a1866f19f4ecfcf6d986275e4dc12",
    variable: "GUICHET_AXE",
};

/// tus-js-client, the client of the resumable uploads that most others are measured by.
pub(super) const TUS: Script = Script {
    package: "tus-js-client",
    version: "4.3.1",
    file: "dist/tus.min.js",
    sha512: "64b7989a3ae4694d5f52c29b222f0930be76b80a1c8c466d071e032a346bab3ad96b43b8318c13e9d6fea2a78f96ca55f85c57240c8505cfcbe60c148b6385b2",
    variable: "GUICHET_TUS",
};

impl Script {
    /// Whether nothing has to be fetched.
    pub(super) fn is_here(&self) -> bool {
        self.chosen().is_some() || self.place().is_file()
    }

    /// The path of the file, fetched the first time.
    ///
    /// # Errors
    /// npm cannot reach its registry, or the package is not the pinned one.
    pub(super) fn fetch(&self) -> Result<PathBuf> {
        if let Some(file) = self.chosen() {
            return Ok(file);
        }
        let (place, folder) = (self.place(), self.folder());
        if place.is_file() {
            return Ok(place);
        }
        fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
        let named = format!("{}@{}", self.package, self.version);
        eprintln!("  {}: fetching {named}", self.package);
        run(Command::new("npm")
            .args(["pack", "--silent", &named])
            .current_dir(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null()))?;
        let archive = format!("{}-{}.tgz", self.package, self.version);
        let path = folder.join(&archive);
        let bytes = fs::read(&path).with_context(|| format!("npm left no {}", path.display()))?;
        let hash = hex(&Sha512::digest(&bytes));
        if hash != self.sha512 {
            fs::remove_file(&path)?;
            bail!("{named} is not the pinned package: its SHA-512 is {hash}");
        }
        let member = format!("package/{}", self.file);
        run(Command::new("tar")
            .args(["-xzf", &archive, "--strip-components=1", &member])
            .current_dir(&folder))?;
        if !place.is_file() {
            bail!("{named} holds no {}", self.file);
        }
        Ok(place)
    }

    fn chosen(&self) -> Option<PathBuf> {
        std::env::var_os(self.variable).filter(|value| !value.is_empty()).map(PathBuf::from)
    }

    fn folder(&self) -> PathBuf {
        target_dir().join("tools").join(format!("{}-{}", self.package, self.version))
    }

    fn place(&self) -> PathBuf {
        self.folder().join(self.file)
    }
}

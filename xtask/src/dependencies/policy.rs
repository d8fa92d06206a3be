//! deny.toml: which licences, sources and libraries there may be.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde::de::IgnoredAny;
use spdx::{Expression, Licensee, ParseMode};

use crate::libraries::{CRATES_IO, Library, Locked};

/// What deny.toml says, as far as it is held here; anything else in it is an error.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Policy {
    /// Both are for cargo-deny alone.
    #[serde(rename = "graph")]
    _graph: IgnoredAny,
    #[serde(rename = "advisories")]
    _advisories: IgnoredAny,
    licenses: Licenses,
    bans: Bans,
    sources: Sources,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Licenses {
    allow: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Bans {
    multiple_versions: Allow,
    wildcards: Deny,
    allow_wildcard_paths: bool,
    deny: Vec<Ban>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Sources {
    unknown_registry: Deny,
    unknown_git: Deny,
    allow_registry: [String; 1],
}

/// The only word that is held at its place.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Allow {
    Allow,
}

/// The same.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Deny {
    Deny,
}

impl Policy {
    /// What is not as it says, a sentence each.
    pub(super) fn wrong(&self, libraries: &[Library], locked: &[Locked]) -> Vec<String> {
        let Sources { unknown_registry: Deny::Deny, unknown_git: Deny::Deny, allow_registry: [registry] } =
            &self.sources;
        let Bans { multiple_versions: Allow::Allow, wildcards: Deny::Deny, allow_wildcard_paths, deny } =
            &self.bans;
        let mut wrong = Vec::new();
        if CRATES_IO.strip_prefix("registry+") != Some(registry.as_str()) || !allow_wildcard_paths {
            wrong.push("deny.toml: only crates.io, and folders of the workspace, are held here".to_owned());
        }
        let ours = libraries.iter().filter(|library| library.source.is_none());
        let names: BTreeSet<&str> = ours.clone().map(|library| library.name.as_str()).collect();
        wrong.extend(locked.iter().filter_map(|entry| wrong_source(entry, &names)));
        wrong.extend(locked.iter().filter_map(|entry| {
            let ban = deny.iter().find(|ban| ban.name == entry.name)?;
            Some(format!("{} {}: it is banned, because {}", entry.name, entry.version, ban.reason))
        }));
        for library in ours {
            let wishes = library.dependencies.iter().filter(|wish| wish.req == "*" && wish.path.is_none());
            wrong.extend(
                wishes.map(|wish| format!("{}: it takes any version of {}", library.name, wish.name)),
            );
        }
        match self.licenses.allow.iter().map(|name| Licensee::parse(name)).collect::<Result<Vec<_>, _>>() {
            Ok(allowed) => {
                wrong.extend(libraries.iter().filter_map(|library| wrong_licence(library, &allowed)))
            }
            Err(error) => wrong.push(format!("deny.toml: {error}")),
        }
        wrong
    }
}

/// Why an entry does not come from crates.io, or is not tied to what was fetched from there; `ours` are the crates of the
/// workspace.
fn wrong_source(entry: &Locked, ours: &BTreeSet<&str>) -> Option<String> {
    let Locked { name, version, source, checksum } = entry;
    let why = match source.as_deref() {
        None if ours.contains(name.as_str()) => return None,
        None => "it comes from a folder that is no crate of the workspace".to_owned(),
        Some(CRATES_IO) if checksum.as_ref().is_some_and(|checksum| checksum.len() == 64) => return None,
        Some(CRATES_IO) => "Cargo.lock has no checksum of it".to_owned(),
        Some(other) => format!("it comes from {other}"),
    };
    Some(format!("{name} {version}: {why}"))
}

fn wrong_licence(library: &Library, allowed: &[Licensee]) -> Option<String> {
    let Library { name, version, .. } = library;
    let Some(license) = &library.license else {
        return Some(format!("{name} {version}: it names no licence"));
    };
    match Expression::parse_mode(license, ParseMode::LAX) {
        Ok(expression) => {
            let may = expression.evaluate(|wanted| allowed.iter().any(|licensee| licensee.satisfies(wanted)));
            (!may).then(|| format!("{name} {version}: its licence is {license}"))
        }
        Err(error) => Some(format!("{name} {version}: its licence cannot be read: {error}")),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::libraries::Wish;

    const TEXT: &str = "
        graph = {}
        advisories = { ignore = [] }
        licenses = { allow = [\"MIT\", \"ISC\"] }
        bans = { multiple-versions = \"allow\", wildcards = \"deny\", allow-wildcard-paths = true, deny = [{ crate = \"openssl\", reason = \"of C\" }] }
        sources = { unknown-registry = \"deny\", unknown-git = \"deny\", allow-registry = [\"https://github.com/rust-lang/crates.io-index\"] }
    ";

    fn policy(text: &str) -> Result<Policy, basic_toml::Error> {
        basic_toml::from_str(text)
    }

    fn library(name: &str, license: &str, source: Option<&str>) -> (Library, Locked) {
        let (version, source) = ("1.0.0".to_owned(), source.map(str::to_owned));
        let checksum = source.as_ref().map(|_| "ab".repeat(32));
        let locked =
            Locked { name: name.to_owned(), version: version.clone(), source: source.clone(), checksum };
        let license = (!license.is_empty()).then(|| license.to_owned());
        (Library { name: name.to_owned(), version, license, source, ..Library::default() }, locked)
    }

    /// What is wrong with one library beside a crate of the workspace.
    fn wrong(of: (Library, Locked)) -> Vec<String> {
        let ours = library("xtask", "MIT", None);
        policy(TEXT).unwrap().wrong(&[ours.0, of.0], &[ours.1, of.1])
    }

    #[test]
    fn a_licence_is_one_that_may_be_chosen() {
        for license in ["MIT", "MIT OR GPL-3.0", "GPL-3.0/MIT", "MIT AND ISC", "(Apache-2.0 OR ISC) AND MIT"]
        {
            assert_eq!(wrong(library("a", license, Some(CRATES_IO))), [""; 0], "{license}");
        }
        for license in ["GPL-3.0", "MIT AND GPL-3.0", "", "my own", "Apache-2.0 WITH LLVM-exception"] {
            assert_eq!(wrong(library("a", license, Some(CRATES_IO))).len(), 1, "{license}");
        }
    }

    #[test]
    fn a_library_comes_from_crates_io_with_its_checksum_and_is_none_that_is_banned() {
        for source in [
            "git+https://example.org/a#0",
            "registry+https://example.org/index",
            "sparse+https://index.example/",
        ] {
            assert_eq!(
                wrong(library("a", "MIT", Some(source))),
                [format!("a 1.0.0: it comes from {source}")]
            );
        }
        let mut bare = library("a", "MIT", Some(CRATES_IO));
        bare.1.checksum = None;
        assert_eq!(wrong(bare), ["a 1.0.0: Cargo.lock has no checksum of it"]);
        let mut foreign = library("a", "MIT", None);
        foreign.0.source = Some(CRATES_IO.to_owned());
        assert_eq!(wrong(foreign), ["a 1.0.0: it comes from a folder that is no crate of the workspace"]);
        let banned = wrong(library("openssl", "MIT", Some(CRATES_IO)));
        assert_eq!(banned, ["openssl 1.0.0: it is banned, because of C"]);
        let mut any = library("ours", "MIT", None);
        any.0.dependencies = vec![Wish { name: "a".to_owned(), req: "*".to_owned(), path: None }];
        assert_eq!(wrong(any), ["ours: it takes any version of a"]);
    }

    #[test]
    fn a_rule_that_nobody_would_hold_is_refused() {
        assert!(policy(&TEXT.replace("wildcards = \"deny\"", "wildcards = \"warn\"")).is_err());
        assert!(policy(&TEXT.replace("allow = [\"MIT\"", "exceptions = [], allow = [\"MIT\"")).is_err());
        let elsewhere = policy(&TEXT.replace("github.com", "example.org")).unwrap();
        assert_eq!(elsewhere.wrong(&[], &[]).len(), 1);
    }
}

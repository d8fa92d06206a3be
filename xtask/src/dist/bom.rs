//! What the product is built of, for whoever has to know which servers a vulnerability concerns: a bill of materials in
//! CycloneDX 1.6 (ECMA-424), as JSON.
//!
//! In it are the libraries that are in the server and in the phone app, the C libraries inside them, and Rust's own. Not in
//! it: what only built them. The same sources make the same file.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::libraries::{self, Library};
use crate::phone::PARTS;
use crate::setup::WASM_TARGET;
use crate::workspace::output_of;

/// A library in C inside one of Rust: its name, its licence, and where its version stands.
struct Inside {
    library: &'static str,
    name: &'static str,
    license: &'static str,
    /// Below the folder of the library.
    header: &'static str,
    /// What is before each part of the version, in their order.
    defines: &'static [&'static str],
}

const INSIDE: [Inside; 3] = [
    Inside {
        library: "libsqlite3-sys",
        name: "sqlite",
        license: "blessing",
        header: "sqlite3/sqlite3.h",
        defines: &["#define SQLITE_VERSION "],
    },
    Inside {
        library: "sqlite-wasm-rs",
        name: "sqlite",
        license: "blessing",
        header: "sqlite3/sqlite3.h",
        defines: &["#define SQLITE_VERSION "],
    },
    Inside {
        library: "zstd-sys",
        name: "zstd",
        license: "BSD-3-Clause",
        header: "zstd/lib/zstd.h",
        defines: &[
            "#define ZSTD_VERSION_MAJOR ",
            "#define ZSTD_VERSION_MINOR ",
            "#define ZSTD_VERSION_RELEASE ",
        ],
    },
];

/// The bill of the packed server, whose hash is `sha256`.
///
/// # Errors
/// Cargo cannot say, or a library's own files are not there.
pub(super) fn of_server(sha256: &str) -> Result<String> {
    let libraries = libraries::all()?;
    let mut programs = vec![libraries::in_program("-p sync-server --features embed-phone")?];
    for part in &PARTS {
        let feature = part.feature;
        programs.push(libraries::in_program(&format!(
            "-p mobile --no-default-features --features {feature} --target {WASM_TARGET}"
        ))?);
    }
    let used: BTreeSet<_> = programs.into_iter().flatten().collect();
    let is_used = |library: &&Library| used.contains(&(library.name.clone(), library.version.clone()));
    let used: Vec<Library> = libraries.iter().filter(is_used).cloned().collect();
    let mut more = vec![rust()?];
    for inside in &INSIDE {
        for library in used.iter().filter(|library| library.name == inside.library) {
            more.push(inside.component(library)?);
        }
    }
    let bill = bill(&used, sha256, more).context("the server is not among its own libraries")?;
    Ok(serde_json::to_string_pretty(&bill)? + "\n")
}

/// Rust's own library, of the version that compiles.
fn rust() -> Result<Value> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let told = output_of(rustc, &["--version"]).context("rustc does not say its version")?;
    let version = told.split(' ').nth(1).context("rustc does not say its version")?;
    Ok(json!({
        "type": "library",
        "bom-ref": format!("pkg:generic/rust@{version}"),
        "name": "rust",
        "version": version,
        "description": "The standard library of Rust",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        "purl": format!("pkg:generic/rust@{version}"),
    }))
}

impl Inside {
    fn component(&self, library: &Library) -> Result<Value> {
        let folder = library.manifest_path.parent().context("a manifest lies in a folder")?;
        let header = folder.join(self.header);
        let text = fs::read_to_string(&header).with_context(|| header.display().to_string())?;
        let version = self.version(&text).with_context(|| format!("no version in {}", header.display()))?;
        let (name, within) = (self.name, reference(library));
        Ok(json!({
            "type": "library",
            "bom-ref": format!("{within}#{name}"),
            "name": name,
            "version": version,
            "description": format!("In C, inside {}", library.name),
            "licenses": [{ "license": { "id": self.license } }],
            "purl": format!("pkg:generic/{name}@{version}"),
        }))
    }

    fn version(&self, header: &str) -> Option<String> {
        let part = |define: &&str| {
            let rest = header.lines().find_map(|line| line.strip_prefix(*define))?;
            Some(rest.trim().trim_matches('"').to_owned())
        };
        let parts: Option<Vec<String>> = self.defines.iter().map(part).collect();
        Some(parts?.join("."))
    }
}

/// The bill; none when the server is not among the libraries.
fn bill(libraries: &[Library], sha256: &str, more: Vec<Value>) -> Option<Value> {
    let server = libraries.iter().find(|library| library.name == "sync-server")?;
    let mut product = component(server);
    product["type"] = json!("application");
    product["hashes"] = json!([{ "alg": "SHA-256", "content": sha256 }]);
    let others = libraries.iter().filter(|library| library.id != server.id);
    let components: Vec<Value> = others.map(component).chain(more).collect();
    Some(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "lifecycles": [{ "phase": "build" }],
            "tools": { "components": [{ "type": "application", "name": "cargo xtask dist" }] },
            "component": product,
        },
        "components": components,
        "dependencies": dependencies(libraries, server, &components),
    }))
}

fn component(library: &Library) -> Value {
    let mut component = json!({
        "type": "library",
        "bom-ref": reference(library),
        "name": library.name,
        "version": library.version,
        "scope": "required",
    });
    if let Some(description) = &library.description {
        component["description"] = json!(description.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    if let Some(license) = &library.license {
        component["licenses"] = json!([{ "expression": expression(license) }]);
    }
    if let Some(checksum) = &library.checksum {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    if library.source.is_some() {
        component["purl"] = json!(reference(library));
    }
    if let Some(repository) = &library.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
    }
    component
}

/// What each is built with, as far as that is in the product; the server also with the phone app inside it.
fn dependencies(libraries: &[Library], server: &Library, components: &[Value]) -> Vec<Value> {
    let inside = |of: &Library| {
        let begin = format!("{}#", reference(of));
        let references = components.iter().filter_map(|component| component["bom-ref"].as_str());
        references.filter(|other| other.starts_with(&begin)).map(str::to_owned).collect::<Vec<_>>()
    };
    let of = |library: &Library| {
        let is_used = |other: &&Library| {
            library.built_with.contains(&other.id) || library.id == server.id && other.name == "mobile"
        };
        let mut on: Vec<String> = libraries.iter().filter(is_used).map(reference).collect();
        on.extend(inside(library));
        on.sort();
        json!({ "ref": reference(library), "dependsOn": on })
    };
    libraries.iter().map(of).collect()
}

/// What a library is called in the bill: its package URL.
fn reference(library: &Library) -> String {
    // A `+` stands for a space in some readers (purl specification, version).
    format!("pkg:cargo/{}@{}", library.name, library.version.replace('+', "%2B"))
}

/// A licence as an expression of SPDX: earlier manifests put `/` between those of which one may choose.
fn expression(license: &str) -> String {
    license.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn library(name: &str, built_with: &[&str]) -> Library {
        Library {
            id: name.to_owned(),
            name: name.to_owned(),
            version: "1.0.0+2".to_owned(),
            license: Some("MIT / Apache-2.0".to_owned()),
            source: (name != "sync-server" && name != "mobile").then(|| "registry".to_owned()),
            built_with: built_with.iter().map(|id| (*id).to_owned()).collect(),
            checksum: Some("ab".repeat(32)),
            ..Library::default()
        }
    }

    #[test]
    fn a_bill_names_what_is_in_the_product_and_what_each_is_built_with() {
        let libraries =
            [library("sync-server", &["age", "cc"]), library("mobile", &["age"]), library("age", &[])];
        let inside = json!({ "bom-ref": "pkg:cargo/age@1.0.0%2B2#c" });
        let bill = bill(&libraries, &"cd".repeat(32), vec![inside]).unwrap();
        assert_eq!(bill["metadata"]["component"]["hashes"][0]["content"], "cd".repeat(32));
        assert!(bill["metadata"]["component"].get("purl").is_none(), "nobody else has it");
        let names: Vec<&str> = bill["components"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|component| component["name"].as_str())
            .collect();
        assert_eq!(names, ["mobile", "age"]);
        let age = &bill["components"][1];
        assert_eq!(age["purl"], "pkg:cargo/age@1.0.0%2B2");
        assert_eq!(age["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(age["hashes"][0]["content"], "ab".repeat(32));
        let on = |at: usize| bill["dependencies"][at]["dependsOn"].clone();
        assert_eq!(
            on(0),
            json!(["pkg:cargo/age@1.0.0%2B2", "pkg:cargo/mobile@1.0.0%2B2"]),
            "cc only builds it"
        );
        assert_eq!(on(2), json!(["pkg:cargo/age@1.0.0%2B2#c"]));
        assert!(super::bill(&libraries[1..], "", Vec::new()).is_none());
    }

    #[test]
    fn the_bill_of_this_workspace_has_what_is_in_the_product_and_nothing_else() {
        let bill: Value = serde_json::from_str(&of_server(&"cd".repeat(32)).unwrap()).unwrap();
        let names: BTreeSet<&str> = bill["components"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|component| component["name"].as_str())
            .collect();
        for there in
            ["mobile", "shared", "automerge", "age", "dioxus", "sqlite-wasm-rs", "sqlite", "zstd", "rust"]
        {
            assert!(names.contains(there), "{there}");
        }
        for absent in ["sync-server", "xtask", "serde_derive", "cc", "insta", "wasm-bindgen-cli-support"] {
            assert!(!names.contains(absent), "{absent}");
        }
    }

    #[test]
    fn the_version_of_what_is_inside_stands_in_its_header() {
        let version = |at: usize, header: &str| INSIDE[at].version(header);
        assert_eq!(version(0, "\n#define SQLITE_VERSION        \"3.54.1\"\n"), Some("3.54.1".to_owned()));
        let zstd = "#define ZSTD_VERSION_MAJOR    1\n#define ZSTD_VERSION_MINOR    5\n";
        assert_eq!(version(2, zstd), None);
        assert_eq!(version(2, &format!("{zstd}#define ZSTD_VERSION_RELEASE  7\n")), Some("1.5.7".to_owned()));
    }
}

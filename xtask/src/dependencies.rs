//! What the product is built of is held against deny.toml, and looked up among published vulnerabilities.
//!
//! Licences, sources and bans are held here, without a network and without a tool: cargo-deny takes minutes to build,
//! more than everything else that is checked. Where it is installed it holds them as well, and looks up the
//! vulnerabilities.

mod advisories;
mod policy;

use std::fs;

use anyhow::{Context as _, Result, bail};

use crate::dependencies::policy::Policy;
use crate::libraries;
use crate::workspace::root;

/// Holds everything in Cargo.lock against deny.toml, and looks for published vulnerabilities where that can be done;
/// says which of it was done.
///
/// # Errors
/// A library is not what it may be, or has a vulnerability.
pub(crate) fn check() -> Result<()> {
    let libraries = hold()?;
    eprintln!("  licences, sources, bans: {libraries} libraries are as deny.toml says");
    advisories::check()
}

/// Holds everything in Cargo.lock against deny.toml: how many libraries that are.
fn hold() -> Result<usize> {
    let text = fs::read_to_string(root().join("deny.toml")).context("deny.toml cannot be read")?;
    let policy: Policy = basic_toml::from_str(&text).context("deny.toml")?;
    let (locked, libraries) = (libraries::locked()?, libraries::all()?);
    let wrong = policy.wrong(&libraries, &locked);
    if !wrong.is_empty() {
        bail!("these are not as deny.toml says:\n  {}", wrong.join("\n  "));
    }
    Ok(locked.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_workspace_is_as_deny_toml_says() -> Result<()> {
        assert!(hold()? > 300, "everything in Cargo.lock");
        Ok(())
    }
}

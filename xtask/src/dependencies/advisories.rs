//! Published vulnerabilities (RustSec), by the tools that know them: cargo-deny, or else cargo-audit. Their database is a
//! repository of git, which not every machine can fetch; what cannot be looked up is said and is no error.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};

use crate::workspace::{cargo, find_program, run};

/// A tool that looks vulnerabilities up.
struct Tool {
    /// The program, for cargo to find.
    program: &'static str,
    /// Below cargo's own folder.
    database: &'static str,
    /// Brings the database up to date.
    fetch: &'static [&'static str],
    /// Holds Cargo.lock against it as it is.
    look: &'static [&'static str],
    /// Holds Cargo.lock against everything else in deny.toml.
    rest: &'static [&'static str],
}

const TOOLS: [Tool; 2] = [
    Tool {
        program: "cargo-deny",
        database: "advisory-dbs",
        fetch: &["deny", "fetch", "db"],
        look: &["deny", "--offline", "check", "advisories"],
        rest: &["deny", "--offline", "check", "licenses", "bans", "sources"],
    },
    Tool {
        program: "cargo-audit",
        database: "advisory-db",
        fetch: &["audit", "--quiet"],
        look: &["audit", "--no-fetch"],
        rest: &[],
    },
];

/// Looks Cargo.lock up, where that can be done, and says whether it was.
///
/// # Errors
/// There is a vulnerability, or something is not as deny.toml says.
pub(super) fn check() -> Result<()> {
    let Some(tool) = TOOLS.iter().find(|tool| find_program(&[tool.program]).is_some()) else {
        eprintln!(
            "  vulnerabilities: NOT LOOKED UP, neither cargo-deny nor cargo-audit is installed \
             (cargo install cargo-deny --locked)"
        );
        return Ok(());
    };
    if !tool.rest.is_empty() {
        run(&mut cargo(tool.rest)).context("deny.toml, by cargo-deny")?;
    }
    let is_fetched = quietly(&mut cargo(tool.fetch))?;
    if !is_fetched && !tool.has_database() {
        eprintln!("  vulnerabilities: NOT LOOKED UP, {} cannot fetch their database from here", tool.program);
        return Ok(());
    }
    run(&mut cargo(tool.look)).context("published vulnerabilities")?;
    let how_new = if is_fetched { "as of now" } else { "as of when their database was last fetched" };
    eprintln!("  vulnerabilities: looked up by {}, {how_new}", tool.program);
    Ok(())
}

impl Tool {
    /// Whether the database was fetched before.
    fn has_database(&self) -> bool {
        let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
        let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
        let entries = home.and_then(|home| std::fs::read_dir(home.join(self.database)).ok());
        entries.is_some_and(|mut entries| entries.any(|entry| entry.is_ok_and(|entry| entry.path().is_dir())))
    }
}

/// Whether a program does what it is asked; why not is nobody's business.
fn quietly(command: &mut Command) -> Result<bool> {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    Ok(status.context("could not start cargo")?.success())
}

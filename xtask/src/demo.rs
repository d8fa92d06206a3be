//! `cargo xtask demo`: from a fresh clone to a commune at work, in one command.
//!
//! What the demo says (addresses, sign-ins, enrolment code) is printed by the server, which knows it.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::progress::Progress;
use crate::workspace::{binary, cargo, phone_dir, root, run as run_program};
use crate::{phone, setup};

const DEFAULT_PORT: u16 = 8080;
const DEFAULT_DATA: &str = "demo-data";

/// Marks a folder that holds nothing but a demo, so that `--reset` never deletes anything else.
const MARKER: &str = "made-by-cargo-xtask-demo";

#[derive(Debug, PartialEq)]
struct Wish {
    port: u16,
    data: PathBuf,
    reset: bool,
}

/// Builds, fills, and serves until Ctrl-C.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let wish = Wish::parse(arguments)?;
    // Said now, not after minutes of compiling.
    require_free(wish.port)?;
    require_ours(&wish.data)?;

    let progress = Progress::new(4);
    progress.step("Set up", setup::for_phone)?;
    progress.step("Build the phone app", phone::build)?;
    progress.step("Build the server", || {
        run_program(&mut cargo(["build", "-p", "sync-server", "--bin", "sync-server"]))
    })?;
    let server = binary("debug", "sync-server");
    progress.step("Demo commune", || fill(&server, &wish))?;
    progress.finish("Ready");

    require_free(wish.port)?;
    let mut serve = Command::new(&server);
    serve
        .arg("serve")
        .arg("--demo")
        .arg("--data")
        .arg(&wish.data)
        .arg("--phone")
        .arg(phone_dir())
        .arg("--listen")
        .arg(format!("127.0.0.1:{}", wish.port))
        .arg("--audit-head-to")
        .arg(format!("file:{}", wish.audit_heads().display()));
    become_server(serve)
}

/// Becomes the server where the system can do that: Ctrl-C then reaches it alone, and its exit code is ours.
#[cfg(unix)]
fn become_server(mut serve: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(serve.exec()).context("could not start the server")
}

#[cfg(not(unix))]
fn become_server(mut serve: Command) -> Result<()> {
    run_program(&mut serve)
}

/// Fills the folder the first time. Filled beside its place and then renamed: never half a commune.
fn fill(server: &Path, wish: &Wish) -> Result<()> {
    if wish.reset && wish.data.exists() {
        eprintln!("  removing {}", wish.data.display());
        fs::remove_dir_all(&wish.data)
            .with_context(|| format!("could not remove {}", wish.data.display()))?;
        // Heads of a log that is gone.
        if wish.audit_heads().exists() {
            fs::remove_file(wish.audit_heads())?;
        }
    }
    if wish.data.join(MARKER).is_file() {
        eprintln!("  {} is filled; --reset starts afresh", wish.data.display());
        return Ok(());
    }
    let mut name = wish.data.file_name().context("--data names no folder")?.to_owned();
    name.push(".filling");
    let filling = wish.data.with_file_name(name);
    if filling.exists() {
        fs::remove_dir_all(&filling)?;
    }
    fs::create_dir_all(&filling).with_context(|| format!("could not make {}", filling.display()))?;
    eprintln!("  filling {}", wish.data.display());
    run_program(Command::new(server).arg("fill-demo").arg("--data").arg(&filling))?;
    fs::write(filling.join(MARKER), "cargo xtask demo --reset deletes this folder.\n")?;
    if wish.data.exists() {
        // Empty, or `require_ours` would have stopped us.
        fs::remove_dir(&wish.data)?;
    }
    fs::rename(&filling, &wish.data).with_context(|| format!("could not make {}", wish.data.display()))
}

fn require_free(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_listener) => Ok(()),
        Err(error) => bail!(
            "port {port} cannot be used ({error}). Is a demo already running? Choose another: cargo xtask demo --port {}",
            port.saturating_add(1)
        ),
    }
}

fn require_ours(data: &Path) -> Result<()> {
    let is_empty = match fs::read_dir(data) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => return Err(error).with_context(|| format!("could not read {}", data.display())),
    };
    if is_empty || data.join(MARKER).is_file() {
        return Ok(());
    }
    bail!("{} holds something that is not a demo; choose another folder with --data", data.display())
}

impl Wish {
    /// Where the head of the audit log is written: beside the data directory.
    fn audit_heads(&self) -> PathBuf {
        let mut name = self.data.as_os_str().to_owned();
        name.push(".audit-heads");
        name.into()
    }

    fn parse(arguments: &[String]) -> Result<Self> {
        let mut wish = Self { port: DEFAULT_PORT, data: root().join(DEFAULT_DATA), reset: false };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--reset" => wish.reset = true,
                "--port" => {
                    let value = rest.next().context("--port needs a number")?;
                    wish.port = value.parse().with_context(|| format!("{value} is not a port"))?;
                }
                "--data" => {
                    let value = rest.next().context("--data needs a folder")?;
                    wish.data = std::path::absolute(value)?;
                }
                other => bail!("does not know {other}; it takes --port N, --data DIR and --reset"),
            }
        }
        Ok(wish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn without_arguments_the_demo_is_where_the_readme_says() {
        let wish = Wish::parse(&[]).expect("no arguments are fine");
        assert_eq!(wish, Wish { port: 8080, data: root().join("demo-data"), reset: false });
    }

    #[test]
    fn arguments_are_taken_in_any_order() {
        let wish = Wish::parse(&words("--reset --data /tmp/x --port 9")).expect("all are known");
        assert_eq!(wish, Wish { port: 9, data: PathBuf::from("/tmp/x"), reset: true });
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for wrong in ["--port", "--port x", "--port 70000", "--data", "--force"] {
            assert!(Wish::parse(&words(wrong)).is_err(), "{wrong} was accepted");
        }
    }
}

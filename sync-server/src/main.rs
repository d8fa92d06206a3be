//! The server's command line.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use sync_server::photos::PhotoFiles;
use sync_server::serve::{Settings, serve};
use sync_server::sync::{Engine, SystemClock};
use sync_server::{demo, office, people};

const USAGE: &str = "\
sync-server serve --data DIR [--listen 127.0.0.1:8080] [--phone DIR] [--demo]
    serves the office at /office and the phone app at /
    --phone DIR  the phone app's files (a binary made for distribution has them inside)
    --demo       prints the sign-ins of the demo commune and a fresh enrolment link
sync-server fill-demo --data DIR
    fills an empty folder with the demo commune
sync-server add-administrator --data DIR --login LOGIN --name NAME
    makes the first administrator and prints the password to sign in with once
sync-server rebuild-office --data DIR
    drops the office database and makes it again from the feed";

fn main() -> Result<()> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false).init();
    let mut arguments = lexopt::Parser::from_env();
    let mut command = None;
    let (mut login, mut name) = (None, None);
    let (mut data, mut phone, mut listen, mut demo) = (None, None, "127.0.0.1:8080".to_owned(), false);
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("data") => data = Some(PathBuf::from(arguments.value()?)),
            lexopt::Arg::Long("phone") => phone = Some(PathBuf::from(arguments.value()?)),
            lexopt::Arg::Long("listen") => listen = arguments.value()?.to_string_lossy().into_owned(),
            lexopt::Arg::Long("demo") => demo = true,
            lexopt::Arg::Long("login") => login = Some(arguments.value()?.to_string_lossy().into_owned()),
            lexopt::Arg::Long("name") => name = Some(arguments.value()?.to_string_lossy().into_owned()),
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => {
                println!("{USAGE}");
                return Ok(());
            }
            lexopt::Arg::Value(value) if command.is_none() => command = value.to_str().map(str::to_owned),
            other @ (lexopt::Arg::Short(_) | lexopt::Arg::Long(_) | lexopt::Arg::Value(_)) => {
                return Err(other.unexpected().into());
            }
        }
    }
    let data = || data.clone().with_context(|| format!("--data DIR is missing\n{USAGE}"));
    let runtime = tokio::runtime::Runtime::new()?;
    match command.as_deref() {
        Some("serve") => {
            let listen = listen.parse().context("--listen takes an address and a port, as 127.0.0.1:8080")?;
            runtime.block_on(serve(Settings { data: data()?, listen, phone, demo }))
        }
        Some("fill-demo") => runtime.block_on(fill_demo(&data()?)),
        Some("add-administrator") => {
            let login = login.with_context(|| format!("--login LOGIN is missing\n{USAGE}"))?;
            let name = name.with_context(|| format!("--name NAME is missing\n{USAGE}"))?;
            runtime.block_on(add_administrator(&data()?, login, name))
        }
        Some("rebuild-office") => rebuild_office(&data()?),
        Some(other) => bail!("there is no command {other}\n{USAGE}"),
        None => bail!("a command is missing\n{USAGE}"),
    }
}

async fn fill_demo(data: &Path) -> Result<()> {
    let engine = Engine::open(data, Arc::new(SystemClock))?;
    demo::fill(&engine, &PhotoFiles::open(data)?).await?;
    tokio::task::spawn_blocking(move || engine.stop()).await?;
    Ok(())
}

async fn add_administrator(data: &Path, login: String, name: String) -> Result<()> {
    let engine = Engine::open(data, Arc::new(SystemClock))?;
    let made = people::first_administrator(&engine, login, name).await?;
    tokio::task::spawn_blocking(move || engine.stop()).await?;
    let password = made.context("there is an administrator already: accounts are made at /office/people")?;
    println!("{password}");
    Ok(())
}

fn rebuild_office(data: &Path) -> Result<()> {
    if !data.join("server.db").is_file() {
        bail!("{} holds no server.db", data.display());
    }
    office::rebuild(data, Arc::new(SystemClock))?;
    println!("{} is made again", data.join("office.db").display());
    Ok(())
}

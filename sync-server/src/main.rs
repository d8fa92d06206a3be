//! The server's command line.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use lexopt::ValueExt as _;
use sync_server::photos::PhotoFiles;
use sync_server::serve::{COMPACT_AFTER_DAYS, Settings, serve};
use sync_server::sync::{Clock, Engine, SystemClock};
use sync_server::{backup, demo, office};

const USAGE: &str = "\
sync-server serve --data DIR [--listen 127.0.0.1:8080] [--phone DIR] [--demo] [--compact-after-days 90]
    serves the office at /office and the phone app at /
    --phone DIR  the phone app's files (a binary made for distribution has them inside)
    --demo       prints the sign-ins of the demo commune and a fresh enrolment link
    --compact-after-days N  keeps single changes for so long; after that only whole documents
sync-server fill-demo --data DIR
    fills an empty folder with the demo commune
sync-server rebuild-office --data DIR
    drops the office database and makes it again from the feed
sync-server backup --data DIR --to BACKUP
    makes a backup in a folder that is not there yet, while the server serves or not
sync-server restore --from BACKUP --data DIR
    makes a data directory from a backup; phones then bring back what it does not know
sync-server verify --data DIR
    looks at every document, change and photo, and compares the office database; BACKUP will do too";

fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false).init();
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("sync-server: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let mut arguments = lexopt::Parser::from_env();
    let mut command = None;
    let (mut data, mut phone, mut listen, mut demo) = (None, None, "127.0.0.1:8080".to_owned(), false);
    let (mut from, mut to, mut compact_after_days) = (None, None, COMPACT_AFTER_DAYS);
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("data") => data = Some(PathBuf::from(arguments.value()?)),
            lexopt::Arg::Long("from") => from = Some(PathBuf::from(arguments.value()?)),
            lexopt::Arg::Long("to") => to = Some(PathBuf::from(arguments.value()?)),
            lexopt::Arg::Long("compact-after-days") => compact_after_days = arguments.value()?.parse()?,
            lexopt::Arg::Long("phone") => phone = Some(PathBuf::from(arguments.value()?)),
            lexopt::Arg::Long("listen") => listen = arguments.value()?.to_string_lossy().into_owned(),
            lexopt::Arg::Long("demo") => demo = true,
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => {
                println!("{USAGE}");
                return Ok(ExitCode::SUCCESS);
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
            let settings = Settings { data: data()?, listen, phone, demo, compact_after_days };
            runtime.block_on(serve(settings)).map(|()| ExitCode::SUCCESS)
        }
        Some("fill-demo") => runtime.block_on(fill_demo(&data()?)).map(|()| ExitCode::SUCCESS),
        Some("rebuild-office") => rebuild_office(&data()?).map(|()| ExitCode::SUCCESS),
        Some("backup") => {
            make_backup(&data()?, &to.with_context(|| format!("--to BACKUP is missing\n{USAGE}"))?)
        }
        Some("restore") => {
            restore(&from.with_context(|| format!("--from BACKUP is missing\n{USAGE}"))?, &data()?)
        }
        Some("verify") => verify(&data()?),
        Some(other) => bail!("there is no command {other}\n{USAGE}"),
        None => bail!("a command is missing\n{USAGE}"),
    }
}

async fn fill_demo(data: &Path) -> Result<()> {
    let engine = Engine::open(data, Arc::new(SystemClock)).with_context(|| unusable(data))?;
    demo::fill(&engine, &PhotoFiles::open(data)?).await?;
    tokio::task::spawn_blocking(move || engine.stop()).await?;
    Ok(())
}

fn rebuild_office(data: &Path) -> Result<()> {
    if !data.join("server.db").is_file() {
        bail!("{} holds no server.db", data.display());
    }
    office::rebuild(data, Arc::new(SystemClock)).with_context(|| unusable(data))?;
    println!("{} is made again", data.join("office.db").display());
    Ok(())
}

fn unusable(data: &Path) -> String {
    format!("{} cannot be used", data.display())
}

fn make_backup(data: &Path, to: &Path) -> Result<ExitCode> {
    let made = backup::backup(data, to)?;
    println!("{}: {} documents, {} photos", to.display(), made.documents, made.photos);
    Ok(missing(&made.missing))
}

fn restore(from: &Path, data: &Path) -> Result<ExitCode> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let restored = backup::restore(from, data, &clock)?;
    println!(
        "{}: {} documents and {} photos are back, in feed {}
Phones bring back what the backup does not know: their own work by itself; the work of others, and of
the office, once a supervisor confirms it at /office/offers.
Before they connect, look at what is as it was when the backup was made: withdrawn devices, teams,
accounts and passwords. Everybody at the office signs in again; phones enrolled since need a new code.",
        data.display(),
        restored.documents,
        restored.photos,
        restored.feed
    );
    Ok(missing(&restored.missing))
}

/// Says which photos are missing, where whoever runs a job at night sees it.
fn missing(photos: &[shared::Sha256]) -> ExitCode {
    for photo in photos {
        eprintln!("photo {photo} is missing: a phone may still have it");
    }
    if photos.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn verify(data: &Path) -> Result<ExitCode> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let findings = backup::verify(data, &clock)?;
    print!("{findings}");
    Ok(if findings.wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

//! The commands `backup`, `restore` and `verify`.

use std::fs::File;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use sync_server::backup::{self, Identities, Recipients, Restored, StreamFile, Streamed};
use sync_server::base::clock::{Clock, SystemClock};

use crate::HINT;

/// What the command line says of a backup beside the data directory.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    /// The folder of a backup that is restored.
    pub(crate) from: Option<PathBuf>,
    /// The folder of a backup that is made.
    pub(crate) to: Option<PathBuf>,
    /// A stream that is restored; `-` is standard input.
    pub(crate) from_stream: Option<PathBuf>,
    /// A stream that is made; `-` is standard output.
    pub(crate) to_stream: Option<PathBuf>,
    /// Public keys a stream is encrypted to.
    pub(crate) recipients: Vec<String>,
    /// The file of the secret key that opens a stream.
    pub(crate) identity: Option<PathBuf>,
}

/// Where a stream is named that comes from or goes to no file.
const NO_FILE: &str = "-";

/// `sync-server backup`.
pub(crate) fn make(data: &Path, arguments: &Arguments) -> Result<ExitCode> {
    match (&arguments.to, &arguments.to_stream) {
        (Some(to), None) if arguments.recipients.is_empty() => {
            let made = backup::backup(data, to)?;
            println!("{}: {} documents, {} photos", to.display(), made.documents, made.photos);
            Ok(told([missing(&made.missing), wrong(to)?]))
        }
        (Some(_), None) => {
            bail!("a folder is not encrypted: --recipient goes with --to-stream FILE; {HINT}")
        }
        (None, Some(to)) => {
            make_stream(data, to, &Recipients::read(arguments.recipients.iter().map(String::as_str))?)
        }
        (None, None) => bail!("--to BACKUP is missing, or --to-stream FILE; {HINT}"),
        (Some(_), Some(_)) => bail!("--to and --to-stream are two ways: choose one; {HINT}"),
    }
}

fn make_stream(data: &Path, to: &Path, recipients: &Recipients) -> Result<ExitCode> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let Streamed { made, wrong } = if to == Path::new(NO_FILE) {
        let stdout = io::stdout().lock();
        if stdout.is_terminal() {
            bail!("a stream is nothing to read: name a file, or send it on with |");
        }
        backup::backup_to_stream(data, stdout, Path::new("standard output"), recipients, &clock)?
    } else {
        let mut file = StreamFile::begin(to)?;
        let streamed = backup::backup_to_stream(data, &mut file, to, recipients, &clock)?;
        file.finish()?;
        streamed
    };
    // Standard output may be the stream.
    eprintln!("{}: {} documents, {} photos", to.display(), made.documents, made.photos);
    wrong.iter().for_each(|wrong| eprintln!("- {wrong}"));
    Ok(told([missing(&made.missing), !wrong.is_empty()]))
}

/// `sync-server restore`.
pub(crate) fn restore(data: &Path, arguments: &Arguments) -> Result<ExitCode> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let restored = match (&arguments.from, &arguments.from_stream, &arguments.identity) {
        (Some(from), None, None) => backup::restore(from, data, &clock)?,
        (None, Some(from), Some(identity)) => {
            restore_stream(from, &Identities::read(identity)?, data, &clock)?
        }
        (None, Some(_), None) => {
            bail!("--identity FILE is missing, with the secret key that opens it; {HINT}")
        }
        (Some(_), None, Some(_)) => {
            bail!("a folder is not encrypted: --identity goes with --from-stream FILE; {HINT}")
        }
        (None, None, _) => bail!("--from BACKUP is missing, or --from-stream FILE; {HINT}"),
        (Some(_), Some(_), _) => bail!("--from and --from-stream are two ways: choose one; {HINT}"),
    };
    println!(
        "{}: {} documents and {} photos are back, in feed {}
Phones bring back what the backup does not know: their own work by itself; the work of others, and of
the office, once a supervisor confirms it at /office/offers.
Before they connect, look at what is as it was when the backup was made: withdrawn devices, teams,
accounts and passwords. Everybody at the office signs in again; phones enrolled since need a new code.
Heads of the audit log that were written after the backup are of lines that are lost: write the next ones
to another file.",
        data.display(),
        restored.documents,
        restored.photos,
        restored.feed
    );
    Ok(told([missing(&restored.missing), wrong(data)?]))
}

fn restore_stream(
    from: &Path,
    identities: &Identities,
    data: &Path,
    clock: &Arc<dyn Clock>,
) -> Result<Restored> {
    if from == Path::new(NO_FILE) {
        let name = Path::new("standard input");
        return Ok(backup::restore_stream(io::stdin().lock(), name, identities, data, clock)?);
    }
    let file = File::open(from).with_context(|| format!("{} cannot be read", from.display()))?;
    Ok(backup::restore_stream(file, from, identities, data, clock)?)
}

/// Looks at what was made: a backup nobody has read is none. Whether something is wrong with it, which is
/// told.
fn wrong(data: &Path) -> Result<bool> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let findings = backup::verify(data, &clock)?;
    if !findings.wrong.is_empty() {
        eprint!("{findings}");
    }
    Ok(!findings.wrong.is_empty())
}

/// Exit status for scheduled jobs: failure if anything was reported.
fn told(reported: [bool; 2]) -> ExitCode {
    if reported.contains(&true) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Says which photos are missing; whether some are.
fn missing(photos: &[shared::Sha256]) -> bool {
    for photo in photos {
        eprintln!("photo {photo} is missing: a phone may still have it");
    }
    !photos.is_empty()
}

/// `sync-server verify`.
pub(crate) fn verify(data: &Path, audit_head: Option<&Path>) -> Result<ExitCode> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let findings = backup::verify_against(data, audit_head, &clock)?;
    print!("{findings}");
    Ok(if findings.wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

//! The program that serves: it opens a data directory, says what somebody may have forgotten, and hands the
//! listener a router.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use jiff::tz::TimeZone;

use crate::accounts::sign_in;
use crate::app::App;
use crate::base::clock::CommuneClock;
use crate::demo;
use crate::domains::NOUNS;
use crate::engine::thread::Engine;
use crate::http::app_files::PhoneApp;
use crate::http::counters::Counters;
use crate::jobs::tidy_daily;
use crate::photos::PhotoFiles;
use crate::routes::routes;
use crate::serve::signals::Interrupted;
use crate::serve::{self, Server};

/// Days single changes are kept where nothing else is said: long enough for a phone in a drawer, and
/// for whoever looks closely at how something came about.
pub const COMPACT_AFTER_DAYS: u32 = 90;

/// What to serve, and where.
#[derive(Debug)]
pub struct Settings {
    /// The data directory.
    pub data: PathBuf,
    /// The phone app's files; none for those in the binary.
    pub phone: Option<PathBuf>,
    /// Whose days and years the office pages mean.
    pub time_zone: TimeZone,
    /// Whether to print the demo's sign-ins.
    pub demo: bool,
    /// Days after which a change is only kept as part of its document.
    pub compact_after_days: u32,
    /// Where to listen.
    pub serve: serve::Settings,
}

/// Opens a data directory for all handlers.
///
/// # Errors
/// When the data directory cannot be used, or its photos are missing.
pub async fn open(settings: &Settings) -> Result<App> {
    let data = &settings.data;
    let clock = Arc::new(CommuneClock(settings.time_zone.clone()));
    let engine =
        Engine::open(data, NOUNS, clock).with_context(|| format!("{} cannot be used", data.display()))?;
    let photos = engine.read(|store| store.has_photos()).await?;
    if photos && !data.join("photos").is_dir() {
        bail!(
            "{} cannot be used: its folder photos is missing, though there are photos. Put it back; if it \
             is lost for good, make an empty one, and phones bring what they still hold.",
            data.display()
        );
    }
    let phone = settings.phone.clone();
    Ok(App {
        engine,
        photos: PhotoFiles::open(data)?,
        phone: phone.map_or(PhoneApp::Embedded, |folder| PhoneApp::Folder(Arc::new(folder))),
        counters: Arc::new(Counters::default()),
    })
}

/// Serves until interrupted, then ends what was begun.
///
/// # Errors
/// When the data directory, the certificate or an address cannot be used.
pub async fn run(settings: Settings) -> Result<()> {
    raise_file_handles();
    let certificate = settings.serve.certificate()?;
    let app = open(&settings).await?;
    let server = Server::open(&settings.serve, certificate, Arc::clone(&app.counters)).await?;
    // Heard from here on: whoever reads that the server listens may also tell it to stop.
    let interrupted = Interrupted::hear()?;
    tell(&format!("listening on {}", server.origin()));
    warn_of(&settings, &app, &server).await;
    if settings.demo {
        tell(&demo::welcome(&app.engine, server.address(), server.is_secure()).await?);
    }
    let engine = app.engine.clone();
    let daily = tokio::spawn(tidy_daily(engine.clone(), app.photos.clone(), settings.compact_after_days));
    server.run(routes(app), interrupted.wait()).await;
    daily.abort();
    // Requests that were cut still hold handles; what they had begun is on disk or never happened.
    tokio::task::spawn_blocking(move || engine.stop()).await?;
    Ok(())
}

/// Prints a line; the server serves though nobody can read it.
fn tell(line: &str) {
    if let Err(error) = writeln!(std::io::stdout(), "{line}") {
        tracing::warn!(%error, "nobody reads what is printed");
    }
}

/// Says what somebody may have forgotten.
async fn warn_of(settings: &Settings, app: &App, server: &Server) {
    // What is wrong with the disk is said by whoever has work for it.
    if sign_in::has_administrator(&app.engine).await.is_ok_and(|is_there| !is_there) {
        tracing::warn!(
            "nobody can sign in yet: stop it and make an administrator, sync-server add-administrator"
        );
    }
    if !app.phone.is_there().await {
        tracing::warn!("there is no phone app: phones find nothing at /. Name its folder with --phone");
    }
    let serve = &settings.serve;
    let is_open = !server.is_secure() && serve.proxy.is_none() && !serve.listen.ip().is_loopback();
    if is_open {
        tracing::warn!(
            "passwords travel in clear: serve with --tls-cert, or behind a --proxy that speaks TLS"
        );
    }
}

/// Every connection takes a file handle; the usual limit of 1,024 is for programs that use
/// `select`.
fn raise_file_handles() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
        if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
            tracing::warn!(%error, "the limit of file handles stays as it is");
        }
    }
}

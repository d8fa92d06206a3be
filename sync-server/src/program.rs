//! The program that serves: it opens a data directory, says what somebody may have forgotten, and hands the
//! listener a router.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use jiff::tz::TimeZone;
use tokio::task::JoinHandle;

use crate::accounts::device_token::{TokenLife, note_serving};
use crate::accounts::sign_in;
use crate::app::App;
use crate::audit_head::{HeadPlaces, Place};
use crate::base::clock::CommuneClock;
use crate::demo;
use crate::domains::NOUNS;
use crate::engine::thread::Engine;
use crate::http::app_differences::AppDifferences;
use crate::http::app_files::PhoneApp;
use crate::http::counters::Counters;
use crate::jobs::{Days, tell_tallies_hourly, tidy_daily, write_heads_daily};
use crate::photos::PhotoFiles;
use crate::routes::routes_of;
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
    /// How long a phone may stay away.
    pub tokens: TokenLife,
    /// Days after which an offer ends that nobody decided on.
    pub offer_days: u32,
    /// Where the head of the audit log is written every day.
    pub audit_head_to: Vec<Place>,
    /// Where to listen.
    pub serve: serve::Settings,
}

/// Looks whether a folder is new, empty, or holds the data of a server: a name typed wrong must not fill another.
///
/// # Errors
/// When it holds something else.
pub fn ours(data: &Path) -> Result<()> {
    if data.join("server.db").is_file() {
        return Ok(());
    }
    let others = match std::fs::read_dir(data) {
        Ok(entries) => entries.filter_map(Result::ok).map(|entry| entry.file_name()),
        // What is wrong with it is said by who opens it.
        Err(_) => return Ok(()),
    };
    // A disk of its own comes with one of these; who reads the office database may have made the other.
    let mut others = others.filter(|name| name != "lost+found" && name != "office");
    match others.next() {
        Some(name) => bail!(
            "{} is no data directory: it holds {} and no server.db. Name the right one, or a folder that is empty",
            data.display(),
            name.display()
        ),
        None => Ok(()),
    }
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
        differences: AppDifferences::default(),
        tokens: settings.tokens,
        counters: Arc::new(Counters::default()),
        head_places: HeadPlaces::new(settings.audit_head_to.clone()),
        offer_days: settings.offer_days,
    })
}

/// Serves until interrupted, then ends what was begun.
///
/// # Errors
/// When the data directory, the certificate or an address cannot be used, or may not be served together.
pub async fn run(settings: Settings) -> Result<()> {
    raise_file_handles();
    let prepared = settings.serve.prepare()?;
    let app = open(&settings).await?;
    demo::refuse_on_the_internet(&settings.data, &app.engine, &settings.serve).await?;
    // Before the first phone is heard.
    if let Err(error) = note_serving(&app.engine).await {
        tracing::warn!(%error, "that the server is there could not be noted");
    }
    let server = Server::open(prepared, Arc::clone(&app.counters)).await?;
    // Heard from here on: whoever reads that the server listens may also tell it to stop.
    let interrupted = Interrupted::hear()?;
    tell(&format!("listening on {}", server.place()));
    if let Some(place) = server.office_place() {
        tell(&format!("the office on {place}"));
    }
    warn_of(&settings, &app).await;
    if settings.demo {
        let port = server.address().map_or(0, |address| address.port());
        let unknown = "--demo prints addresses, and behind a Unix socket only the proxy knows them: say one with --public-url";
        let phones = settings.serve.reached_at(port).context(unknown)?;
        let office = match &settings.serve.office {
            Some(_) => {
                let port = server.office_address().map_or(0, |address| address.port());
                settings.serve.office_reached_at(port).context(unknown)?
            }
            None => phones.clone(),
        };
        tell(&demo::welcome(&app.engine, &phones, &office).await?);
    }
    prepare_differences(&settings, &app);
    let engine = app.engine.clone();
    let daily = [
        tokio::spawn(tidy_daily(
            engine.clone(),
            app.photos.clone(),
            Days { compact_after: settings.compact_after_days, offers_end_after: settings.offer_days },
        )),
        tokio::spawn(write_heads_daily(engine.clone(), app.head_places.clone())),
        tokio::spawn(tell_tallies_hourly(engine.clone())),
    ];
    server.run(|side| routes_of(app.clone(), side), interrupted.wait()).await;
    daily.iter().for_each(JoinHandle::abort);
    // Requests that were cut still hold handles; what they had begun is on disk or never happened.
    tokio::task::spawn_blocking(move || engine.stop()).await?;
    Ok(())
}

/// Beside everything else, on a thread nobody waits for: until it is done, apps are served whole.
fn prepare_differences(settings: &Settings, app: &App) {
    let (data, phone, differences) = (settings.data.clone(), app.phone.clone(), app.differences.clone());
    std::thread::spawn(move || match differences.prepare(&data, &phone) {
        Ok(()) => tracing::info!("updates of the phone app travel as differences"),
        Err(error) => tracing::warn!(%error, "updates of the phone app travel whole"),
    });
}

/// Prints a line; the server serves though nobody can read it.
fn tell(line: &str) {
    if let Err(error) = writeln!(std::io::stdout(), "{line}") {
        tracing::warn!(%error, "nobody reads what is printed");
    }
}

/// Says what somebody may have forgotten.
async fn warn_of(settings: &Settings, app: &App) {
    // What is wrong with the disk is said by whoever has work for it.
    if sign_in::has_administrator(&app.engine).await.is_ok_and(|is_there| !is_there) {
        tracing::warn!(
            "nobody can sign in yet: stop it and make an administrator, sync-server add-administrator"
        );
    }
    if !app.phone.is_there().await {
        tracing::warn!("there is no phone app: phones find nothing at /. Name its folder with --phone");
    }
    for place in settings.audit_head_to.iter().filter(|place| place.is_within(&settings.data)) {
        tracing::warn!(
            %place,
            "this is in the data directory: whoever alters the audit log there alters its heads too. Name another place"
        );
    }
    if settings.serve.is_in_clear() {
        tracing::warn!("passwords travel in clear, as --insecure allows");
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

//! Serving a data directory until told to stop.

mod certificate;
mod connection;
mod forwarded;
pub(crate) mod listener;
pub(crate) mod patient;
pub(crate) mod proxy;
mod redirect;
mod share;
pub(crate) mod signals;
pub(crate) mod site;

use std::io::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result, bail};
use jiff::tz::TimeZone;
use tokio::net::TcpListener;

use self::listener::{Listener, Stopping};
use self::proxy::Front;
use self::signals::{Hangup, Interrupted};
use crate::accounts::sign_in;
use crate::app::App;
use crate::base::clock::CommuneClock;
use crate::base::limits::{CERTIFICATE_LOOK_MS, UPLOAD_IDLE_DAYS_MAX};
use crate::base::timeouts::Timeouts;
use crate::domains::ROWS;
use crate::engine::Engine;
use crate::http::app_files::PhoneApp;
use crate::http::counters::Counters;
use crate::photos::PhotoFiles;
use crate::{demo, routes};

pub(crate) use crate::http::peer::Secure;
pub(crate) use proxy::{FORWARDED, ForwardedHost};

pub use certificate::{Certificate, CertificateError, CertificateFiles};
pub use site::{NotASite, Site};

/// What to serve, and where.
#[derive(Debug)]
pub struct Settings {
    /// The data directory.
    pub data: PathBuf,
    /// The address to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The certificate to serve with; none serves plain HTTP.
    pub tls: Option<CertificateFiles>,
    /// A second address, where plain HTTP is answered with the way to the first.
    pub redirect_from: Option<SocketAddr>,
    /// The proxy in front of the server, whose word counts on where requests come from.
    pub proxy: Option<IpAddr>,
    /// The address people reach the server at; none where what they ask for says it.
    pub public: Option<Site>,
    /// The phone app's files; none for those in the binary.
    pub phone: Option<PathBuf>,
    /// Whose days and years the office pages mean.
    pub time_zone: TimeZone,
    /// Whether to print the demo's sign-ins.
    pub demo: bool,
    /// Days after which a change is only kept as part of its document.
    pub compact_after_days: u32,
    /// How long anybody may keep the server waiting.
    pub timeouts: Timeouts,
}

/// Days single changes are kept where nothing else is said: long enough for a phone in a drawer, and
/// for whoever looks closely at how something came about.
pub const COMPACT_AFTER_DAYS: u32 = 90;

/// A server that listens, and serves once it is run.
pub struct Server {
    app: App,
    address: SocketAddr,
    listener: Listener,
    redirect: Option<Listener>,
    hangup: Hangup,
    compact_after_days: u32,
}

impl Server {
    /// Opens the data directory and the addresses.
    ///
    /// # Errors
    /// When one of them, or the certificate, cannot be used.
    pub async fn open(settings: &Settings) -> Result<Self> {
        let certificate = settings.tls.clone().map(Certificate::open).transpose()?.map(Arc::new);
        let engine = Engine::open(&settings.data, ROWS, Arc::new(CommuneClock(settings.time_zone.clone())))
            .with_context(|| format!("{} cannot be used", settings.data.display()))?;
        let photos = engine.read(|store| store.has_photos()).await?;
        if photos && !settings.data.join("photos").is_dir() {
            bail!(
                "{} cannot be used: its folder photos is missing, though there are photos. Put it back; if it \
                 is lost for good, make an empty one, and phones bring what they still hold.",
                settings.data.display()
            );
        }
        let phone = settings.phone.clone();
        let app = App {
            engine,
            photos: PhotoFiles::open(&settings.data)?,
            phone: phone.map_or(PhoneApp::Embedded, |folder| PhoneApp::Folder(Arc::new(folder))),
            counters: Arc::new(Counters::default()),
        };
        let front = Arc::new(Front::new(settings.proxy, settings.public.clone()));
        let listen = async |address: SocketAddr, certificate: Option<Arc<Certificate>>| {
            let tcp = TcpListener::bind(address)
                .await
                .with_context(|| format!("{address} cannot be listened on"))?;
            let (timeouts, counters) = (settings.timeouts, Arc::clone(&app.counters));
            anyhow::Ok(Listener { tcp, certificate, front: Arc::clone(&front), timeouts, counters })
        };
        let listener = listen(settings.listen, certificate).await?;
        let redirect = match settings.redirect_from {
            Some(address) => Some(listen(address, None).await?),
            None => None,
        };
        let (address, hangup) = (listener.tcp.local_addr()?, Hangup::hear());
        let compact_after_days = settings.compact_after_days;
        Ok(Self { app, address, listener, redirect, hangup, compact_after_days })
    }

    /// Where it is reached: `https://127.0.0.1:8080`.
    #[must_use]
    pub fn origin(&self) -> String {
        let scheme = if self.is_secure() { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// Whether it speaks TLS.
    #[must_use]
    pub const fn is_secure(&self) -> bool {
        self.listener.certificate.is_some()
    }

    /// The address it listens on.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address where plain HTTP is shown the way to TLS.
    #[must_use]
    pub fn redirect_address(&self) -> Option<SocketAddr> {
        self.redirect.as_ref().and_then(|listener| listener.tcp.local_addr().ok())
    }

    /// Serves until `stop`, then ends what was begun.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let Self { app, address, listener, redirect, hangup, compact_after_days } = self;
        let daily = tokio::spawn(tidy_daily(app.engine.clone(), app.photos.clone(), compact_after_days));
        let renewing =
            listener.certificate.clone().map(|certificate| tokio::spawn(renew(certificate, hangup)));
        let (tell, stopping) = Stopping::new();
        let streams = Arc::clone(&app.counters.streams);
        let redirecting = redirect
            .map(|listener| tokio::spawn(listener.serve(redirect::router(address.port()), stopping.clone())));
        let mut serving = tokio::spawn(listener.serve(routes(app), stopping));
        tokio::select! {
            ended = &mut serving => tracing::error!(?ended, "the listener ended by itself"),
            () = stop => {
                tracing::info!("stopping");
                drop(tell);
                // They never end by themselves.
                streams.end_all();
                if let Err(error) = serving.await {
                    tracing::error!(%error, "the listener did not end well");
                }
            }
        }
        daily.abort();
        [renewing, redirecting].into_iter().flatten().for_each(|task| task.abort());
    }
}

/// Serves until interrupted, then ends what was begun.
///
/// # Errors
/// When the data directory, the certificate or an address cannot be used.
pub async fn serve(settings: Settings) -> Result<()> {
    raise_file_handles();
    let server = Server::open(&settings).await?;
    // Heard from here on: whoever reads that the server listens may also tell it to stop.
    let interrupted = Interrupted::hear()?;
    tell(&format!("listening on {}", server.origin()));
    warn_of(&settings, &server).await;
    if settings.demo {
        tell(&demo::welcome(&server.app.engine, server.address, server.is_secure()).await?);
    }
    let engine = server.app.engine.clone();
    server.run(interrupted.wait()).await;
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
async fn warn_of(settings: &Settings, server: &Server) {
    // Trouble with the disk is said by whoever has work for it.
    if sign_in::has_administrator(&server.app.engine).await.is_ok_and(|is_there| !is_there) {
        tracing::warn!(
            "nobody can sign in yet: stop it and make an administrator, sync-server add-administrator"
        );
    }
    if !server.app.phone.is_there().await {
        tracing::warn!("there is no phone app: phones find nothing at /. Name its folder with --phone");
    }
    let is_open = !server.is_secure() && settings.proxy.is_none() && !settings.listen.ip().is_loopback();
    if is_open {
        tracing::warn!(
            "passwords travel in clear: serve with --tls-cert, or behind a --proxy that speaks TLS"
        );
    }
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Takes old approved orders off the phones and old changes out of the feed, and clears away uploads
/// nobody goes on with, now and once a day.
async fn tidy_daily(engine: Engine, photos: PhotoFiles, compact_after_days: u32) {
    let mut days = tokio::time::interval(Duration::from_millis(DAY_MS.unsigned_abs()));
    loop {
        days.tick().await;
        match engine.retire().await {
            Ok(retired) => tracing::info!(retired, "approved orders taken off the phones"),
            Err(error) => tracing::error!(%error, "approved orders could not be taken off the phones"),
        }
        let before = engine.clock().now().plus_ms(-DAY_MS * i64::from(compact_after_days));
        match engine.compact(before).await {
            Ok(changes) => tracing::info!(changes, "old changes are kept as part of their documents only"),
            Err(error) => tracing::error!(%error, "old changes could not be compacted"),
        }
        let Some(before) = SystemTime::now().checked_sub(Duration::from_hours(24 * UPLOAD_IDLE_DAYS_MAX))
        else {
            continue;
        };
        let photos = photos.clone();
        match tokio::task::spawn_blocking(move || photos.sweep_uploads(before)).await {
            Ok(Ok(swept)) => tracing::info!(swept, "unfinished uploads cleared away"),
            Ok(Err(error)) => tracing::error!(%error, "unfinished uploads could not be cleared away"),
            Err(error) => tracing::error!(%error, "clearing away was interrupted"),
        }
    }
}

/// Looks for a renewed certificate every minute, and when told to by SIGHUP.
async fn renew(certificate: Arc<Certificate>, mut hangup: Hangup) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(CERTIFICATE_LOOK_MS)) => {}
            () = hangup.heard() => tracing::info!("told to look at the certificate"),
        }
        match certificate.renew() {
            Ok(true) => tracing::info!("a new certificate is in force"),
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "the new certificate cannot be used; the old one stays"),
        }
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

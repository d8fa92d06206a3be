//! Serving a data directory until told to stop.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use tokio::net::TcpListener;

use crate::app::{App, Counters};
use crate::phone_app::PhoneApp;
use crate::photos::PhotoFiles;
use crate::sync::{Engine, SystemClock};
use crate::{demo, routes};

/// What to serve, and where.
#[derive(Debug)]
pub struct Settings {
    /// The data directory.
    pub data: PathBuf,
    /// The address to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The phone app's files; none for those in the binary.
    pub phone: Option<PathBuf>,
    /// Whether to print the demo's sign-ins.
    pub demo: bool,
    /// Days after which a change is only kept as part of its document.
    pub compact_after_days: u32,
}

/// Days single changes are kept where nothing else is said: long enough for a phone in a drawer, and
/// for whoever looks closely at how something came about.
pub const COMPACT_AFTER_DAYS: u32 = 90;

/// How long open connections may take to end after the signal to stop.
const STOP_MS_MAX: u64 = 5_000;

/// Serves until interrupted, then ends what was begun.
///
/// # Errors
/// When the data directory or the address cannot be used.
pub async fn serve(settings: Settings) -> Result<()> {
    let engine = Engine::open(&settings.data, Arc::new(SystemClock))
        .with_context(|| format!("{} cannot be used", settings.data.display()))?;
    let app = App {
        engine: engine.clone(),
        photos: PhotoFiles::open(&settings.data)?,
        phone: settings.phone.map_or(PhoneApp::Embedded, |folder| PhoneApp::Folder(Arc::new(folder))),
        counters: Arc::new(Counters::default()),
    };
    // Heard from here on: whoever reads that the server listens may also tell it to stop.
    let interrupted = Interrupted::hear()?;
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("{} cannot be listened on", settings.listen))?;
    let address = listener.local_addr()?;
    println!("listening on http://{address}");
    if settings.demo {
        println!("{}", demo::welcome(&engine, address).await?);
    }
    let retiring = tokio::spawn(tidy_daily(engine.clone(), settings.compact_after_days));
    let service = routes(app).into_make_service_with_connect_info::<SocketAddr>();
    let (told, stopping) = tokio::sync::watch::channel(());
    let mut heard = stopping.clone();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        interrupted.wait().await;
        tracing::info!("stopping");
        drop(told);
    });
    // Streams of events never end by themselves: after a while they are cut.
    let patience = async {
        if heard.changed().await.is_err() {
            tokio::time::sleep(Duration::from_millis(STOP_MS_MAX)).await;
        }
    };
    tokio::select! {
        served = server => served?,
        () = patience => {}
    }
    retiring.abort();
    // The runtime still holds handles of cut requests; what was begun is on disk or never happened.
    drop(engine);
    Ok(())
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Takes old approved orders off the phones and old changes out of the feed, now and once a day.
async fn tidy_daily(engine: Engine, compact_after_days: u32) {
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
    }
}

/// The signals that ask a program to stop.
struct Interrupted {
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 2],
}

impl Interrupted {
    #[cfg(unix)]
    fn hear() -> Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { signals: [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?] })
    }

    #[cfg(unix)]
    async fn wait(self) {
        let [mut interrupt, mut terminate] = self.signals;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    fn hear() -> Result<Self> {
        Ok(Self {})
    }

    #[cfg(not(unix))]
    async fn wait(self) {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "interrupts cannot be heard");
            std::future::pending::<()>().await;
        }
    }
}

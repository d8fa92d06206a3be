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
}

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
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("{} cannot be listened on", settings.listen))?;
    let address = listener.local_addr()?;
    println!("listening on http://{address}");
    if settings.demo {
        println!("{}", demo::welcome(&engine, address).await?);
    }
    let retiring = tokio::spawn(retire_daily(engine.clone()));
    let service = routes(app).into_make_service_with_connect_info::<SocketAddr>();
    let (told, stopping) = tokio::sync::watch::channel(());
    let mut heard = stopping.clone();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        interrupted().await;
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
    // Requests that were cut still hold handles; what they had begun is on disk or never happened.
    tokio::task::spawn_blocking(move || engine.stop()).await?;
    Ok(())
}

/// Takes old approved orders off the phones, now and once a day.
async fn retire_daily(engine: Engine) {
    let mut days = tokio::time::interval(Duration::from_secs(24 * 60 * 60));
    loop {
        days.tick().await;
        match engine.retire().await {
            Ok(retired) => tracing::info!(retired, "approved orders taken off the phones"),
            Err(error) => tracing::error!(%error, "approved orders could not be taken off the phones"),
        }
    }
}

async fn interrupted() {
    let interrupt = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "interrupts cannot be heard");
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(error) => {
                tracing::error!(%error, "termination cannot be heard");
                std::future::pending::<()>().await;
            }
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

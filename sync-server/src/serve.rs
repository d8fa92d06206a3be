//! Listening, and serving a router until told to stop.

mod certificate;
mod connection;
mod forwarded;
mod listen;
pub(crate) mod listener;
pub(crate) mod patient;
pub(crate) mod proxy;
mod redirect;
mod settings;
mod share;
pub(crate) mod signals;
mod stopping;
#[cfg(unix)]
mod unix_socket;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use axum::Router;
use tokio::net::TcpListener;

use crate::base::limits::CERTIFICATE_LOOK_MS;
use crate::http::counters::Counters;
use crate::http::site::Site;
use crate::serve::listener::{Listener, Socket};
use crate::serve::proxy::Front;
use crate::serve::signals::Hangup;
use crate::serve::stopping::Stopping;

pub use certificate::{Certificate, CertificateError, CertificateFiles};
pub use listen::{Listen, NoPlace};
pub use settings::{Prepared, Settings};

/// A server that listens, and serves once it is run.
pub struct Server {
    /// With the port that was taken.
    listens_on: Listen,
    listener: Listener,
    redirect: Option<Listener>,
    public: Option<Site>,
    hangup: Hangup,
    counters: Arc<Counters>,
}

impl Server {
    /// Opens what settings name that were prepared. With a certificate only TLS is spoken; `counters` count
    /// connections.
    ///
    /// # Errors
    /// When an address or a Unix socket cannot be listened on.
    pub async fn open(prepared: Prepared<'_>, counters: Arc<Counters>) -> Result<Self> {
        let Prepared { settings, certificate } = prepared;
        let front = Arc::new(Front::new(settings.proxy, settings.public.clone()));
        let listen = async |at: &Listen, certificate: Option<Arc<Certificate>>| {
            let socket = bind(at).await?;
            let (timeouts, counters) = (settings.timeouts, Arc::clone(&counters));
            anyhow::Ok(Listener { socket, certificate, front: Arc::clone(&front), timeouts, counters })
        };
        let listener = listen(&settings.listen, certificate.map(Arc::new)).await?;
        let redirect = match settings.redirect_from {
            Some(address) => Some(listen(&Listen::Address(address), None).await?),
            None => None,
        };
        let listens_on = listener.socket.address().map_or_else(|| settings.listen.clone(), Listen::Address);
        let (public, hangup) = (settings.public.clone(), Hangup::hear());
        Ok(Self { listens_on, listener, redirect, public, hangup, counters })
    }

    /// Where it listens: `https://127.0.0.1:8080`, `unix:/run/guichet/guichet.sock`.
    #[must_use]
    pub fn place(&self) -> String {
        match &self.listens_on {
            Listen::Address(address) if self.is_secure() => format!("https://{address}"),
            Listen::Address(address) => format!("http://{address}"),
            socket @ Listen::Socket(_) => socket.to_string(),
        }
    }

    /// Whether it speaks TLS.
    #[must_use]
    pub const fn is_secure(&self) -> bool {
        self.listener.certificate.is_some()
    }

    /// The address it listens on; none for a Unix socket.
    #[must_use]
    pub const fn address(&self) -> Option<SocketAddr> {
        match self.listens_on {
            Listen::Address(address) => Some(address),
            Listen::Socket(_) => None,
        }
    }

    /// The address where plain HTTP is shown the way to TLS.
    #[must_use]
    pub fn redirect_address(&self) -> Option<SocketAddr> {
        self.redirect.as_ref().and_then(|listener| listener.socket.address())
    }

    /// Serves `router` until `stop`, then ends what was begun.
    pub async fn run(self, router: Router, stop: impl Future<Output = ()>) {
        let port = self.address().map_or(0, |address| address.port());
        let Self { listener, redirect, public, hangup, counters, .. } = self;
        let renewing =
            listener.certificate.clone().map(|certificate| tokio::spawn(renew(certificate, hangup)));
        let (tell, stopping) = Stopping::new();
        let redirecting = redirect
            .map(|listener| tokio::spawn(listener.serve(redirect::router(port, public), stopping.clone())));
        let mut serving = tokio::spawn(listener.serve(router, stopping));
        tokio::select! {
            ended = &mut serving => tracing::error!(?ended, "the listener ended by itself"),
            () = stop => {
                tracing::info!("stopping");
                drop(tell);
                // They never end by themselves.
                counters.streams.end_all();
                if let Err(error) = serving.await {
                    tracing::error!(%error, "the listener did not end well");
                }
            }
        }
        [renewing, redirecting].into_iter().flatten().for_each(|task| task.abort());
    }
}

async fn bind(at: &Listen) -> Result<Socket> {
    match at {
        Listen::Address(address) => {
            let bound = TcpListener::bind(address).await;
            bound.map(Socket::Tcp).with_context(|| format!("{address} cannot be listened on"))
        }
        #[cfg(unix)]
        Listen::Socket(path) => unix_socket::UnixSocket::bind(path).await.map(Socket::Unix),
        #[cfg(not(unix))]
        Listen::Socket(_) => anyhow::bail!("{at} cannot be listened on: there are no Unix sockets here"),
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

//! Listening, and serving a router until told to stop.

mod certificate;
mod connection;
mod forwarded;
pub(crate) mod listener;
pub(crate) mod patient;
pub(crate) mod proxy;
mod redirect;
mod share;
pub(crate) mod signals;
mod stopping;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use axum::Router;
use tokio::net::TcpListener;

use crate::base::limits::CERTIFICATE_LOOK_MS;
use crate::base::timeouts::Timeouts;
use crate::http::counters::Counters;
use crate::http::site::Site;
use crate::serve::listener::Listener;
use crate::serve::proxy::Front;
use crate::serve::signals::Hangup;
use crate::serve::stopping::Stopping;

pub use certificate::{Certificate, CertificateError, CertificateFiles};

/// Where to listen, and how.
#[derive(Debug)]
pub struct Settings {
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
    /// How long anybody may keep the server waiting.
    pub timeouts: Timeouts,
}

impl Settings {
    /// Opens the certificate, if one is named.
    ///
    /// # Errors
    /// [`CertificateError`] when its files cannot be read or do not go together.
    pub fn certificate(&self) -> Result<Option<Certificate>, CertificateError> {
        self.tls.clone().map(Certificate::open).transpose()
    }
}

/// A server that listens, and serves once it is run.
pub struct Server {
    address: SocketAddr,
    listener: Listener,
    redirect: Option<Listener>,
    hangup: Hangup,
    counters: Arc<Counters>,
}

impl Server {
    /// Opens the addresses. With a `certificate` only TLS is spoken; `counters` count connections.
    ///
    /// # Errors
    /// When an address cannot be listened on.
    pub async fn open(
        settings: &Settings,
        certificate: Option<Certificate>,
        counters: Arc<Counters>,
    ) -> Result<Self> {
        let front = Arc::new(Front::new(settings.proxy, settings.public.clone()));
        let listen = async |address: SocketAddr, certificate: Option<Arc<Certificate>>| {
            let tcp = TcpListener::bind(address)
                .await
                .with_context(|| format!("{address} cannot be listened on"))?;
            let (timeouts, counters) = (settings.timeouts, Arc::clone(&counters));
            anyhow::Ok(Listener { tcp, certificate, front: Arc::clone(&front), timeouts, counters })
        };
        let listener = listen(settings.listen, certificate.map(Arc::new)).await?;
        let redirect = match settings.redirect_from {
            Some(address) => Some(listen(address, None).await?),
            None => None,
        };
        let (address, hangup) = (listener.tcp.local_addr()?, Hangup::hear());
        Ok(Self { address, listener, redirect, hangup, counters })
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

    /// Serves `router` until `stop`, then ends what was begun.
    pub async fn run(self, router: Router, stop: impl Future<Output = ()>) {
        let Self { address, listener, redirect, hangup, counters } = self;
        let renewing =
            listener.certificate.clone().map(|certificate| tokio::spawn(renew(certificate, hangup)));
        let (tell, stopping) = Stopping::new();
        let redirecting = redirect
            .map(|listener| tokio::spawn(listener.serve(redirect::router(address.port()), stopping.clone())));
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

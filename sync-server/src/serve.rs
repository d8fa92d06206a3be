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
mod side;
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
use tokio::task::JoinSet;

use crate::base::limits::CERTIFICATE_LOOK_MS;
use crate::http::counters::Counters;
use crate::http::site::Site;
use crate::serve::listener::{Listener, Socket};
use crate::serve::proxy::Front;
use crate::serve::signals::Hangup;
use crate::serve::stopping::Stopping;

pub use certificate::{Certificate, CertificateError, CertificateFiles};
pub use listen::{Listen, NoPlace};
pub use settings::{OfficePlace, Prepared, Settings};
pub use side::Side;

/// A server that listens, and serves once it is run.
pub struct Server {
    /// With the port that was taken.
    listens_on: Listen,
    listener: Listener,
    /// Where the office listens, if elsewhere.
    office: Option<(Listen, Listener)>,
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
        let certificate = certificate.map(Arc::new);
        let front = Arc::new(Front::new(settings.proxy, settings.public.clone()));
        let listen = async |at: &Listen, front: &Arc<Front>, certificate: Option<&Arc<Certificate>>| {
            let socket = bind(at).await?;
            let (timeouts, counters) = (settings.timeouts, Arc::clone(&counters));
            // Whoever may open a Unix socket is a proxy, which speaks TLS itself.
            let is_address = matches!(at, Listen::Address(_));
            let certificate = certificate.filter(|_| is_address).map(Arc::clone);
            anyhow::Ok(Listener { socket, certificate, front: Arc::clone(front), timeouts, counters })
        };
        let listener = listen(&settings.listen, &front, certificate.as_ref()).await?;
        let office = match &settings.office {
            Some(OfficePlace { listen: at, public }) => {
                let phones = settings.public.clone();
                let front = Arc::new(Front::of_office(settings.proxy, public.clone(), phones));
                let listener = listen(at, &front, certificate.as_ref()).await?;
                Some((listener.listens_on(at), listener))
            }
            None => None,
        };
        let redirect = match settings.redirect_from {
            Some(address) => Some(listen(&Listen::Address(address), &front, None).await?),
            None => None,
        };
        let listens_on = listener.listens_on(&settings.listen);
        let (public, hangup) = (settings.public.clone(), Hangup::hear());
        Ok(Self { listens_on, listener, office, redirect, public, hangup, counters })
    }

    /// Where it listens: `https://127.0.0.1:8080`, `unix:/run/guichet/guichet.sock`.
    #[must_use]
    pub fn place(&self) -> String {
        self.listener.place(&self.listens_on)
    }

    /// Where the office listens, when that is elsewhere.
    #[must_use]
    pub fn office_place(&self) -> Option<String> {
        self.office.as_ref().map(|(listens_on, listener)| listener.place(listens_on))
    }

    /// The port the office listens on, when that is elsewhere and an address.
    #[must_use]
    pub fn office_address(&self) -> Option<SocketAddr> {
        self.office.as_ref().and_then(|(_, listener)| listener.socket.address())
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

    /// Serves what `router` makes for each side until `stop`, then ends what was begun.
    pub async fn run(self, router: impl Fn(Side) -> Router, stop: impl Future<Output = ()>) {
        let port = self.address().map_or(0, |address| address.port());
        let Self { listener, office, redirect, public, hangup, counters, .. } = self;
        let office = office.map(|(_, listener)| listener);
        let certificate = listener.certificate.clone();
        // It is one for all places.
        let certificate = certificate.or_else(|| office.as_ref()?.certificate.clone());
        let renewing = certificate.map(|certificate| tokio::spawn(renew(certificate, hangup)));
        let (tell, stopping) = Stopping::new();
        let redirecting = redirect
            .map(|listener| tokio::spawn(listener.serve(redirect::router(port, public), stopping.clone())));
        let mut serving = JoinSet::new();
        let side = if office.is_some() { Side::Phones } else { Side::Both };
        serving.spawn(listener.serve(router(side), stopping.clone()));
        if let Some(office) = office {
            serving.spawn(office.serve(router(Side::Office), stopping));
        }
        tokio::select! {
            ended = serving.join_next() => tracing::error!(?ended, "a listener ended by itself"),
            () = stop => {
                tracing::info!("stopping");
                drop(tell);
                // They never end by themselves.
                counters.streams.end_all();
                while let Some(ended) = serving.join_next().await {
                    if let Err(error) = ended {
                        tracing::error!(%error, "a listener did not end well");
                    }
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

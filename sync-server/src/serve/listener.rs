//! Listening: with TLS or without, and so many connections at once that memory and file handles
//! suffice for all of them.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::certificate::Certificate;
use super::connection::Connection;
use super::listen::Listen;
use super::proxy::{Caller, Front};
use super::share::Shares;
use super::stopping::Stopping;
#[cfg(unix)]
use super::unix_socket::UnixSocket;
use crate::base::limits::{ACCEPT_AGAIN_MS, STOP_MS_MAX};
use crate::base::timeouts::Timeouts;
use crate::http::counters::Counters;

/// What is listened on.
pub(crate) enum Socket {
    Tcp(TcpListener),
    #[cfg(unix)]
    Unix(UnixSocket),
}

/// A connection that was accepted.
enum Stream {
    Tcp(TcpStream),
    #[cfg(unix)]
    Unix(tokio::net::UnixStream),
}

impl Socket {
    /// Its address; none for a Unix socket.
    pub(crate) fn address(&self) -> Option<SocketAddr> {
        match self {
            Self::Tcp(listener) => listener.local_addr().ok(),
            #[cfg(unix)]
            Self::Unix(_) => None,
        }
    }

    async fn accept(&self) -> io::Result<(Stream, Caller)> {
        match self {
            Self::Tcp(listener) => {
                let (stream, peer) = listener.accept().await?;
                Ok((Stream::Tcp(stream), Caller::Network(peer)))
            }
            #[cfg(unix)]
            Self::Unix(socket) => Ok((Stream::Unix(socket.accept().await?), Caller::Socket)),
        }
    }
}

/// A place that is listened on, and how.
pub(crate) struct Listener {
    pub(crate) socket: Socket,
    /// None speaks plain HTTP.
    pub(crate) certificate: Option<Arc<Certificate>>,
    pub(crate) front: Arc<Front>,
    pub(crate) timeouts: Timeouts,
    pub(crate) counters: Arc<Counters>,
}

impl Listener {
    /// Where it listens, with the port that was taken, when it was told to listen at `at`.
    pub(crate) fn listens_on(&self, at: &Listen) -> Listen {
        self.socket.address().map_or_else(|| at.clone(), Listen::Address)
    }

    /// The same as people write it: `https://127.0.0.1:8080`, `unix:/run/guichet/guichet.sock`.
    pub(crate) fn place(&self, listens_on: &Listen) -> String {
        match listens_on {
            Listen::Address(address) if self.certificate.is_some() => format!("https://{address}"),
            Listen::Address(address) => format!("http://{address}"),
            socket @ Listen::Socket(_) => socket.to_string(),
        }
    }

    /// Serves until told to stop, then lets what was begun end, but not for ever.
    pub(crate) async fn serve(self, router: Router, mut stopping: Stopping) {
        let slots = Arc::new(Semaphore::new(self.timeouts.connections_max));
        let shares = Shares::of(self.timeouts.connections_max, self.front.proxy);
        let mut connections = JoinSet::new();
        loop {
            let next = async {
                let slot = self.slot(&slots).await?;
                Some((self.next().await, slot))
            };
            let next = tokio::select! {
                next = next => next,
                () = stopping.told() => None,
            };
            let Some(((stream, caller), slot)) = next else { break };
            let Some(share) = shares.take(caller) else {
                let address = caller.address().ip();
                tracing::warn!(%address, "an address has as many connections as one may have");
                continue;
            };
            let open = self.counters.connections.one_more();
            let connection = Connection {
                router: router.clone(),
                caller,
                front: Arc::clone(&self.front),
                timeouts: self.timeouts,
                stopping: stopping.clone(),
            };
            let certificate = self.certificate.clone();
            connections.spawn(async move {
                greet(connection, stream, certificate).await;
                drop((open, share, slot));
            });
            while connections.try_join_next().is_some() {}
        }
        drop(self.socket);
        let ending = async { while connections.join_next().await.is_some() {} };
        if timeout(Duration::from_millis(STOP_MS_MAX), ending).await.is_err() {
            tracing::info!("connections that did not end are cut");
        }
    }

    /// The right to one more connection. When all are taken the next waits: those that stand idle
    /// are cut, so its turn comes.
    async fn slot(&self, slots: &Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
        if let Ok(slot) = Arc::clone(slots).try_acquire_owned() {
            return Some(slot);
        }
        tracing::warn!(connections = self.timeouts.connections_max, "as many connections as there may be");
        Arc::clone(slots).acquire_owned().await.ok()
    }

    async fn next(&self) -> (Stream, Caller) {
        loop {
            match self.socket.accept().await {
                Ok(accepted) => return accepted,
                // The peer has gone, or no file handle is free: the next may fare better.
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    sleep(Duration::from_millis(ACCEPT_AGAIN_MS)).await;
                }
            }
        }
    }
}

/// Agrees on how to speak, then speaks.
async fn greet(connection: Connection, stream: Stream, certificate: Option<Arc<Certificate>>) {
    let stream = match stream {
        Stream::Tcp(stream) => stream,
        #[cfg(unix)]
        Stream::Unix(stream) => return connection.http1(stream, false).await,
    };
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "small answers may be delayed");
    }
    let Some(certificate) = certificate else { return connection.http1(stream, false).await };
    let handshake = certificate.acceptor().accept(stream);
    let timeouts = Duration::from_millis(connection.timeouts.head_ms_max);
    match timeout(timeouts, handshake).await {
        Ok(Ok(stream)) if stream.get_ref().1.alpn_protocol() == Some(b"h2") => {
            connection.http2(stream).await;
        }
        Ok(Ok(stream)) => connection.http1(stream, true).await,
        Ok(Err(error)) => tracing::debug!(%error, "no handshake"),
        Err(_) => tracing::debug!("a handshake took too long"),
    }
}

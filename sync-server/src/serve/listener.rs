//! Listening: with TLS or without, and so many connections at once that memory and file handles
//! suffice for all of them.

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
use super::proxy::Front;
use super::share::Shares;
use super::stopping::Stopping;
use crate::base::limits::{ACCEPT_AGAIN_MS, STOP_MS_MAX};
use crate::base::timeouts::Timeouts;
use crate::http::counters::Counters;

/// An address that is listened on.
pub(crate) struct Listener {
    pub(crate) tcp: TcpListener,
    /// None speaks plain HTTP.
    pub(crate) certificate: Option<Arc<Certificate>>,
    pub(crate) front: Arc<Front>,
    pub(crate) timeouts: Timeouts,
    pub(crate) counters: Arc<Counters>,
}

impl Listener {
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
            let Some(((stream, peer), slot)) = next else { break };
            let Some(share) = shares.take(peer.ip()) else {
                tracing::warn!(address = %peer.ip(), "an address has as many connections as one may have");
                continue;
            };
            let open = self.counters.connections.one_more();
            let connection = Connection {
                router: router.clone(),
                peer,
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
        drop(self.tcp);
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

    async fn next(&self) -> (TcpStream, SocketAddr) {
        loop {
            match self.tcp.accept().await {
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
async fn greet(connection: Connection, stream: TcpStream, certificate: Option<Arc<Certificate>>) {
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

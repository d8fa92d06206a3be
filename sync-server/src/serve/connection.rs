//! One connection: HTTP/1 or HTTP/2, never longer silent than the server is patient.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio::time::timeout;

use super::patient::Patient;
use super::proxy::{Caller, Front};
use super::stopping::Stopping;
use crate::base::limits::{
    CONNECTION_BUFFER_BYTES, HEAD_BYTES_MAX, KEEP_ALIVE_MS, STOP_MS_MAX, STREAMS_PER_CONNECTION_MAX,
    WRITE_STALL_MS_MAX,
};
use crate::base::timeouts::Timeouts;
use crate::http::guarded_body::GuardedBody;
use crate::http::peer::{AnotherHost, ForwardedHost, Secure};
use crate::http::site::{PhoneSite, Site};

/// What a connection needs to be served.
pub(crate) struct Connection {
    pub(crate) router: Router,
    pub(crate) caller: Caller,
    pub(crate) front: Arc<Front>,
    pub(crate) timeouts: Timeouts,
    pub(crate) stopping: Stopping,
}

impl Connection {
    /// Speaks HTTP/1. The timeout for the next head is hyper's, and covers standing idle.
    pub(crate) async fn http1(mut self, stream: impl AsyncRead + AsyncWrite + Unpin, secure: bool) {
        let (busy, _) = watch::channel(0);
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(Duration::from_millis(self.timeouts.head_ms_max))
            .max_header_size(HEAD_BYTES_MAX as usize)
            .max_buf_size(CONNECTION_BUFFER_BYTES)
            .serve_connection(patient(stream), self.service(secure, busy));
        let mut connection = pin!(connection);
        let ended = tokio::select! {
            ended = &mut connection => ended,
            () = self.stopping.told() => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection was cut");
        }
    }

    /// Speaks HTTP/2. Nothing in hyper ends a connection on which nobody asks anything.
    pub(crate) async fn http2(mut self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let (busy, watched) = watch::channel(0);
        let connection = http2::Builder::new(TokioExecutor::new())
            .timer(TokioTimer::new())
            .max_concurrent_streams(STREAMS_PER_CONNECTION_MAX)
            .max_header_list_size(HEAD_BYTES_MAX)
            .keep_alive_interval(Duration::from_millis(KEEP_ALIVE_MS))
            .serve_connection(patient(stream), self.service(true, busy));
        let mut connection = pin!(connection);
        tokio::select! {
            ended = &mut connection => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection was cut");
                }
                return;
            }
            () = self.stopping.told() => {}
            () = idle(watched, Duration::from_millis(self.timeouts.head_ms_max)) => {}
        }
        connection.as_mut().graceful_shutdown();
        if timeout(Duration::from_millis(STOP_MS_MAX), connection).await.is_err() {
            tracing::debug!("a connection did not end and was cut");
        }
    }

    /// Answers requests, telling `busy` how many are being answered.
    fn service(
        &self,
        secure: bool,
        busy: watch::Sender<usize>,
    ) -> impl Service<
        Request<Incoming>,
        Response = Response<Body>,
        Error = Infallible,
        Future = impl Future<Output = Result<Response<Body>, Infallible>> + Send + use<>,
    > + use<> {
        let router = TowerToHyperService::new(self.router.clone());
        let (caller, front, timeouts) = (self.caller, Arc::clone(&self.front), self.timeouts);
        service_fn(move |mut request: Request<Incoming>| {
            let arrival = front.arrival(caller, request.headers());
            let another = front.another_host(&arrival, request.headers(), request.uri());
            let extensions = request.extensions_mut();
            extensions.insert(ConnectInfo(arrival.address));
            extensions.insert(timeouts);
            // What was said of the public address counts more than what a proxy says of one request.
            if front.public.as_ref().map_or(secure || arrival.is_secure, Site::is_secure) {
                extensions.insert(Secure);
            }
            if let Some(host) = another {
                extensions.insert(AnotherHost(host));
            }
            if let Some(host) = arrival.host {
                extensions.insert(ForwardedHost(host));
            }
            if let Some(site) = &front.public {
                extensions.insert(site.clone());
            }
            if let Some(site) = &front.phones {
                extensions.insert(PhoneSite(site.clone()));
            }
            let answering = Answering::new(&busy);
            let answer = router.call(request);
            async move { Ok(answer.await?.map(|body| GuardedBody::body(body, answering))) }
        })
    }
}

fn patient<S: AsyncRead + AsyncWrite + Unpin>(stream: S) -> TokioIo<Patient<S>> {
    TokioIo::new(Patient::new(stream, Duration::from_millis(WRITE_STALL_MS_MAX)))
}

/// Counts a request until its answer was passed on.
struct Answering(watch::Sender<usize>);

impl Answering {
    fn new(busy: &watch::Sender<usize>) -> Self {
        busy.send_modify(|count| *count += 1);
        Self(busy.clone())
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

/// Ends once nothing was asked for so long.
async fn idle(mut busy: watch::Receiver<usize>, timeouts: Duration) {
    loop {
        let is_idle = *busy.borrow_and_update() == 0;
        let change = busy.changed();
        let changed = if is_idle {
            let Ok(changed) = timeout(timeouts, change).await else { return };
            changed
        } else {
            change.await
        };
        if changed.is_err() {
            return;
        }
    }
}

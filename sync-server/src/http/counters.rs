//! What is counted, and `/metrics` that tells it in Prometheus's text format.

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::StatusCode;

use crate::base::numbers::Numbers;
use crate::engine::thread::Engine;
use crate::http::body_budget::Bodies;
use crate::http::event_streams::EventStreams;

/// What is counted, and what of it is checked against a limit.
#[derive(Debug, Default)]
pub struct Counters {
    /// Syncs answered.
    pub syncs: AtomicU64,
    /// Changes accepted.
    pub changes_accepted: AtomicU64,
    /// Changes refused.
    pub changes_refused: AtomicU64,
    /// Photos received and verified.
    pub photos_received: AtomicU64,
    /// Requests answered.
    pub requests: Requests,
    /// Connections open now.
    pub connections: Gauge,
    /// Streams of events open now.
    pub streams: Arc<EventStreams>,
    /// Bodies of requests in memory now.
    pub bodies: Bodies,
    /// Numbers given to work orders and requests.
    pub numbers: Numbers,
}

impl Counters {
    /// Adds to a counter.
    pub fn add(counter: &AtomicU64, more: u64) {
        counter.fetch_add(more, Ordering::Relaxed);
    }

    /// The counters as text.
    #[must_use]
    pub fn text(&self) -> String {
        let value = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let mut text = String::new();
        metric(&mut text, "guichet_syncs_total", "counter", value(&self.syncs));
        metric(&mut text, "guichet_changes_accepted_total", "counter", value(&self.changes_accepted));
        metric(&mut text, "guichet_changes_refused_total", "counter", value(&self.changes_refused));
        metric(&mut text, "guichet_photos_received_total", "counter", value(&self.photos_received));
        metric(&mut text, "guichet_event_streams", "gauge", self.streams.count());
        metric(&mut text, "guichet_connections", "gauge", self.connections.count());
        metric(&mut text, "guichet_body_bytes", "gauge", self.bodies.bytes());
        text.push_str(&self.requests.text());
        text
    }
}

/// How the engine is, and the disk it writes on, as text.
#[must_use]
pub fn engine_text(engine: &Engine) -> String {
    let status = engine.status();
    let mut text = String::new();
    metric(
        &mut text,
        "guichet_engine_running",
        "gauge",
        u8::from(status.is_running() && engine.unusable().is_none()),
    );
    let behind =
        status.behind().map_or(0, |behind| engine.clock().now().ms_since(behind.since).max(0) / 1000);
    metric(&mut text, "guichet_office_behind", "gauge", u8::from(status.behind().is_some()));
    metric(&mut text, "guichet_office_behind_seconds", "gauge", behind);
    metric(&mut text, "guichet_engine_queue", "gauge", status.waiting());
    metric(&mut text, "guichet_feed_position", "gauge", status.position().0);
    if let Some(at) = status.committed_at() {
        metric(&mut text, "guichet_last_commit_seconds", "gauge", at.0.div_euclid(1000));
    }
    if let Some(free_bytes) = disk_free(engine.data()) {
        metric(&mut text, "guichet_disk_free_bytes", "gauge", free_bytes);
    }
    text
}

fn metric(text: &mut String, name: &str, kind: &str, value: impl Display) {
    // Writing to memory cannot fail.
    write!(text, "# TYPE {name} {kind}\n{name} {value}\n").unwrap_or_default();
}

/// Bytes free on the disk of a folder, where the system says.
#[cfg(unix)]
pub(crate) fn disk_free(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
pub(crate) const fn disk_free(_: &Path) -> Option<u64> {
    None
}

/// How many of something there are now.
#[derive(Debug, Clone, Default)]
pub struct Gauge(Arc<AtomicU64>);

impl Gauge {
    /// One more, until what is returned is dropped.
    #[must_use]
    pub fn one_more(&self) -> Counted {
        self.0.fetch_add(1, Ordering::Relaxed);
        Counted(self.clone())
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// One of what a [`Gauge`] counts.
#[derive(Debug)]
pub struct Counted(Gauge);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Requests answered, by route and class of status: as many as there are routes, whatever is
/// asked.
#[derive(Debug, Default)]
pub struct Requests(Mutex<BTreeMap<(String, u16), Answered>>);

#[derive(Debug, Default, Clone, Copy)]
struct Answered {
    count: u64,
    ms: u64,
}

impl Requests {
    pub(crate) fn add(&self, route: &str, status: StatusCode, ms: u64) {
        let mut requests = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let answered = requests.entry((route.to_owned(), status.as_u16() / 100)).or_default();
        answered.count += 1;
        answered.ms = answered.ms.saturating_add(ms);
    }

    fn text(&self) -> String {
        let requests = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        let mut column = |name: &str, of: fn(&Answered) -> u64| {
            // Writing to memory cannot fail.
            writeln!(text, "# TYPE {name} counter").unwrap_or_default();
            for ((route, class), answered) in requests.iter() {
                let value = of(answered);
                writeln!(text, "{name}{{route=\"{route}\",status=\"{class}xx\"}} {value}")
                    .unwrap_or_default();
            }
        };
        column("guichet_requests_total", |answered| answered.count);
        column("guichet_request_milliseconds_total", |answered| answered.ms);
        text
    }
}

//! A server behind its routes, for the doors at which more than one function stands.

use std::cell::RefCell;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, StatusCode};
use shared::work_order::WorkOrderCommand;
use shared::{Command, DocumentId, Timestamp};
use sync_server::accounts::device_token::TokenLife;
use sync_server::app::{App, Counters};
use sync_server::audit_head::HeadPlaces;
use sync_server::base::clock::Clock;
use sync_server::base::secret::secret_hash;
use sync_server::domains::NOUNS;
use sync_server::engine::Engine;
use sync_server::http::app_differences::AppDifferences;
use sync_server::http::app_files::PhoneApp;
use sync_server::photos::PhotoFiles;
use sync_server::routes;
use sync_server::store::Audience;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

use super::scene::{NOW, SUPERVISOR, TECHNICIAN, new_order, people, phone};

/// What the technician's phone shows to be let in.
const TOKEN: &str = "0123456789abcdef";
/// Inputs after which the office is begun anew: its logs only grow.
const RUNS_MAX: u32 = 20_000;
/// What passes between two inputs: too little for a code to get too old at once, and enough for nobody to
/// have tried too often.
const PAUSE_MS: i64 = 5_000;

/// Stands still until it is moved.
#[derive(Default)]
struct Moved {
    ms: AtomicI64,
    draws: AtomicI64,
}

impl Clock for Moved {
    fn now(&self) -> Timestamp {
        NOW.plus_ms(self.ms.load(Ordering::Relaxed))
    }

    fn entropy(&self) -> u64 {
        self.draws.fetch_add(1, Ordering::Relaxed).unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// An office with a supervisor, and a technician who has an order and a phone.
pub(super) struct Office {
    pub(crate) app: App,
    router: Router,
    runtime: Runtime,
    clock: Arc<Moved>,
    /// Which input this is, from 1.
    pub(super) runs: u32,
    /// A code that was given out, and when.
    pub(super) code: Option<(String, Timestamp)>,
    asked: u32,
    _data: TempDir,
}

/// An answer, whole.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

thread_local! {
    static OFFICE: RefCell<Option<Office>> = const { RefCell::new(None) };
}

/// Does something at the office, some time after the one before.
pub(super) fn at_office(run: impl FnOnce(&mut Office)) {
    OFFICE.with_borrow_mut(|office| {
        if office.as_ref().is_none_or(|office| office.runs >= RUNS_MAX) {
            *office = None;
            *office = Some(Office::open());
        }
        let office = office.as_mut().unwrap();
        office.runs += 1;
        office.clock.ms.fetch_add(PAUSE_MS, Ordering::Relaxed);
        run(office);
    });
}

/// A folder in memory, where there is such a thing: nothing here is about the disk, and waiting for it
/// would take most of the time.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let in_memory = if memory.is_dir() { tempfile::tempdir_in(memory).ok() } else { None };
    in_memory.unwrap_or_else(|| tempfile::tempdir().unwrap())
}

impl Office {
    fn open() -> Self {
        let data = folder();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let clock = Arc::new(Moved::default());
        let shared_clock: Arc<dyn Clock> = Arc::<Moved>::clone(&clock);
        let app = App {
            engine: Engine::open(data.path(), NOUNS, shared_clock).unwrap(),
            photos: PhotoFiles::open(data.path()).unwrap(),
            phone: PhoneApp::Folder(Arc::new(data.path().join("phone"))),
            differences: AppDifferences::default(),
            tokens: TokenLife::default(),
            counters: Arc::new(Counters::default()),
            head_places: HeadPlaces::default(),
            offer_days: sync_server::sync::offer_end::OFFER_DAYS,
        };
        runtime.block_on(furnish(&app.engine));
        let router = routes(app.clone());
        Self { app, router, runtime, clock, runs: 0, code: None, asked: 0, _data: data }
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Waits for something the engine does.
    pub(super) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Sends a request from an address nobody has asked from before; what is not a request of HTTP is not
    /// sent.
    pub(super) fn send(&mut self, request: Builder, body: Vec<u8>) -> Option<Answer> {
        self.asked += 1;
        let peer = SocketAddr::new(Ipv4Addr::from_bits(0x0A00_0000 | self.asked & 0xFF_FFFF).into(), 4000);
        let request = request.extension(ConnectInfo(peer)).body(Body::from(body)).ok()?;
        let router = self.router.clone();
        Some(self.runtime.block_on(async {
            let (head, body) = router.oneshot(request).await.unwrap().into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
            Answer { status: head.status, headers: head.headers, body }
        }))
    }
}

/// A request of the technician's phone.
pub(super) fn of_the_phone(method: &str, path: &str) -> Builder {
    Request::builder().method(method).uri(path).header("authorization", format!("Bearer {TOKEN}"))
}

async fn furnish(engine: &Engine) {
    for person in people() {
        let id = person.id;
        engine.write(move |store| store.put_person(&person)).await.unwrap();
        engine.set_audiences(id, [Audience::Person(id), Audience::All].into()).await.unwrap();
    }
    engine.write(|store| store.add_device(&phone(), secret_hash(TOKEN))).await.unwrap();
    let create = Command::WorkOrder(WorkOrderCommand::Create(Box::new(new_order())));
    let id = DocumentId::from_bytes([0x10; 16]);
    engine.execute(SUPERVISOR, Some(id), create).await.unwrap();
    debug_assert_eq!(phone().person, TECHNICIAN);
}

impl Drop for Office {
    fn drop(&mut self) {
        // Its folder goes next.
        self.app.engine.clone().stop();
    }
}

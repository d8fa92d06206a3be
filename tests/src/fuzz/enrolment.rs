//! What asks to become a device: the body as it is, and as the code a link carried or somebody
//! typed.
//!
//! Nothing enrols but the code that was given out, and that once.

use std::cell::OnceCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use shared::Timestamp;
use sync_server::app::{App, Counters};
use sync_server::phone_app::PhoneApp;
use sync_server::photos::PhotoFiles;
use sync_server::routes;
use sync_server::sync::{Clock, Engine};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

use super::scene::{NOW, people};

/// An hour passes with every look, so that nobody has tried too often.
struct Hours(AtomicI64);

impl Clock for Hours {
    fn now(&self) -> Timestamp {
        NOW.plus_ms(3_600_000 * self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn entropy(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed).unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

struct Office {
    app: App,
    runtime: Runtime,
    _data: TempDir,
}

impl Office {
    fn open() -> Self {
        let data = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let app = App {
            engine: Engine::open(data.path(), Arc::new(Hours(AtomicI64::new(0)))).unwrap(),
            photos: PhotoFiles::open(data.path()).unwrap(),
            phone: PhoneApp::Folder(Arc::new(data.path().join("phone"))),
            counters: Arc::new(Counters::default()),
        };
        for person in people() {
            runtime.block_on(app.engine.write(move |store| store.put_person(&person))).unwrap();
        }
        Self { app, runtime, _data: data }
    }

    fn enrol(&self, body: Vec<u8>) -> StatusCode {
        let request = Request::post("/api/v1/devices").header("content-type", "application/json");
        let request = request.body(Body::from(body)).unwrap();
        self.runtime.block_on(routes(self.app.clone()).oneshot(request)).unwrap().status()
    }
}

thread_local! {
    static OFFICE: OnceCell<Office> = const { OnceCell::new() };
}

pub(super) fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let typed = serde_json::json!({ "code": text, "device_name": text }).to_string();
    OFFICE.with(|office| {
        let office = office.get_or_init(Office::open);
        for body in [bytes.to_vec(), typed.into_bytes()] {
            let status = office.enrol(body);
            assert!(status.is_client_error(), "{status}");
        }
    });
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    [
        r#"{"code":"ABCD-EFGH","device_name":"téléphone"}"#,
        r#"{"code":"","device_name":""}"#,
        r#"{"code":"abcd efgh","device_name":"\u0000\ud83d\ude00","more":[1,2.5e300,null,{"a":[]}]}"#,
        "https://guichet.example/#/enrol/ABCD-EFGH",
        "#/enrol/%00%FF",
        "[[[[[[[[[[[[[[[[",
    ]
    .map(|seed| seed.as_bytes().to_vec())
    .into()
}

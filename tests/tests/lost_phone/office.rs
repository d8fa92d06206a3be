//! An office with a technician, and the routes a phone reaches it by.

use std::io::Read as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use axum::body::{Body, to_bytes};
use axum::http::Request;
use flate2::read::GzDecoder;
use mobile::replica::{HttpReply, HttpRequest};
use shared::work_order::{NewWorkOrder, WorkOrderCommand};
use shared::{Command, DeviceId, Document, DocumentId, NatureId, OrganisationId, PersonId, Role, Timestamp};
use sync_server::accounts::device_token::TokenLife;
use sync_server::accounts::enrolment_code::make_code;
use sync_server::app::{App, Counters};
use sync_server::audit_head::HeadPlaces;
use sync_server::base::clock::Clock;
use sync_server::base::roles::Roles;
use sync_server::domains::NOUNS;
use sync_server::engine::Engine;
use sync_server::http::app_differences::AppDifferences;
use sync_server::http::app_files::PhoneApp;
use sync_server::photos::PhotoFiles;
use sync_server::routes;
use sync_server::store::{Audience, PersonRow};
use sync_server::sync::drain::Withdrawal;
use sync_server::sync::take_over::{RefusedView, TakeOver};
use tempfile::TempDir;
use tower::ServiceExt as _;

pub(crate) const SUPERVISOR: PersonId = PersonId::from_bytes([1; 16]);
pub(crate) const TECHNICIAN: PersonId = PersonId::from_bytes([2; 16]);

/// Every look at it is a second later; its random bits are a sequence.
struct Ticking {
    seconds: AtomicI64,
    draws: AtomicU64,
}

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp(1_800_000_000_000 + 1000 * self.seconds.fetch_add(1, Ordering::Relaxed))
    }

    fn entropy(&self) -> u64 {
        let mixed = (self.draws.fetch_add(1, Ordering::Relaxed) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed ^ (mixed >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
    }
}

pub(crate) struct Office {
    pub(crate) app: App,
    _data: TempDir,
}

impl Office {
    /// The supervisor takes a refused change over, having looked at it.
    pub(crate) async fn takes_over(&self, refused: i64) -> TakeOver {
        let view = self
            .app
            .engine
            .read(move |store| RefusedView::read(store, refused, &Roles::everywhere(Role::Supervisor)));
        let seen = view.await.unwrap().unwrap().reviewed;
        self.app.engine.take_over(refused, seen, SUPERVISOR).await.unwrap()
    }

    pub(crate) async fn open() -> Self {
        let data = tempfile::tempdir().unwrap();
        let clock = Arc::new(Ticking { seconds: AtomicI64::new(0), draws: AtomicU64::new(0) });
        let app = App {
            engine: Engine::open(data.path(), NOUNS, clock).unwrap(),
            photos: PhotoFiles::open(data.path()).unwrap(),
            phone: PhoneApp::Folder(Arc::new(data.path().join("phone"))),
            differences: AppDifferences::default(),
            tokens: TokenLife::default(),
            counters: Arc::new(Counters::default()),
            head_places: HeadPlaces::default(),
            offer_days: sync_server::sync::offer_end::OFFER_DAYS,
        };
        let office = Self { app, _data: data };
        for (id, role) in [(SUPERVISOR, Role::Supervisor), (TECHNICIAN, Role::Technician)] {
            office.gives(id, role).await;
            let audiences = [Audience::Person(id), Audience::All].into();
            office.app.engine.set_audiences(id, audiences).await.unwrap();
        }
        office
    }

    /// Gives somebody a role.
    pub(crate) async fn gives(&self, id: PersonId, role: Role) {
        let (login, name) = (id.to_string(), format!("Dominique, {role}"));
        let row = PersonRow {
            id,
            login,
            password_hash: None,
            name,
            roles: Roles::everywhere(role),
            language: None,
        };
        self.app.engine.write(move |store| store.put_person(&row)).await.unwrap();
    }

    /// A code of nobody in particular: its owner may be a supervisor when it is used.
    pub(crate) async fn code(&self) -> String {
        make_code(&self.app.engine, TECHNICIAN, None).await.unwrap()
    }

    pub(crate) async fn withdraw(&self, device: DeviceId, how: Withdrawal) {
        self.app.engine.withdraw(SUPERVISOR, device, how).await.unwrap();
    }

    /// Carries a request, as the network would.
    pub(crate) async fn carry(&self, request: &HttpRequest) -> HttpReply {
        let mut out = Request::builder().method(request.method).uri(&request.path);
        for (name, value) in &request.headers {
            out = out.header(*name, value);
        }
        let asked = out.body(Body::from(request.body.clone())).unwrap();
        let (head, body) = routes(self.app.clone()).oneshot(asked).await.unwrap().into_parts();
        let mut body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        if head.headers.get("content-encoding").is_some_and(|coding| coding == "gzip") {
            let mut plain = Vec::new();
            GzDecoder::new(body.as_slice()).read_to_end(&mut plain).unwrap();
            body = plain;
        }
        let headers = head
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        HttpReply { status: head.status.as_u16(), headers, body }
    }

    /// Makes a work order for the technician.
    pub(crate) async fn order(&self, title: &str) -> DocumentId {
        let new = NewWorkOrder {
            assigned: vec![TECHNICIAN],
            ..NewWorkOrder::new(
                "2026-0001".to_owned(),
                title.to_owned(),
                OrganisationId::from_bytes([5; 16]),
                DocumentId::from_bytes([4; 16]),
                NatureId::from_bytes([6; 16]),
            )
        };
        let command = Command::WorkOrder(WorkOrderCommand::Create(Box::new(new)));
        self.app.engine.execute(SUPERVISOR, None, command).await.unwrap().0
    }

    pub(crate) async fn document(&self, id: DocumentId) -> Document {
        self.app.engine.document(id).await.unwrap().unwrap()
    }
}

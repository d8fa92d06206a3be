//! An office to send requests to: a data directory of its own, a clock the test moves, three
//! people, and the routes.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use axum::body::{Body, BodyDataStream, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::request::Builder;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use futures_util::{FutureExt as _, StreamExt as _};
use shared::catalogue::ChecklistTemplateItem;
use shared::wire::{DocumentChanges, SYNC_MEDIA_TYPE, SyncReply};
use shared::work_order::{AnswerKind, NewWorkOrder, WorkOrderCommand};
use shared::{
    Command, Document, DocumentId, FeedId, ItemId, NatureId, OrganisationId, PersonId, Role, Timestamp,
};
use sync_server::accounts::device_token::TokenLife;
use sync_server::accounts::enrolment_code::make_code;
use sync_server::app::{App, Counters};
use sync_server::audit_head::HeadPlaces;
use sync_server::base::clock::Clock;
use sync_server::base::roles::Roles;
use sync_server::domains::{NOUNS, ROWS};
use sync_server::engine::Engine;
use sync_server::http::app_differences::AppDifferences;
use sync_server::http::app_files::PhoneApp;
use sync_server::photos::PhotoFiles;
use sync_server::projection::Projection;
use sync_server::sql;
use sync_server::store::{Audience, PersonRow};
use sync_server::{Reason, routes};
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::answer::Answer;
use crate::phone::Phone;

/// When every test begins.
pub(crate) const START: Timestamp = Timestamp(1_800_000_000_000);
pub(crate) const SUPERVISOR: PersonId = PersonId::from_bytes([1; 16]);
pub(crate) const TECHNICIAN: PersonId = PersonId::from_bytes([2; 16]);
pub(crate) const COLLEAGUE: PersonId = PersonId::from_bytes([3; 16]);

/// Stands still until it is moved; its random bits are a sequence.
struct TestClock {
    now: AtomicI64,
    draws: AtomicU64,
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.now.load(Ordering::Relaxed))
    }

    fn entropy(&self) -> u64 {
        // Odd, so that no value comes twice, and spread over all bits.
        let draw = self.draws.fetch_add(1, Ordering::Relaxed) + 1;
        let mixed = draw.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed ^ (mixed >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
    }
}

/// A stream of events once it has said the word that Firefox waits for before it hands on an answer.
pub(crate) async fn after_the_first_word(answer: Response) -> BodyDataStream {
    let mut events = answer.into_body().into_data_stream();
    let first = events.next().now_or_never().expect("it is said at once, whatever happens");
    assert_eq!(first.unwrap().unwrap(), ": here\n\n");
    events
}

pub(crate) struct TestOffice {
    pub(crate) app: App,
    clock: Arc<TestClock>,
    data: TempDir,
}

fn app(data: &Path, clock: Arc<TestClock>) -> App {
    App {
        engine: Engine::open(data, NOUNS, clock).unwrap(),
        photos: PhotoFiles::open(data).unwrap(),
        phone: PhoneApp::Folder(Arc::new(data.join("phone"))),
        differences: AppDifferences::default(),
        tokens: TokenLife::default(),
        counters: Arc::new(Counters::default()),
        head_places: HeadPlaces::default(),
        offer_days: sync_server::sync::offer_end::OFFER_DAYS,
    }
}

impl TestOffice {
    /// An office with a supervisor, a technician and a colleague of theirs.
    pub(crate) async fn open() -> Self {
        Self::open_with(0).await
    }

    /// Another office, with keys of its own.
    pub(crate) async fn open_elsewhere() -> Self {
        Self::open_with(1 << 32).await
    }

    async fn open_with(draws: u64) -> Self {
        let data = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock { now: AtomicI64::new(START.0), draws: AtomicU64::new(draws) });
        let app = app(data.path(), Arc::clone(&clock));
        let people =
            [(SUPERVISOR, Role::Supervisor), (TECHNICIAN, Role::Technician), (COLLEAGUE, Role::Technician)];
        for (id, role) in people {
            let (login, name) = (id.to_string(), format!("Dominique, {role}"));
            let row = PersonRow {
                id,
                login,
                password_hash: None,
                name,
                roles: Roles::everywhere(role),
                language: None,
            };
            app.engine.write(move |store| store.put_person(&row)).await.unwrap();
            app.engine.set_audiences(id, [Audience::Person(id), Audience::All].into()).await.unwrap();
        }
        Self { app, clock, data }
    }

    /// The data directory.
    pub(crate) fn data(&self) -> &Path {
        self.data.path()
    }

    /// Phones were on another feed before: they may offer what this one lacks.
    pub(crate) async fn was_restored(&self) {
        let before = FeedId::from_bytes([0x77; 16]);
        self.app.engine.write(move |store| store.record_earlier_feed(before)).await.unwrap();
    }

    /// Lets time pass.
    pub(crate) fn pass_ms(&self, ms: i64) {
        self.clock.now.fetch_add(ms, Ordering::Relaxed);
    }

    /// Stops the server in good order and starts it again on the same directory.
    pub(crate) fn restarted(self) -> Self {
        let Self { app: App { engine, .. }, clock, data } = self;
        engine.stop();
        Self { app: app(data.path(), Arc::clone(&clock)), clock, data }
    }

    /// The office as another machine finds it on the disk if the power goes now: what is in the
    /// files, nothing that is only in memory. The first goes on running beside it.
    pub(crate) fn after_a_power_cut(&self) -> Self {
        let data = tempfile::tempdir().unwrap();
        copy(self.data.path(), data.path());
        let clock = Arc::clone(&self.clock);
        Self { app: app(data.path(), Arc::clone(&clock)), clock, data }
    }

    /// Sends a request; the body of the answer is not read.
    pub(crate) async fn stream(&self, request: Request<Body>) -> Response {
        let asked = format!("{} {}", request.method(), request.uri());
        let answer = routes(self.app.clone()).oneshot(request).await.unwrap();
        let is_explained = answer.extensions().get::<Reason>().is_some();
        assert!(
            is_explained || answer.status() != StatusCode::FORBIDDEN,
            "{asked}: the log does not say why"
        );
        answer
    }

    /// Sends a request.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let (head, body) = self.stream(request).await.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: head.status, headers: head.headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Gets a page from an address of the network.
    pub(crate) async fn get_from(&self, address: &str, path: &str) -> Answer {
        let peer = ConnectInfo(SocketAddr::new(address.parse().unwrap(), 4000));
        self.send(Request::get(path).extension(peer).body(Body::empty()).unwrap()).await
    }

    /// Asks to be enrolled.
    pub(crate) async fn post_enrolment(&self, json: String) -> Answer {
        let request = Request::post("/phone/v1/devices").header("content-type", "application/json");
        self.send(request.body(json.into()).unwrap()).await
    }

    /// Asks to be enrolled from an address of the network.
    pub(crate) async fn post_enrolment_from(&self, address: &str, json: String) -> Answer {
        let peer = ConnectInfo(SocketAddr::new(address.parse().unwrap(), 4000));
        let request = Request::post("/phone/v1/devices").header("content-type", "application/json");
        self.send(request.extension(peer).body(json.into()).unwrap()).await
    }

    /// A code for a new phone of somebody, made by nobody in particular.
    pub(crate) async fn code_for(&self, person: PersonId) -> String {
        make_code(&self.app.engine, person, None).await.unwrap()
    }

    /// Enrols a phone of somebody.
    pub(crate) async fn enrol(&self, person: PersonId) -> Phone {
        let code = self.code_for(person).await;
        self.enrol_with(&code).await
    }

    /// Enrols a phone of somebody with a code that somebody makes.
    pub(crate) async fn enrol_by(&self, maker: PersonId, person: PersonId) -> Phone {
        let code = make_code(&self.app.engine, person, Some(maker)).await.unwrap();
        self.enrol_with(&code).await
    }

    async fn enrol_with(&self, code: &str) -> Phone {
        let asked = format!(r#"{{"code":"{code}","device_name":"téléphone"}}"#);
        let answer = self.post_enrolment(asked).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer}");
        let json = answer.json();
        let text = |key: &str| json[key].as_str().unwrap().to_owned();
        Phone::new(text("device").parse().unwrap(), text("token"), text("person").parse().unwrap())
    }

    /// Withdraws a phone.
    pub(crate) async fn withdraw(&self, phone: &Phone) {
        let (device, now) = (phone.device, self.clock.now());
        self.app.engine.write(move |store| store.withdraw_device(device, now)).await.unwrap();
    }

    /// Sends the body of a sync.
    pub(crate) async fn post_sync(&self, phone: &Phone, body: impl Into<Body>) -> Answer {
        self.send(sync_request(phone).body(body.into()).unwrap()).await
    }

    /// One round of a sync.
    pub(crate) async fn sync(&self, phone: &mut Phone, documents: Vec<DocumentChanges>) -> SyncReply {
        let reply = self.post_sync(phone, phone.request(documents).encode()).await.reply();
        phone.takes_in(&reply);
        reply
    }

    /// The supervisor does something to a work order.
    pub(crate) async fn does(&self, id: Option<DocumentId>, command: WorkOrderCommand) -> DocumentId {
        self.app.engine.execute(SUPERVISOR, id, Command::WorkOrder(command)).await.unwrap().0
    }

    /// Makes a work order for these people.
    pub(crate) async fn order_for(&self, people: &[PersonId]) -> DocumentId {
        let new = new_order(people);
        self.does(None, WorkOrderCommand::Create(Box::new(new))).await
    }

    /// A document as the office has it.
    pub(crate) async fn document(&self, id: DocumentId) -> Document {
        self.app.engine.document(id).await.unwrap().unwrap()
    }

    /// Everything the office database says of the work; that a phone was there is left out.
    pub(crate) fn dump(&self) -> String {
        let office = sql::Connection::open(self.data.path().join("office/office.db")).unwrap();
        let dump = Projection::open(office, ROWS).unwrap().dump().unwrap();
        let about_work = |table: &&str| !table.starts_with("device\n") && !table.starts_with("sync_log\n");
        dump.split("-- ").filter(about_work).collect()
    }
}

/// A work order for these people.
pub(crate) fn new_order(people: &[PersonId]) -> NewWorkOrder {
    let asked = ChecklistTemplateItem {
        label: "Pression".to_owned(),
        kind: AnswerKind::Tick,
        unit: None,
        choices: vec![],
        required: false,
    };
    NewWorkOrder {
        assigned: people.to_vec(),
        checklist: vec![(ItemId::from_bytes([8; 16]), asked)],
        ..NewWorkOrder::new(
            "2026-0001".to_owned(),
            "Entretien".to_owned(),
            OrganisationId::from_bytes([5; 16]),
            DocumentId::from_bytes([4; 16]),
            NatureId::from_bytes([6; 16]),
        )
    }
}

/// A sync of this phone, without a body.
pub(crate) fn sync_request(phone: &Phone) -> Builder {
    Request::post("/phone/v1/sync")
        .header("authorization", format!("Bearer {}", phone.token))
        .header("content-type", SYNC_MEDIA_TYPE)
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir(&place).unwrap();
            copy(&entry.path(), &place);
        } else {
            std::fs::copy(entry.path(), place).unwrap();
        }
    }
}

//! The server's side: a data directory that can be backed up, lost and restored.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use mobile::replica::{HttpReply, HttpRequest};
use shared::wire::SyncRequest;
use shared::work_order::{NewWorkOrder, WorkOrderCommand};
use shared::{
    ChangeHash, Command, DeviceId, Document, DocumentId, NatureId, OrganisationId, PersonId, Role, Timestamp,
};
use sync_server::backup::{backup, restore, verify};
use sync_server::base::clock::Clock;
use sync_server::base::roles::Roles;
use sync_server::base::secret::secret_hash;
use sync_server::domains::ROWS;
use sync_server::domains::RULES;
use sync_server::engine::error::EngineError;
use sync_server::engine::job::Job;
use sync_server::engine::{Core, jobs};
use sync_server::projection::Projection;
use sync_server::sql;
use sync_server::store::{Audience, Decision, DeviceRow, PersonRow, Store};
use sync_server::sync::{exchange, offer_decisions};
use tempfile::TempDir;

use crate::phone::unzipped;

pub(crate) const SUPERVISOR: PersonId = PersonId::from_bytes([9; 16]);
pub(crate) const ANNE: PersonId = PersonId::from_bytes([1; 16]);
pub(crate) const BART: PersonId = PersonId::from_bytes([2; 16]);

/// Time that passes when somebody looks, and numbers that come from a seed.
pub(crate) struct Time {
    now: AtomicI64,
    draws: AtomicU64,
}

impl Clock for Time {
    fn now(&self) -> Timestamp {
        Timestamp(self.now.fetch_add(1000, Ordering::Relaxed))
    }

    fn entropy(&self) -> u64 {
        // SplitMix64 (Steele, Lea, Flood 2014).
        let mut z = self.draws.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

pub(crate) struct Office {
    folder: TempDir,
    data: PathBuf,
    core: Option<Core>,
    pub(crate) time: Arc<Time>,
    folders: u32,
}

impl Office {
    /// A supervisor and two technicians.
    pub(crate) fn new(seed: u64) -> Self {
        let time = Arc::new(Time {
            now: AtomicI64::new(1_800_000_000_000),
            draws: AtomicU64::new(seed.wrapping_mul(0xD134_2543_DE82_EF95)),
        });
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        let mut office = Self { folder, data, core: None, time, folders: 0 };
        office.open();
        let people = [(SUPERVISOR, Role::Supervisor), (ANNE, Role::Technician), (BART, Role::Technician)];
        for (id, role) in people {
            let (login, name) = (id.to_string(), id.to_string());
            let row = PersonRow {
                id,
                login,
                password_hash: None,
                name,
                roles: Roles::everywhere(role),
                language: None,
            };
            office.run(jobs::write(move |store| store.put_person(&row))).unwrap();
            office.run(jobs::set_audiences(id, [Audience::Person(id), Audience::All].into())).unwrap();
        }
        office
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::<Time>::clone(&self.time)
    }

    fn open(&mut self) {
        let connect = |name: &str| sql::Connection::open(self.data.join(name)).unwrap();
        let store = Store::open(connect("server.db")).unwrap();
        std::fs::create_dir_all(self.data.join("office")).unwrap();
        let projection = Projection::open(connect("office/office.db"), ROWS).unwrap();
        self.core = Some(Core::new(store, projection, self.clock(), RULES).unwrap());
    }

    fn core(&mut self) -> &mut Core {
        self.core.as_mut().unwrap()
    }

    pub(crate) fn run<T: Send + 'static>(&mut self, job: Job<T>) -> Result<T, EngineError> {
        self.core().run_one(job)
    }

    fn fresh_folder(&mut self, name: &str) -> PathBuf {
        self.folders += 1;
        self.folder.path().join(format!("{name}{}", self.folders))
    }

    pub(crate) fn backup(&mut self) -> PathBuf {
        let to = self.fresh_folder("backup");
        backup(&self.data, &to).unwrap();
        to
    }

    /// The disk breaks; the server comes back from a backup.
    pub(crate) fn restore(&mut self, from: &std::path::Path) {
        self.core = None;
        self.data = self.fresh_folder("data");
        restore(from, &self.data, &self.clock()).unwrap();
        self.open();
    }

    /// What is wrong with the data directory.
    pub(crate) fn wrong(&self) -> Vec<String> {
        verify(&self.data, &self.clock()).unwrap().wrong
    }

    /// A device for somebody, as enrolment makes one: its answer to the phone.
    fn enrol(&mut self, person: PersonId) -> HttpReply {
        let bits = || (u128::from(self.time.entropy()) << 64 | u128::from(self.time.entropy())).to_be_bytes();
        let (id, token) = (DeviceId::from_bytes(bits()), DeviceId::from_bytes(bits()).to_string());
        let row = DeviceRow::new(id, person, "phone".to_owned(), Timestamp(0));
        let hash = secret_hash(&token);
        self.run(jobs::write(move |store| store.add_device(&row, hash))).unwrap();
        let body = format!(
            r#"{{"device":"{id}","token":"{token}","person":"{person}","name":"x","role":"technician","server_time":0}}"#
        );
        HttpReply { status: 201, headers: vec![], body: body.into_bytes() }
    }

    /// Answers a phone: enrolment, with the person as the code, and sync.
    pub(crate) fn answer(&mut self, request: &HttpRequest) -> HttpReply {
        if request.path == "/phone/v1/devices" {
            let asked: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
            return self.enrol(asked["code"].as_str().unwrap().parse().unwrap());
        }
        assert_eq!(request.path, "/phone/v1/sync");
        let (_, bearer) = request.headers.iter().find(|(name, _)| *name == "authorization").unwrap();
        let hash = secret_hash(bearer.strip_prefix("Bearer ").unwrap());
        let Some(device) = self.core().store().device_by_token(hash).unwrap() else {
            let body = br#"{"type":"urn:guichet:problem:unknown-device","title":"x","status":401}"#.to_vec();
            return HttpReply { status: 401, headers: vec![], body };
        };
        let request = SyncRequest::decode(&unzipped(&request.body)).unwrap();
        let reply = self.run(exchange::sync(device, request)).unwrap();
        HttpReply { status: 200, headers: vec![], body: reply.encode() }
    }

    /// The supervisor does something; the document.
    pub(crate) fn does(&mut self, id: Option<DocumentId>, command: WorkOrderCommand) -> DocumentId {
        let work = jobs::execute(SUPERVISOR, id, Command::WorkOrder(command));
        self.run(work).unwrap().0
    }

    pub(crate) fn order_for(&mut self, people: &[PersonId]) -> DocumentId {
        let new = NewWorkOrder {
            assigned: people.to_vec(),
            ..NewWorkOrder::new(
                format!("2026-{:04}", self.time.entropy() % 10_000),
                "Entretien".to_owned(),
                OrganisationId::from_bytes([5; 16]),
                DocumentId::from_bytes([4; 16]),
                NatureId::from_bytes([6; 16]),
            )
        };
        self.does(None, WorkOrderCommand::Create(Box::new(new)))
    }

    pub(crate) fn document(&mut self, id: DocumentId) -> Option<Document> {
        self.run(jobs::document(id)).unwrap()
    }

    pub(crate) fn documents(&mut self) -> Vec<DocumentId> {
        self.core().store().documents().unwrap()
    }

    pub(crate) fn is_for(&mut self, person: PersonId, id: DocumentId) -> bool {
        let store = self.core().store();
        store.in_scope(person, id, store.feed_end().unwrap()).unwrap()
    }

    /// Documents of which something waits for a decision.
    pub(crate) fn offered(&mut self) -> Vec<DocumentId> {
        self.core().store().offered_documents(1000).unwrap()
    }

    pub(crate) fn refused(&mut self) -> u64 {
        self.core().store().refused_count().unwrap()
    }

    /// The supervisor decides on everything offered of a document; how many changes.
    pub(crate) fn decides(&mut self, id: DocumentId, decision: Decision) -> usize {
        let offers = self.core().store().offers_of(id).unwrap();
        let all: BTreeSet<ChangeHash> =
            offers.into_iter().flat_map(|(_, offers)| offers).map(|offer| offer.hash).collect();
        self.run(offer_decisions::decide(SUPERVISOR, id, all, decision)).unwrap()
    }

    /// The supervisor confirms everything that can be.
    pub(crate) fn confirms_everything(&mut self) {
        for id in self.offered() {
            self.decides(id, Decision::Confirmed);
        }
    }
}

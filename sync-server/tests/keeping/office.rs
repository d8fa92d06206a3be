//! A server in a folder, and phones as simple as can be.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rusqlite::Connection;
use shared::command::execute;
use shared::wire::{ChangeBytes, DocumentChanges, FeedCursor, SyncReply, SyncRequest};
use shared::work_order::{NewWorkOrder, WorkOrderCommand};
use shared::{
    ActorId, Author, Command, DeviceId, Document, DocumentId, FeedId, Moment, NatureId, OrganisationId,
    PersonId, Role, Sha256, Timestamp,
};
use sync_server::base::clock::Clock;
use sync_server::base::roles::Roles;
use sync_server::domains::ROWS;
use sync_server::domains::RULES;
use sync_server::engine::error::EngineError;
use sync_server::engine::job::Job;
use sync_server::engine::{Core, jobs};
use sync_server::photos::PhotoFiles;
use sync_server::projection::Projection;
use sync_server::sql;
use sync_server::store::{Audience, DeviceRow, PersonRow, PhotoRow, Store};
use sync_server::sync::exchange;

pub(crate) const SUPERVISOR: PersonId = PersonId::from_bytes([1; 16]);
pub(crate) const TECH: PersonId = PersonId::from_bytes([2; 16]);
pub(crate) const OTHER: PersonId = PersonId::from_bytes([3; 16]);

/// A second passes whenever somebody looks; random bits never come twice.
pub(crate) struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp(1_800_000_000_000 + 1000 * self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn entropy(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed).unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// A clock that begins after so many ticks: what a restored server draws must be new.
pub(crate) fn clock(ticks: i64) -> Arc<dyn Clock> {
    Arc::new(Ticking(AtomicI64::new(ticks)))
}

pub(crate) struct Office {
    pub(crate) data: PathBuf,
    pub(crate) core: Core,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Office {
    /// Opens what is in a folder.
    pub(crate) fn open(data: &Path, clock: Arc<dyn Clock>) -> Self {
        let connect = |name: &str| sql::Connection::open(data.join(name)).unwrap();
        let store = Store::open(connect("server.db")).unwrap();
        std::fs::create_dir_all(data.join("office")).unwrap();
        let projection = Projection::open(connect("office/office.db"), ROWS).unwrap();
        let core = Core::new(store, projection, Arc::clone(&clock), RULES).unwrap();
        Self { data: data.to_owned(), core, clock }
    }

    /// Opens what the program has made.
    pub(crate) fn open_served(data: &Path) -> Self {
        Self::people(Self::open(data, clock(1)))
    }

    /// A new office with a supervisor and two technicians, each with a phone.
    pub(crate) fn peopled(data: &Path) -> Self {
        Self::people(Self::open(data, clock(1)))
    }

    fn people(mut office: Self) -> Self {
        let people = [(SUPERVISOR, Role::Supervisor), (TECH, Role::Technician), (OTHER, Role::Technician)];
        for (id, role) in people {
            let (login, name) = (id.to_string(), role.to_string());
            let row = PersonRow {
                id,
                login,
                password_hash: None,
                name,
                roles: Roles::everywhere(role),
                language: None,
            };
            let device = device(id);
            let write = jobs::write(move |store| {
                store.put_person(&row)?;
                store.add_device(&device, [device.id.as_bytes()[0]; 32])
            });
            office.run(write).unwrap();
            office.run(jobs::set_audiences(id, [Audience::Person(id), Audience::All].into())).unwrap();
        }
        office
    }

    pub(crate) fn run<T: Send + 'static>(&mut self, job: Job<T>) -> Result<T, EngineError> {
        self.core.run_one(job)
    }

    pub(crate) fn does(&mut self, id: Option<DocumentId>, command: WorkOrderCommand) -> DocumentId {
        let work = jobs::execute(SUPERVISOR, id, Command::WorkOrder(command));
        let (id, _) = self.run(work).unwrap();
        id
    }

    pub(crate) fn order_for(&mut self, people: &[PersonId]) -> DocumentId {
        let new = NewWorkOrder {
            assigned: people.to_vec(),
            ..NewWorkOrder::new(
                "2026-0001".to_owned(),
                "Entretien".to_owned(),
                OrganisationId::from_bytes([5; 16]),
                DocumentId::from_bytes([4; 16]),
                NatureId::from_bytes([6; 16]),
            )
        };
        self.does(None, WorkOrderCommand::Create(Box::new(new)))
    }

    /// A photo arrives.
    pub(crate) fn photo(&mut self, bytes: &[u8]) -> Sha256 {
        let sha256 = Sha256::of(bytes);
        PhotoFiles::open(&self.data).unwrap().store().put(sha256, bytes).unwrap();
        let row = PhotoRow { sha256, size_bytes: bytes.len() as u64, received_at: self.clock.now() };
        self.run(jobs::photo_received(row, None)).unwrap();
        sha256
    }

    pub(crate) fn document(&mut self, id: DocumentId) -> Document {
        self.run(jobs::document(id)).unwrap().unwrap_or_else(|| panic!("{id} is at the office"))
    }

    pub(crate) fn dump(&self) -> String {
        self.core.projection().dump().unwrap()
    }

    /// What the office database is when it is made again from the feed.
    pub(crate) fn dump_made_again(&self) -> String {
        let store = Store::open(sql::Connection::open(self.data.join("server.db")).unwrap()).unwrap();
        let empty = Projection::open(sql::Connection::open_in_memory().unwrap(), ROWS).unwrap();
        Core::new(store, empty, Arc::clone(&self.clock), RULES).unwrap().projection().dump().unwrap()
    }

    /// The database, to do it harm.
    pub(crate) fn sql(data: &Path, name: &str, sql: &str) {
        let changed = Connection::open(data.join(name)).unwrap().execute(sql, []).unwrap();
        assert!(changed > 0, "{sql}");
    }
}

pub(crate) fn device(person: PersonId) -> DeviceRow {
    DeviceRow::new(
        DeviceId::from_bytes([0x80 | person.as_bytes()[0]; 16]),
        person,
        "téléphone".to_owned(),
        Timestamp(0),
    )
}

/// A phone that takes in whatever it gets: a hand, a place in the feed, documents.
#[derive(Clone)]
pub(crate) struct Phone {
    pub(crate) person: PersonId,
    pub(crate) actor: ActorId,
    pub(crate) feed: Option<FeedId>,
    pub(crate) cursor: FeedCursor,
    pub(crate) documents: BTreeMap<DocumentId, Document>,
    acts: u64,
}

impl Phone {
    pub(crate) fn of(person: PersonId) -> Self {
        let actor = ActorId::from_bytes([0x40 | person.as_bytes()[0]; 16]);
        Self { person, actor, feed: None, cursor: FeedCursor(0), documents: BTreeMap::new(), acts: 0 }
    }

    pub(crate) fn request(&self) -> SyncRequest {
        SyncRequest {
            feed: self.feed,
            cursor: self.cursor,
            ..SyncRequest::first(device(self.person).id, Timestamp(1_800_000_000_000))
        }
    }

    pub(crate) fn asks(&mut self, office: &mut Office, request: SyncRequest) -> SyncReply {
        let work = exchange::sync(device(self.person), request);
        let reply = office.run(work).unwrap();
        (self.feed, self.cursor) = (Some(reply.feed), reply.cursor);
        for update in &reply.documents {
            let mut document = match &update.snapshot {
                Some(snapshot) => Document::load(update.kind, update.id, &snapshot.0).unwrap(),
                None => self.documents.remove(&update.id).unwrap(),
            };
            document.apply(&update.changes).unwrap();
            assert_eq!(document.heads().digest(), update.heads);
            self.documents.insert(update.id, document);
        }
        reply
    }

    pub(crate) fn sync(&mut self, office: &mut Office, documents: Vec<DocumentChanges>) -> SyncReply {
        let request = SyncRequest { documents, ..self.request() };
        self.asks(office, request)
    }

    pub(crate) fn offers(&mut self, office: &mut Office, offered: Vec<DocumentChanges>) -> SyncReply {
        let request = SyncRequest { offered, ..self.request() };
        self.asks(office, request)
    }

    pub(crate) fn does(&mut self, id: DocumentId, command: WorkOrderCommand) -> DocumentChanges {
        self.acts += 1;
        let moment = Moment { wall: Timestamp(1_800_000_100_000), entropy: self.acts };
        let author = Author { person: self.person, actor: self.actor, moment };
        let document = self.documents.get_mut(&id).unwrap();
        let change = execute(document, &Command::WorkOrder(command), author).unwrap().change.unwrap();
        DocumentChanges { id, kind: document.kind(), changes: vec![ChangeBytes(change.bytes)] }
    }
}

pub(crate) fn material(label: &str) -> WorkOrderCommand {
    WorkOrderCommand::UseMaterial {
        material: shared::work_order::Material::Other(label.to_owned()),
        quantity: shared::Quantity(1000),
        corrects: None,
    }
}

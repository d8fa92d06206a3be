//! An office with two technicians, each with a phone: the core alone, on real SQLite, with a clock of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use shared::command::execute;
use shared::wire::{ChangeBytes, DocumentChanges, FeedCursor, SyncReply, SyncRequest};
use shared::work_order::{NewWorkOrder, WorkOrderCommand};
use shared::{
    ActorId, Author, Command, DeviceId, Document, DocumentId, FeedId, Moment, NatureId, OrganisationId,
    PersonId, ReplyId, Role, Timestamp,
};
use sync_server::base::clock::Clock;
use sync_server::base::roles::Roles;
use sync_server::domains::ROWS;
use sync_server::domains::RULES;
use sync_server::engine::error::EngineError;
use sync_server::engine::job::{Job, QueuedJob};
use sync_server::engine::{Core, jobs};
use sync_server::projection::Projection;
use sync_server::sql;
use sync_server::store::{Audience, DeviceRow, PersonRow, Store};
use sync_server::sync::exchange;

/// A second passes whenever somebody looks.
#[derive(Default)]
pub(crate) struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp(1_800_000_000_000 + 1000 * self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn entropy(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed).unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

pub(crate) const OFFICE: PersonId = PersonId::from_bytes([1; 16]);
pub(crate) const TECH: PersonId = PersonId::from_bytes([2; 16]);
pub(crate) const OTHER: PersonId = PersonId::from_bytes([3; 16]);

/// A core with an empty office database.
pub(crate) fn open(server: sql::Connection) -> Core {
    let projection = Projection::open(sql::Connection::open_in_memory().unwrap(), ROWS).unwrap();
    Core::new(Store::open(server).unwrap(), projection, Arc::new(Ticking::default()), RULES).unwrap()
}

pub(crate) fn core() -> Core {
    peopled(open(sql::Connection::open_in_memory().unwrap()))
}

pub(crate) fn peopled(mut core: Core) -> Core {
    for (id, role) in [(OFFICE, Role::Supervisor), (TECH, Role::Technician), (OTHER, Role::Technician)] {
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
        run(&mut core, write).unwrap();
        run(&mut core, jobs::set_audiences(id, [Audience::Person(id), Audience::All].into())).unwrap();
    }
    core
}

pub(crate) fn device(person: PersonId) -> DeviceRow {
    let id = DeviceId::from_bytes([0x80 | person.as_bytes()[0]; 16]);
    DeviceRow::new(id, person, "téléphone".to_owned(), Timestamp(0))
}

pub(crate) fn run<T: Send + 'static>(core: &mut Core, job: Job<T>) -> Result<T, EngineError> {
    core.run_one(job)
}

/// Runs two jobs in one batch.
pub(crate) fn run_both<A: Send + 'static, B: Send + 'static>(
    core: &mut Core,
    first: Job<A>,
    second: Job<B>,
) -> (Result<A, EngineError>, Result<B, EngineError>) {
    let ((first, mut of_first), (second, mut of_second)) = (first.queue(), second.queue());
    let mut batch = [first, second];
    core.run(&mut batch);
    batch.into_iter().for_each(QueuedJob::answer);
    (of_first.try_recv().unwrap(), of_second.try_recv().unwrap())
}

pub(crate) fn office(core: &mut Core, id: Option<DocumentId>, command: WorkOrderCommand) -> DocumentId {
    run(core, jobs::execute(OFFICE, id, Command::WorkOrder(command))).unwrap().0
}

pub(crate) fn order_for(core: &mut Core, people: &[PersonId]) -> DocumentId {
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
    office(core, None, WorkOrderCommand::Create(Box::new(new)))
}

/// A phone as simple as can be: a hand, and a place in the feed.
pub(crate) struct Phone {
    pub(crate) person: PersonId,
    pub(crate) actor: ActorId,
    pub(crate) feed: Option<FeedId>,
    pub(crate) cursor: FeedCursor,
    pub(crate) last_reply: Option<ReplyId>,
}

pub(crate) fn phone(person: PersonId) -> Phone {
    let actor = ActorId::from_bytes([0x40 | person.as_bytes()[0]; 16]);
    Phone { person, actor, feed: None, cursor: FeedCursor(0), last_reply: None }
}

impl Phone {
    pub(crate) fn sync(&mut self, core: &mut Core, documents: Vec<DocumentChanges>) -> SyncReply {
        let request = SyncRequest {
            feed: self.feed,
            cursor: self.cursor,
            documents,
            last_reply: self.last_reply,
            ..SyncRequest::first(device(self.person).id, Timestamp(1_800_000_000_000))
        };
        let reply = run(core, exchange::sync(device(self.person), request)).unwrap();
        (self.feed, self.cursor) = (Some(reply.feed), reply.cursor);
        self.last_reply = reply.id.or(self.last_reply);
        reply
    }

    pub(crate) fn does(&self, document: &mut Document, command: WorkOrderCommand) -> DocumentChanges {
        let entropy = u64::from(self.actor.as_bytes()[0]);
        let moment = Moment { wall: Timestamp(1_800_000_100_000), entropy };
        let author = Author { person: self.person, actor: self.actor, moment };
        let change = execute(document, &Command::WorkOrder(command), author).unwrap().change.unwrap();
        let changes = vec![ChangeBytes(change.bytes)];
        DocumentChanges { id: document.id(), kind: document.kind(), changes }
    }
}

pub(crate) fn received(reply: &SyncReply) -> Document {
    let update = &reply.documents[0];
    let snapshot = update.snapshot.as_ref().expect("newly in scope comes whole");
    Document::load(update.kind, update.id, &snapshot.0).unwrap()
}

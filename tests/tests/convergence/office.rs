//! The server's side: a core that can be killed at any storage step and opened again, and whose
//! disks can fail.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use shared::wire::FeedCursor;
use shared::{ChangeHash, DeviceId, Document, DocumentId, DocumentKind, FeedId, PersonId, Role, Timestamp};
use sync_server::base::clock::Clock;
use sync_server::base::roles::Roles;
use sync_server::domains::ROWS;
use sync_server::domains::RULES;
use sync_server::engine::error::EngineError;
use sync_server::engine::job::Job;
use sync_server::engine::{Core, CrashPoint, jobs};
use sync_server::projection::Projection;
use sync_server::store::{DeviceRow, PersonRow, Store};

use crate::clock::VirtualClock;
use crate::disk::{Disk, Fuse, Template};

static SERVER: LazyLock<Mutex<Template>> =
    LazyLock::new(|| Mutex::new(Template::new(|db| drop(Store::open(db.try_into().unwrap()).unwrap()))));
static OFFICE: LazyLock<Mutex<Template>> = LazyLock::new(|| {
    Mutex::new(Template::new(|db| drop(Projection::open(db.try_into().unwrap(), ROWS).unwrap())))
});

pub(crate) struct Office {
    pub(crate) server: Disk,
    office: Disk,
    clock: Arc<VirtualClock>,
    core: Core,
    pub(crate) fuse: Fuse,
    committed: Arc<AtomicBool>,
    reply_documents_max: usize,
}

/// What came of a piece of work.
pub(crate) enum Ran<T> {
    Done(T),
    /// It is not possible now.
    Impossible,
    /// The server died, or its disk failed. Nobody was told, but what was asked may have been done.
    Unanswered {
        kept: bool,
    },
}

impl Office {
    /// An office whose replies carry so many documents.
    pub(crate) fn new(clock: &Arc<VirtualClock>, reply_documents_max: usize) -> Self {
        let (server, office) = (SERVER.lock().unwrap().copy(), OFFICE.lock().unwrap().copy());
        let (fuse, committed) = (Fuse::unlit(), Arc::default());
        let core = open(&server, &office, clock, &fuse, &committed).replying_in_parts_of(reply_documents_max);
        Self { server, office, clock: Arc::clone(clock), core, fuse, committed, reply_documents_max }
    }

    pub(crate) fn run<T: Send + 'static>(&mut self, job: Job<T>) -> Ran<T> {
        match self.core.run_one(job) {
            Ok(outcome) => Ran::Done(outcome),
            Err(EngineError::Command(_) | EngineError::NotAllowed | EngineError::NotFound) => Ran::Impossible,
            Err(_) if self.fuse.is_out() => {
                self.open_again();
                Ran::Unanswered { kept: self.committed.load(Ordering::Relaxed) }
            }
            Err(_) => Ran::Unanswered { kept: false },
        }
    }

    /// Starts the server again, on a disk that works.
    fn open_again(&mut self) {
        self.fuse.put_out();
        self.server.mend();
        let core = open(&self.server, &self.office, &self.clock, &self.fuse, &self.committed);
        self.core = core.replying_in_parts_of(self.reply_documents_max);
    }

    /// What a backup copies.
    pub(crate) fn copies(&self) -> (Disk, Disk) {
        (self.server.copy(), self.office.copy())
    }

    /// Another disk takes the place of the one that broke, under a feed of its own.
    pub(crate) fn restore(&mut self, server: Disk, office: Disk) -> FeedId {
        self.put_back(server, office);
        self.begin_anew()
    }

    /// Another disk takes the place of this one, and nobody says so.
    pub(crate) fn put_back(&mut self, server: Disk, office: Disk) {
        (self.server, self.office) = (server, office);
        self.open_again();
    }

    pub(crate) fn feed(&self) -> FeedId {
        self.core.store().feed(|| panic!("an office has a feed")).unwrap()
    }

    /// What is on the disk goes on under a feed of its own.
    pub(crate) fn begin_anew(&mut self) -> FeedId {
        let feed = FeedId::from_bytes(self.clock.sixteen_bytes());
        Store::open(self.server.connect().try_into().unwrap()).unwrap().begin_anew(feed).unwrap();
        self.open_again();
        feed
    }

    /// What waits for a supervisor's yes.
    pub(crate) fn offers(&self) -> Vec<(DocumentId, BTreeSet<ChangeHash>)> {
        let store = self.core.store();
        let documents = store.offered_documents(usize::from(u16::MAX)).unwrap();
        let offers = |id| store.offers_of(id).unwrap().into_iter().flat_map(|(_, offers)| offers);
        documents.into_iter().map(|id| (id, offers(id).map(|offer| offer.hash).collect())).collect()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn add_device(&mut self, id: DeviceId, person: PersonId) -> DeviceRow {
        let row = DeviceRow::new(id, person, "phone".to_owned(), Timestamp(0));
        let (device, token) = (row.clone(), [id.as_bytes()[0]; 32]);
        self.run(jobs::write(move |store| store.add_device(&device, token)));
        row
    }

    /// The account of somebody with this role.
    pub(crate) fn account(id: PersonId, role: Role) -> Job<()> {
        let row = PersonRow {
            id,
            login: id.to_string(),
            password_hash: None,
            name: id.to_string(),
            roles: Roles::everywhere(role),
            language: None,
        };
        jobs::write(move |store| store.put_person(&row))
    }

    pub(crate) fn document(&mut self, id: DocumentId) -> Option<Document> {
        match self.run(jobs::document(id)) {
            Ran::Done(document) => document,
            Ran::Impossible | Ran::Unanswered { .. } => None,
        }
    }

    /// Every document, with its kind.
    pub(crate) fn documents(&self) -> Vec<(DocumentId, DocumentKind)> {
        let store = self.core.store();
        store.changed_documents(FeedCursor(0), store.feed_end().unwrap()).unwrap()
    }

    /// The changes after a position of the feed.
    pub(crate) fn changes_since(&self, since: FeedCursor) -> Vec<ChangeHash> {
        let store = self.core.store();
        let documents = store.changed_documents(since, self.feed_end()).unwrap().into_iter();
        let changes = documents.flat_map(|(id, _)| store.changes_after(id, since).unwrap());
        changes.map(|change| change.hash).collect()
    }

    /// The documents that changed after a position of the feed.
    pub(crate) fn changed_since(&self, since: FeedCursor) -> Vec<DocumentId> {
        let changed = self.core.store().changed_documents(since, self.feed_end()).unwrap();
        changed.into_iter().map(|(id, _)| id).collect()
    }

    pub(crate) fn feed_end(&self) -> FeedCursor {
        self.core.store().feed_end().unwrap()
    }

    /// How far the feed has come for a document.
    pub(crate) fn position(&self, id: DocumentId) -> Option<FeedCursor> {
        self.core.store().document(id).unwrap().map(|row| row.last_position)
    }

    pub(crate) const fn store(&self) -> &Store {
        self.core.store()
    }

    /// The office database as it grew, and made again from the feed.
    pub(crate) fn dumps(&mut self) -> (String, String) {
        let grown = self.core.projection().dump().unwrap();
        let empty =
            Projection::open(OFFICE.lock().unwrap().copy().connect().try_into().unwrap(), ROWS).unwrap();
        let clock: Arc<dyn Clock> = Arc::<VirtualClock>::clone(&self.clock);
        let again =
            Core::new(Store::open(self.server.connect().try_into().unwrap()).unwrap(), empty, clock, RULES)
                .unwrap();
        (grown, again.projection().dump().unwrap())
    }
}

fn open(
    server: &Disk,
    office: &Disk,
    clock: &Arc<VirtualClock>,
    fuse: &Fuse,
    committed: &Arc<AtomicBool>,
) -> Core {
    let store = Store::open(server.connect().try_into().unwrap()).unwrap();
    let projection = Projection::open(office.connect().try_into().unwrap(), ROWS).unwrap();
    let clock: Arc<dyn Clock> = Arc::<VirtualClock>::clone(clock);
    let (fuse, committed) = (fuse.clone(), Arc::clone(committed));
    Core::new(store, projection, clock, RULES).unwrap().crashing(move |point| {
        let dies = fuse.burns_out();
        if dies {
            committed.store(point != CrashPoint::BeforeCommit, Ordering::Relaxed);
        }
        dies
    })
}

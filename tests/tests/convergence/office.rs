//! The server's side: a core that can be killed at any storage step and opened again.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use rusqlite::{Connection, OpenFlags};
use shared::command::BuildingCommand;
use shared::document::{Access, Address, Asset, NewBuilding, NewWorkOrder, Origin, Priority};
use shared::wire::{SyncReply, SyncRequest};
use shared::{
    AssetId, Command, DeviceId, Document, DocumentId, NatureId, OrganisationId, PersonId, Role, Timestamp,
};
use sync_server::office::Projection;
use sync_server::store::{Audience, DeviceRow, PersonRow, Store};
use sync_server::sync::{Clock, Core, Outcome, Work};

use crate::dice::Dice;

pub(crate) const SUPERVISOR: PersonId = PersonId::from_bytes([9; 16]);
pub(crate) const ORGANISATION: OrganisationId = OrganisationId::from_bytes([5; 16]);
pub(crate) const ASSET: AssetId = AssetId::from_bytes([7; 16]);

/// Time that passes when the schedule says so.
pub(crate) struct VirtualClock {
    now: AtomicI64,
    entropy: AtomicU64,
}

impl VirtualClock {
    pub(crate) fn new(seed: u64) -> Self {
        Self { now: AtomicI64::new(1_800_000_000_000), entropy: AtomicU64::new(seed << 32) }
    }

    pub(crate) fn pass(&self, ms: i64) {
        self.now.fetch_add(ms, Ordering::Relaxed);
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.now.load(Ordering::Relaxed))
    }

    fn entropy(&self) -> u64 {
        Dice::new(self.entropy.fetch_add(1, Ordering::Relaxed)).bits()
    }
}

/// A database that outlives its connections, as a file outlives a process.
pub(crate) struct Disk {
    address: String,
    _keeper: Connection,
}

impl Disk {
    pub(crate) fn new(name: &str) -> Self {
        let address = format!("file:{name}?mode=memory&cache=shared");
        let keeper = connect(&address);
        Self { address, _keeper: keeper }
    }

    pub(crate) fn connect(&self) -> Connection {
        connect(&self.address)
    }
}

fn connect(address: &str) -> Connection {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(address, flags).unwrap()
}

/// Counts down to a kill.
#[derive(Clone, Default)]
pub(crate) struct Fuse(Arc<AtomicI64>);

impl Fuse {
    /// Kills at the `steps`-th storage step from now; 0 at none.
    pub(crate) fn light(&self, steps: i64) {
        self.0.store(steps, Ordering::Relaxed);
    }

    pub(crate) fn burns_out(&self) -> bool {
        self.0.fetch_sub(1, Ordering::Relaxed) == 1
    }
}

pub(crate) struct Office {
    server: Disk,
    office: Disk,
    clock: Arc<VirtualClock>,
    core: Core,
    pub(crate) fuse: Fuse,
}

impl Office {
    pub(crate) fn new(name: &str, clock: &Arc<VirtualClock>) -> Self {
        let (server, office) = (Disk::new(&format!("{name}-server")), Disk::new(&format!("{name}-office")));
        let fuse = Fuse::default();
        let core = open(&server, &office, clock, &fuse);
        let mut office = Self { server, office, clock: Arc::clone(clock), core, fuse };
        office.add_person(SUPERVISOR, Role::Supervisor);
        office
    }

    fn open_again(&mut self) {
        self.fuse.light(0);
        self.core = open(&self.server, &self.office, &self.clock, &self.fuse);
    }

    /// Does one thing; `None` when the server died on the way.
    pub(crate) fn run(&mut self, work: Work) -> Option<Outcome> {
        let outcome = self.core.run(vec![work]).0.remove(0);
        match outcome {
            Ok(outcome) => Some(outcome),
            Err(sync_server::sync::EngineError::Stopped) => {
                self.open_again();
                None
            }
            // The office asked for something that is not possible now.
            Err(_) => Some(Outcome::Done),
        }
    }

    pub(crate) fn add_person(&mut self, id: PersonId, role: Role) {
        let row = PersonRow {
            id,
            login: id.to_string(),
            password_hash: None,
            name: id.to_string(),
            role,
            language: None,
        };
        self.run(Work::Write(Box::new(move |store| store.put_person(&row)))).unwrap();
        let audiences = [Audience::Person(id), Audience::Organisation(ORGANISATION), Audience::All];
        self.run(Work::SetAudiences(id, audiences.into())).unwrap();
    }

    pub(crate) fn add_device(&mut self, id: DeviceId, person: PersonId) -> DeviceRow {
        let row = DeviceRow::new(id, person, "phone".to_owned(), Timestamp(0));
        let (device, token) = (row.clone(), [id.as_bytes()[0]; 32]);
        self.run(Work::Write(Box::new(move |store| store.add_device(&device, token)))).unwrap();
        row
    }

    /// Somebody at the office does something; the document, unless the server died.
    pub(crate) fn execute(&mut self, id: Option<DocumentId>, command: Command) -> Option<DocumentId> {
        let outcome = self.run(Work::Execute(SUPERVISOR, id, Box::new(command)))?;
        if let Outcome::Executed(id, _) = outcome { Some(id) } else { None }
    }

    pub(crate) fn add_building(&mut self) -> DocumentId {
        let asset = Asset {
            name: "Chaudière".to_owned(),
            family: "chaudière".to_owned(),
            space: None,
            make: "Viessmann".to_owned(),
            model: String::new(),
            serial: String::new(),
            installed: String::new(),
        };
        let new = NewBuilding {
            code: "ECO-001".to_owned(),
            name: "École".to_owned(),
            organisation: ORGANISATION,
            address: Address {
                street: "rue Haute".to_owned(),
                number: "1".to_owned(),
                postcode: "5000".to_owned(),
                place: "Namur".to_owned(),
            },
            access: Access::default(),
            hazards: [].into(),
            spaces: [].into(),
            assets: [(ASSET, asset)].into(),
        };
        self.execute(None, Command::Building(BuildingCommand::Create(Box::new(new)))).unwrap()
    }

    pub(crate) fn sync(&mut self, device: &DeviceRow, request: SyncRequest) -> Option<SyncReply> {
        let outcome = self.run(Work::Sync(Box::new(device.clone()), request))?;
        if let Outcome::Synced(reply) = outcome { Some(*reply) } else { None }
    }

    pub(crate) fn document(&mut self, id: DocumentId) -> Option<Document> {
        let outcome = self.run(Work::Read(id))?;
        if let Outcome::Document(document) = outcome { document.map(|document| *document) } else { None }
    }

    pub(crate) fn is_for(&self, person: PersonId, id: DocumentId) -> bool {
        let end = self.core.store().feed_end().unwrap();
        self.core.store().in_scope(person, id, end).unwrap()
    }

    pub(crate) fn refused(&self) -> u64 {
        self.core.store().refused_count().unwrap()
    }

    /// The office database as it grew, and made again from the feed.
    pub(crate) fn dumps(&mut self) -> (String, String) {
        let grown = self.core.projection().dump().unwrap();
        let empty = Projection::open(Connection::open_in_memory().unwrap()).unwrap();
        let clock: Arc<dyn Clock> = Arc::<VirtualClock>::clone(&self.clock);
        let again = Core::new(Store::open(self.server.connect()).unwrap(), empty, clock).unwrap();
        (grown, again.projection().dump().unwrap())
    }
}

fn open(server: &Disk, office: &Disk, clock: &Arc<VirtualClock>, fuse: &Fuse) -> Core {
    let store = Store::open(server.connect()).unwrap();
    let projection = Projection::open(office.connect()).unwrap();
    let fuse = fuse.clone();
    let clock: Arc<dyn Clock> = Arc::<VirtualClock>::clone(clock);
    Core::new(store, projection, clock).unwrap().crashing(move |_| fuse.burns_out())
}

pub(crate) fn new_order(number: usize, building: DocumentId, assigned: Vec<PersonId>) -> NewWorkOrder {
    NewWorkOrder {
        number: format!("2026-{number:04}"),
        origin: Origin::Plan,
        request: None,
        title: "Entretien".to_owned(),
        description: String::new(),
        organisation: ORGANISATION,
        building,
        space: None,
        asset: Some(ASSET),
        nature: NatureId::from_bytes([6; 16]),
        priority: Priority::Normal,
        due: None,
        planned: None,
        team: None,
        assigned,
        checklist: vec![],
    }
}

//! A phone: a replica that can be killed at any storage step.

use std::io::Read as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use flate2::read::GzDecoder;
use mobile::client::{Answer, Ask, Contact, Failure, PhoneStatus, ToSend};
use mobile::replica::{Replica, ReplicaError, Unreachable};
use rusqlite::{Connection, OpenFlags};
use shared::document::priority::Priority;
use shared::request::{NewRequest, RequestCommand, RequestOrigin};
use shared::work_order::{Material, WorkOrderCommand};
use shared::{Command, Document, DocumentId, Moment, OrganisationId, PersonId, Quantity};
use sync_server::base::clock::{Clock as _, SystemClock};

use crate::office::{Office, Time};

/// Takes compression off.
pub(crate) fn unzipped(body: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    GzDecoder::new(body).read_to_end(&mut plain).unwrap();
    plain
}

/// What becomes of a request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Resolution {
    Delivered,
    RequestLost,
    ReplyLost,
}

/// Counts down to a kill.
#[derive(Clone, Default)]
struct Fuse(Arc<AtomicI64>);

pub(crate) struct Phone {
    pub(crate) person: PersonId,
    address: String,
    /// The database outlives its connections, as a file outlives a process.
    _keeper: Connection,
    replica: Replica,
    fuse: Fuse,
    time: Arc<Time>,
}

static PHONES: AtomicU32 = AtomicU32::new(0);

impl Phone {
    /// A phone of somebody, enrolled and synced.
    pub(crate) fn of(person: PersonId, office: &mut Office) -> Self {
        let number = PHONES.fetch_add(1, Ordering::Relaxed);
        let address = format!("file:phone{number}?mode=memory&cache=shared");
        let (keeper, fuse) = (connect(&address), Fuse::default());
        let replica = open(&address, &fuse);
        let time = Arc::clone(&office.time);
        let mut phone = Self { person, address, _keeper: keeper, replica, fuse, time };
        phone.enrols(office);
        phone
    }

    /// Its owner types a new code.
    pub(crate) fn enrols(&mut self, office: &mut Office) {
        self.asks(Ask::Enrol { code: self.person.to_string(), device_name: "phone".to_owned() });
        self.talks(office);
    }

    fn moment(&self) -> Moment {
        self.time.moment()
    }

    pub(crate) fn asks(&mut self, ask: Ask) -> Answer {
        let moment = self.moment();
        self.replica.answer(ask, None, moment).0
    }

    /// Does something; `None` when the phone died on the way, or it was not possible.
    pub(crate) fn does(&mut self, id: Option<DocumentId>, command: Command) -> Option<DocumentId> {
        match self.asks(Ask::Execute { document: id, command }) {
            Answer::Saved { document, .. } => Some(document),
            Answer::Failed(Failure::Other(_)) => {
                self.dies();
                None
            }
            _ => None,
        }
    }

    /// Notes something on an order.
    pub(crate) fn notes(&mut self, id: DocumentId, text: &str) {
        let material = Material::Other(text.to_owned());
        let command = WorkOrderCommand::UseMaterial { material, quantity: Quantity(1000), corrects: None };
        assert_eq!(self.does(Some(id), Command::WorkOrder(command)), Some(id), "{text}");
    }

    /// Reports a defect.
    pub(crate) fn reports(&mut self, title: &str) -> Option<DocumentId> {
        let new = NewRequest {
            origin: RequestOrigin::Field,
            title: title.to_owned(),
            description: String::new(),
            organisation: OrganisationId::from_bytes([5; 16]),
            building: DocumentId::from_bytes([4; 16]),
            space: None,
            asset: None,
            nature: None,
            priority: Priority::Normal,
        };
        self.does(None, Command::Request(RequestCommand::Create(Box::new(new))))
    }

    pub(crate) fn document(&mut self, id: DocumentId) -> Option<Document> {
        self.replica.document(id).unwrap()
    }

    pub(crate) fn status(&self) -> PhoneStatus {
        self.replica.status().unwrap()
    }

    pub(crate) fn list_to_send(&mut self) -> ToSend {
        let Answer::ToSend(list) = self.asks(Ask::ToSend) else { panic!("a list was asked for") };
        list
    }

    pub(crate) fn contact(&self) -> Contact {
        self.replica.contact()
    }

    /// Is killed at the `steps`-th storage step from now; at none for 0.
    pub(crate) fn dies_at(&self, steps: i64) {
        self.fuse.0.store(steps, Ordering::Relaxed);
    }

    fn dies(&mut self) {
        self.dies_at(0);
        self.replica = open(&self.address, &self.fuse);
    }

    /// Talks to the office until there is nothing more to say.
    pub(crate) fn talks(&mut self, office: &mut Office) {
        self.talks_by(office, || Resolution::Delivered);
    }

    /// The same by a network that cannot be trusted; whether the phone survived.
    pub(crate) fn talks_by(
        &mut self,
        office: &mut Office,
        mut resolution: impl FnMut() -> Resolution,
    ) -> bool {
        self.asks(Ask::SyncNow);
        for _ in 0..200 {
            let moment = self.moment();
            let request = match self.replica.next_request(moment) {
                Ok(Some(request)) => request,
                Ok(None) => return true,
                Err(error) => panic!("{error}"),
            };
            let resolution = resolution();
            let reply = (resolution != Resolution::RequestLost).then(|| office.answer(&request));
            let reply = reply.filter(|_| resolution == Resolution::Delivered).ok_or(Unreachable);
            match self.replica.take_reply(reply, moment) {
                Ok(()) => {}
                Err(ReplicaError::Stopped) => {
                    self.dies();
                    return false;
                }
                Err(error) => panic!("{error}"),
            }
        }
        panic!("the phone talks without end");
    }
}

fn connect(address: &str) -> Connection {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(address, flags).unwrap()
}

fn open(address: &str, fuse: &Fuse) -> Replica {
    let fuse = fuse.clone();
    let replica = Replica::open(connect(address), || SystemClock.entropy()).unwrap();
    replica.crashing(move |_| fuse.0.fetch_sub(1, Ordering::Relaxed) == 1)
}

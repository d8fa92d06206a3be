//! A phone: a replica that can be killed at any storage step, on a disk that can fail, be copied
//! and be put back to an earlier day.

use std::sync::{LazyLock, Mutex};

use mobile::client::{Answer, Ask, Contact, Failure, PhoneStatus, RejectedText};
use mobile::replica::{HttpReply, HttpRequest, Picture, Replica, ReplicaError, Unreachable};
use shared::document::photo::PhotoPhase;
use shared::wire::{PROTOCOL, SyncRequest};
use shared::{Command, DeviceId, Document, DocumentId, Moment, PersonId, Sha256, Timestamp};
use sync_server::base::clock::{Clock as _, SystemClock};
use sync_server::store::DeviceRow;

use crate::clock::VirtualClock;
use crate::disk::{Disk, Fuse, Template};
use crate::network::{Network, Resolution};
use crate::oracle::Oracle;

static TEMPLATE: LazyLock<Mutex<Template>> = LazyLock::new(|| {
    Mutex::new(Template::new(|db| drop(Replica::open(db, || SystemClock.entropy()).unwrap())))
});

pub(crate) struct Phone {
    pub(crate) person: PersonId,
    pub(crate) device: DeviceRow,
    pub(crate) disk: Disk,
    pub(crate) fuse: Fuse,
    /// How wrong its clock is.
    pub(crate) skew_ms: i64,
    replica: Replica,
    delayed: Vec<HttpRequest>,
    earlier: Option<Earlier>,
}

/// The disk of an earlier day, and how many letters had been written by then.
struct Earlier {
    disk: Disk,
    letters: u32,
}

/// What came of an edit.
pub(crate) enum Told {
    Saved(DocumentId),
    NotSaved,
    /// The phone died on the way.
    Nothing,
}

impl Phone {
    pub(crate) fn new(id: DeviceId, person: PersonId, oracle: &mut Oracle, skew_ms: i64) -> Self {
        let disk = TEMPLATE.lock().unwrap().copy();
        let device = oracle.add_device(id, person);
        let mut phone = Self::on(disk, person, device, skew_ms);
        phone.enrol();
        phone
    }

    fn on(disk: Disk, person: PersonId, device: DeviceRow, skew_ms: i64) -> Self {
        let fuse = Fuse::unlit();
        let replica = open(&disk, &fuse);
        Self { person, device, disk, fuse, skew_ms, replica, delayed: Vec::new(), earlier: None }
    }

    /// Enrolment is the server's HTTP; here its answer is written by hand.
    fn enrol(&mut self) {
        let moment = Moment { wall: Timestamp(0), entropy: 1 };
        let ask = Ask::Enrol { code: "ABCD-EFGH".to_owned(), device_name: "phone".to_owned() };
        self.replica.answer(ask, None, moment);
        self.replica.next_request(moment).unwrap().unwrap();
        let (device, person) = (self.device.id, self.person);
        let body = format!(
            r#"{{"device":"{device}","token":"secret","person":"{person}","name":"x","role":"technician","server_time":0}}"#
        );
        let reply = HttpReply { status: 201, headers: vec![], body: body.into_bytes() };
        self.replica.take_reply(Ok(reply), moment).unwrap();
    }

    fn moment(&self, clock: &VirtualClock) -> Moment {
        Moment { wall: clock.now().plus_ms(self.skew_ms), entropy: clock.entropy() }
    }

    fn open_again(&mut self) {
        self.fuse.put_out();
        self.replica = open(&self.disk, &self.fuse);
    }

    /// A second phone with a copy of this one's disk, token and all.
    pub(crate) fn clone_disk(&self) -> Self {
        Self::on(self.disk.copy(), self.person, self.device.clone(), self.skew_ms)
    }

    /// Keeps the disk as it is, for [`Self::put_back`].
    pub(crate) fn keep_copy(&mut self, letters: u32) {
        self.earlier = Some(Earlier { disk: self.disk.copy(), letters });
    }

    /// Puts the disk back to an earlier day; how many letters had been written by then.
    pub(crate) fn put_back(&mut self) -> Option<u32> {
        let Earlier { disk, letters } = self.earlier.take()?;
        self.disk = disk;
        self.open_again();
        Some(letters)
    }

    pub(crate) fn execute(&mut self, id: Option<DocumentId>, command: Command, clock: &VirtualClock) -> Told {
        self.told(Ask::Execute { document: id, command }, None, clock)
    }

    pub(crate) fn photograph(
        &mut self,
        id: DocumentId,
        caption: String,
        picture: Picture,
        clock: &VirtualClock,
    ) -> Told {
        let ask = Ask::AddPhoto { document: id, phase: PhotoPhase::Defect, caption };
        self.told(ask, Some(picture), clock)
    }

    fn told(&mut self, ask: Ask, picture: Option<Picture>, clock: &VirtualClock) -> Told {
        let (answer, _) = self.replica.answer(ask, picture, self.moment(clock));
        match answer {
            Answer::Saved { document, .. } => Told::Saved(document),
            Answer::Failed(Failure::Other(why)) if why == "stopped" => {
                self.open_again();
                Told::Nothing
            }
            Answer::Failed(_) => Told::NotSaved,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn document(&mut self, id: DocumentId) -> Option<Document> {
        self.replica.document(id).unwrap()
    }

    pub(crate) fn orders(&mut self) -> Vec<DocumentId> {
        let Answer::Today(lists) = self.ask(Ask::Today { today: "2027-01-15".parse().unwrap() }) else {
            panic!("lists were asked for")
        };
        let all = [lists.overdue, lists.today, lists.later, lists.done].concat();
        all.into_iter().map(|line| line.id).collect()
    }

    /// Opens a picture; one that is not here is asked for when the phone talks next.
    pub(crate) fn look(&mut self, sha256: Sha256) {
        let answer = self.ask(Ask::Picture(sha256));
        assert!(matches!(answer, Answer::Picture | Answer::Failed(_)), "{answer:?}");
    }

    pub(crate) fn rejected(&mut self) -> Vec<RejectedText> {
        let Answer::ToSend(list) = self.ask(Ask::ToSend) else { panic!("a list was asked for") };
        list.rejected
    }

    fn ask(&mut self, ask: Ask) -> Answer {
        self.replica.answer(ask, None, Moment { wall: Timestamp(0), entropy: 0 }).0
    }

    /// What it says of itself and of the last reply it took in, bringing nothing.
    pub(crate) fn last_words(&self, now: Timestamp) -> SyncRequest {
        let db = self.disk.connect();
        let said = |key: &str| -> Option<String> {
            db.query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0)).ok()
        };
        SyncRequest {
            feed: said("feed").map(|feed| feed.parse().unwrap()),
            last_reply: said("last_reply").map(|reply| reply.parse().unwrap()),
            ..SyncRequest::first(self.device.id, now)
        }
    }

    pub(crate) fn status(&self) -> PhoneStatus {
        self.replica.status().unwrap()
    }

    /// Talks to the office until there is nothing more to say or the network fails.
    pub(crate) fn talk(&mut self, network: &mut Network<'_>) {
        let moment = self.moment(network.clock);
        self.replica.answer(Ask::SyncNow, None, moment);
        for _ in 0..1000 {
            let moment = self.moment(network.clock);
            let request = match self.replica.next_request(moment) {
                Ok(Some(request)) => request,
                Ok(None) => return,
                Err(error) => return self.stop(&error),
            };
            let reply = self.carry(request, network).ok_or(Unreachable);
            if let Err(error) = self.replica.take_reply(reply, moment) {
                return self.stop(&error);
            }
        }
        panic!("the phone never stops talking");
    }

    /// Dead, or with a disk that does not keep what is written.
    fn stop(&mut self, error: &ReplicaError) {
        match error {
            ReplicaError::Stopped => self.open_again(),
            ReplicaError::Full | ReplicaError::Sqlite(_) => {}
            other => panic!("{other}"),
        }
    }

    fn carry(&mut self, request: HttpRequest, network: &mut Network<'_>) -> Option<HttpReply> {
        match network.resolution(&request) {
            Resolution::Delivered => network.deliver(&self.device, &request),
            Resolution::RequestLost => None,
            Resolution::Delayed => {
                self.delayed.push(request);
                None
            }
            Resolution::ReplyLost => {
                network.deliver(&self.device, &request);
                None
            }
            Resolution::Repeated => {
                network.deliver(&self.device, &request);
                network.deliver(&self.device, &request)
            }
            Resolution::Cut => {
                let arrives = request.body.len() / 2;
                let cut = HttpRequest { body: request.body[..arrives].to_vec(), ..request };
                network.deliver(&self.device, &cut);
                None
            }
        }
    }

    /// A request that was thought lost arrives.
    pub(crate) fn arrive_late(&mut self, network: &mut Network<'_>) {
        if !self.delayed.is_empty() {
            let request = self.delayed.remove(network.dice.below(self.delayed.len()));
            network.deliver(&self.device, &request);
        }
    }

    /// An app of another protocol than the office's keeps everything and says that one of them
    /// needs an update.
    pub(crate) fn talk_another_protocol(&mut self, network: &mut Network<'_>) {
        network.protocol = PROTOCOL + 1;
        let before = self.status().changes_waiting;
        self.talk(network);
        let after = self.status();
        assert_eq!(after.changes_waiting, before, "nothing was delivered, nothing given up");
        assert!(matches!(after.contact, Contact::UpdateNeeded | Contact::OutOfReach), "{:?}", after.contact);
        network.protocol = PROTOCOL;
    }
}

fn open(disk: &Disk, fuse: &Fuse) -> Replica {
    let fuse = fuse.clone();
    Replica::open(disk.connect(), || SystemClock.entropy()).unwrap().crashing(move |_| fuse.burns_out())
}

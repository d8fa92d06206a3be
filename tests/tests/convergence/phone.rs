//! A phone: a replica that can be killed at any storage step, and a network that cannot be trusted.

use std::io::Read as _;

use flate2::read::GzDecoder;
use mobile::client::{Answer, Ask, Failure};
use mobile::replica::{HttpReply, HttpRequest, Replica, ReplicaError, Unreachable};
use shared::wire::SyncRequest;
use shared::{Command, DeviceId, Document, DocumentId, Moment, PersonId, Timestamp};
use sync_server::store::DeviceRow;
use sync_server::sync::Clock as _;

use crate::dice::Dice;
use crate::office::{Disk, Fuse, Office, VirtualClock};

/// How a request fares.
pub(crate) enum Fate {
    Delivered,
    RequestLost,
    ReplyLost,
    Repeated,
    /// Thought lost; arrives later, after others.
    Delayed,
}

impl Fate {
    pub(crate) fn roll(dice: &mut Dice) -> Self {
        match dice.below(10) {
            0 => Self::RequestLost,
            1 => Self::ReplyLost,
            2 => Self::Repeated,
            3 => Self::Delayed,
            _ => Self::Delivered,
        }
    }
}

pub(crate) struct Phone {
    pub(crate) person: PersonId,
    device: DeviceRow,
    disk: Disk,
    replica: Replica,
    /// How wrong its clock is.
    skew_ms: i64,
    delayed: Vec<HttpRequest>,
    pub(crate) fuse: Fuse,
}

impl Phone {
    pub(crate) fn new(name: &str, id: DeviceId, person: PersonId, office: &mut Office, skew_ms: i64) -> Self {
        let disk = Disk::new(name);
        let fuse = Fuse::default();
        let replica = open(&disk, &fuse);
        let device = office.add_device(id, person);
        let mut phone = Self { person, device, disk, replica, skew_ms, delayed: Vec::new(), fuse };
        phone.enrol();
        phone
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

    fn die(&mut self) {
        self.fuse.light(0);
        self.replica = open(&self.disk, &self.fuse);
    }

    /// Does something; `Err` when the phone died on the way.
    pub(crate) fn execute(
        &mut self,
        id: Option<DocumentId>,
        command: Command,
        clock: &VirtualClock,
    ) -> Result<Answer, ()> {
        let ask = Ask::Execute { document: id, command };
        let (answer, _) = self.replica.answer(ask, None, self.moment(clock));
        if answer == Answer::Failed(Failure::Other("stopped".to_owned())) {
            self.die();
            return Err(());
        }
        Ok(answer)
    }

    pub(crate) fn document(&mut self, id: DocumentId) -> Option<Document> {
        self.replica.document(id).unwrap()
    }

    pub(crate) fn orders(&mut self) -> Vec<DocumentId> {
        let today = "2027-01-15".parse().unwrap();
        let (answer, _) =
            self.replica.answer(Ask::Today { today }, None, Moment { wall: Timestamp(0), entropy: 0 });
        let Answer::Today(lists) = answer else { panic!("{answer:?}") };
        let all = [lists.overdue, lists.today, lists.later, lists.done].concat();
        all.into_iter().map(|line| line.id).collect()
    }

    pub(crate) fn situation(&self) -> mobile::client::Situation {
        self.replica.situation().unwrap()
    }

    /// Talks to the office until there is nothing more to say or the network fails.
    pub(crate) fn talk(&mut self, office: &mut Office, clock: &VirtualClock, mut fate: impl FnMut() -> Fate) {
        let moment = self.moment(clock);
        self.replica.answer(Ask::SyncNow, None, moment);
        loop {
            let moment = self.moment(clock);
            let request = match self.replica.next_request(moment) {
                Ok(Some(request)) => request,
                Ok(None) => return,
                Err(ReplicaError::Stopped) => return self.die(),
                Err(error) => panic!("{error}"),
            };
            let reply = match fate() {
                Fate::RequestLost => Err(Unreachable),
                Fate::Delayed => {
                    self.delayed.push(request);
                    Err(Unreachable)
                }
                Fate::ReplyLost => {
                    self.carry(&request, office);
                    Err(Unreachable)
                }
                Fate::Repeated => {
                    self.carry(&request, office);
                    self.carry(&request, office).ok_or(Unreachable)
                }
                Fate::Delivered => self.carry(&request, office).ok_or(Unreachable),
            };
            match self.replica.take_reply(reply, moment) {
                Ok(()) => {}
                Err(ReplicaError::Stopped) => return self.die(),
                Err(error) => panic!("{error}"),
            }
        }
    }

    /// A request that was thought lost arrives.
    pub(crate) fn arrive_late(&mut self, office: &mut Office, dice: &mut Dice) {
        if !self.delayed.is_empty() {
            let request = self.delayed.remove(dice.below(self.delayed.len()));
            self.carry(&request, office);
        }
    }

    fn carry(&self, request: &HttpRequest, office: &mut Office) -> Option<HttpReply> {
        assert_eq!(request.path, "/api/v1/sync");
        let mut body = Vec::new();
        GzDecoder::new(request.body.as_slice()).read_to_end(&mut body).unwrap();
        let reply = office.sync(&self.device, SyncRequest::decode(&body).unwrap())?;
        Some(HttpReply { status: 200, headers: vec![], body: reply.encode() })
    }
}

fn open(disk: &Disk, fuse: &Fuse) -> Replica {
    let fuse = fuse.clone();
    Replica::open(disk.connect()).unwrap().crashing(move |_| fuse.burns_out())
}

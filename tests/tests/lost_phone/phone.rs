//! A phone: a replica on a file, and a network that may be cut.

use std::io::Cursor;
use std::path::PathBuf;

use mobile::client::{Answer, Ask, Contact, ToSend, Withdrawal};
use mobile::replica::{HttpRequest, Replica, Unreachable};
use mobile::shell::native::prepare;
use rusqlite::Connection;
use shared::document::photo::PhotoPhase;
use shared::work_order::WorkOrderCommand;
use shared::{Command, DeviceId, DocumentId, Heads, Moment, Timestamp};
use sync_server::base::clock::{Clock as _, SystemClock};
use tempfile::TempDir;

use crate::office::Office;

pub(crate) struct Phone {
    pub(crate) replica: Replica,
    folder: TempDir,
    ticks: u64,
}

impl Phone {
    /// Enrolled, with everything the office has for its owner.
    pub(crate) async fn enrolled(office: &Office) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let replica = Replica::open(Connection::open(folder.path().join("phone.db")).unwrap(), || {
            SystemClock.entropy()
        })
        .unwrap();
        let mut phone = Self { replica, folder, ticks: 0 };
        phone.ask(Ask::Enrol { code: office.code().await, device_name: "téléphone".to_owned() });
        phone.talks(office).await;
        assert!(phone.replica.status().unwrap().owner.is_some());
        phone
    }

    /// Put away and opened again.
    pub(crate) fn opened_again(self) -> Self {
        let Self { replica, folder, ticks } = self;
        drop(replica);
        let replica = Replica::open(Connection::open(folder.path().join("phone.db")).unwrap(), || {
            SystemClock.entropy()
        })
        .unwrap();
        Self { replica, folder, ticks }
    }

    pub(crate) fn moment(&mut self) -> Moment {
        self.ticks += 1;
        let wall = Timestamp(1_800_000_000_000 + i64::try_from(self.ticks).unwrap() * 1000);
        Moment { wall, entropy: self.ticks.wrapping_mul(0x9E37_79B9_7F4A_7C15) }
    }

    pub(crate) fn ask(&mut self, ask: Ask) -> Answer {
        let moment = self.moment();
        self.replica.answer(ask, None, moment).0
    }

    pub(crate) fn device(&self) -> DeviceId {
        self.replica.status().unwrap().owner.unwrap().device
    }

    pub(crate) fn does(&mut self, order: DocumentId, command: WorkOrderCommand) -> Answer {
        self.ask(Ask::Execute { document: Some(order), command: Command::WorkOrder(command) })
    }

    /// Something that is saved.
    pub(crate) fn saves(&mut self, order: DocumentId, command: WorkOrderCommand) {
        let answer = self.does(order, command);
        assert!(matches!(answer, Answer::Saved { .. }), "{answer:?}");
    }

    pub(crate) fn photographs(&mut self, document: DocumentId, bytes: Vec<u8>) {
        let moment = self.moment();
        let ask = Ask::AddPhoto { document, phase: PhotoPhase::After, caption: String::new() };
        let (answer, _) = self.replica.answer(ask, prepare(&bytes).ok(), moment);
        assert!(matches!(answer, Answer::Saved { .. }), "{answer:?}");
    }

    pub(crate) fn heads(&mut self, id: DocumentId) -> Option<Heads> {
        self.replica.document(id).unwrap().map(|document| document.heads())
    }

    pub(crate) fn list_to_send(&mut self) -> ToSend {
        let Answer::ToSend(list) = self.ask(Ask::ToSend) else { panic!("a list was asked for") };
        list
    }

    pub(crate) fn next_request(&mut self) -> Option<HttpRequest> {
        let moment = self.moment();
        self.replica.next_request(moment).unwrap()
    }

    pub(crate) async fn carried(&mut self, office: &Office, request: &HttpRequest) {
        let reply = office.carry(request).await;
        let moment = self.moment();
        self.replica.take_reply(Ok(reply), moment).unwrap();
    }

    /// Talks to the office until there is nothing more to say.
    pub(crate) async fn talks(&mut self, office: &Office) {
        self.ask(Ask::SyncNow);
        while let Some(request) = self.next_request() {
            self.carried(office, &request).await;
        }
    }

    /// Talks until `carried` requests went through; then the network is cut, after the office had
    /// the next one and before the phone had its answer.
    pub(crate) async fn talks_until_cut(&mut self, office: &Office, carried: usize) {
        self.ask(Ask::SyncNow);
        for _ in 0..carried {
            let Some(request) = self.next_request() else { return };
            self.carried(office, &request).await;
        }
        if let Some(request) = self.next_request() {
            office.carry(&request).await;
            let moment = self.moment();
            self.replica.take_reply(Err(Unreachable), moment).unwrap();
        }
    }

    pub(crate) fn is_erased(&self, how: Withdrawal) {
        let status = self.replica.status().unwrap();
        assert_eq!((status.owner, status.contact, status.withdrawal), (None, Contact::Withdrawn, Some(how)));
    }

    /// Whether these bytes are anywhere in the phone's files.
    pub(crate) fn remembers(&self, trace: &[u8]) -> bool {
        let files: Vec<PathBuf> =
            std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.iter().any(|file| std::fs::read(file).unwrap().windows(trace.len()).any(|part| part == trace))
    }
}

/// A picture with enough in it to take several pieces.
pub(crate) fn camera_picture(shade: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut grain = u32::from(shade);
    image::RgbImage::from_fn(1200, 900, |_, _| {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [red, green, blue, _] = grain.to_be_bytes();
        image::Rgb([red, green, blue])
    })
    .write_to(&mut bytes, image::ImageFormat::Jpeg)
    .unwrap();
    bytes.into_inner()
}

//! A phone whose office is the test: what it asks is taken from it, and answered by hand.

use std::io::{Cursor, Read as _};
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::GzDecoder;
use mobile::client::{Answer, Ask};
use mobile::replica::{HttpReply, HttpRequest, Replica, ReplicaError};
use rusqlite::Connection;
use shared::building::{Access, Address, BuildingCommand, NewBuilding};
use shared::command::execute;
use shared::document::priority::Priority;
use shared::office_key::OfficeSecret;
use shared::request::{NewRequest, RequestOrigin};
use shared::wire::{ChangeBytes, DocumentUpdate, FeedCursor, SyncReply, SyncRequest};
use shared::work_order::{Material, NewWorkOrder, WorkOrder, WorkOrderCommand};
use shared::{
    ActorId, Author, Command, DeviceId, Document, DocumentId, DocumentKind, FeedId, Heads, Moment, NatureId,
    OrganisationId, PersonId, Quantity, Timestamp,
};
use tempfile::TempDir;

pub(crate) const OWNER: PersonId = PersonId::from_bytes([2; 16]);
pub(crate) const SOMEBODY_ELSE: PersonId = PersonId::from_bytes([3; 16]);
pub(crate) const DEVICE: DeviceId = DeviceId::from_bytes([0x80; 16]);
pub(crate) const ORDER: DocumentId = DocumentId::from_bytes([4; 16]);
/// The actor of the office.
pub(crate) const OFFICE: ActorId = ActorId::from_bytes([7; 16]);

/// The private half of the key of an office.
pub(crate) fn office_secret() -> OfficeSecret {
    OfficeSecret::new(&[0x0f; 32]).unwrap()
}

/// Bits that are never the same twice, of which keys are made.
pub(crate) fn entropy() -> u64 {
    static DRAWS: AtomicU64 = AtomicU64::new(1);
    DRAWS.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

pub(crate) struct Phone {
    pub(crate) replica: Replica,
    ticks: u64,
}

impl Phone {
    pub(crate) fn on(db: Connection) -> Self {
        Self { replica: Replica::open(db, entropy).unwrap(), ticks: 0 }
    }

    /// Becomes a device of this person, by this token.
    pub(crate) fn enrols(&mut self, person: PersonId, device: DeviceId, token: &str) {
        self.ask(Ask::Enrol { code: "ABCD-EFGH".to_owned(), device_name: "phone".to_owned() });
        self.granted(person, device, token);
    }

    /// The office takes the code as made for this person.
    pub(crate) fn granted(&mut self, person: PersonId, device: DeviceId, token: &str) {
        assert_eq!(self.request().path, "/phone/v1/devices");
        self.answered(201, granted(person, device, token));
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

    pub(crate) fn execute(&mut self, command: WorkOrderCommand) -> Answer {
        self.ask(Ask::Execute { document: Some(ORDER), command: Command::WorkOrder(command) })
    }

    pub(crate) fn notes(&mut self, id: DocumentId, text: &str) {
        let command = Command::WorkOrder(material(text));
        assert!(matches!(self.ask(Ask::Execute { document: Some(id), command }), Answer::Saved { .. }));
    }

    pub(crate) fn maybe_request(&mut self) -> Option<HttpRequest> {
        let moment = self.moment();
        self.replica.next_request(moment).unwrap()
    }

    pub(crate) fn request(&mut self) -> HttpRequest {
        self.maybe_request().expect("the replica has something to say")
    }

    pub(crate) fn sync_request(&mut self) -> SyncRequest {
        let http = self.request();
        assert_eq!(http.path, "/phone/v1/sync");
        decoded(&http)
    }

    /// What comes of an answer of the office.
    pub(crate) fn takes(
        &mut self,
        status: u16,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Result<(), ReplicaError> {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let moment = self.moment();
        self.replica.take_reply(Ok(HttpReply { status, headers, body }), moment)
    }

    pub(crate) fn answered(&mut self, status: u16, body: Vec<u8>) {
        self.takes(status, &[], body).unwrap();
    }

    pub(crate) fn synced(&mut self, reply: SyncReply) {
        self.answered(200, reply.encode());
    }

    pub(crate) fn document(&mut self) -> Document {
        self.replica.document(ORDER).unwrap().expect("the order is here")
    }

    pub(crate) fn order(&mut self) -> WorkOrder {
        WorkOrder::read(&self.document()).unwrap()
    }
}

/// A phone whose copy is in a file, and outlives the app.
pub(crate) struct PhoneOnDisk {
    phone: Phone,
    folder: TempDir,
}

impl PhoneOnDisk {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { phone: Phone::on(connect(&folder)), folder }
    }

    /// Enrolled, and holding these documents.
    pub(crate) fn holding(documents: &[Document]) -> Self {
        let mut phone = Self::new();
        phone.enrols(OWNER, DEVICE, "secret");
        phone.sync_request();
        phone.synced(SyncReply { documents: documents.iter().map(whole).collect(), ..reply(0) });
        phone
    }

    /// Another connection to its database.
    pub(crate) fn connect(&self) -> Connection {
        connect(&self.folder)
    }

    /// The app is started again, on a connection that was made ready for it.
    pub(crate) fn opened_again_on(self, ready: impl FnOnce(&Connection)) -> Self {
        let Self { phone: Phone { replica, ticks }, folder } = self;
        drop(replica);
        let db = connect(&folder);
        ready(&db);
        Self { phone: Phone { ticks, ..Phone::on(db) }, folder }
    }

    /// The app is started again.
    pub(crate) fn opened_again(self) -> Self {
        self.opened_again_on(|_| {})
    }
}

impl Deref for PhoneOnDisk {
    type Target = Phone;

    fn deref(&self) -> &Phone {
        &self.phone
    }
}

impl DerefMut for PhoneOnDisk {
    fn deref_mut(&mut self) -> &mut Phone {
        &mut self.phone
    }
}

fn connect(folder: &TempDir) -> Connection {
    Connection::open(folder.path().join("phone.db")).unwrap()
}

pub(crate) fn granted(person: PersonId, device: DeviceId, token: &str) -> Vec<u8> {
    format!(
        r#"{{"device":"{device}","token":"{token}","person":"{person}","name":"Luc","role":"technician","server_time":0}}"#
    )
    .into_bytes()
}

pub(crate) fn unpacked(http: &HttpRequest) -> Vec<u8> {
    let mut body = Vec::new();
    GzDecoder::new(http.body.as_slice()).read_to_end(&mut body).unwrap();
    body
}

pub(crate) fn decoded(http: &HttpRequest) -> SyncRequest {
    SyncRequest::decode(&unpacked(http)).unwrap()
}

pub(crate) fn material(text: &str) -> WorkOrderCommand {
    let material = Material::Other(text.to_owned());
    WorkOrderCommand::UseMaterial { material, quantity: Quantity(1000), corrects: None }
}

/// What the office says of an order of the phone's owner.
pub(crate) fn new_order() -> NewWorkOrder {
    NewWorkOrder {
        assigned: vec![OWNER],
        ..NewWorkOrder::new(
            "2026-0001".to_owned(),
            "Chaudière à l’arrêt".to_owned(),
            OrganisationId::from_bytes([5; 16]),
            DocumentId::from_bytes([9; 16]),
            NatureId::from_bytes([6; 16]),
        )
    }
}

/// A defect that the phone's owner reports.
pub(crate) fn new_request(title: &str) -> NewRequest {
    NewRequest {
        origin: RequestOrigin::Field,
        title: title.to_owned(),
        description: String::new(),
        organisation: OrganisationId::from_bytes([5; 16]),
        building: DocumentId::from_bytes([9; 16]),
        space: None,
        asset: None,
        nature: None,
        priority: Priority::Normal,
    }
}

/// What the register says of a building without rooms and assets.
pub(crate) fn new_building(name: &str) -> NewBuilding {
    NewBuilding {
        code: "RES-1".to_owned(),
        name: name.to_owned(),
        organisation: OrganisationId::from_bytes([5; 16]),
        address: Address {
            street: "rue Haute".to_owned(),
            number: "1".to_owned(),
            postcode: "5000".to_owned(),
            place: "Namur".to_owned(),
        },
        details: [].into(),
        access: Access::default(),
        hazards: [].into(),
        spaces: [].into(),
        assets: [].into(),
    }
}

/// A building the office entered.
pub(crate) fn entered(id: DocumentId, new: NewBuilding) -> Document {
    let mut document = Document::empty(DocumentKind::Building, id);
    let moment = Moment { wall: Timestamp(1_790_000_000_000), entropy: 1 };
    let author = Author { person: PersonId::from_bytes([1; 16]), actor: OFFICE, moment };
    execute(&mut document, &Command::Building(BuildingCommand::Create(Box::new(new))), author).unwrap();
    document
}

/// A black picture.
pub(crate) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::RgbImage::new(width, height).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// An order the office made.
pub(crate) fn made(id: DocumentId, new: NewWorkOrder) -> Document {
    let mut document = Document::empty(DocumentKind::WorkOrder, id);
    writes(&mut document, OFFICE, WorkOrderCommand::Create(Box::new(new)));
    document
}

/// Somebody else writes in a document under this actor.
pub(crate) fn writes(document: &mut Document, actor: ActorId, command: WorkOrderCommand) {
    let entropy = document.changes_since(&Heads::default()).len() as u64;
    let moment = Moment { wall: Timestamp(1_790_000_000_000), entropy };
    let author = Author { person: SOMEBODY_ELSE, actor, moment };
    execute(document, &Command::WorkOrder(command), author).unwrap();
}

pub(crate) fn whole(document: &Document) -> DocumentUpdate {
    DocumentUpdate {
        id: document.id(),
        kind: document.kind(),
        changes: vec![],
        snapshot: Some(ChangeBytes(document.save())),
        heads: document.heads().digest(),
    }
}

/// An answer that took so many changes.
pub(crate) fn reply(taken: u32) -> SyncReply {
    SyncReply { taken, ..SyncReply::empty(FeedId::from_bytes([3; 16]), FeedCursor(1), Timestamp(0)) }
}

/// Text that compression makes little smaller.
pub(crate) fn noise(seed: u64, chars: usize) -> String {
    let mut state = seed;
    let letter = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'!' + u8::try_from(state % 90).unwrap())
    };
    (0..chars).map(letter).collect()
}

//! The office with an oracle at its desk: whatever it does is told to the model, and whatever it
//! says is held against it.

use std::collections::BTreeSet;
use std::sync::Arc;

use mobile::replica::{HttpReply, HttpRequest};
use shared::announcement::AnnouncementCommand;
use shared::building::BuildingCommand;
use shared::catalogue::CatalogueCommand;
use shared::document::change_header;
use shared::person::{Person, PersonCommand};
use shared::stock_list::{NewStockList, StockItem, StockListCommand};
use shared::wire::{FeedCursor, SyncReply, SyncRequest};
use shared::work_order::{WorkOrderCommand, WorkOrderField};
use shared::{
    ChangeHash, Command, DeviceId, Document, DocumentId, DocumentKind, PersonId, Role, Sha256, StockItemId,
    TeamId,
};
use sync_server::engine::job::Job;
use sync_server::engine::jobs;
use sync_server::store::{Audience, Decision, DeviceRow};
use sync_server::sync::{exchange, offer_decisions};

use crate::audiences::{Belongs, For};
use crate::clock::VirtualClock;
use crate::model::Model;
use crate::office::{Office, Ran};
use crate::photos::{self, PhotoDesk};
use crate::rules::Verdict;
use crate::tally::Tally;

pub(crate) const SUPERVISOR: PersonId = PersonId::from_bytes([9; 16]);
/// How many stock lists there are: the first is for everybody.
pub(crate) const STOCK_LISTS: u8 = 3;

/// The thing in a stock list.
pub(crate) const fn thing_of(list: u8) -> StockItemId {
    StockItemId::from_bytes([0xe0 + list; 16])
}

const ADMINISTRATOR: PersonId = PersonId::from_bytes([10; 16]);

pub(crate) struct Oracle {
    pub(crate) office: Office,
    pub(crate) photos: PhotoDesk,
    pub(crate) model: Model,
    pub(crate) tally: Tally,
    /// The newest changes of everything ever sent to a phone.
    pub(crate) sent: BTreeSet<(DocumentId, ChangeHash)>,
}

impl Oracle {
    /// An office with somebody at the desk and a catalogue.
    pub(crate) fn new(clock: &Arc<VirtualClock>, reply_documents_max: usize) -> Self {
        let mut oracle = Self {
            office: Office::new(clock, reply_documents_max),
            photos: PhotoDesk::default(),
            model: Model::default(),
            tally: Tally::default(),
            sent: BTreeSet::new(),
        };
        oracle.set_role(SUPERVISOR, Role::Supervisor);
        oracle.set_role(ADMINISTRATOR, Role::Administrator);
        oracle.execute(ADMINISTRATOR, None, Command::Catalogue(CatalogueCommand::Create));
        oracle
    }

    /// Whether it was done, told or not.
    fn does<T: Send + 'static>(&mut self, job: Job<T>) -> bool {
        match self.office.run(job) {
            Ran::Done(_) => true,
            Ran::Impossible => false,
            Ran::Unanswered { kept } => kept,
        }
    }

    pub(crate) fn set_role(&mut self, person: PersonId, role: Role) {
        if self.does(Office::account(person, role)) {
            self.model.rules.roles.insert(person, role);
        }
    }

    pub(crate) fn set_belongs(&mut self, person: PersonId, belongs: Belongs) {
        let teams = belongs.teams.iter().map(|team| Audience::Team(*team));
        let organisations = belongs.organisations.iter().map(|id| Audience::Organisation(*id));
        let audiences = teams.chain(organisations).chain([Audience::Person(person), Audience::All]).collect();
        if self.does(jobs::set_audiences(person, audiences)) {
            self.model.audiences.set_person(person, belongs);
        }
    }

    pub(crate) fn add_device(&mut self, id: DeviceId, person: PersonId) -> DeviceRow {
        self.office.add_device(id, person)
    }

    /// Somebody at the office does something.
    pub(crate) fn execute(&mut self, person: PersonId, id: Option<DocumentId>, command: Command) {
        let (before, end) = (id.and_then(|id| self.office.position(id)), self.office.feed_end());
        self.does(jobs::execute(person, id, command.clone()));
        self.model.rules.here.extend(self.office.changes_since(end));
        match id {
            Some(id) if self.office.position(id) == before => {}
            Some(id) => {
                self.changed(id, &command);
                self.began(&command);
            }
            None => self.began(&command),
        }
        self.show_since(end);
    }

    /// What changed names people and things: they are shown to whoever it is for.
    fn show_since(&mut self, end: FeedCursor) {
        let changed: Vec<Document> =
            self.office.changed_since(end).into_iter().filter_map(|id| self.office.document(id)).collect();
        self.model.audiences.show(changed.iter());
    }

    /// A stock list with one thing in it.
    pub(crate) fn stock_list(&mut self, nth: u8, teams: BTreeSet<TeamId>) {
        let thing = StockItem { code: nth.to_string(), label: "Joint".to_owned(), unit: "pièce".to_owned() };
        let items = [(thing_of(nth), thing)].into();
        let new = NewStockList { section: String::new(), teams, items };
        let create = StockListCommand::Create(Box::new(new));
        let id = DocumentId::from_bytes([0xd0 + nth; 16]);
        self.execute(ADMINISTRATOR, Some(id), Command::StockList(create));
    }

    /// Somebody has a card, or another team on it.
    pub(crate) fn write_card(&mut self, id: PersonId, team: Option<TeamId>) {
        let person = Person { name: id.to_string(), role: Role::Technician, team };
        let is_known = self.office.position(Person::card(id)).is_some();
        let say = if is_known { PersonCommand::Change } else { PersonCommand::Create };
        self.execute(ADMINISTRATOR, Some(Person::card(id)), Command::Person(say(person)));
    }

    /// A document changed: whom it is for follows from what was done.
    fn changed(&mut self, id: DocumentId, command: &Command) {
        let audiences = &mut self.model.audiences;
        match command {
            Command::WorkOrder(WorkOrderCommand::Assign(assigned)) => {
                audiences.reassign(id, |people, _| people.clone_from(assigned));
            }
            Command::WorkOrder(WorkOrderCommand::Edit(fields)) => {
                for field in fields {
                    if let WorkOrderField::Team(assigned) = field {
                        audiences.reassign(id, |_, team| *team = *assigned);
                    }
                }
            }
            Command::Person(PersonCommand::Create(person) | PersonCommand::Change(person)) => {
                audiences.set_document(id, For::card(Person::of_card(id), person));
            }
            Command::StockList(StockListCommand::Create(new)) => {
                audiences.set_document(id, For::UsedBy(new.teams.clone()));
            }
            Command::StockList(StockListCommand::SetTeams(teams)) => {
                audiences.set_document(id, For::UsedBy(teams.clone()));
            }
            Command::Building(BuildingCommand::Transfer(organisation)) => {
                audiences.set_document(id, For::WorkersOf(*organisation));
            }
            _ => {}
        }
        audiences.touch(id);
    }

    /// Documents were begun, unless the server died before.
    fn began(&mut self, command: &Command) {
        for (id, kind) in self.office.documents() {
            if self.model.audiences.knows(id) {
                continue;
            }
            let whom = match command {
                // That of a building, or of another administration whose first order in it is approved.
                _ if kind == DocumentKind::History => For::read(&self.office.document(id).unwrap()),
                Command::WorkOrder(WorkOrderCommand::Create(new)) => {
                    For::Assigned { people: new.assigned.iter().copied().collect(), team: new.plan.team }
                }
                Command::Building(BuildingCommand::Create(new)) => For::WorkersOf(new.organisation),
                Command::Announcement(AnnouncementCommand::Create(new)) if new.team.is_some() => {
                    For::Assigned { people: BTreeSet::new(), team: new.team }
                }
                _ => For::Everybody,
            };
            self.model.audiences.set_document(id, whom);
        }
    }

    /// A supervisor decides on changes that phones offered of a document. What is confirmed may come in
    /// in parts: whom the document is for follows from it as it is after each.
    pub(crate) fn decide(&mut self, id: DocumentId, offered: &BTreeSet<ChangeHash>, decision: Decision) {
        let (before, end) = (self.office.document(id), self.office.feed_end());
        let work = offer_decisions::decide(SUPERVISOR, id, offered.clone(), decision);
        assert!(self.does(work), "what is offered of {id} can be decided");
        if decision == Decision::Declined {
            self.model.rules.offers.decline(id, offered);
        }
        let Some(after) = self.office.document(id) else { return };
        let mut document = before.unwrap_or_else(|| Document::empty(after.kind(), id));
        for (header, change) in after.changes_since(&document.heads()) {
            document.apply(&[&change]).unwrap();
            if offered.contains(&header.hash) {
                self.model.confirm(&document, &header, &change);
            } else {
                // An approval that came with it is taken back by the office at once.
                self.model.audiences.touch(id);
            }
            self.model.audiences.show([&document].into_iter());
        }
        self.show_since(end);
    }

    /// Takes old orders off the phones; `old` are those the model thinks old enough.
    pub(crate) fn retire(&mut self, old: &[DocumentId]) {
        let Ran::Done(count) = self.office.run(jobs::retire()) else { return };
        assert_eq!(count, old.len(), "{old:?} were to retire");
        for id in old {
            self.model.audiences.retire(*id);
        }
    }

    /// A request arrives at the office; `None` when nobody answers.
    pub(crate) fn sync(&mut self, device: &DeviceRow, request: &SyncRequest) -> Option<SyncReply> {
        let end = self.office.feed_end();
        let ran = self.office.run(exchange::sync(device.clone(), request.clone()));
        match ran {
            Ran::Done(reply) => {
                let verdicts = self.model.receive(device, request);
                self.show_since(end);
                self.hold_against_rules(request, &verdicts, &reply);
                self.hold_against_audiences(device.person, request, &reply);
                self.acknowledge(request, &verdicts);
                Some(reply)
            }
            Ran::Unanswered { kept } => {
                if kept {
                    self.model.receive(device, request);
                    self.show_since(end);
                }
                None
            }
            Ran::Impossible => panic!("a sync is always possible"),
        }
    }

    /// Each change is accepted or refused as the rules say, and for the reason they say.
    fn hold_against_rules(&mut self, request: &SyncRequest, verdicts: &[Verdict], reply: &SyncReply) {
        assert_eq!(reply.taken as usize, verdicts.len());
        let offered = request.offered.iter().map(|offered| offered.changes.len()).sum::<usize>();
        assert_eq!(reply.offers_taken as usize, offered);
        let rules = &self.model.rules;
        let settled = request.awaiting.iter().copied().filter(|id| !rules.offers.wait_in(*id));
        let settled: Vec<_> = if request.feed == rules.feed { settled.collect() } else { Vec::new() };
        assert_eq!(reply.settled, settled, "that nothing waits of them is said too early or too late");
        for (at, verdict) in verdicts.iter().enumerate() {
            let refusal = reply.refused.iter().find(|refusal| refusal.position as usize == at);
            assert_eq!(
                refusal.map(|refusal| refusal.reason),
                verdict.refusal(),
                "change {at} of {verdicts:?}"
            );
            match verdict {
                Verdict::Accepted { late: true } => self.tally.count("changes that came late"),
                Verdict::Refused(reason) => self.tally.count(refused(reason.name())),
                Verdict::Known | Verdict::Accepted { late: false } => {}
            }
        }
    }

    /// Everything in the reply is of documents that are for this person now.
    fn hold_against_audiences(&mut self, person: PersonId, request: &SyncRequest, reply: &SyncReply) {
        self.tally.replies += 1;
        if reply.more {
            self.tally.count("answers that went on in another reply");
        }
        let audiences = &self.model.audiences;
        for update in &reply.documents {
            assert!(audiences.covers(person, update.id), "{} is not for {person}", update.id);
            for change in &update.changes {
                self.sent.insert((update.id, change_header(&change.0).unwrap().hash));
            }
            if let Some(snapshot) = &update.snapshot {
                let whole = Document::load(update.kind, update.id, &snapshot.0).unwrap();
                self.sent.extend(whole.heads().hashes().iter().map(|hash| (update.id, *hash)));
            }
        }
        for id in &reply.withdrawn {
            assert!(!audiences.covers(person, *id), "{id} is still for {person}");
            let was_theirs = audiences.ever_covered(person, *id) || request.awaiting.contains(id);
            assert!(was_theirs, "{id} never was for {person}");
        }
    }

    fn acknowledge(&mut self, request: &SyncRequest, verdicts: &[Verdict]) {
        let changes = request.documents.iter().flat_map(|offered| {
            offered.changes.iter().map(|change| (offered.id, change_header(&change.0).unwrap().hash))
        });
        let good = changes.zip(verdicts).filter(|(_, verdict)| verdict.refusal().is_none());
        self.model.acknowledged.extend(good.map(|(change, _)| change));
    }

    /// A part of a photo arrives at the office, or somebody asks for one; `None` when nobody answers.
    pub(crate) fn photo(&mut self, device: &DeviceRow, request: &HttpRequest) -> Option<HttpReply> {
        let reply = self.photos.answer(&mut self.office, device, request);
        let sha256 = photos::named(request);
        if request.method == "GET" {
            self.hold_against_pictures(device, sha256, reply.as_ref()?);
        } else if self.office.store().photo(sha256).unwrap().is_some() {
            self.model.pictures.arrive(sha256, device.id);
        }
        reply
    }

    /// The picture is given to whoever may look, and to nobody else.
    fn hold_against_pictures(&mut self, device: &DeviceRow, sha256: Sha256, reply: &HttpReply) {
        let may = self.model.may_look(device, sha256);
        assert_eq!(reply.status, if may { 200 } else { 404 }, "{sha256} for {}", device.person);
        assert!(!may || Sha256::of(&reply.body) == sha256, "{sha256} is another picture");
        let is_there = self.model.pictures.senders.contains_key(&sha256);
        self.tally.count(match (may, is_there) {
            (true, _) => "pictures looked at",
            (false, true) => "pictures refused",
            (false, false) => "pictures asked for that are still on a phone",
        });
    }
}

/// The line of the tally for a refusal.
fn refused(reason: &'static str) -> &'static str {
    match reason {
        "out-of-scope" => "changes refused: out of scope",
        "not-allowed" => "changes refused: not allowed",
        "missing-dependency" => "changes refused: built on a refused one",
        "actor-reused" => "changes refused: two replicas with one hand",
        "foreign-actor" => "changes refused: a hand of another device",
        "unreadable" => "changes refused: of a newer schema",
        "held" => "changes held: they build on what may come back",
        other => other,
    }
}

//! How an offer is over: its time ends, an approval in it does not count, and what was confirmed is taken back.

use shared::limits::REVIEW_TAKEN_BACK_MS_MAX;
use shared::wire::RefusalReason;
use shared::work_order::status::State;
use shared::work_order::{WorkOrder, WorkOrderCommand};
use shared::{ActorId, Author, Command, DocumentId, Moment, PersonId, Timestamp};
use sync_server::store::{AuditFilter, ServerAbsence, Yes};
use sync_server::sync::offer_end;
use sync_server::sync::offer_taken_back::{self, TakenBack};

use crate::offers::{Scene, reasons, waiting};
use crate::office::{OTHER, Office, Phone, SUPERVISOR, TECH, clock, material};

const DAY_TICKS: i64 = 24 * 60 * 60;

impl Scene {
    /// The phone holds what the office itself had done before its disk broke.
    fn office_had(&mut self, id: DocumentId, command: WorkOrderCommand) {
        let author = Author {
            person: SUPERVISOR,
            actor: ActorId::from_bytes([0x99; 16]),
            moment: Moment { wall: Timestamp(1_800_000_200_000), entropy: 7 },
        };
        let document = self.phone.documents.get_mut(&id).unwrap();
        shared::command::execute(document, &Command::WorkOrder(command), author).unwrap();
    }

    /// The lost order, done and approved, is offered and confirmed; its state then.
    fn approved_is_confirmed(&mut self) -> State {
        let id = self.lost;
        for step in [WorkOrderCommand::Start, WorkOrderCommand::Finish] {
            self.phone.does(id, step);
        }
        let seen = self.phone.documents[&id].heads();
        self.office_had(id, WorkOrderCommand::Approve { seen });
        self.offers(vec![self.whole(id)]);
        assert_eq!(self.confirms(id), 4);
        self.state(id)
    }

    fn state(&mut self, id: DocumentId) -> State {
        WorkOrder::read(&self.office.document(id)).unwrap().status().state
    }

    /// Takes the last yes back.
    fn takes_back(&mut self, by: PersonId, id: DocumentId) -> Option<usize> {
        let store = self.office.core.store();
        let is_of_it = |yes: &Yes| store.documents_of(*yes).unwrap().contains(&id);
        let last = store.yeses(100, 0).unwrap().into_iter().find(is_of_it).unwrap();
        match self.office.run(offer_taken_back::take_back(by, last, [id].into())).unwrap() {
            TakenBack::Changes(changes) => Some(changes),
            TakenBack::NotAsSeen => None,
        }
    }

    fn actions(&self) -> Vec<String> {
        let log = self.office.core.store().audit_after(&AuditFilter::default(), 0, 10_000).unwrap();
        log.into_iter().map(|line| format!("{} {}", line.action, line.detail)).collect()
    }

    /// Opens the office again after so many seconds.
    fn later(&mut self, ticks: i64) {
        let data = self.office.data.clone();
        self.office = Office::open(&data, clock(60_000 + ticks));
    }
}

#[test]
fn an_offer_ends_after_its_days_and_its_phone_hears_of_it_as_of_any_that_was_declined() {
    let mut scene = Scene::new();
    let (id, work) = (scene.lost, scene.phone.does(scene.lost, WorkOrderCommand::Start));
    let whole = vec![scene.whole(id)];
    scene.phone.clone().offers(&mut scene.office, whole);
    scene.later(2 * DAY_TICKS - 100);
    assert_eq!(scene.office.run(offer_end::end(2)).unwrap(), 0, "not before");
    scene.later(2 * DAY_TICKS + 100);
    assert_eq!(scene.office.run(offer_end::end(2)).unwrap(), 2);
    assert!(waiting(&scene.office, id).is_empty());
    assert!(scene.actions().contains(&"offer-ended 2".to_owned()), "{:?}", scene.actions());
    scene.phone.sync(&mut scene.office, vec![]);
    let reply = scene.settles(id);
    assert_eq!((reply.settled, reply.withdrawn), (vec![id], vec![id]));
    // As with what somebody declined: it stays decided, and what builds on it is refused, to be read.
    let whole = vec![scene.whole(id)];
    Phone::of(OTHER).offers(&mut scene.office, whole);
    assert!(waiting(&scene.office, id).is_empty());
    let reply = scene.phone.clone().sync(&mut scene.office, vec![work]);
    assert_eq!(reasons(&reply), [RefusalReason::MissingDependency]);
    assert_eq!(scene.office.run(offer_end::end(2)).unwrap(), 0);
}

#[test]
fn time_without_a_server_counts_for_no_offer() {
    let absence = |from, to| ServerAbsence { from: Timestamp(from), to: Timestamp(to) };
    let day = 24 * 60 * 60 * 1000;
    let ends = |absences: &[ServerAbsence]| offer_end::ends_at(Timestamp(5 * day), 30, absences).0 / day;
    assert_eq!(ends(&[]), 35);
    assert_eq!(ends(&[absence(0, 4 * day)]), 35, "before it came");
    assert_eq!(ends(&[absence(0, 7 * day), absence(10 * day, 20 * day)]), 47);
}

#[test]
fn an_approval_that_comes_back_does_not_count_and_holds_up_nothing() {
    let mut scene = Scene::new();
    let (id, before) = (scene.lost, scene.office.clock.now());
    assert_eq!(scene.approved_is_confirmed(), State::Finished);
    assert!(scene.actions().contains(&"work-order-drop-approval ".to_owned()), "{:?}", scene.actions());
    // However old it is: a supervisor could not take it back by hand any more.
    assert!(before.0 - 1_800_000_200_000 > REVIEW_TAKEN_BACK_MS_MAX);
    // What a technician writes on top of it comes in, and the report is approved anew.
    let late = scene.phone.does(id, material("joint"));
    let feed = scene.phone.clone().sync(&mut scene.office, vec![]).feed;
    scene.phone.feed = Some(feed);
    let reply = scene.phone.clone().sync(&mut scene.office, vec![late]);
    assert_eq!(reasons(&reply), []);
    let seen = scene.office.document(id).heads();
    scene.office.does(Some(id), WorkOrderCommand::Approve { seen });
    assert_eq!(scene.state(id), State::Approved);
    assert_eq!(scene.office.dump(), scene.office.dump_made_again());
}

#[test]
fn what_was_confirmed_of_a_known_document_is_taken_back_as_a_whole() {
    let mut scene = Scene::new();
    let id = scene.known;
    let before = scene.office.document(id);
    let size = scene.office.core.store().stored_size(id).unwrap();
    let mut other = Phone::of(OTHER);
    other.sync(&mut scene.office, vec![]);
    scene.offers(vec![scene.whole(id)]);
    scene.confirms(id);
    other.sync(&mut scene.office, vec![]);
    assert_ne!(other.documents[&id].heads(), before.heads());
    assert_eq!(scene.takes_back(SUPERVISOR, id), Some(1));
    assert_eq!(scene.office.document(id).heads(), before.heads());
    assert_eq!(scene.office.core.store().stored_size(id).unwrap(), size);
    assert!(scene.actions().contains(&"offer-taken-back 1".to_owned()), "{:?}", scene.actions());
    // Whoever has it hears, and gets the document whole; it is for nobody that only the changes named.
    let reply = other.sync(&mut scene.office, vec![]);
    assert_eq!(reply.documents.len(), 1);
    assert_eq!(other.documents[&id].heads(), before.heads());
    let reply = Phone::of(TECH).sync(&mut scene.office, vec![]);
    assert!(reply.documents.is_empty(), "{reply:?}");
    // It stays so: after a restart, when the office database is made again, and when it is offered once more.
    scene.later(10);
    assert_eq!(scene.office.document(id).heads(), before.heads());
    assert_eq!(scene.office.dump(), scene.office.dump_made_again());
    scene.offers(vec![scene.whole(id)]);
    assert!(waiting(&scene.office, id).is_empty());
    // And the order goes on.
    let work = other.does(id, WorkOrderCommand::Start);
    let reply = other.sync(&mut scene.office, vec![work]);
    assert_eq!(reasons(&reply), []);
}

#[test]
fn a_document_that_was_known_by_what_was_confirmed_alone_is_gone_with_it() {
    let mut scene = Scene::new();
    let id = scene.lost;
    scene.approved_is_confirmed();
    let mut fresh = Phone::of(TECH);
    fresh.sync(&mut scene.office, vec![]);
    assert!(fresh.documents.contains_key(&id));
    // Four that came, and what took the approval back.
    assert_eq!(scene.takes_back(SUPERVISOR, id), Some(5));
    assert!(scene.office.run(sync_server::engine::jobs::document(id)).unwrap().is_none());
    let reply = fresh.sync(&mut scene.office, vec![]);
    assert_eq!(reply.withdrawn, [id]);
    assert!(!scene.office.dump().contains(&id.to_string()));
    assert_eq!(scene.office.dump(), scene.office.dump_made_again());
    assert!(scene.office.core.store().yeses(100, 0).unwrap().is_empty());
}

#[test]
fn what_something_builds_on_is_not_taken_back() {
    let mut scene = Scene::new();
    let id = scene.lost;
    scene.offers(vec![scene.whole(id)]);
    scene.confirms(id);
    let heads = scene.office.document(id).heads();
    scene.office.does(Some(id), WorkOrderCommand::Assign([TECH, OTHER].into()));
    assert_eq!(scene.takes_back(SUPERVISOR, id), None);
    assert!(scene.office.document(id).contains(heads.hashes()[0]));
    assert_eq!(scene.office.core.store().yeses(100, 0).unwrap().len(), 1);
}

#[test]
fn only_whoever_reviews_the_work_takes_back() {
    let mut scene = Scene::new();
    let id = scene.lost;
    scene.offers(vec![scene.whole(id)]);
    scene.confirms(id);
    let yes = scene.office.core.store().yeses(1, 0).unwrap().remove(0);
    let refused = scene.office.run(offer_taken_back::take_back(TECH, yes, [id].into())).unwrap_err();
    assert!(matches!(refused, sync_server::engine::error::EngineError::NotAllowed), "{refused}");
    assert_eq!(scene.office.document(id).heads(), scene.phone.documents[&id].heads());
}

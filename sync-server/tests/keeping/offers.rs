//! What phones offer after a restore: in nobody's document until a supervisor says yes.

use std::collections::BTreeSet;
use std::path::Path;

use shared::document::DocumentKind;
use shared::limits::OFFERED_BYTES_MAX;
use shared::wire::{ChangeBytes, DocumentChanges, FeedCursor, RefusalReason, SyncReply, SyncRequest};
use shared::work_order::{WorkOrder, WorkOrderCommand};
use shared::{ChangeHash, Document, DocumentId, FeedId, Heads, PersonId};
use sync_server::backup::{backup, restore};
use sync_server::engine::error::EngineError;
use sync_server::store::Decision;
use sync_server::sync::offer_decisions;
use tempfile::TempDir;

use crate::office::{OTHER, Office, Phone, SUPERVISOR, TECH, clock, material};

/// An office that forgot: an order it knows as it was in the morning, one it does not know at all.
pub(crate) struct Scene {
    pub(crate) office: Office,
    /// Holds both orders as they were before the disk broke.
    pub(crate) phone: Phone,
    pub(crate) known: DocumentId,
    pub(crate) lost: DocumentId,
    _folder: TempDir,
}

impl Scene {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir(place("data")).unwrap();
        let mut office = Office::peopled(&place("data"));
        let known = office.order_for(&[OTHER]);
        backup(&place("data"), &place("backup")).unwrap();
        office.does(Some(known), WorkOrderCommand::Assign([TECH, OTHER].into()));
        let lost = office.order_for(&[TECH]);
        let mut phone = Phone::of(TECH);
        phone.sync(&mut office, vec![]);
        drop(office);
        Self { office: restored(&place("backup"), &place("restored")), phone, known, lost, _folder: folder }
    }

    /// Everything of a document the phone holds, as an offer.
    pub(crate) fn whole(&self, id: DocumentId) -> DocumentChanges {
        changes_since(&self.phone.documents[&id], &Heads::default())
    }

    /// The phone offers something; what it holds stays as it was.
    pub(crate) fn offers(&mut self, offered: Vec<DocumentChanges>) -> SyncReply {
        self.phone.clone().offers(&mut self.office, offered)
    }

    pub(crate) fn confirms(&mut self, id: DocumentId) -> usize {
        let all = waiting(&self.office, id);
        decide(&mut self.office, SUPERVISOR, id, all, Decision::Confirmed).unwrap()
    }

    pub(crate) fn settles(&mut self, id: DocumentId) -> SyncReply {
        let request = SyncRequest { awaiting: vec![id], ..self.phone.request() };
        self.phone.asks(&mut self.office, request)
    }
}

fn restored(backup: &Path, data: &Path) -> Office {
    restore(backup, data, &clock(50_000)).unwrap();
    Office::open(data, clock(60_000))
}

fn changes_since(document: &Document, known: &Heads) -> DocumentChanges {
    let changes = document.changes_since(known).into_iter().map(|(_, bytes)| ChangeBytes(bytes)).collect();
    DocumentChanges { id: document.id(), kind: document.kind(), changes }
}

pub(crate) fn waiting(office: &Office, id: DocumentId) -> BTreeSet<ChangeHash> {
    let offers = office.core.store().offers_of(id).unwrap().map(|(_, offers)| offers).unwrap_or_default();
    offers.into_iter().map(|offer| offer.hash).collect()
}

fn decide(
    office: &mut Office,
    by: PersonId,
    id: DocumentId,
    changes: BTreeSet<ChangeHash>,
    decision: Decision,
) -> Result<usize, EngineError> {
    office.run(offer_decisions::decide(by, id, changes, decision))
}

pub(crate) fn reasons(reply: &SyncReply) -> Vec<RefusalReason> {
    reply.refused.iter().map(|refusal| refusal.reason).collect()
}

#[test]
fn an_offered_change_is_in_nobodys_document_before_somebody_confirms_it() {
    let mut scene = Scene::new();
    let before = scene.office.document(scene.known).heads();
    let offered = [scene.known, scene.lost].map(|id| scene.whole(id)).to_vec();
    let reply = scene.offers(offered);
    assert_eq!(reply.offers_taken, 3, "two of the known order, of which one is known, and one of the lost");
    assert!(reply.documents.is_empty(), "neither order is for this technician");
    assert_eq!(scene.office.document(scene.known).heads(), before);
    let mut other = Phone::of(OTHER);
    other.sync(&mut scene.office, vec![]);
    assert_eq!(other.documents.keys().collect::<Vec<_>>(), [&scene.known]);
    assert_eq!(other.documents[&scene.known].heads(), before);
    assert_eq!(scene.office.core.store().offered_count().unwrap(), 2);
    assert_eq!(scene.office.dump(), scene.office.dump_made_again());
}

#[test]
fn what_is_confirmed_reaches_everybody_it_is_for_and_the_office_database() {
    let mut scene = Scene::new();
    let offered = [scene.known, scene.lost].map(|id| scene.whole(id)).to_vec();
    scene.offers(offered);
    let (known, lost) = (scene.known, scene.lost);
    assert_eq!((scene.confirms(known), scene.confirms(lost)), (1, 1));
    let mut fresh = Phone::of(TECH);
    fresh.sync(&mut scene.office, vec![]);
    for id in [known, lost] {
        assert_eq!(fresh.documents[&id].heads(), scene.phone.documents[&id].heads());
        assert!(waiting(&scene.office, id).is_empty());
    }
    assert_eq!(scene.office.dump(), scene.office.dump_made_again());
    assert!(scene.office.dump().contains(&lost.to_string()));
}

#[test]
fn an_offer_is_kept_once_whoever_offers_it_again_and_its_decision_stands() {
    let mut scene = Scene::new();
    let (id, offered) = (scene.lost, scene.whole(scene.lost));
    scene.offers(vec![offered.clone()]);
    Phone::of(OTHER).offers(&mut scene.office, vec![offered.clone()]);
    let (_, offers) = scene.office.core.store().offers_of(id).unwrap().unwrap();
    assert_eq!(offers.iter().map(|offer| offer.person).collect::<Vec<_>>(), [TECH]);
    let all = waiting(&scene.office, id);
    assert_eq!(decide(&mut scene.office, SUPERVISOR, id, all.clone(), Decision::Declined).unwrap(), 1);
    Phone::of(OTHER).offers(&mut scene.office, vec![offered]);
    assert!(waiting(&scene.office, id).is_empty(), "it was decided already");
    assert_eq!(decide(&mut scene.office, SUPERVISOR, id, all, Decision::Confirmed).unwrap(), 0);
}

#[test]
fn an_offer_disappears_when_its_author_delivers() {
    let mut scene = Scene::new();
    let mut other = Phone::of(OTHER);
    other.sync(&mut scene.office, vec![]);
    let work = other.does(scene.known, WorkOrderCommand::Start);
    let reply = scene.offers(vec![work.clone()]);
    assert_eq!(reply.offers_taken, 1);
    assert_eq!(waiting(&scene.office, scene.known).len(), 1);
    let reply = other.sync(&mut scene.office, vec![work]);
    assert_eq!((reply.taken, reply.refused.len()), (1, 0));
    assert!(waiting(&scene.office, scene.known).is_empty());
    assert_eq!(scene.office.core.store().offered_count().unwrap(), 0);
}

#[test]
fn an_offer_binds_nobodys_hand() {
    let mut scene = Scene::new();
    let mut other = Phone::of(OTHER);
    other.sync(&mut scene.office, vec![]);
    let (first, second) =
        (other.does(scene.known, WorkOrderCommand::Start), other.does(scene.known, WorkOrderCommand::Pause));
    scene.offers(vec![first]);
    let known = scene.known;
    assert_eq!(scene.confirms(known), 1);
    let reply = other.sync(&mut scene.office, vec![second]);
    assert_eq!(reasons(&reply), [], "the hand is still its owner's");
}

#[test]
fn own_work_on_an_offered_change_is_held_and_taken_once_it_is_confirmed() {
    let mut scene = Scene::new();
    let offered = scene.whole(scene.lost);
    let id = scene.lost;
    let work = [WorkOrderCommand::Start, WorkOrderCommand::Pause].map(|step| scene.phone.does(id, step));
    // The phone does not know yet that this office forgot.
    let reply = scene.phone.clone().sync(&mut scene.office, work.to_vec());
    assert_eq!(reasons(&reply), [RefusalReason::Deferred, RefusalReason::Deferred]);
    scene.phone.feed = Some(reply.feed);
    let request = SyncRequest { offered: vec![offered], documents: work.to_vec(), ..scene.phone.request() };
    let reply = scene.phone.clone().asks(&mut scene.office, request);
    assert_eq!(reasons(&reply), [RefusalReason::Deferred, RefusalReason::Deferred]);
    assert_eq!(reply.taken, 2, "what is held does not block what comes after it");
    assert_eq!(scene.office.core.store().refused_count().unwrap(), 0, "held is not refused");
    assert_eq!(scene.confirms(id), 1);
    let reply = scene.phone.clone().sync(&mut scene.office, work.to_vec());
    assert_eq!(reasons(&reply), []);
    assert_eq!(scene.office.document(id).heads(), scene.phone.documents[&id].heads());
}

#[test]
fn own_work_on_a_declined_change_is_refused() {
    let mut scene = Scene::new();
    let (id, offered) = (scene.lost, scene.whole(scene.lost));
    let work = scene.phone.does(id, WorkOrderCommand::Start);
    scene.offers(vec![offered]);
    let all = waiting(&scene.office, id);
    decide(&mut scene.office, SUPERVISOR, id, all, Decision::Declined).unwrap();
    let feed = scene.phone.clone().sync(&mut scene.office, vec![]).feed;
    scene.phone.feed = Some(feed);
    let reply = scene.phone.clone().sync(&mut scene.office, vec![work]);
    assert_eq!(reasons(&reply), [RefusalReason::MissingDependency]);
    assert_eq!(scene.office.core.store().refused_count().unwrap(), 1);
}

#[test]
fn a_phone_of_the_same_feed_is_refused_what_builds_on_nothing_known() {
    let mut scene = Scene::new();
    let work = scene.phone.does(scene.lost, WorkOrderCommand::Start);
    scene.phone.feed = Some(scene.phone.clone().sync(&mut scene.office, vec![]).feed);
    let reply = scene.phone.clone().sync(&mut scene.office, vec![work]);
    assert_eq!(reasons(&reply), [RefusalReason::MissingDependency]);
}

#[test]
fn work_on_an_order_assigned_after_the_backup_is_held_while_the_phone_has_had_no_occasion_to_offer() {
    let mut scene = Scene::new();
    // A change that applies to what the office has, by somebody it does not know to be assigned.
    let mut stranger = Phone::of(TECH);
    let mut other = Phone::of(OTHER);
    other.sync(&mut scene.office, vec![]);
    stranger.documents = other.documents;
    let work = stranger.does(scene.known, material("joint"));
    stranger.feed = Some(FeedId::from_bytes([9; 16]));
    let reply = stranger.clone().sync(&mut scene.office, vec![work.clone()]);
    assert_eq!(reasons(&reply), [RefusalReason::Deferred]);
    stranger.feed = Some(reply.feed);
    let reply = stranger.clone().sync(&mut scene.office, vec![work]);
    assert_eq!(reasons(&reply), [RefusalReason::OutOfScope]);
}

#[test]
fn a_phone_learns_that_everything_it_offered_was_decided() {
    let mut scene = Scene::new();
    let offered = [scene.known, scene.lost].map(|id| scene.whole(id)).to_vec();
    scene.phone.offers(&mut scene.office, offered);
    let (known, lost) = (scene.known, scene.lost);
    let reply = scene.settles(known);
    assert_eq!((reply.settled.len(), reply.withdrawn.len()), (0, 0));
    scene.confirms(known);
    let reply = scene.settles(known);
    assert_eq!((reply.settled, reply.withdrawn.len()), (vec![known], 0));
    let all = waiting(&scene.office, lost);
    decide(&mut scene.office, SUPERVISOR, lost, all, Decision::Declined).unwrap();
    let reply = scene.settles(lost);
    assert_eq!((reply.settled, reply.withdrawn), (vec![lost], vec![lost]), "it may be forgotten");
}

#[test]
fn somebody_assigned_only_in_between_may_still_bring_late_work() {
    let mut scene = Scene::new();
    let mut before = scene.phone.documents[&scene.known].clone();
    let work = scene.phone.does(scene.known, material("joint"));
    // The office had given the order to a colleague again before the disk broke.
    let again = shared::Author {
        person: SUPERVISOR,
        actor: shared::ActorId::from_bytes([0x99; 16]),
        moment: shared::Moment { wall: shared::Timestamp(1_800_000_200_000), entropy: 7 },
    };
    let command = shared::Command::WorkOrder(WorkOrderCommand::Assign([OTHER].into()));
    shared::command::execute(&mut before, &command, again).unwrap();
    let everything = changes_since(&before, &Heads::default());
    scene.offers(vec![everything]);
    let known = scene.known;
    assert_eq!(scene.confirms(known), 2);
    let reply = scene.phone.clone().sync(&mut scene.office, vec![work]);
    assert_eq!(reasons(&reply), []);
    let records = scene.office.core.store().change_records(known).unwrap();
    assert!(records.last().unwrap().received.late);
}

#[test]
fn offers_are_confirmed_in_the_order_they_build_on_each_other_and_what_is_stuck_goes_on_waiting() {
    let mut scene = Scene::new();
    let id = scene.lost;
    scene.phone.does(id, WorkOrderCommand::Start);
    scene.phone.does(id, WorkOrderCommand::Pause);
    let DocumentChanges { kind, mut changes, .. } = scene.whole(id);
    changes.reverse();
    let last = changes.remove(0);
    // The newest came, the one below it did not.
    let offered = DocumentChanges { id, kind, changes: vec![last, changes[1].clone()] };
    scene.offers(vec![offered]);
    assert_eq!(scene.confirms(id), 1);
    assert_eq!(waiting(&scene.office, id).len(), 1);
    let offered = DocumentChanges { id, kind, changes: vec![changes[0].clone()] };
    scene.offers(vec![offered]);
    assert_eq!(scene.confirms(id), 2);
    assert_eq!(scene.office.document(id).heads(), scene.phone.documents[&id].heads());
}

#[test]
fn only_whoever_reviews_the_work_decides() {
    let mut scene = Scene::new();
    let (id, offered) = (scene.lost, scene.whole(scene.lost));
    scene.offers(vec![offered]);
    for decision in [Decision::Confirmed, Decision::Declined] {
        let all = waiting(&scene.office, id);
        let refused = decide(&mut scene.office, TECH, id, all, decision).unwrap_err();
        assert!(matches!(refused, EngineError::NotAllowed), "{refused}");
    }
    assert_eq!(waiting(&scene.office, id).len(), 1);
}

#[test]
fn only_what_was_seen_is_confirmed() {
    let mut scene = Scene::new();
    let id = scene.lost;
    scene.offers(vec![scene.whole(id)]);
    let seen = waiting(&scene.office, id);
    let more = scene.phone.does(id, WorkOrderCommand::Start);
    scene.offers(vec![more]);
    assert_eq!(decide(&mut scene.office, SUPERVISOR, id, seen, Decision::Confirmed).unwrap(), 1);
    assert_eq!(waiting(&scene.office, id).len(), 1, "what came since waits to be seen");
    let order = scene.office.document(id);
    assert!(WorkOrder::read(&order).unwrap().interventions.is_empty());
}

#[test]
fn rubbish_is_not_offered_but_kept_as_refused() {
    let mut scene = Scene::new();
    let changes = vec![ChangeBytes(b"rubbish".to_vec())];
    let rubbish = DocumentChanges { id: scene.lost, kind: DocumentKind::WorkOrder, changes };
    let otherwise = DocumentChanges { kind: DocumentKind::Building, ..scene.whole(scene.known) };
    let reply = scene.offers(vec![rubbish, otherwise]);
    assert_eq!(reply.offers_taken, 3);
    assert_eq!(scene.office.core.store().offered_count().unwrap(), 0);
    assert_eq!(scene.office.core.store().refused_count().unwrap(), 2);
}

#[test]
fn what_one_device_may_have_waiting_is_bounded() {
    let mut scene = Scene::new();
    let (id, offered) = (scene.lost, scene.whole(scene.lost));
    let size = offered.changes[0].0.len();
    let device = crate::office::device(TECH).id;
    let hex: String = device.as_bytes().iter().map(|byte| format!("{byte:02X}")).collect();
    let data = scene.office.data.clone();
    let fill = |bytes: usize| {
        format!(
            "INSERT OR REPLACE INTO offered_change (id, document, kind, hash, bytes, device, person, offered_at)
             VALUES (1, x'00', 'request', x'00', zeroblob({bytes}), x'{hex}', x'{hex}', 0)"
        )
    };
    Office::sql(&data, "server.db", &fill(OFFERED_BYTES_MAX - size + 1));
    let reply = scene.offers(vec![offered.clone()]);
    assert_eq!(reply.offers_taken, 0, "the phone keeps it and offers it again later");
    Office::sql(&data, "server.db", &fill(OFFERED_BYTES_MAX - size));
    let reply = scene.offers(vec![offered]);
    assert_eq!(reply.offers_taken, 1);
    assert_eq!(waiting(&scene.office, id).len(), 1);
}

#[test]
fn a_phone_that_begins_anew_gets_its_own_documents_whole_to_compare() {
    let mut scene = Scene::new();
    let id = scene.lost;
    scene.offers(vec![scene.whole(id)]);
    scene.confirms(id);
    let work = scene.phone.does(id, WorkOrderCommand::Start);
    let phone = &mut scene.phone;
    (phone.feed, phone.cursor) = (Some(FeedId::from_bytes([9; 16])), FeedCursor(7));
    let reply = phone.sync(&mut scene.office, vec![work]);
    let update = reply.documents.iter().find(|update| update.id == id).unwrap();
    assert!(update.snapshot.is_some() && update.changes.is_empty());
}

//! What the server accepts, and who gets what.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use shared::command::{CommandError, execute};
use shared::limits::{APPROVED_ORDER_DAYS_MAX, DOCUMENT_BYTES_MAX};
use shared::wire::{ChangeBytes, DocumentChanges, FeedCursor, RefusalReason};
use shared::work_order::{Material, WorkOrder, WorkOrderCommand, WorkOrderField};
use shared::{
    Author, Command, Document, DocumentError, DocumentId, DocumentKind, Moment, Quantity, Role, Timestamp,
};
use sync_server::base::clock::Clock;
use sync_server::base::roles::Roles;
use sync_server::domains::ROWS;
use sync_server::domains::RULES;
use sync_server::engine::error::EngineError;
use sync_server::engine::{Core, jobs};
use sync_server::projection::Projection;
use sync_server::sql;
use sync_server::store::Store;
use sync_server::sync::drain::{self, Withdrawal};
use sync_server::sync::take_over::{RefusedView, TakeOver};
use sync_server::sync::{fingerprint, refusal_decisions};

use crate::office::{
    OFFICE, OTHER, TECH, core, device, office, open, order_for, peopled, phone, received, run, run_both,
};

#[test]
fn an_assigned_order_reaches_its_technician_and_nobody_else() {
    let mut core = core();
    let id = order_for(&mut core, &[TECH]);
    assert_eq!(received(&phone(TECH).sync(&mut core, vec![])).id(), id);
    assert!(phone(OTHER).sync(&mut core, vec![]).documents.is_empty());
}

#[test]
fn a_change_is_taken_once_and_never_sent_back() {
    let mut core = core();
    let id = order_for(&mut core, &[TECH, OTHER]);
    let (mut tech, mut other) = (phone(TECH), phone(OTHER));
    let mut document = received(&tech.sync(&mut core, vec![]));
    other.sync(&mut core, vec![]);
    let change = tech.does(&mut document, WorkOrderCommand::Start);
    for _ in 0..2 {
        let reply = tech.sync(&mut core, vec![change.clone()]);
        assert_eq!((reply.taken, reply.refused.len(), reply.documents.len()), (1, 0, 0));
    }
    assert_eq!(core.store().changes_after(id, FeedCursor(0)).unwrap().len(), 2);
    let reply = other.sync(&mut core, vec![]);
    assert_eq!(reply.documents[0].changes, change.changes);
    assert_eq!(reply.documents[0].heads, document.heads().digest());
    assert!(other.sync(&mut core, vec![]).documents.is_empty());
}

#[test]
fn a_phone_put_back_to_an_earlier_day_gets_what_it_wrote_since() {
    let mut core = core();
    order_for(&mut core, &[TECH]);
    let mut tech = phone(TECH);
    let mut document = received(&tech.sync(&mut core, vec![]));
    let earlier = tech.cursor;
    let change = tech.does(&mut document, WorkOrderCommand::Start);
    tech.sync(&mut core, vec![change.clone()]);
    tech.cursor = earlier;
    let reply = tech.sync(&mut core, vec![]);
    assert_eq!(reply.documents[0].changes, change.changes);
    assert_eq!(reply.documents[0].heads, document.heads().digest());
}

#[test]
fn what_is_out_of_scope_or_rubbish_is_refused_and_kept_and_changes_nothing() {
    let mut core = core();
    let id = order_for(&mut core, &[TECH]);
    let mut document = received(&phone(TECH).sync(&mut core, vec![]));
    let mut other = phone(OTHER);
    let mut changes = other.does(&mut document, WorkOrderCommand::Start);
    changes.changes.push(ChangeBytes(b"rubbish".to_vec()));
    let reply = other.sync(&mut core, vec![changes]);
    let reasons: Vec<_> = reply.refused.iter().map(|refusal| refusal.reason).collect();
    assert_eq!(reasons, [RefusalReason::OutOfScope, RefusalReason::Corrupt]);
    assert_eq!(core.store().refused_count().unwrap(), 2);
    assert_eq!(core.store().changes_after(id, FeedCursor(0)).unwrap().len(), 1);
}

#[test]
fn work_of_somebody_formerly_assigned_is_accepted_and_marked_late() {
    let mut core = core();
    let id = order_for(&mut core, &[TECH]);
    let mut tech = phone(TECH);
    let mut document = received(&tech.sync(&mut core, vec![]));
    let change = tech.does(&mut document, WorkOrderCommand::Start);
    office(&mut core, Some(id), WorkOrderCommand::Assign([OTHER].into()));
    let reply = tech.sync(&mut core, vec![change]);
    assert!(reply.refused.is_empty());
    assert_eq!(reply.withdrawn, [id]);
    let records = core.store().change_records(id).unwrap();
    assert_eq!(records.iter().filter(|record| record.received.late).count(), 1);
    assert_eq!(received(&phone(OTHER).sync(&mut core, vec![])).id(), id);
}

/// The office takes a refused change over, having looked at it.
fn take_over(core: &mut Core, number: i64) -> Result<TakeOver, EngineError> {
    let view =
        RefusedView::read(core.store(), number, &Roles::everywhere(Role::Supervisor)).unwrap().unwrap();
    run(core, refusal_decisions::take_over(number, view.reviewed, OFFICE))
}

/// What waits for a decision.
fn refused(core: &Core) -> Vec<i64> {
    core.store().refused_page(true, 0, 100).unwrap().into_iter().map(|row| row.id).collect()
}

#[test]
fn what_the_office_takes_over_reaches_everybody_it_is_for_and_the_phone_that_had_it_refused() {
    let mut core = core();
    let id = order_for(&mut core, &[TECH, OTHER]);
    let (mut tech, mut other) = (phone(TECH), phone(OTHER));
    let mut document = received(&tech.sync(&mut core, vec![]));
    let mut copy = received(&other.sync(&mut core, vec![]));
    let mut work = tech.does(&mut document, WorkOrderCommand::Cancel { reason: "faux appel".to_owned() });
    let material = Material::Other("fusible".to_owned());
    let used = WorkOrderCommand::UseMaterial { material, quantity: Quantity(1000), corrects: None };
    work.changes.extend(tech.does(&mut document, used).changes);
    assert_eq!(tech.sync(&mut core, vec![work.clone()]).refused.len(), 2);
    // Meanwhile the document goes on.
    let more = other.does(&mut copy, WorkOrderCommand::Start);
    other.sync(&mut core, vec![more]);
    let number = refused(&core)[0];
    let taken = take_over(&mut core, number).unwrap();
    assert!(matches!(taken, TakeOver::Taken(2)), "{taken:?}");
    assert!(refused(&core).is_empty());
    document.merge(&copy).unwrap();
    for (phone, known) in [(&mut tech, &work.changes), (&mut other, &work.changes)] {
        let reply = phone.sync(&mut core, vec![]);
        let update = &reply.documents[0];
        assert_eq!(update.heads, document.heads().digest());
        assert!(known.iter().all(|change| update.changes.contains(change)), "device or not, it comes");
    }
    assert!(core.store().actor_device(tech.actor).unwrap().is_none(), "the hand is nobody's still");
    assert!(core.projection().dump().unwrap().contains("faux appel"));
    assert_eq!(
        core.store().change_records(id).unwrap().iter().filter(|record| record.received.late).count(),
        0
    );
}

#[test]
fn nobody_lends_a_right_they_do_not_have() {
    let mut core = core();
    order_for(&mut core, &[TECH]);
    let tech = phone(TECH);
    let catalogue = Document::empty(DocumentKind::Catalogue, DocumentId::from_bytes([7; 16]));
    let mut written = catalogue;
    let command = Command::Catalogue(shared::catalogue::CatalogueCommand::Create);
    let moment = Moment { wall: Timestamp(1_800_000_100_000), entropy: 3 };
    let author = Author { person: TECH, actor: tech.actor, moment };
    let change = execute(&mut written, &command, author).unwrap().change.unwrap();
    let changes = vec![ChangeBytes(change.bytes)];
    phone(TECH).sync(&mut core, vec![DocumentChanges { id: written.id(), kind: written.kind(), changes }]);
    let number = refused(&core)[0];
    let outcome = take_over(&mut core, number).unwrap();
    let refusal = TakeOver::Refused(RefusalReason::NotAllowed);
    assert_eq!(outcome, refusal);
    let not_a_reviewer =
        run(&mut core, refusal_decisions::take_over(number, fingerprint::fingerprint([]), TECH));
    assert!(matches!(not_a_reviewer, Err(EngineError::NotAllowed)));
    assert!(matches!(run(&mut core, refusal_decisions::dismiss(number, TECH)), Err(EngineError::NotAllowed)));
    assert_eq!(refused(&core), [number]);
}

#[test]
fn a_refused_change_that_comes_in_some_other_way_waits_no_more() {
    let mut core = core();
    order_for(&mut core, &[TECH]);
    let mut tech = phone(TECH);
    let mut document = received(&tech.sync(&mut core, vec![]));
    let first = tech.does(&mut document, WorkOrderCommand::Start);
    let second = tech.does(&mut document, WorkOrderCommand::Pause);
    tech.sync(&mut core, vec![second.clone()]);
    assert_eq!(refused(&core).len(), 1, "it builds on what is not there yet");
    tech.sync(&mut core, vec![first, second]);
    assert!(refused(&core).is_empty());
}

#[test]
fn an_actor_id_belongs_to_the_first_device_that_used_it() {
    let mut core = core();
    order_for(&mut core, &[TECH, OTHER]);
    let (mut tech, mut other) = (phone(TECH), phone(OTHER));
    let mut document = received(&tech.sync(&mut core, vec![]));
    let change = tech.does(&mut document.clone(), WorkOrderCommand::Start);
    tech.sync(&mut core, vec![change]);
    other.actor = tech.actor;
    let stolen = other.does(
        &mut document,
        WorkOrderCommand::CannotFinish {
            cause: shared::work_order::CannotFinishCause::Other,
            reason: "x".to_owned(),
        },
    );
    let reply = other.sync(&mut core, vec![stolen]);
    assert_eq!(reply.refused[0].reason, RefusalReason::ForeignActor);
}

#[test]
fn the_office_database_made_again_from_the_feed_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let server = || sql::Connection::open(folder.path().join("server.db")).unwrap();
    let mut core = peopled(open(server()));
    let id = order_for(&mut core, &[TECH]);
    let mut tech = phone(TECH);
    let mut document = received(&tech.sync(&mut core, vec![]));
    for command in [WorkOrderCommand::Start, WorkOrderCommand::Pause, WorkOrderCommand::Start] {
        let change = tech.does(&mut document, command);
        tech.sync(&mut core, vec![change]);
    }
    office(&mut core, Some(id), WorkOrderCommand::Cancel { reason: "double emploi".to_owned() });
    let as_it_grew = core.projection().dump().unwrap();
    drop(core);
    let made_again = open(server()).projection().dump().unwrap();
    assert!(as_it_grew.contains("double emploi"));
    assert_eq!(as_it_grew, made_again);
}

/// A clock that stands until it is moved.
struct StillClock {
    now: AtomicI64,
    draws: AtomicI64,
}

impl Clock for StillClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.now.load(Ordering::Relaxed))
    }

    fn entropy(&self) -> u64 {
        self.draws.fetch_add(1, Ordering::Relaxed).unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

const MONTH_MS: i64 = APPROVED_ORDER_DAYS_MAX * 24 * 60 * 60 * 1000;

/// An order that was done and has just been approved.
fn approved() -> (Core, DocumentId, Arc<StillClock>) {
    let clock = Arc::new(StillClock { now: AtomicI64::new(1_800_000_200_000), draws: AtomicI64::default() });
    let store = Store::open(sql::Connection::open_in_memory().unwrap()).unwrap();
    let projection = Projection::open(sql::Connection::open_in_memory().unwrap(), ROWS).unwrap();
    let mut core = peopled(Core::new(store, projection, Arc::<StillClock>::clone(&clock), RULES).unwrap());
    let id = order_for(&mut core, &[TECH]);
    let mut tech = phone(TECH);
    let mut document = received(&tech.sync(&mut core, vec![]));
    for command in [WorkOrderCommand::Start, WorkOrderCommand::Finish] {
        let work = tech.does(&mut document, command);
        assert!(tech.sync(&mut core, vec![work]).refused.is_empty());
    }
    office(&mut core, Some(id), WorkOrderCommand::Approve { seen: document.heads() });
    (core, id, clock)
}

#[test]
fn an_approved_order_leaves_the_phones_when_its_days_are_over_and_not_before() {
    let (mut core, id, clock) = approved();
    let mut tech = phone(TECH);
    assert_eq!(received(&tech.sync(&mut core, vec![])).id(), id);
    for (passed_ms, retired) in [(MONTH_MS, 0), (1, 1)] {
        clock.now.fetch_add(passed_ms, Ordering::Relaxed);
        let outcome = run(&mut core, jobs::retire()).unwrap();
        assert_eq!(outcome, retired);
        assert_eq!(tech.sync(&mut core, vec![]).withdrawn.len(), retired);
    }
}

#[test]
fn an_order_sent_back_a_moment_ago_does_not_leave_the_phones() {
    let (mut core, id, clock) = approved();
    clock.now.fetch_add(MONTH_MS + 1, Ordering::Relaxed);
    let send_back = Command::WorkOrder(WorkOrderCommand::SendBack { reason: "à revoir".to_owned() });
    let sends_back = jobs::execute(OFFICE, Some(id), send_back);
    let (sent_back, retired) = run_both(&mut core, sends_back, jobs::retire());
    // The office database does not know yet.
    assert!(sent_back.is_ok() && matches!(retired, Ok(0)), "{sent_back:?} {retired:?}");
    assert_eq!(received(&phone(TECH).sync(&mut core, vec![])).id(), id);
}

#[test]
fn a_fact_with_the_id_of_another_documents_takes_nothing_from_that() {
    let mut core = core();
    let orders = [order_for(&mut core, &[TECH]), order_for(&mut core, &[TECH])];
    let mut tech = phone(TECH);
    let reply = tech.sync(&mut core, vec![]);
    let used = || WorkOrderCommand::UseMaterial {
        material: Material::Other("fusible".to_owned()),
        quantity: Quantity(1000),
        corrects: None,
    };
    for update in &reply.documents {
        // At the same moment by the same bits: the same id.
        let mut document =
            Document::load(update.kind, update.id, &update.snapshot.as_ref().unwrap().0).unwrap();
        let change = tech.does(&mut document, used());
        assert!(tech.sync(&mut core, vec![change]).refused.is_empty());
    }
    let dump = core.projection().dump().unwrap();
    let (_, materials) = dump.split_once("-- material_use").unwrap();
    let materials = materials.split("\n-- ").next().unwrap();
    for order in orders {
        assert!(materials.contains(&order.to_string()), "{order} in {materials}");
    }
    let ids: std::collections::BTreeSet<_> = core
        .store()
        .documents()
        .unwrap()
        .into_iter()
        .filter_map(|id| WorkOrder::read(&whole(&core, id)).ok())
        .flat_map(|order| order.materials.into_keys())
        .collect();
    assert_eq!(ids.len(), 1, "they are the same, or this shows nothing");
}

/// A document as the feed has it.
fn whole(core: &Core, id: DocumentId) -> Document {
    let mut document = Document::empty(DocumentKind::WorkOrder, id);
    let changes = core.store().changes_after(id, FeedCursor(0)).unwrap().into_iter();
    document.apply(&changes.map(|change| change.bytes.unwrap()).collect::<Vec<_>>()).unwrap();
    document
}

#[test]
fn what_the_office_writes_keeps_to_the_size_of_a_document() {
    let data = tempfile::tempdir().unwrap();
    let path = data.path().join("server.db");
    let mut core = peopled(open(sql::Connection::open(&path).unwrap()));
    let id = order_for(&mut core, &[TECH]);
    let refused = (0_u64..).find_map(|seed| {
        let text: String = (0..3_900_u64).map(|at| letter(seed * 4_000 + at)).collect();
        let description = WorkOrderField::Description(text);
        let edit = Command::WorkOrder(WorkOrderCommand::Edit(vec![description]));
        run(&mut core, jobs::execute(OFFICE, Some(id), edit)).err()
    });
    let full = Some(EngineError::Command(CommandError::Document(DocumentError::TooLarge {
        size_bytes: 0,
        max_bytes: DOCUMENT_BYTES_MAX,
    })));
    assert_eq!(
        refused.map(|error| std::mem::discriminant(&error)),
        full.map(|error| std::mem::discriminant(&error))
    );
    let stored_size = core.store().stored_size(id).unwrap();
    assert!(
        stored_size.bytes <= DOCUMENT_BYTES_MAX && stored_size.bytes > DOCUMENT_BYTES_MAX / 2,
        "{stored_size:?}"
    );
    drop(core);
    // It can be read again, by the office and by phones.
    let mut core = open(sql::Connection::open(&path).unwrap());
    assert_eq!(received(&phone(TECH).sync(&mut core, vec![])).id(), id);
}

/// Letters that do not get smaller by compression.
fn letter(seed: u64) -> char {
    let mixed = (seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    char::from(
        b'!' + u8::try_from(((mixed ^ (mixed >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32) % 90)
            .unwrap(),
    )
}

#[test]
fn a_device_withdrawn_in_one_batch_with_other_work_is_withdrawn_in_the_office_database_too() {
    let mut core = core();
    let assign = Command::WorkOrder(WorkOrderCommand::Assign([OTHER].into()));
    let id = order_for(&mut core, &[TECH]);
    let withdraw = drain::withdraw(OFFICE, device(TECH).id, Withdrawal::Erase);
    let assigns = jobs::execute(OFFICE, Some(id), assign);
    let (withdrawn, assigned) = run_both(&mut core, withdraw, assigns);
    assert!(withdrawn.is_ok() && assigned.is_ok(), "{withdrawn:?} {assigned:?}");
    let dump = core.projection().dump().unwrap();
    let (_, devices) = dump.split_once("-- device").unwrap();
    let line = devices.lines().find(|line| line.contains(&device(TECH).id.to_string())).unwrap();
    assert!(!line.trim_end().ends_with("NULL") && line.matches("2027").count() > 0, "{line}");
}

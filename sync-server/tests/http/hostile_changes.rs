//! Changes the office may not apply: each is refused for its own reason, and the good change
//! beside it is taken.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};
use shared::document::priority::Priority;
use shared::limits::{CHANGE_BYTES_MAX, CHANGE_OPERATIONS_MAX, DOCUMENT_OPERATIONS_MAX};
use shared::request::{NewRequest, RequestCommand, RequestOrigin};
use shared::wire::{ChangeBytes, DocumentChanges, RefusalReason};
use shared::work_order::{WorkOrder, WorkOrderCommand};
use shared::{ActorId, Document, DocumentId, DocumentKind, OrganisationId, Timestamp};
use sync_server::base::limits::SYNC_OPERATIONS_MAX;

use crate::hostile_bodies::Scene;
use crate::test_office::{COLLEAGUE, SUPERVISOR, TECHNICIAN};

impl Scene {
    /// Sends changes that are refused, with a good one of another document: the good one alone is
    /// taken. Why each was refused.
    pub(crate) async fn refuses_changes(&mut self, hostile: DocumentChanges) -> Vec<RefusalReason> {
        let (id, count) = (hostile.id, hostile.changes.len());
        let heads = |document: Option<Document>| document.map(|document| document.heads());
        let before = heads(self.office.app.engine.document(id).await.unwrap());
        let good = self.good_work();
        let reply = self.office.sync(&mut self.phone, vec![hostile, good]).await;
        assert_eq!(reply.taken as usize, count + 1);
        let positions: Vec<u32> = reply.refused.iter().map(|refusal| refusal.position).collect();
        assert!((0..reply.taken - 1).eq(positions), "{:?}", reply.refused);
        assert!(reply.refused.iter().all(|refusal| refusal.document == id));
        assert_eq!(heads(self.office.app.engine.document(id).await.unwrap()), before);
        assert_eq!(self.office.document(self.another.id()).await.heads(), self.another.heads());
        reply.refused.iter().map(|refusal| refusal.reason).collect()
    }

    /// Makes the office believe that the order has so many operations.
    fn says_of_the_order(&self, operations: u64) {
        let server = Connection::open(self.office.data().join("server.db")).unwrap();
        let filled = "UPDATE document SET operations = ?1 WHERE id = ?2";
        server.execute(filled, rusqlite::params![operations as i64, self.order.id().as_bytes()]).unwrap();
    }

    pub(crate) fn start(&mut self) -> DocumentChanges {
        self.phone.does(&mut self.order.clone(), WorkOrderCommand::Start)
    }
}

#[tokio::test]
async fn a_hand_that_belongs_to_another_phone_is_refused() {
    let mut scene = Scene::open().await;
    let mut other = scene.office.enrol(TECHNICIAN).await;
    let work = other.does(&mut scene.another.clone(), WorkOrderCommand::Start);
    scene.office.sync(&mut other, vec![work]).await;
    scene.office.sync(&mut scene.phone, vec![]).await;
    let mine = std::mem::replace(&mut scene.phone.actor, other.actor);
    let stolen = scene.start();
    scene.phone.actor = mine;
    // The phone's copy of the other order lacks what the colleague did: their heads differ.
    let before = scene.office.document(scene.order.id()).await.heads();
    let reply = scene.office.sync(&mut scene.phone, vec![stolen]).await;
    assert_eq!(reply.refused[0].reason, RefusalReason::ForeignActor);
    assert_eq!(scene.office.document(scene.order.id()).await.heads(), before);
}

#[tokio::test]
async fn the_actor_of_the_office_cannot_be_borrowed() {
    let mut scene = Scene::open().await;
    let office = scene.office.document(scene.order.id()).await;
    let made = office.changes_since(&shared::Heads::new([]));
    let actor: ActorId = made[0].0.actor.unwrap();
    let mine = scene.phone.actor;
    // Nor one it has not used yet: what such a hand writes does not reopen an approved order.
    for actor in [actor, ActorId::of_server(actor.office(), [7; 8])] {
        scene.phone.actor = actor;
        let forged = scene.start();
        scene.phone.actor = mine;
        assert_eq!(scene.refuses_changes(forged).await, [RefusalReason::ForeignActor]);
    }
}

#[tokio::test]
async fn work_on_an_order_that_was_never_ones_own_is_refused() {
    let mut scene = Scene::open().await;
    let id = scene.office.order_for(&[COLLEAGUE]).await;
    let mut document = scene.office.document(id).await;
    let work = scene.phone.does(&mut document, WorkOrderCommand::Start);
    assert_eq!(scene.refuses_changes(work).await, [RefusalReason::OutOfScope]);
}

#[tokio::test]
async fn a_change_with_any_byte_changed_is_refused() {
    let mut scene = Scene::open().await;
    let mut start = scene.start();
    let good = start.changes.remove(0).0;
    for at in 0..good.len() {
        let mut changed = good.clone();
        changed[at] ^= 1 << (at % 8);
        start.changes.push(ChangeBytes(changed));
    }
    let mut rest = start.changes.as_slice();
    while !rest.is_empty() {
        let (portion, others) = rest.split_at(rest.len().min(400));
        let portion = DocumentChanges { changes: portion.to_vec(), ..start.clone() };
        let reasons = scene.refuses_changes(portion).await;
        assert!(reasons.iter().all(|reason| *reason == RefusalReason::Corrupt), "{reasons:?}");
        rest = others;
    }
}

#[tokio::test]
async fn a_change_cut_anywhere_or_of_rubbish_is_refused() {
    let mut scene = Scene::open().await;
    let mut start = scene.start();
    let good = start.changes.remove(0).0;
    start.changes = (0..good.len()).step_by(3).map(|end| ChangeBytes(good[..end].to_vec())).collect();
    start.changes.push(ChangeBytes(scene.order.save()));
    start.changes.push(ChangeBytes([good.as_slice(), b"more"].concat()));
    start.changes.truncate(400);
    let reasons = scene.refuses_changes(start).await;
    assert!(reasons.iter().all(|reason| *reason == RefusalReason::Corrupt), "{reasons:?}");
}

#[tokio::test]
async fn a_technician_cannot_approve() {
    let mut scene = Scene::open().await;
    let mut order = scene.order.clone();
    let mut done = scene.phone.does(&mut order, WorkOrderCommand::Start);
    done.changes.extend(scene.phone.does(&mut order, WorkOrderCommand::Finish).changes);
    assert!(scene.office.sync(&mut scene.phone, vec![done]).await.refused.is_empty());
    let seen = order.heads();
    let approval = scene.phone.does(&mut order, WorkOrderCommand::Approve { seen });
    assert_eq!(scene.refuses_changes(approval).await, [RefusalReason::NotAllowed]);
}

#[tokio::test]
async fn a_technician_cannot_make_a_work_order_or_assign_one() {
    let mut scene = Scene::open().await;
    let assignment = scene.phone.does(&mut scene.order.clone(), WorkOrderCommand::Assign([COLLEAGUE].into()));
    assert_eq!(scene.refuses_changes(assignment).await, [RefusalReason::NotAllowed]);
    // The bytes of an order the office made, under a new id.
    let made = scene.order.changes_since(&shared::Heads::new([])).remove(0).1;
    let copy = DocumentChanges {
        id: DocumentId::from_bytes([9; 16]),
        kind: DocumentKind::WorkOrder,
        changes: vec![ChangeBytes(made)],
    };
    assert_eq!(scene.refuses_changes(copy).await, [RefusalReason::ForeignActor]);
}

#[tokio::test]
async fn nobody_signs_with_the_name_of_another() {
    for name in [COLLEAGUE, SUPERVISOR] {
        let mut scene = Scene::open().await;
        scene.phone.person = name;
        let forged = scene.start();
        scene.phone.person = TECHNICIAN;
        assert_eq!(scene.refuses_changes(forged).await, [RefusalReason::ForeignSignature]);
    }
}

#[tokio::test]
async fn a_change_that_builds_on_one_the_office_lacks_is_refused_until_that_one_comes() {
    let mut scene = Scene::open().await;
    let mut order = scene.order.clone();
    let first = scene.phone.does(&mut order, WorkOrderCommand::Start);
    let second = scene.phone.does(&mut order, WorkOrderCommand::Pause);
    assert_eq!(scene.refuses_changes(second.clone()).await, [RefusalReason::MissingDependency]);
    let reply = scene.office.sync(&mut scene.phone, vec![first, second]).await;
    assert!(reply.refused.is_empty());
    assert_eq!(scene.office.document(order.id()).await.heads(), order.heads());
}

#[tokio::test]
async fn two_copies_of_one_phone_writing_with_one_hand_are_found_out() {
    let mut scene = Scene::open().await;
    let start = scene.start();
    assert!(scene.office.sync(&mut scene.phone, vec![start]).await.refused.is_empty());
    let twin = scene.phone.does(
        &mut scene.order.clone(),
        WorkOrderCommand::CannotFinish {
            cause: shared::work_order::CannotFinishCause::Other,
            reason: "inondé".to_owned(),
        },
    );
    assert_eq!(scene.refuses_changes(twin).await, [RefusalReason::ActorReused]);
}

#[tokio::test]
async fn a_document_cannot_be_passed_off_as_another_kind() {
    let mut scene = Scene::open().await;
    let mut start = scene.start();
    for kind in [DocumentKind::Building, DocumentKind::Catalogue, DocumentKind::Request] {
        start.kind = kind;
        assert_eq!(scene.refuses_changes(start.clone()).await, [RefusalReason::Unreadable]);
    }
}

pub(crate) fn flood() -> NewRequest {
    NewRequest {
        origin: RequestOrigin::Field,
        title: "Fuite".to_owned(),
        description: "Eau dans la chaufferie".to_owned(),
        organisation: OrganisationId::from_bytes([5; 16]),
        building: DocumentId::from_bytes([4; 16]),
        space: None,
        asset: None,
        nature: None,
        priority: Priority::Urgent,
    }
}

#[tokio::test]
async fn a_request_reported_in_the_name_of_another_is_refused_and_ones_own_is_taken() {
    let mut scene = Scene::open().await;
    let id = DocumentId::from_bytes([9; 16]);
    let report = || RequestCommand::Create(Box::new(flood()));
    scene.phone.person = COLLEAGUE;
    let forged = scene.phone.does(&mut Document::empty(DocumentKind::Request, id), report());
    scene.phone.person = TECHNICIAN;
    assert_eq!(scene.refuses_changes(forged).await, [RefusalReason::ForeignSignature]);
    let own = scene.phone.does(&mut Document::empty(DocumentKind::Request, id), report());
    let reply = scene.office.sync(&mut scene.phone, vec![own]).await;
    assert_eq!((reply.taken, reply.refused.len()), (1, 0));
}

#[tokio::test]
async fn a_change_over_the_limit_is_refused() {
    let mut scene = Scene::open().await;
    let mut start = scene.start();
    start.changes[0].0.resize(CHANGE_BYTES_MAX + 1, 0);
    assert_eq!(scene.refuses_changes(start).await, [RefusalReason::TooLarge]);
}

/// The chunk as Automerge's format also allows it: with its body deflated.
fn compressed(change: &[u8]) -> Vec<u8> {
    let length_end = 9 + change[9..].iter().position(|byte| *byte < 0x80).unwrap() + 1;
    let mut deflated = DeflateEncoder::new(Vec::new(), Compression::best());
    deflated.write_all(&change[length_end..]).unwrap();
    let body = deflated.finish().unwrap();
    [&change[..8], &[2], leb128(body.len() as u64).as_slice(), &body].concat()
}

fn leb128(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(u8::try_from(number & 0x7F).unwrap() | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).unwrap());
    bytes
}

#[tokio::test]
async fn a_compressed_change_is_refused_because_nobody_knows_how_large_it_is() {
    let mut scene = Scene::open().await;
    let mut start = scene.start();
    start.changes[0] = ChangeBytes(compressed(&start.changes[0].0));
    assert_eq!(scene.refuses_changes(start).await, [RefusalReason::Corrupt]);
    // A long report is small once compressed.
    let mut order = scene.order.clone();
    let work = scene.phone.does(&mut order, WorkOrderCommand::Start);
    assert!(scene.office.sync(&mut scene.phone, vec![work]).await.refused.is_empty());
    let visit = *shared::work_order::WorkOrder::read(&order).unwrap().interventions.keys().next().unwrap();
    let (before, after) = (String::new(), "𝄞".repeat(30_000));
    let mut long =
        scene.phone.does(&mut order, WorkOrderCommand::WriteReport { intervention: visit, before, after });
    let small = compressed(&long.changes[0].0);
    assert!(small.len() < 10_000);
    long.changes[0] = ChangeBytes(small);
    assert_eq!(scene.refuses_changes(long).await, [RefusalReason::Corrupt]);
}

/// A change whose columns are these, in a chunk with the right checksum.
fn crafted(dependencies: u64, columns: &[(u8, Vec<u8>)]) -> DocumentChanges {
    let mut body = leb128(dependencies);
    body.push(16);
    body.extend([0x33; 16]);
    body.extend([1, 1, 0, 0, 0]);
    body.push(u8::try_from(columns.len()).unwrap());
    for (column, content) in columns {
        body.push(*column);
        body.extend(leb128(content.len() as u64));
    }
    columns.iter().for_each(|(_, content)| body.extend(content));
    let chunk = [&[1], leb128(body.len() as u64).as_slice(), &body].concat();
    let checksum = &Sha256::digest(&chunk)[..4];
    DocumentChanges {
        id: DocumentId::from_bytes([9; 16]),
        kind: DocumentKind::Request,
        changes: vec![ChangeBytes([&[0x85, 0x6F, 0x4A, 0x83], checksum, &chunk].concat())],
    }
}

/// So many times the same value.
fn run(count: u64, value: &[u8]) -> Vec<u8> {
    let mut length = leb128(count);
    // The sign is the sixth bit of the last byte: a byte more keeps it clear.
    if let Some(last) = length.last_mut().filter(|last| **last & 0x40 != 0) {
        *last |= 0x80;
        length.push(0);
    }
    [length.as_slice(), value].concat()
}

/// A change of `count` operations in some sixty bytes: every column is one run.
pub(crate) fn run_of_operations(count: u64) -> DocumentChanges {
    crafted(
        0,
        &[
            (0x15, run(count, &[1, b'x'])),
            (0x34, leb128(count)),
            (0x42, run(count, &[1])),
            (0x56, run(count, &[0])),
            (0x70, run(count, &[0])),
        ],
    )
}

#[tokio::test]
async fn a_small_change_of_countless_operations_is_refused_without_walking_through_them() {
    let mut scene = Scene::open().await;
    // Well-formed, so that it is the number alone that the others are refused for.
    assert_eq!(scene.refuses_changes(run_of_operations(3)).await, [RefusalReason::Unreadable]);
    for count in [CHANGE_OPERATIONS_MAX + 1, 1 << 32, 1 << 62] {
        assert_eq!(scene.refuses_changes(run_of_operations(count)).await, [RefusalReason::Corrupt]);
    }
    // One operation that replaces countless others.
    let replacing = crafted(
        0,
        &[
            (0x15, run(1, &[1, b'x'])),
            (0x34, leb128(1)),
            (0x42, run(1, &[1])),
            (0x56, run(1, &[0])),
            (0x70, run(1, &leb128(1 << 40))),
            (0x71, run(1 << 40, &[0])),
            (0x73, run(1 << 40, &[0])),
        ],
    );
    assert_eq!(scene.refuses_changes(replacing).await, [RefusalReason::Corrupt]);
}

#[tokio::test]
async fn lengths_inside_a_change_that_lie_are_refused() {
    let mut scene = Scene::open().await;
    for dependencies in [1, 1 << 32, 1 << 58, u64::MAX] {
        assert_eq!(scene.refuses_changes(crafted(dependencies, &[])).await, [RefusalReason::Corrupt]);
    }
}

#[tokio::test]
async fn a_phone_whose_clock_is_at_the_end_of_time_stops_nobody() {
    for wall in [i64::MIN, -1, 0, 1 << 48, i64::MAX] {
        let mut scene = Scene::open().await;
        let mut other = scene.office.enrol(TECHNICIAN).await;
        scene.phone.wall = Timestamp(wall);
        let mut order = scene.order.clone();
        for command in [WorkOrderCommand::Start, WorkOrderCommand::Pause] {
            let work = scene.phone.does(&mut order, command);
            let reply = scene.office.sync(&mut scene.phone, vec![work]).await;
            assert_eq!((reply.taken, reply.refused.len()), (1, 0), "wall clock {wall}");
        }
        for command in [WorkOrderCommand::Start, WorkOrderCommand::Finish] {
            let work = other.does(&mut order, command);
            let reply = scene.office.sync(&mut other, vec![work]).await;
            assert_eq!((reply.taken, reply.refused.len()), (1, 0), "wall clock {wall}");
        }
        let document = scene.office.document(order.id()).await;
        assert_eq!(document.heads(), order.heads());
        let status = shared::work_order::WorkOrder::read(&document).unwrap().status();
        assert_eq!(status.state.name(), "finished", "wall clock {wall}");
        let seen = document.heads();
        scene.office.does(Some(order.id()), WorkOrderCommand::Approve { seen }).await;
    }
}

#[tokio::test]
async fn changes_of_countless_operations_have_their_turn_one_request_after_the_other() {
    let mut scene = Scene::open().await;
    let costly = run_of_operations(CHANGE_OPERATIONS_MAX);
    let all = DocumentChanges { changes: vec![costly.changes[0].clone(); 499], ..costly.clone() };
    let good = scene.phone.clone().does(&mut scene.another.clone(), WorkOrderCommand::Start);
    let reply = scene.office.sync(&mut scene.phone, vec![all, good]).await;
    assert_eq!((reply.taken, reply.refused.len()), (2, 2), "the others are left for later");
    // A few small ones go together.
    let small = run_of_operations(CHANGE_OPERATIONS_MAX / 4);
    let few = DocumentChanges { changes: vec![small.changes[0].clone(); 10], ..small };
    assert_eq!(scene.office.sync(&mut scene.phone, vec![few]).await.taken, 8);
    scene.takes_good_work().await;
}

#[tokio::test]
async fn small_changes_of_a_large_document_have_their_turn_one_request_after_the_other() {
    for (operations, together) in
        [(SYNC_OPERATIONS_MAX / 3, 2), (SYNC_OPERATIONS_MAX / 3 - 1_000, 3), (DOCUMENT_OPERATIONS_MAX / 2, 1)]
    {
        let mut scene = Scene::open().await;
        let mut order = scene.order.clone();
        let mut work = scene.phone.does(&mut order, WorkOrderCommand::Start);
        for command in [
            WorkOrderCommand::Pause,
            WorkOrderCommand::Start,
            WorkOrderCommand::Pause,
            WorkOrderCommand::Start,
        ] {
            work.changes.extend(scene.phone.does(&mut order, command).changes);
        }
        scene.says_of_the_order(operations);
        let reply = scene.office.sync(&mut scene.phone, vec![work]).await;
        assert_eq!(
            (reply.taken, reply.refused.len()),
            (together, 0),
            "a document of {operations} operations"
        );
        scene.takes_good_work().await;
    }
}

#[tokio::test]
async fn letters_taken_away_again_and_again_fill_a_document_too() {
    const LETTERS: u64 = 1_000;
    let mut scene = Scene::open().await;
    let start = scene.phone.does(&mut scene.order, WorkOrderCommand::Start);
    let order = WorkOrder::read(&scene.order).unwrap();
    let (visit, _) = order.interventions.into_iter().next().unwrap();
    let text = "a".repeat(LETTERS as usize);
    let write = |before: &str, after: &str| WorkOrderCommand::WriteReport {
        intervention: visit,
        before: before.to_owned(),
        after: after.to_owned(),
    };
    let written = scene.phone.does(&mut scene.order, write("", &text));
    for work in [start, written] {
        assert!(scene.office.sync(&mut scene.phone, vec![work]).await.refused.is_empty());
    }
    // Each as if it knew nothing of the others.
    for (actor, room, refused) in [(1, LETTERS, None), (2, LETTERS - 1, Some(RefusalReason::TooLarge))] {
        scene.says_of_the_order(DOCUMENT_OPERATIONS_MAX - room);
        scene.phone.actor = ActorId::from_bytes([0x70 + actor; 16]);
        let work = scene.phone.does(&mut scene.order.clone(), write(&text, ""));
        assert!(work.changes[0].0.len() < 300, "it takes few bytes");
        let reply = scene.office.sync(&mut scene.phone, vec![work]).await;
        assert_eq!(reply.refused.first().map(|refusal| refusal.reason), refused);
    }
    scene.takes_good_work().await;
}

//! The body of a sync, from decoding it to what the server answers.
//!
//! The first byte says what the server has been through; the rest is the body. When it decodes, its
//! changes are sealed and the technician's phone sends it to a server in memory: the server must
//! answer, and go on answering.

use shared::wire::{
    ChangeBytes, DocumentChanges, Drain, FeedCursor, Resume, SyncReply, SyncRequest, Waiting,
};
use shared::work_order::WorkOrderCommand;
use shared::{Command, DeviceKey, Document, DocumentId, DocumentKind, FeedId};
use sync_server::engine::error::EngineError;
use sync_server::engine::{Core, jobs};
use sync_server::sync::exchange;

use super::scene::{self, NOW, PHONE, SUPERVISOR, TECHNICIAN, Written, core, does_at, phone};
use super::sealed;

/// In the first byte: the server was restored from a backup.
const RESTORED: u8 = 1;
/// In the first byte: the phone is being withdrawn, and hands over first.
const DRAINING: u8 = 2;

/// In the first byte: there is another order, and answers hold one document each.
const IN_PARTS: u8 = 4;

/// In the first byte: the phone was there before, so often that what it may name of that is told apart.
const KNOWN: u8 = 8;
/// How often, then.
const EXCHANGES: usize = 3;

/// The key it said, then.
const KNOWN_KEY: DeviceKey = DeviceKey([2; 32]);

const ORDER: DocumentId = DocumentId::from_bytes([0x10; 16]);

pub(super) fn run(bytes: &[u8]) {
    let Some((choice, body)) = bytes.split_first() else { return };
    let Ok(mut request) = SyncRequest::decode(body) else { return };
    for carried in request.documents.iter_mut().chain(&mut request.offered) {
        for change in &mut carried.changes {
            change.0 = sealed(&change.0);
        }
    }
    let mut core = through(*choice);
    let reply = sync(&mut core, request.clone()).expect("a sync is answered");
    fits(&request, &reply, *choice);
    // The same again: accepted once, refused for good; nothing once everything was handed over.
    match sync(&mut core, request.clone()) {
        Ok(again) => {
            assert_eq!(again.refused.len(), reply.refused.len(), "nothing changes by repeating it");
            assert_eq!((again.taken, again.offers_taken), (reply.taken, reply.offers_taken));
            fits(&request, &again, *choice);
        }
        Err(error) => {
            assert!(matches!(error, EngineError::Withdrawn), "{error}");
            assert_eq!(reply.drain, Some(Drain::Complete));
        }
    }
    let document = does_at(&mut core, jobs::document(ORDER)).expect("the order is there");
    shared::kinds::readable(&document).expect("the order can be read");
}

/// A server that has been through this.
fn through(choice: u8) -> Core {
    let mut core = core();
    if choice & IN_PARTS != 0 {
        core = core.replying_in_parts_of(1);
        let create = Command::WorkOrder(WorkOrderCommand::Create(Box::new(scene::new_order())));
        does_at(&mut core, jobs::execute(SUPERVISOR, Some(DocumentId::from_bytes([0x18; 16])), create));
    }
    if choice & KNOWN != 0 {
        exchanges(&mut core);
        does_at(&mut core, jobs::write(|store| store.keep_device_key(PHONE, KNOWN_KEY)));
    }
    if choice & RESTORED != 0 {
        does_at(
            &mut core,
            jobs::write(|store| store.record_earlier_feed(FeedId::from_bytes([0x77; 16])).map(drop)),
        );
    }
    if choice & DRAINING != 0 {
        does_at(&mut core, jobs::write(|store| store.begin_drain(PHONE, NOW)));
    }
    core
}

fn sync(core: &mut Core, request: SyncRequest) -> Result<SyncReply, EngineError> {
    core.run_one(exchange::sync(phone(), request))
}

/// The answer is one to this request.
fn fits(request: &SyncRequest, reply: &SyncReply, choice: u8) {
    let count = |carried: &[DocumentChanges]| -> usize { carried.iter().map(|one| one.changes.len()).sum() };
    let (sent, offered) = (count(&request.documents), count(&request.offered));
    let taken = reply.taken as usize;
    assert!(taken <= sent && (taken > 0 || sent == 0), "each answer takes some");
    assert!(reply.refused.len() <= taken);
    assert_eq!(reply.offers_taken as usize, offered, "there is room for all of them");
    assert!(reply.settled.iter().all(|id| request.awaiting.contains(id)));
    assert_eq!(reply.drain.is_some(), choice & DRAINING != 0);
    assert!(reply.drain.is_none() || reply.documents.is_empty(), "it gets nothing");
    assert!(reply.office_key.is_none() || request.device_key.is_none(), "until it knows the device's");
    assert!(reply.resume.is_none() || reply.more);
    SyncReply::decode(&reply.encode()).expect("a phone can read the answer");
}

/// What an honest phone says after an answer.
fn after(reply: &SyncReply) -> SyncRequest {
    let (feed, cursor, resume) = (Some(reply.feed), reply.cursor, reply.resume);
    SyncRequest { feed, cursor, resume, last_reply: reply.id, ..SyncRequest::first(PHONE, NOW) }
}

/// What an honest phone is answered, one time after the other.
fn exchanges(core: &mut Core) -> [SyncReply; EXCHANGES] {
    let mut next = SyncRequest::first(PHONE, NOW);
    std::array::from_fn(|_| {
        let reply = sync(core, next.clone()).expect("a sync is answered");
        next = after(&reply);
        reply
    })
}

/// What the technician does on the order the phone was sent.
fn work(reply: &SyncReply) -> DocumentChanges {
    let update = &reply.documents[0];
    let snapshot = update.snapshot.as_ref().expect("it comes whole");
    let mut document = Document::load(update.kind, update.id, &snapshot.0).expect("honest");
    let commands = [
        WorkOrderCommand::Start,
        WorkOrderCommand::CannotFinish {
            cause: shared::work_order::CannotFinishCause::Other,
            reason: "Fuite".to_owned(),
        },
    ];
    let changes = commands.into_iter().zip(1..).map(|(command, at)| {
        let done = scene::does(&mut document, TECHNICIAN, at, Command::WorkOrder(command));
        ChangeBytes(done.bytes)
    });
    DocumentChanges { id: update.id, kind: update.kind, changes: changes.collect() }
}

fn changes(written: &Written) -> DocumentChanges {
    let (id, kind) = (written.document.id(), written.document.kind());
    let changes = vec![ChangeBytes(written.creation.bytes.clone()), ChangeBytes(written.next.bytes.clone())];
    DocumentChanges { id, kind, changes }
}

/// An order of another feed: what the office there wrote, and what somebody went on to write.
fn lost(written: &Written) -> [DocumentChanges; 2] {
    [&written.creation, &written.next].map(|change| DocumentChanges {
        id: DocumentId::from_bytes([0x77; 16]),
        kind: DocumentKind::WorkOrder,
        changes: vec![ChangeBytes(change.bytes.clone())],
    })
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let said = |choice: u8, request: &SyncRequest| [&[choice], request.encode().as_slice()].concat();
    let first = SyncRequest { diverged: vec![ORDER], ..SyncRequest::first(PHONE, NOW) };
    let documents = scene::documents();
    let mut seeds = vec![said(0, &first)];
    for written in &documents {
        let documents = vec![changes(written)];
        seeds.push(said(0, &SyncRequest { documents, ..first.clone() }));
    }
    let replies = exchanges(&mut core());
    let (known, work) = (after(&replies[EXCHANGES - 1]), work(&replies[0]));
    let [creation, next] = lost(&documents[0]);
    let works = SyncRequest { documents: vec![work], ..known.clone() };
    let offers = SyncRequest { offered: vec![creation, changes(&documents[1])], ..known.clone() };
    let builds_on_it = SyncRequest { documents: vec![next.clone()], ..offers.clone() };
    let other_feed = SyncRequest { feed: Some(FeedId::from_bytes([7; 16])), ..builds_on_it.clone() };
    let awaits = SyncRequest { awaiting: vec![next.id, ORDER], ..offers.clone() };
    let ahead = Some(Resume { until: FeedCursor(u64::MAX), after: DocumentId::from_bytes([0; 16]) });
    let ahead = SyncRequest { cursor: FeedCursor(u64::MAX), resume: ahead, ..known.clone() };
    let draining = SyncRequest { draining: Some(true), ..works.clone() };
    let waits = SyncRequest {
        draining: Some(false),
        waiting: Waiting { changes: 1, photos: 1, photo_bytes: u64::MAX },
        ..awaits.clone()
    };
    let says_its_key = SyncRequest { device_key: Some(KNOWN_KEY), ..works.clone() };
    let says_another = SyncRequest { device_key: Some(DeviceKey([1; 32])), ..works.clone() };
    let last = SyncRequest { draining: Some(true), ..known.clone() };
    // One that knows less than it did: a copy, or put back to an earlier day.
    let copied = SyncRequest { last_reply: replies[0].id, ..last.clone() };
    let nameless = SyncRequest { last_reply: None, ..works.clone() };
    let stages = [0, RESTORED, DRAINING, RESTORED | DRAINING];
    for request in [
        known,
        works,
        offers,
        builds_on_it,
        other_feed,
        awaits,
        ahead,
        draining,
        waits,
        last,
        copied,
        nameless,
        says_its_key,
        says_another,
    ] {
        for choice in stages.into_iter().chain(stages.map(|stage| stage | KNOWN)) {
            seeds.push(said(choice, &request));
        }
    }
    let [one, another, _] = exchanges(&mut through(IN_PARTS));
    seeds.extend([&first, &after(&one), &after(&another)].map(|request| said(IN_PARTS | KNOWN, request)));
    seeds
}

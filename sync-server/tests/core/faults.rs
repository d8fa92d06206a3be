//! The core on a disk that does not do its work: databases with a quota, and another program that
//! holds one.
//!
//! A quota is SQLite's own: the database may not have more pages than it has, some of them taken by
//! a ballast that another connection takes out when there is to be room again.

use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;
use shared::command::execute;
use shared::wire::{ChangeBytes, DocumentChanges, FeedCursor, RefusalReason, SyncReply, SyncRequest};
use shared::work_order::{NewWorkOrder, WorkOrderCommand, WorkOrderField};
use shared::{
    ActorId, Author, Command, DeviceId, Document, DocumentId, DocumentKind, Executed, FeedId, Moment,
    NatureId, OrganisationId, Role, Timestamp,
};
use sync_server::base::roles::Roles;
use sync_server::domains::ROWS;
use sync_server::domains::RULES;
use sync_server::engine::error::EngineError;
use sync_server::engine::job::{Job, QueuedJob};
use sync_server::engine::{Core, jobs};
use sync_server::projection::Projection;
use sync_server::sql;
use sync_server::store::error::StoreError;
use sync_server::store::{Audience, DeviceRow, PersonRow, Store};
use sync_server::sync::exchange;
use tempfile::TempDir;

use crate::office::{OFFICE, TECH, Ticking, run, run_both};

/// Pages of ballast.
const BALLAST: u32 = 200;

struct Scene {
    data: TempDir,
    core: Core,
    order: DocumentId,
}

impl Scene {
    /// An office with a technician and a work order of theirs.
    fn open() -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut core = core(open(&data, "server.db"), open(&data, "office.db"));
        for (id, role) in [(OFFICE, Role::Supervisor), (TECH, Role::Technician)] {
            let (login, name) = (id.to_string(), role.to_string());
            let row = PersonRow {
                id,
                login,
                password_hash: None,
                name,
                roles: Roles::everywhere(role),
                language: None,
            };
            let write = jobs::write(move |store| {
                store.put_person(&row)?;
                store.add_device(&device(), [1; 32]).or(Ok(()))
            });
            run(&mut core, write).unwrap();
            run(&mut core, jobs::set_audiences(id, [Audience::Person(id), Audience::All].into())).unwrap();
        }
        let create = WorkOrderCommand::Create(Box::new(new_order()));
        let (order, _) = run(&mut core, jobs::execute(OFFICE, None, Command::WorkOrder(create))).unwrap();
        Self { data, core, order }
    }

    /// The same, opened again with no room left in one of the two databases.
    fn without_room_in(name: &str) -> Self {
        let Self { data, core: opened, order } = Self::open();
        drop(opened);
        let filling = connect(&data, name);
        filling.execute_batch("CREATE TABLE ballast (bytes BLOB)").unwrap();
        filling.execute("INSERT INTO ballast VALUES (zeroblob(?1))", [4096 * BALLAST]).unwrap();
        drop(filling);
        let limited = open(&data, name);
        limited.grow_no_more().unwrap();
        let core = if name == "server.db" {
            core(limited, open(&data, "office.db"))
        } else {
            core(open(&data, "server.db"), limited)
        };
        Self { data, core, order }
    }

    fn make_room_in(&self, name: &str) {
        connect(&self.data, name).execute_batch("DELETE FROM ballast").unwrap();
    }

    /// The office describes the order anew, for the first time, the second and so on, at such a length
    /// that it needs pages of its own.
    fn describe(&self, times: u64) -> Job<(DocumentId, Executed)> {
        let field = WorkOrderField::Description(noise(times));
        jobs::execute(OFFICE, Some(self.order), Command::WorkOrder(WorkOrderCommand::Edit(vec![field])))
    }

    /// The office database made again from the feed.
    fn rebuilt(&self) -> String {
        let empty = Projection::open(sql::Connection::open_in_memory().unwrap(), ROWS).unwrap();
        let store = Store::open(open(&self.data, "server.db")).unwrap();
        Core::new(store, empty, Arc::new(Ticking::default()), RULES).unwrap().projection().dump().unwrap()
    }

    /// What the office database says, the ballast aside.
    fn dump(&self) -> String {
        let dump = self.core.projection().dump().unwrap();
        dump.split("-- ").filter(|table| !table.starts_with("ballast\n")).collect::<Vec<_>>().join("-- ")
    }
}

fn connect(data: &TempDir, name: &str) -> Connection {
    Connection::open(path(data.path(), name)).unwrap()
}

fn open(data: &TempDir, name: &str) -> sql::Connection {
    sql::Connection::open(path(data.path(), name)).unwrap()
}

fn path(data: &Path, name: &str) -> std::path::PathBuf {
    data.join(name)
}

fn core(server: sql::Connection, office: sql::Connection) -> Core {
    let (store, projection) = (Store::open(server).unwrap(), Projection::open(office, ROWS).unwrap());
    Core::new(store, projection, Arc::new(Ticking::default()), RULES).unwrap()
}

/// Text that does not get smaller by compression.
fn noise(seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let letter = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'!' + u8::try_from(state % 90).unwrap())
    };
    (0..3_900).map(letter).collect()
}

fn device() -> DeviceRow {
    DeviceRow::new(DeviceId::from_bytes([0x80; 16]), TECH, "téléphone".to_owned(), Timestamp(0))
}

/// A phone that has nothing to send.
fn reads() -> Job<SyncReply> {
    brings(vec![])
}

/// A phone that sends something.
fn brings(documents: Vec<DocumentChanges>) -> Job<SyncReply> {
    let first = SyncRequest::first(device().id, Timestamp(1_800_000_000_000));
    exchange::sync(device(), SyncRequest { documents, ..first })
}

/// A document as the office has it.
fn load(core: &Core, id: DocumentId) -> Document {
    let mut document = Document::empty(DocumentKind::WorkOrder, id);
    let changes = core.store().changes_after(id, FeedCursor(0)).unwrap().into_iter();
    document.apply(&changes.map(|change| change.bytes.unwrap()).collect::<Vec<_>>()).unwrap();
    document
}

fn new_order() -> NewWorkOrder {
    NewWorkOrder {
        assigned: vec![TECH],
        ..NewWorkOrder::new(
            "2026-0001".to_owned(),
            "Entretien".to_owned(),
            OrganisationId::from_bytes([5; 16]),
            DocumentId::from_bytes([4; 16]),
            NatureId::from_bytes([6; 16]),
        )
    }
}

#[test]
fn on_a_full_disk_nothing_is_acknowledged_that_is_not_stored_and_reading_goes_on() {
    let mut scene = Scene::without_room_in("server.db");
    let (first, mut first_told) = scene.describe(1).queue();
    let (synced, mut synced_told) = reads().queue();
    let (read, mut read_told) = jobs::document(scene.order).queue();
    let (second, mut second_told) = scene.describe(2).queue();
    let mut batch = [first, synced, read, second];
    let event = scene.core.run(&mut batch);
    assert!(event.is_none());
    batch.into_iter().for_each(QueuedJob::answer);
    let (synced, read) = (synced_told.try_recv().unwrap(), read_told.try_recv().unwrap());
    for refused in [first_told.try_recv().unwrap(), second_told.try_recv().unwrap()] {
        assert!(matches!(refused, Err(EngineError::Store(StoreError::Full))), "{refused:?}");
    }
    let reply = synced.unwrap();
    assert_eq!(reply.documents[0].id, scene.order);
    assert!(matches!(read, Ok(Some(_))), "{read:?}");
    let feed = |scene: &Scene| scene.core.store().changes_after(scene.order, FeedCursor(0)).unwrap().len();
    assert_eq!(feed(&scene), 1, "what was refused is not there");

    scene.make_room_in("server.db");
    let work = scene.describe(1);
    assert!(run(&mut scene.core, work).is_ok(), "room is enough, without a restart");
    assert_eq!(feed(&scene), 2);
    assert_eq!(scene.dump(), scene.rebuilt());
}

#[test]
fn on_a_full_disk_of_before_a_restore_a_phone_that_was_on_the_later_feed_is_told_to_come_again() {
    let mut scene = Scene::without_room_in("server.db");
    let later = path(scene.data.path(), "later.db");
    let copies = connect(&scene.data, "server.db");
    copies.execute("VACUUM INTO ?1", [later.to_str().unwrap()]).unwrap();
    Store::open(sql::Connection::open(&later).unwrap())
        .unwrap()
        .begin_anew(FeedId::from_bytes([0xB; 16]))
        .unwrap();
    let memory = sql::Connection::open_in_memory().unwrap();
    let mut restored = core(sql::Connection::open(&later).unwrap(), memory);
    let reply = run(&mut restored, reads()).unwrap();
    let comes = || {
        let first = SyncRequest::first(device().id, Timestamp(1_800_000_000_000));
        exchange::sync(device(), SyncRequest { feed: Some(reply.feed), last_reply: reply.id, ..first })
    };
    // What it shows cannot be written down: it must show it again.
    let described = scene.describe(1);
    let (_, told) = run_both(&mut scene.core, described, comes());
    assert!(matches!(told, Err(EngineError::Store(StoreError::Full))), "{told:?}");
    scene.make_room_in("server.db");
    assert!(run(&mut scene.core, comes()).is_ok());
    assert!(scene.core.store().was_restored().unwrap());
}

#[test]
fn an_office_database_that_was_full_catches_up_with_all_it_missed() {
    let mut scene = Scene::without_room_in("office.db");
    for times in 1..4 {
        let work = scene.describe(times);
        let done = run(&mut scene.core, work);
        assert!(done.is_ok(), "it is stored, and that is what is said: {done:?}");
        assert!(scene.core.is_behind());
    }
    assert_ne!(scene.dump(), scene.rebuilt());
    scene.make_room_in("office.db");
    assert!(run(&mut scene.core, reads()).is_ok());
    assert!(!scene.core.is_behind());
    assert_eq!(scene.dump(), scene.rebuilt());
}

#[test]
fn what_an_office_database_missed_is_not_forgotten_by_a_restart() {
    let mut scene = Scene::without_room_in("office.db");
    let work = scene.describe(1);
    run(&mut scene.core, work).unwrap();
    // What follows needs no room.
    run(&mut scene.core, reads()).unwrap();
    scene.make_room_in("office.db");
    let Scene { data, core: opened, order } = scene;
    drop(opened);
    let core = core(open(&data, "server.db"), open(&data, "office.db"));
    let scene = Scene { data, core, order };
    assert_eq!(scene.dump(), scene.rebuilt());
}

#[test]
fn an_office_database_somebody_else_holds_is_brought_up_to_date_once_they_let_go() {
    let mut scene = Scene::open();
    let other = connect(&scene.data, "office.db");
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let work = scene.describe(1);
    assert!(run(&mut scene.core, work).is_ok());
    assert!(scene.core.is_behind());
    assert!(scene.core.catch_up_again().is_none());
    other.execute_batch("COMMIT").unwrap();
    let event = scene.core.catch_up_again();
    assert!(event.is_some(), "whoever reads the office database is told");
    assert_eq!(scene.dump(), scene.rebuilt());
}

#[test]
fn an_office_database_of_a_longer_feed_is_made_again() {
    let mut scene = Scene::open();
    let work = scene.describe(1);
    run(&mut scene.core, work).unwrap();
    let Scene { data, core: opened, .. } = scene;
    drop(opened);
    let other = Scene::open();
    std::fs::copy(path(data.path(), "office.db"), path(other.data.path(), "longer.db")).unwrap();
    let core = core(open(&other.data, "server.db"), open(&other.data, "longer.db"));
    let scene = Scene { core, ..other };
    assert_eq!(scene.dump(), scene.rebuilt());
}

#[test]
fn a_document_that_cannot_be_read_holds_up_no_other() {
    let mut scene = Scene::open();
    let other =
        WorkOrderCommand::Create(Box::new(new_order().with(|plan| plan.number = "2026-0002".to_owned())));
    let (other, _) = run(&mut scene.core, jobs::execute(OFFICE, None, Command::WorkOrder(other))).unwrap();
    let Scene { data, core: opened, order } = scene;
    let works = |id| {
        let mut document = load(&opened, id);
        let moment = Moment { wall: Timestamp(1_800_000_100_000), entropy: 1 };
        let author = Author { person: TECH, actor: ActorId::from_bytes([9; 16]), moment };
        let done = execute(&mut document, &Command::WorkOrder(WorkOrderCommand::Start), author).unwrap();
        let changes = vec![ChangeBytes(done.change.unwrap().bytes)];
        DocumentChanges { id, kind: DocumentKind::WorkOrder, changes }
    };
    let documents = vec![works(order), works(other)];
    drop(opened);
    let damage = "UPDATE document SET snapshot = x'00', snapshot_position = last_position WHERE id = ?1";
    connect(&data, "server.db").execute(damage, [order.as_bytes()]).unwrap();

    let mut core = core(open(&data, "server.db"), open(&data, "office.db"));
    let reply = run(&mut core, brings(documents.clone())).unwrap();
    assert_eq!(reply.documents.iter().map(|update| update.id).collect::<Vec<_>>(), [other]);
    assert_eq!(reply.taken, 2);
    let refused: Vec<_> = reply.refused.iter().map(|refusal| (refusal.position, refusal.reason)).collect();
    assert_eq!(refused, [(0, RefusalReason::Deferred)], "it stays in the outbox");
    assert_eq!(core.store().changes_after(other, FeedCursor(0)).unwrap().len(), 2);
    assert_eq!(core.store().refused_count().unwrap(), 0);
}

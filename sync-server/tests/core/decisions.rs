//! The core decides from `server.db` alone: an office database that is behind, held by another program or
//! replaced by rubbish changes no decision.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rusqlite::Connection;
use shared::document::photo::{DatedBy, PhotoFacts, PhotoPhase};
use shared::limits::APPROVED_ORDER_DAYS_MAX;
use shared::wire::{Drain, SyncRequest, Waiting};
use shared::work_order::WorkOrderCommand;
use shared::{DocumentId, Sha256, Timestamp};
use sync_server::base::clock::Clock;
use sync_server::domains::ROWS;
use sync_server::domains::RULES;
use sync_server::engine::{Core, jobs};
use sync_server::projection::Projection;
use sync_server::sql;
use sync_server::store::{PhotoRow, Store};
use sync_server::sync::exchange;

use crate::office::{OTHER, TECH, device, office, order_for, peopled, phone, received, run};

/// What is the matter with the office database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Harm {
    None,
    /// Another program holds it and does not let go.
    Held,
    /// A table of it is gone, so that nothing can be written.
    Broken,
    /// Its file is rubbish since the core was opened.
    Rubbish,
    /// Its rows are gone.
    Emptied,
}

/// A clock that stands until it is moved.
#[derive(Default)]
struct Moved {
    now: AtomicI64,
    draws: AtomicI64,
}

impl Clock for Moved {
    fn now(&self) -> Timestamp {
        Timestamp(1_800_000_200_000 + self.now.load(Ordering::Relaxed))
    }

    fn entropy(&self) -> u64 {
        self.draws.fetch_add(1, Ordering::Relaxed).unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

struct Scene {
    data: tempfile::TempDir,
    clock: Arc<Moved>,
    core: Core,
}

impl Scene {
    fn open() -> Self {
        let (data, clock) = (tempfile::tempdir().unwrap(), Arc::<Moved>::default());
        let store = Store::open(sql::Connection::open(data.path().join("server.db")).unwrap()).unwrap();
        let projection = Projection::open_file(&data.path().join("office.db"), ROWS).unwrap();
        let core = Core::new(store, projection, Arc::<Moved>::clone(&clock), RULES).unwrap();
        Self { data, clock, core: peopled(core) }
    }

    fn office_database(&self) -> PathBuf {
        self.data.path().join("office.db")
    }

    /// Does the harm; it lasts as long as the connection that is returned, if one is.
    fn harm(&self, harm: Harm) -> Option<Connection> {
        let path = self.office_database();
        match harm {
            Harm::None => None,
            Harm::Held => {
                let other = Connection::open(path).unwrap();
                other.execute_batch("BEGIN IMMEDIATE").unwrap();
                Some(other)
            }
            Harm::Broken => {
                // Nothing can be written in a table that is not there.
                let other = Connection::open(path).unwrap();
                other.execute_batch("DROP TABLE watermark").unwrap();
                None
            }
            Harm::Rubbish => {
                for name in ["office.db", "office.db-wal"] {
                    std::fs::write(self.data.path().join(name), vec![0x5A; 64 * 1024]).unwrap();
                }
                None
            }
            Harm::Emptied => {
                let other = Connection::open(path).unwrap();
                let empties = "PRAGMA foreign_keys = OFF; DELETE FROM photo; DELETE FROM work_order;
                    DELETE FROM photo_received";
                other.execute_batch(empties).unwrap();
                None
            }
        }
    }
}

const PICTURE: &[u8] = b"picture";
const THUMBNAIL: &[u8] = b"thumbnail";

fn facts() -> PhotoFacts {
    PhotoFacts {
        taken_at: Timestamp(1_800_000_000_000),
        dated_by: DatedBy::Camera,
        caption: "vanne".to_owned(),
        phase: PhotoPhase::Before,
        sha256: Sha256::of(PICTURE),
        thumbnail: Sha256::of(THUMBNAIL),
        width_px: 10,
        height_px: 10,
        size_bytes: 1000,
    }
}

/// Everything the core decided, with the harm done before the work came in.
fn decisions(harm: Harm) -> Vec<String> {
    let mut scene = Scene::open();
    let id = order_for(&mut scene.core, &[TECH, OTHER]);
    let mut tech = phone(TECH);
    let mut document = received(&tech.sync(&mut scene.core, vec![]));
    let _harmed = scene.harm(harm);
    let core = &mut scene.core;
    for command in [WorkOrderCommand::Start, WorkOrderCommand::AddPhoto(facts()), WorkOrderCommand::Finish] {
        let work = tech.does(&mut document, command);
        assert!(tech.sync(core, vec![work]).refused.is_empty());
    }
    office(core, Some(id), WorkOrderCommand::Approve { seen: document.heads() });
    let mut told = Vec::new();
    // Who may look at a photo that a document names.
    for (person, photo) in [(OTHER, PICTURE), (OTHER, THUMBNAIL), (OTHER, b"another")] {
        let may = exchange::may_look(core.store(), &device(person), Sha256::of(photo)).unwrap();
        told.push(format!("may look: {may}"));
    }
    // Whether a device that is being withdrawn may erase itself.
    run(core, jobs::write(|store| store.begin_drain(device(TECH).id, Timestamp(1)))).unwrap();
    for photo in [None, Some(PICTURE), Some(THUMBNAIL)] {
        if let Some(bytes) = photo {
            let row = PhotoRow { sha256: Sha256::of(bytes), size_bytes: 1000, received_at: Timestamp(2) };
            run(core, jobs::photo_received(row, Some(device(TECH)))).unwrap();
        }
        told.push(format!("drain: {:?}", drains(core)));
    }
    // Which orders leave the phones.
    for passed_ms in [APPROVED_ORDER_DAYS_MAX * 24 * 60 * 60 * 1000, 1] {
        scene.clock.now.fetch_add(passed_ms, Ordering::Relaxed);
        told.push(format!("retired: {}", run(core, jobs::retire()).unwrap()));
    }
    told.push(format!("on phones: {}", is_for_somebody(core, id)));
    told
}

/// What a device is told that says it has nothing left.
fn drains(core: &mut Core) -> Option<Drain> {
    let first = SyncRequest::first(device(TECH).id, Timestamp(1_800_000_000_000));
    let request = SyncRequest { draining: Some(true), waiting: Waiting::default(), ..first };
    run(core, exchange::sync(device(TECH), request)).unwrap().drain
}

fn is_for_somebody(core: &Core, id: DocumentId) -> bool {
    let store = core.store();
    [TECH, OTHER].into_iter().any(|person| store.in_scope(person, id, store.feed_end().unwrap()).unwrap())
}

#[test]
fn an_office_database_that_is_behind_or_damaged_changes_no_decision() {
    let undisturbed = decisions(Harm::None);
    assert_eq!(
        undisturbed,
        [
            "may look: true",
            "may look: true",
            "may look: false",
            "drain: Some(Wanted)",
            "drain: Some(Wanted)",
            "drain: Some(Complete)",
            "retired: 0",
            "retired: 1",
            "on phones: false",
        ]
    );
    for harm in [Harm::Held, Harm::Broken, Harm::Rubbish, Harm::Emptied] {
        assert_eq!(decisions(harm), undisturbed, "{harm:?}");
    }
}

/// A data directory of a version that did not write down what documents name is read once.
#[test]
fn what_documents_name_is_read_from_them_when_an_earlier_version_did_not_write_it_down() {
    let mut scene = Scene::open();
    let id = order_for(&mut scene.core, &[TECH, OTHER]);
    let mut tech = phone(TECH);
    let mut document = received(&tech.sync(&mut scene.core, vec![]));
    for command in [WorkOrderCommand::Start, WorkOrderCommand::AddPhoto(facts()), WorkOrderCommand::Finish] {
        let work = tech.does(&mut document, command);
        tech.sync(&mut scene.core, vec![work]);
    }
    office(&mut scene.core, Some(id), WorkOrderCommand::Approve { seen: document.heads() });
    let Scene { data, clock, core } = scene;
    drop(core);
    let path = data.path().join("server.db");
    let db = Connection::open(&path).unwrap();
    db.execute_batch(
        "DROP TABLE document_photo; DROP TABLE document_approval;
         DROP TABLE document_entry; DROP TABLE document_mention; DROP TABLE mentioned_audience;
         DROP TABLE person_role; DROP TABLE document_organisation; ALTER TABLE person DROP COLUMN everywhere;
         ALTER TABLE session DROP COLUMN factor_at; DROP TABLE second_factor; DROP TABLE second_factor_setup;
         DROP TABLE recovery_code; DROP TABLE half_sign_in; DROP TABLE known_secret; DROP TABLE device_day;
         DROP TABLE audit_tally; DROP TABLE founded_document; DROP TABLE founded_change; DROP TABLE photo_to_erase;
         DROP TABLE device_recovery; DROP TABLE device_opening; DROP TABLE imported; DROP TABLE label_run; DROP TABLE blank_label;
         DROP TABLE import_mapping; DROP TABLE register_import; DROP TABLE register_import_step;
         ALTER TABLE device DROP COLUMN public_key; DELETE FROM meta WHERE key = 'office_key';
         DELETE FROM meta WHERE key = 'document_facts'; PRAGMA user_version = 5",
    )
    .unwrap();
    drop(db);
    let store = Store::open(sql::Connection::open(&path).unwrap()).unwrap();
    let empty = Projection::open(sql::Connection::open_in_memory().unwrap(), ROWS).unwrap();
    let mut core = Core::new(store, empty, Arc::<Moved>::clone(&clock), RULES).unwrap();
    assert!(exchange::may_look(core.store(), &device(OTHER), Sha256::of(PICTURE)).unwrap());
    run(&mut core, jobs::write(|store| store.begin_drain(device(TECH).id, Timestamp(1)))).unwrap();
    assert_eq!(drains(&mut core), Some(Drain::Wanted), "its photos are not here");
    clock.now.fetch_add(APPROVED_ORDER_DAYS_MAX * 24 * 60 * 60 * 1000 + 1, Ordering::Relaxed);
    assert_eq!(run(&mut core, jobs::retire()).unwrap(), 1);
}

//! Documents that are over their time are founded anew: nothing of what went is in any file, what stays is whole, phones
//! take it, and what they still bring of before is known and does not come back.

use std::fs;
use std::path::Path;

use shared::document::photo::{DatedBy, PhotoFacts, PhotoPhase};
use shared::document::priority::Priority;
use shared::document::{Document, GONE};
use shared::history::{History, HistoryCommand};
use shared::request::{NewRequest, Request, RequestCommand, RequestOrigin};
use shared::wire::{DocumentChanges, RefusalReason};
use shared::work_order::status::State;
use shared::work_order::{NewWorkOrder, WorkOrder, WorkOrderCommand};
use shared::{ActorId, Command, DocumentId, DocumentKind, Heads, NatureId, OrganisationId, Timestamp};
use sync_server::backup::{backup, verify_against};
use sync_server::base::limits::QUIET_DOCUMENTS_MAX;
use sync_server::domains::{NOUNS, RULES};
use sync_server::engine::{Engine, jobs};
use sync_server::photos::PhotoFiles;
use sync_server::retention::{Preview, Terms, preview};
use tempfile::TempDir;

use crate::office::{Office, Phone, SUPERVISOR, TECH, clock, material};

/// Somebody's name, as it stands wherever people write. No other text of a data directory has it.
const NAME: &str = "Zinnemann";
/// Seconds of the test's clock, eleven years.
const LATER: i64 = 350_000_000;
/// In no file.
const NOWHERE: [&str; 0] = [];
const BUILDING: DocumentId = DocumentId::from_bytes([4; 16]);
const ORGANISATION: OrganisationId = OrganisationId::from_bytes([5; 16]);

/// Files that hold the name.
fn holding(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path));
        } else if fs::read(&path).unwrap().windows(NAME.len()).any(|window| window == NAME.as_bytes()) {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

struct Scene {
    folder: TempDir,
    phone: Phone,
    /// The same before the work was finished.
    early: Phone,
    order: DocumentId,
    request: DocumentId,
    history: DocumentId,
    /// What the phone brought of the order.
    brought: Vec<DocumentChanges>,
}

/// What somebody asks at the counter.
fn asked(title: String, description: String) -> NewRequest {
    NewRequest {
        origin: RequestOrigin::Counter,
        title,
        description,
        organisation: ORGANISATION,
        building: BUILDING,
        space: None,
        asset: None,
        nature: None,
        priority: Priority::Normal,
    }
}

impl Scene {
    /// An approved order and a closed request, of long ago, with the name in every place and a photo.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut office = Office::peopled(folder.path());
        let does =
            |office: &mut Office, id, command| office.run(jobs::execute(SUPERVISOR, id, command)).unwrap().0;
        let begin = HistoryCommand::Create { building: BUILDING, organisation: None };
        let history = does(&mut office, None, Command::History(begin));
        let new = NewWorkOrder {
            assigned: vec![TECH],
            ..NewWorkOrder::new(
                "2026-0001".to_owned(),
                format!("Chez {NAME}"),
                ORGANISATION,
                BUILDING,
                NatureId::from_bytes([6; 16]),
            )
        };
        let new = new.with(|plan| plan.description = format!("Appeler {NAME}"));
        let order = office.does(None, WorkOrderCommand::Create(Box::new(new)));
        let mut phone = Phone::of(TECH);
        phone.sync(&mut office, vec![]);
        let mut brought = vec![phone.does(order, WorkOrderCommand::Start)];
        let visit = *WorkOrder::read(&phone.documents[&order]).unwrap().interventions.keys().next().unwrap();
        let report = format!("Vu {NAME}, joint remplacé");
        let write =
            WorkOrderCommand::WriteReport { intervention: visit, before: String::new(), after: report };
        brought.push(phone.does(order, write));
        let picture = office.photo(format!("{NAME} à la fenêtre").as_bytes());
        let facts = PhotoFacts {
            taken_at: Timestamp(1_800_000_000_000),
            dated_by: DatedBy::Phone,
            caption: NAME.to_owned(),
            phase: PhotoPhase::After,
            sha256: picture,
            thumbnail: picture,
            width_px: 8,
            height_px: 8,
            size_bytes: 20,
        };
        brought.push(phone.does(order, WorkOrderCommand::AddPhoto(facts)));
        let mut early = phone.clone();
        early.actor = ActorId::from_bytes([0x77; 16]);
        brought.push(phone.does(order, WorkOrderCommand::Finish));
        let reply = phone.sync(&mut office, brought.clone());
        assert_eq!(reply.refused, []);
        let seen = office.document(order).heads();
        office.does(Some(order), WorkOrderCommand::Approve { seen });
        phone.sync(&mut office, vec![]);

        let asked = asked(format!("{NAME} n’a plus d’eau"), format!("{NAME}, 081 00 00 00"));
        let request = does(&mut office, None, Command::Request(RequestCommand::Create(Box::new(asked))));
        let link = Command::Request(RequestCommand::LinkWorkOrder(order));
        does(&mut office, Some(request), link);
        Self { folder, phone, early, order, request, history, brought }
    }

    fn data(&self) -> &Path {
        self.folder.path()
    }

    /// Eleven years later, once everything over its time has gone.
    fn ends(&self) -> Vec<Preview> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let engine = Engine::open(self.data(), NOUNS, clock(LATER)).unwrap();
            let terms = Terms::default().in_force();
            engine.write(move |store| terms.write(store)).await.unwrap();
            let found = engine.outlived().await.unwrap();
            let done = engine.end_outlived(&PhotoFiles::open(self.data()).unwrap()).await.unwrap();
            for category in ["requests", "orders"] {
                let things = |all: &[Preview]| -> u64 {
                    all.iter()
                        .filter(|one| one.category.name() == category)
                        .map(|one| one.outlived.things)
                        .sum()
                };
                assert_eq!((things(&found), things(&done)), (1, 1), "{category}");
            }
            assert_eq!(
                engine.outlived().await.unwrap().iter().map(|one| one.outlived.things).sum::<u64>(),
                0
            );
            assert_eq!(holding(self.data()), NOWHERE, "while it is served");
            engine.stop();
            done
        })
    }
}

#[test]
fn nothing_of_what_went_is_in_any_file_nor_in_a_backup() {
    let scene = Scene::new();
    let before = holding(scene.data());
    for file in ["server.db", "office.db"] {
        assert!(before.iter().any(|name| name.starts_with(file)), "{before:?}");
    }
    assert!(before.iter().any(|name| name.len() == 64), "a photo: {before:?}");
    scene.ends();
    assert_eq!(holding(scene.data()), NOWHERE);

    let findings = verify_against(scene.data(), None, &clock(LATER + 90_000)).unwrap();
    assert_eq!(findings.wrong, [""; 0]);
    let place = tempfile::tempdir().unwrap();
    backup(scene.data(), &place.path().join("backup")).unwrap();
    assert_eq!(holding(place.path()), NOWHERE);
}

#[test]
fn what_was_done_stays_and_links_hold() {
    let scene = Scene::new();
    scene.ends();
    let mut office = Office::open(scene.data(), clock(LATER + 90_000));
    let order = WorkOrder::read(&office.document(scene.order)).unwrap();
    assert_eq!(
        (order.status().state, order.number.as_str(), order.title.as_str()),
        (State::Approved, "2026-0001", GONE)
    );
    assert_eq!((order.interventions.len(), order.steps.len(), order.photos.len()), (1, 3, 0));
    let request = Request::read(&office.document(scene.request)).unwrap();
    assert_eq!((request.work_order, request.title.as_str()), (Some(scene.order), GONE));
    let history = History::read(&office.document(scene.history)).unwrap();
    let line = history.lines.values().next().unwrap();
    assert_eq!((line.number.as_str(), line.summary.as_str()), ("2026-0001", GONE));
    assert_eq!(office.dump(), office.dump_made_again());
    let (evidence, heads) = office.core.store().made_of_before(scene.order).unwrap();
    assert!(evidence.len() >= scene.brought.len() + 2 && heads >= 1, "{evidence:?}");
}

#[test]
fn phones_take_it_and_what_they_bring_of_before_does_not_come_back() {
    let mut scene = Scene::new();
    // Written in a cellar before, and brought eleven years later.
    let late = scene.early.does(scene.order, material("joint"));
    scene.ends();
    let mut office = Office::open(scene.data(), clock(LATER + 90_000));
    let founded = office.document(scene.order).heads();

    let reply = scene.phone.sync(&mut office, scene.brought.clone());
    assert_eq!(reply.refused, [], "what was here is acknowledged");
    assert_eq!(office.document(scene.order).heads(), founded);
    assert_eq!(scene.phone.documents[&scene.order].heads(), founded, "it came whole");
    let reply = scene.phone.sync(&mut office, vec![late]);
    assert_eq!(reply.refused.len(), 1);
    assert_eq!(reply.refused[0].reason, RefusalReason::MissingDependency);
    assert_eq!(office.core.store().refused_waiting(None).unwrap(), 1, "somebody at the office reads it");
    assert_eq!(office.document(scene.order).heads(), founded);
    assert_eq!(office.document(scene.order).changes_since(&Heads::default()).len(), 1);
    drop(office);
    assert_eq!(holding(scene.data()), NOWHERE, "what was brought is not kept");
}

#[test]
fn what_waits_for_a_decision_or_is_open_stays_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::peopled(folder.path());
    let order = office.order_for(&[TECH]);
    let before = office.document(order).heads();
    drop(office);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let engine = Engine::open(folder.path(), NOUNS, clock(LATER)).unwrap();
        let terms = Terms::default().in_force();
        engine.write(move |store| terms.write(store)).await.unwrap();
        engine.end_outlived(&PhotoFiles::open(folder.path()).unwrap()).await.unwrap();
        let document: Document = engine.document(order).await.unwrap().unwrap();
        assert_eq!((document.heads(), document.kind()), (before, DocumentKind::WorkOrder));
        engine.stop();
    });
}

/// Ends everything that is over its time at this tick of the clock.
fn ended_at(data: &Path, ticks: i64) -> Vec<Preview> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let engine = Engine::open(data, NOUNS, clock(ticks)).unwrap();
        let terms = Terms::default().in_force();
        engine.write(move |store| terms.write(store)).await.unwrap();
        let done = engine.end_outlived(&PhotoFiles::open(data).unwrap()).await.unwrap();
        engine.stop();
        done
    })
}

fn went(done: &[Preview], category: &str) -> u64 {
    let of = done.iter().filter(|one| one.category.name() == category);
    of.map(|one| one.outlived.things).sum()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Has a change of a document wait, refused.
fn refuses(data: &Path, document: DocumentId, bytes: &[u8]) {
    let (document, bytes) = (hex(document.as_bytes()), hex(bytes));
    let sql = format!(
        "INSERT INTO refused_change (document, kind, hash, bytes, reason, device, person, received_at)
         VALUES (x'{document}', 'history', NULL, x'{bytes}', 'corrupt', zeroblob(16), zeroblob(16), 1800000000000)"
    );
    Office::sql(data, "server.db", &sql);
}

#[test]
fn a_request_is_closed_since_its_order_is() {
    let scene = Scene::new();
    let mut office = Office::open(scene.data(), clock(100_000_000));
    let order = office.order_for(&[TECH]);
    let asked = asked("Fuite".to_owned(), String::new());
    let asked = Command::Request(RequestCommand::Create(Box::new(asked)));
    let (request, _) = office.run(jobs::execute(SUPERVISOR, None, asked)).unwrap();
    let link = Command::Request(RequestCommand::LinkWorkOrder(order));
    office.run(jobs::execute(SUPERVISOR, Some(request), link)).unwrap();
    drop(office);
    // Three years later the order is called off.
    let mut office = Office::open(scene.data(), clock(200_000_000));
    office.does(Some(order), WorkOrderCommand::Cancel { reason: "double".to_owned() });
    drop(office);
    assert_eq!(went(&ended_at(scene.data(), 200_090_000), "requests"), 1, "that of the other order alone");
    assert_eq!(went(&ended_at(scene.data(), 270_000_000), "requests"), 1);
}

#[test]
fn what_is_written_after_a_founding_is_of_its_own_day() {
    let scene = Scene::new();
    scene.ends();
    let mut office = Office::open(scene.data(), clock(LATER + 90_000));
    let quiet = |office: &Office| office.core.store().quiet_since(scene.order).unwrap().unwrap();
    let before = quiet(&office);
    assert!(before < Timestamp(1_800_100_000_000), "the founding does not count");
    let now = office.clock.now();
    office.does(Some(scene.order), WorkOrderCommand::SendBack { reason: "encore".to_owned() });
    assert!(quiet(&office) > now);
    let far = now.plus_ms(1_000_000_000);
    let looked_at =
        office.core.store().quiet_documents(DocumentKind::WorkOrder, far, false, (None, usize::MAX));
    let looked_at = looked_at.unwrap().documents;
    assert!(looked_at.iter().any(|one| one.id == scene.order), "its texts are looked at again");
}

#[test]
fn an_order_waits_for_what_waits_in_the_history_of_its_building() {
    let scene = Scene::new();
    refuses(scene.data(), scene.history, b"no change");
    let done = ended_at(scene.data(), LATER);
    assert_eq!((went(&done, "orders"), went(&done, "requests")), (0, 1));
    let mut office = Office::open(scene.data(), clock(LATER + 90_000));
    assert_eq!(office.core.store().refused_waiting(None).unwrap(), 1);
    let order = WorkOrder::read(&office.document(scene.order)).unwrap();
    assert_ne!(order.title, GONE);
}

#[test]
fn a_history_that_cannot_be_read_keeps_its_order_and_nothing_else() {
    let scene = Scene::new();
    let history = hex(scene.history.as_bytes());
    let harm = format!("UPDATE document SET snapshot = x'00' WHERE id = x'{history}'");
    Office::sql(scene.data(), "server.db", &harm);
    let harm = format!("UPDATE feed SET bytes = x'00' WHERE document = x'{history}'");
    Office::sql(scene.data(), "server.db", &harm);
    let done = ended_at(scene.data(), LATER);
    assert_eq!((went(&done, "orders"), went(&done, "requests")), (0, 1));
    assert!(went(&done, "audit") > 0 && went(&done, "technical") > 0, "{done:?}");
}

#[test]
fn a_picture_that_something_names_that_waits_is_not_erased() {
    let scene = Scene::new();
    let names_it = scene.brought[2].changes[0].0.clone();
    refuses(scene.data(), DocumentId::from_bytes([9; 16]), &names_it);
    assert_eq!(went(&ended_at(scene.data(), LATER), "orders"), 1);
    let has_photo = || holding(scene.data()).iter().any(|name| name.len() == 64);
    assert!(has_photo());
    Office::sql(scene.data(), "server.db", "DELETE FROM refused_change");
    ended_at(scene.data(), LATER + 90_000);
    assert!(!has_photo(), "nothing waits any more");
}

#[test]
fn what_is_closed_is_found_behind_however_much_that_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::peopled(folder.path());
    let ask = |office: &mut Office| {
        let asked =
            Command::Request(RequestCommand::Create(Box::new(asked("Clef".to_owned(), String::new()))));
        office.run(jobs::execute(SUPERVISOR, None, asked)).unwrap().0
    };
    (0..QUIET_DOCUMENTS_MAX + 2).for_each(|_| _ = ask(&mut office));
    for _ in 0..3 {
        let request = ask(&mut office);
        let close = Command::Request(RequestCommand::Close { reason: "double".to_owned() });
        office.run(jobs::execute(SUPERVISOR, Some(request), close)).unwrap();
    }
    drop(office);
    let office = Office::open(folder.path(), clock(LATER));
    let found = |most| {
        let all = preview(office.core.store(), RULES, &*office.clock, most).unwrap();
        let requests = all.iter().find(|one| one.category.name() == "requests").unwrap();
        (requests.outlived.things, requests.is_at_least)
    };
    assert_eq!((found(usize::MAX), found(10)), ((3, false), (0, true)));
    drop(office);
    assert_eq!(went(&ended_at(folder.path(), LATER + 90_000), "requests"), 3);
}

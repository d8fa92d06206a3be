//! The demo commune: the same for everybody, as large as promised, and believable in time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "demo/forms.rs"]
mod forms;
#[path = "demo/postgres.rs"]
mod postgres;
#[path = "demo/sent_again.rs"]
mod sent_again;
#[path = "demo/statements.rs"]
mod statements;
#[path = "demo/walk.rs"]
mod walk;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use rusqlite::{Connection, OpenFlags};
use shared::kinds::effects;
use shared::wire::FeedCursor;
use shared::work_order::status::State;
use shared::{Document, Timestamp};
use sync_server::base::clock::Clock;
use sync_server::demo;
use sync_server::domains::{NOUNS, ROWS};
use sync_server::engine::Engine;
use sync_server::photos::PhotoFiles;
use sync_server::projection::Projection;
use sync_server::sql;
use sync_server::store::Store;
use tempfile::TempDir;

/// Tuesday 24 November 2026, 10:30 in Belgium.
const TUESDAY_MORNING: i64 = 1_795_512_600_000;
/// Sunday 3 January 2027, 02:15 in Belgium: at night, and just after the year began.
const SUNDAY_NIGHT: i64 = 1_798_938_900_000;

/// A clock that stands still.
struct StillClock {
    now: i64,
    entropy: AtomicU64,
}

impl Clock for StillClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.now)
    }

    fn entropy(&self) -> u64 {
        self.entropy.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

fn clock(now: i64) -> Arc<StillClock> {
    Arc::new(StillClock { now, entropy: AtomicU64::new(1) })
}

fn filled(now: i64) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_owned();
    // A thread of its own: whoever asks first may be in a runtime already.
    let filling = std::thread::spawn(move || {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let engine = Engine::open(&data, NOUNS, clock(now)).unwrap();
            demo::fill(&engine, &PhotoFiles::open(&data).unwrap()).await.unwrap();
            tokio::task::spawn_blocking(move || engine.stop()).await.unwrap();
        });
    });
    filling.join().unwrap();
    folder
}

static DEMO: LazyLock<TempDir> = LazyLock::new(|| {
    statements::listen();
    filled(TUESDAY_MORNING)
});

/// The office database of a server that has stopped. Nothing of it is touched, no log is made beside it: others copy the
/// folder meanwhile.
fn office(data: &Path) -> Connection {
    let file = format!("file:{}?immutable=1", data.join("office/office.db").display());
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(file, flags).unwrap()
}

/// A copy of the demo that may be opened to write.
fn copied(data: &Path) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    walk::copy(data, folder.path());
    folder
}

fn count(sql: &str) -> i64 {
    office(DEMO.path()).query_row(sql, [], |row| row.get(0)).unwrap()
}

fn texts(data: &Path, sql: &str) -> Vec<String> {
    let office = office(data);
    let mut statement = office.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn filling_twice_at_the_same_moment_gives_the_same() {
    let again = filled(TUESDAY_MORNING);
    let dump = |data: &Path| {
        let copy = copied(data);
        Projection::open(sql::Connection::open(copy.path().join("office/office.db")).unwrap(), ROWS)
            .unwrap()
            .dump()
            .unwrap()
    };
    assert!(dump(DEMO.path()) == dump(again.path()), "two fillings differ");
}

#[test]
fn everything_written_may_stand_where_it_stands() {
    let copy = copied(DEMO.path());
    let store = Store::open(sql::Connection::open(copy.path().join("server.db")).unwrap()).unwrap();
    let documents = store.changed_documents(FeedCursor(0), store.feed_end().unwrap()).unwrap();
    let mut kinds = BTreeSet::new();
    for (id, kind) in documents.into_iter().step_by(5) {
        kinds.insert(kind);
        let mut document = Document::empty(kind, id);
        for change in store.changes_after(id, FeedCursor(0)).unwrap() {
            document = effects(&document, change.bytes.as_deref().expect("nothing was compacted"))
                .unwrap_or_else(|error| panic!("{id}: {error}"))
                .1;
        }
    }
    assert!(kinds.len() >= 4, "{kinds:?}");
}

#[test]
fn the_commune_is_as_large_as_promised() {
    assert_eq!(count("SELECT count(*) FROM organisation"), 4);
    assert_eq!(count("SELECT count(*) FROM team"), 3);
    assert_eq!(count("SELECT count(*) FROM person WHERE role = 'technician'"), 12);
    assert_eq!(count("SELECT count(*) FROM person WHERE role = 'supervisor'"), 4);
    assert_eq!(count("SELECT count(*) FROM person WHERE role = 'counter'"), 4);
    assert_eq!(count("SELECT count(*) FROM nature"), 40);
    assert_eq!(count("SELECT count(DISTINCT trade) FROM nature"), 8);
    assert_eq!(count("SELECT count(DISTINCT action) FROM nature"), 5);
    assert_eq!(count("SELECT count(*) FROM device"), 13);
    assert_eq!(count("SELECT count(*) FROM request"), 30);
    assert_eq!(count("SELECT count(*) FROM work_order"), 413);
    for (sql, least, most) in [
        ("SELECT count(*) FROM building", 145, 155),
        ("SELECT count(*) FROM asset", 1_400, 1_700),
        ("SELECT count(DISTINCT building) FROM hazard", 80, 150),
        ("SELECT count(*) FROM remark", 20, 150),
        ("SELECT count(DISTINCT document) FROM photo JOIN work_order ON document = work_order.id", 60, 70),
        ("SELECT count(*) FROM history_line", 200, 281),
        ("SELECT count(DISTINCT report) FROM intervention", 120, 401),
    ] {
        let found = count(sql);
        assert!((least..=most).contains(&found), "{sql}: {found}");
    }
}

#[test]
fn every_state_occurs_and_most_orders_are_approved() {
    let states: BTreeSet<String> =
        texts(DEMO.path(), "SELECT DISTINCT state FROM work_order").into_iter().collect();
    assert_eq!(states, State::NAMES.into_iter().map(str::to_owned).collect());
    assert!(count("SELECT count(*) FROM work_order WHERE state = 'approved'") > 250);
    assert_eq!(count("SELECT count(*) FROM work_order WHERE state = 'finished'"), 30);
    assert_eq!(count("SELECT count(*) FROM work_order WHERE new_since_approval"), 0);
}

#[test]
fn two_contradictions_a_late_report_and_missing_photos_are_there_to_look_at() {
    let kinds = texts(DEMO.path(), "SELECT kind FROM contradiction ORDER BY kind");
    assert_eq!(kinds, ["field", "finished-though-cancelled"]);
    let late = texts(DEMO.path(), "SELECT state FROM work_order WHERE late");
    assert_eq!(late, ["finished"]);
    let missing = "FROM photo JOIN work_order ON document = work_order.id AND state = 'finished'
        WHERE sha256 NOT IN (SELECT sha256 FROM photo_received)";
    assert_eq!(count(&format!("SELECT count(*) {missing}")), 2);
    assert_eq!(count(&format!("SELECT count(DISTINCT document) {missing}")), 1);
    assert_eq!(
        count("SELECT count(*) FROM photo WHERE thumbnail NOT IN (SELECT sha256 FROM photo_received)"),
        0
    );
}

#[test]
fn the_visitor_finds_a_good_day_and_everybody_has_something_to_do() {
    const TO_DO: &str = "state IN ('open', 'in-progress', 'paused', 'sent-back')";
    let of_visitor = format!(
        "FROM work_order JOIN assignment ON work_order = work_order.id JOIN person ON person = person.id
         WHERE person.name = 'Jean-Marc Delvaux' AND {TO_DO}"
    );
    assert_eq!(count(&format!("SELECT count(*) {of_visitor}")), 7);
    assert_eq!(count(&format!("SELECT count(*) {of_visitor} AND due < '2026-11-24'")), 1);
    assert_eq!(count(&format!("SELECT count(*) {of_visitor} AND due = '2026-11-24'")), 2);
    assert_eq!(count(&format!("SELECT count(*) {of_visitor} AND priority = 'urgent'")), 1);
    assert_eq!(count(&format!("SELECT count(*) {of_visitor} AND state = 'sent-back'")), 1);
    let dangerous = format!(
        "SELECT count(*) {of_visitor} AND building IN (SELECT building FROM hazard WHERE kind = 'asbestos')"
    );
    assert!(count(&dangerous) >= 2);
    let checked = format!(
        "SELECT count(*) {of_visitor} AND work_order.id IN (SELECT work_order FROM checklist_answer)"
    );
    assert!(count(&checked) >= 3);
    let shared = format!(
        "SELECT count(*) {of_visitor} AND
         (SELECT count(*) FROM assignment AS other WHERE other.work_order = work_order.id) = 2"
    );
    assert_eq!(count(&shared), 1);
    let busy = format!(
        "SELECT count(DISTINCT person) FROM assignment JOIN work_order ON work_order = work_order.id WHERE {TO_DO}"
    );
    assert_eq!(count(&busy), 12);
}

#[test]
fn nothing_refers_to_what_is_not_there() {
    let office = office(DEMO.path());
    let mut statement = office.prepare("PRAGMA foreign_key_check").unwrap();
    let broken: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    assert!(broken.is_empty(), "{broken:?}");
}

#[test]
fn filled_at_night_on_a_sunday_nothing_happened_later_and_the_numbers_follow_the_years() {
    let demo = filled(SUNDAY_NIGHT);
    for (table, column) in [
        ("step", "at"),
        ("photo", "taken_at"),
        ("intervention", "ended_at"),
        ("request", "at"),
        ("remark", "at"),
        ("device", "last_contact"),
    ] {
        let newest = texts(demo.path(), &format!("SELECT max({column}) FROM {table}"));
        // The clock of one phone is eleven minutes ahead.
        assert!(newest[0].as_str() < "2027-01-03T01:26", "{table}.{column}: {newest:?}");
    }
    let years = texts(demo.path(), "SELECT DISTINCT substr(number, 1, 4) FROM work_order ORDER BY 1");
    assert_eq!(years.first().map(String::as_str), Some("2026"));
    let repeated = texts(demo.path(), "SELECT number FROM work_order GROUP BY number HAVING count(*) > 1");
    assert!(repeated.is_empty(), "{repeated:?}");
}

#[tokio::test]
async fn the_welcome_gives_a_link_that_enrols_and_words_that_sign_in() {
    let empty = tempfile::tempdir().unwrap();
    let engine = Engine::open(empty.path(), NOUNS, clock(TUESDAY_MORNING)).unwrap();
    assert!(demo::welcome(&engine, "http://localhost:8080", "http://localhost:8080").await.is_err());

    let demo = tokio::task::spawn_blocking(|| DEMO.path()).await.unwrap();
    let engine = Engine::open(demo, NOUNS, clock(TUESDAY_MORNING)).unwrap();
    let again = demo::fill(&engine, &PhotoFiles::open(demo).unwrap()).await;
    assert!(matches!(again, Err(demo::DemoError::NotEmpty)));

    let said = demo::welcome(&engine, "http://localhost:8080", "http://localhost:8080").await.unwrap();
    assert!(said.contains("http://localhost:8080/office"));
    assert!(said.contains('▀') && said.contains('█'), "no QR code in\n{said}");
    for role in ["Superviseur", "Guichet  ", "Administrateur"] {
        let line = said.lines().find(|line| line.contains(role)).unwrap();
        let words: Vec<&str> = line.split_whitespace().collect();
        let attempt = sync_server::accounts::sign_in::Attempt {
            login: words[2].to_owned(),
            password: words[4].to_owned(),
            address: std::net::Ipv4Addr::LOCALHOST.into(),
            browser: String::new(),
            before: Vec::new(),
            known_by: Vec::new(),
        };
        let signed_in = sync_server::accounts::sign_in::sign_in(&engine, attempt).await.unwrap();
        assert!(matches!(signed_in, sync_server::accounts::sign_in::SignIn::Welcome(..)), "{line}");
    }

    // The supervisor with two factors, whose recovery code is used up: it is not told again.
    let line = said.lines().find(|line| line.contains("Deux facteurs")).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    let attempt = sync_server::accounts::sign_in::Attempt {
        login: words[3].to_owned(),
        password: words[5].to_owned(),
        address: std::net::Ipv4Addr::LOCALHOST.into(),
        browser: String::new(),
        before: Vec::new(),
        known_by: Vec::new(),
    };
    let half = sync_server::accounts::sign_in::sign_in(&engine, attempt).await.unwrap();
    let sync_server::accounts::sign_in::SignIn::Half(half) = half else { panic!("{half:?}") };
    let recovery = said.split("bon une fois: ").nth(1).unwrap().split_whitespace().next().unwrap();
    let attempt = sync_server::accounts::second_factor::CodeAttempt {
        half,
        code: recovery.to_owned(),
        address: std::net::Ipv4Addr::LOCALHOST.into(),
        browser: String::new(),
        before: Vec::new(),
        known_by: Vec::new(),
    };
    let given = sync_server::accounts::second_factor::finish_sign_in(&engine, attempt).await.unwrap();
    assert!(matches!(given, sync_server::accounts::second_factor::Given::Right(_)), "{given:?}");
    let later = demo::welcome(&engine, "http://localhost:8080", "http://localhost:8080").await.unwrap();
    assert!(!later.contains(recovery) && later.contains("bon une fois: banc"), "{later}");

    let code = said.split("/#/enrol/").nth(1).unwrap().split_whitespace().next().unwrap();
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let hash = sync_server::base::secret::secret_hash(&code);
    let code = engine.read(move |store| store.code(hash)).await.unwrap();
    assert!(code.is_some_and(|code| code.used_at.is_none()), "it is there to be used");

    let elsewhere = demo::welcome(&engine, "https://10.0.0.7:8443", "http://10.0.0.7:81").await.unwrap();
    assert!(elsewhere.contains("https://10.0.0.7:8443/#/enrol/"));
    assert!(elsewhere.contains("http://10.0.0.7:81/office"));
}

#[tokio::test]
async fn a_filled_directory_is_known_as_the_demo_also_one_that_does_not_say_so() {
    let commune = tokio::task::spawn_blocking(walk::Commune::open).await.unwrap();
    assert!(demo::is_demo(&commune.app.engine).await.unwrap());
    let forget = |sql: &'static str| {
        let server = Connection::open(commune.data.path().join("server.db")).unwrap();
        server.execute(sql, []).unwrap()
    };
    assert_eq!(forget("DELETE FROM meta WHERE key = 'demo'"), 1);
    assert!(demo::is_demo(&commune.app.engine).await.unwrap(), "its people are those of the demo");
    forget("UPDATE person SET name = name || ' fils' WHERE login < 'n'");
    let known = "SELECT count(*) FROM person WHERE name NOT LIKE '% fils'";
    let server = Connection::open(commune.data.path().join("server.db")).unwrap();
    let kept: i64 = server.query_row(known, [], |row| row.get(0)).unwrap();
    assert!(kept <= 20, "{kept} of 40 are called as before");
    assert!(!demo::is_demo(&commune.app.engine).await.unwrap(), "a namesake is somebody else");
}

#[test]
fn a_morning_of_reviews_waits_with_some_that_want_a_closer_look() {
    const WAITS: &str = "FROM work_order o WHERE state = 'finished'";
    const FAILED: &str = "EXISTS (SELECT 1 FROM checklist_answer c WHERE c.work_order = o.id
        AND (c.kind = 'tick' AND c.answer = 'false' OR c.required AND c.answer IS NULL))";
    const MISSING: &str = "EXISTS (SELECT 1 FROM photo p WHERE p.document = o.id
        AND p.sha256 NOT IN (SELECT sha256 FROM photo_received))";
    let plain = format!(
        "SELECT count(*) {WAITS} AND NOT late AND contradictions = 0 AND NOT {FAILED} AND NOT {MISSING}"
    );
    assert!(count(&plain) >= 20, "{}", count(&plain));
    assert!(count(&format!("SELECT count(*) {WAITS} AND {FAILED}")) >= 2);
}

#[test]
fn three_phones_are_silent_one_of_them_holding_work_and_one_for_longer_than_it_may() {
    let silent = "last_contact < '2026-11-20' AND withdrawn_at IS NULL";
    assert_eq!(count(&format!("SELECT count(*) FROM device WHERE {silent}")), 3);
    assert_eq!(count("SELECT count(*) FROM device WHERE last_contact < '2026-10-20'"), 1);
    assert_eq!(count(&format!("SELECT count(*) FROM device WHERE {silent} AND waiting_changes > 0")), 1);
}

#[test]
fn requests_of_the_counter_are_numbered_as_they_came_in_and_one_was_reported_already() {
    let numbers =
        texts(DEMO.path(), "SELECT number FROM request WHERE origin = 'counter' ORDER BY at, number");
    let first = numbers.iter().find(|number| number.starts_with("D-2026-"));
    assert_eq!(first.map(String::as_str), Some("D-2026-0097"));
    assert!(numbers.is_sorted() && numbers.len() > 15, "{numbers:?}");
    assert_eq!(count("SELECT count(*) FROM request WHERE origin = 'field' AND number IS NOT NULL"), 0);
    let twice = "SELECT count(*) FROM request a JOIN request b ON a.building = b.building AND a.title = b.title AND a.id < b.id
        WHERE a.work_order IS NULL AND a.closed IS NULL AND b.work_order IS NULL AND b.closed IS NULL";
    assert_eq!(count(twice), 1);
}

/// Somebody left: they are blocked, noted some of the requests of long ago, and one of these says their name.
#[tokio::test]
async fn somebody_left_who_can_be_made_nameless() {
    let demo = copied(DEMO.path());
    let engine = Engine::open(demo.path(), NOUNS, clock(TUESDAY_MORNING)).unwrap();
    let account = engine.read(|store| store.account_by_login("zelie")).await.unwrap().unwrap();
    assert!(account.blocked_at.is_some());
    let name = format!("%{}%", account.person.name);
    let office = office(demo.path());
    let naming: i64 = office
        .query_row("SELECT count(*) FROM request WHERE closed LIKE ?1", [name], |row| row.get(0))
        .unwrap();
    let found = engine.where_named(account.person.id, vec![]).await.unwrap();
    assert_eq!((naming, found.documents.values().sum::<u64>(), found.open_orders), (1, 2, vec![]));
}

/// What people wrote in requests of more than two years ago is over its time, that of one has gone; browsers nobody has
/// used for longer than they are known are, too.
#[tokio::test]
async fn some_things_are_over_their_time_and_one_request_was_founded_anew() {
    assert_eq!(count("SELECT count(*) FROM request WHERE title = '[…]' AND description = '[…]'"), 1);
    let demo = tempfile::tempdir().unwrap();
    let engine = Engine::open(demo.path(), NOUNS, clock(TUESDAY_MORNING)).unwrap();
    let photos = PhotoFiles::open(demo.path()).unwrap();
    demo::fill(&engine, &photos).await.unwrap();
    let found = engine.outlived().await.unwrap();
    let things = |name| found.iter().find(|one| one.category.name() == name).map(|one| one.outlived.things);
    assert_eq!((things("requests"), things("sign-ins"), things("audit")), (Some(4), Some(3), Some(0)));
    assert!(
        engine.end_outlived(&photos).await.unwrap().is_empty(),
        "an administrator has not put it in force"
    );
}

//! A data directory that cannot be used is left alone, with a sentence that says what to do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;
use sync_server::base::clock::SystemClock;
use sync_server::domains::NOUNS;
use sync_server::engine::data_directory::rebuild_office;
use sync_server::engine::error::EngineError;
use sync_server::engine::{Engine, Unusable};

fn open(data: &Path) -> Result<Engine, Unusable> {
    Engine::open(data, NOUNS, Arc::new(SystemClock)).map_err(|error| {
        let EngineError::Unusable(why) = error else { panic!("{error}") };
        why
    })
}

/// A data directory that was used and is not any more.
fn used() -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    open(data.path()).unwrap().stop();
    data
}

/// Overwrites a database from its second page on.
fn damage(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    assert!(bytes.len() > 8192);
    bytes[4096..].fill(0xA5);
    fs::write(path, bytes).unwrap();
}

#[test]
fn one_server_at_a_time() {
    let data = tempfile::tempdir().unwrap();
    let engine = open(data.path()).unwrap();
    assert_eq!(open(data.path()).err(), Some(Unusable::InUse));
    let rebuilding = rebuild_office(data.path(), NOUNS, Arc::new(SystemClock));
    assert!(matches!(rebuilding, Err(EngineError::Unusable(Unusable::InUse))));
    engine.stop();
    open(data.path()).unwrap().stop();
}

/// Nobody makes a folder there, not even the user who may do everything.
#[cfg(target_os = "linux")]
#[test]
fn where_nothing_can_be_written_it_says_so_and_does_not_begin() {
    let why = open(Path::new("/sys/guichet")).err();
    assert!(matches!(why, Some(Unusable::NotWritable(_))), "{why:?}");
    assert!(why.unwrap().to_string().contains("nothing can be written there"));
}

#[test]
fn a_newer_program_s_directory_is_left_alone() {
    let data = used();
    let server = Connection::open(data.path().join("server.db")).unwrap();
    server.pragma_update(None, "user_version", 99).unwrap();
    drop(server);
    assert_eq!(open(data.path()).err(), Some(Unusable::Newer { file: "server.db", version: 99 }));
    let version: i64 = Connection::open(data.path().join("server.db"))
        .and_then(|db| db.pragma_query_value(None, "user_version", |row| row.get(0)))
        .unwrap();
    assert_eq!(version, 99);
}

#[test]
fn a_damaged_server_db_is_not_served() {
    let data = used();
    damage(&data.path().join("server.db"));
    let why = open(data.path()).err();
    assert!(matches!(why, Some(Unusable::Damaged { file: "server.db", .. })), "{why:?}");
}

#[test]
fn what_is_no_database_is_not_served() {
    let data = used();
    fs::write(data.path().join("server.db"), "Bonjour. ".repeat(1000)).unwrap();
    let why = open(data.path()).err();
    assert!(matches!(why, Some(Unusable::Damaged { file: "server.db", .. })), "{why:?}");
}

#[test]
fn a_server_db_that_was_emptied_is_not_begun_anew() {
    let data = used();
    fs::write(data.path().join("server.db"), "").unwrap();
    assert_eq!(open(data.path()).err(), Some(Unusable::Missing));
    assert_eq!(fs::metadata(data.path().join("server.db")).unwrap().len(), 0);
}

#[test]
fn the_database_of_another_program_is_left_alone() {
    let data = tempfile::tempdir().unwrap();
    let theirs = Connection::open(data.path().join("server.db")).unwrap();
    theirs.execute_batch("CREATE TABLE recipe (name TEXT)").unwrap();
    let why = open(data.path()).err();
    assert!(matches!(why, Some(Unusable::Damaged { file: "server.db", .. })), "{why:?}");
    let tables: i64 = theirs.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0)).unwrap();
    assert_eq!(tables, 1);
}

#[test]
fn a_server_db_that_went_missing_is_not_begun_anew() {
    let data = used();
    fs::remove_file(data.path().join("server.db")).unwrap();
    assert_eq!(open(data.path()).err(), Some(Unusable::Missing));
    assert!(!data.path().join("server.db").exists());
}

#[test]
fn a_damaged_or_missing_office_db_is_made_again_and_the_damaged_one_is_kept() {
    let data = used();
    let office = data.path().join("office/office.db");
    damage(&office);
    open(data.path()).unwrap().stop();
    assert!(data.path().join("office/office.db.damaged").exists());
    fs::remove_file(&office).unwrap();
    open(data.path()).unwrap().stop();
    assert!(office.exists());
}

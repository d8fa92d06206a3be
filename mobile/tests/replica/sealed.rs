//! The replica of an earlier app, which was not sealed, becomes one that is. What seals is in the browser's SQLite alone:
//! here it is the same copy without the key.

use std::fs;
use std::path::Path;

use mobile::replica::sealed;
use rusqlite::Connection;

const WORDS: &str = "Fuite sous la chaudiere de l'ecole";

fn says(file: &Path) -> bool {
    fs::read(file).unwrap().windows(WORDS.len()).any(|window| window == WORDS.as_bytes())
}

/// A database with many rows, and some that were deleted.
fn open_database(file: &Path) -> Connection {
    let db = Connection::open(file).unwrap();
    db.execute_batch("CREATE TABLE line (text TEXT); CREATE TABLE other (id INTEGER PRIMARY KEY, text TEXT)")
        .unwrap();
    for at in 0..400 {
        db.execute("INSERT INTO line VALUES (?1)", [format!("{WORDS} {at} {}", "x".repeat(at * 20))])
            .unwrap();
        db.execute("INSERT INTO other (text) VALUES (?1)", [format!("{WORDS} {at}")]).unwrap();
    }
    db.pragma_update(None, "user_version", 6).unwrap();
    db
}

#[test]
fn the_copy_has_everything_and_its_version() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("phone.db"), folder.path().join("sealed.db"));
    let db = open_database(&from);
    sealed::copy(&db, &format!("file:{}", to.display())).unwrap();
    let copy = Connection::open(&to).unwrap();
    sealed::settle(&copy).unwrap();
    let lines: u32 = copy.query_row("SELECT count(*) FROM line", [], |row| row.get(0)).unwrap();
    let version: u32 = copy.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!((lines, version), (400, 6));
}

#[test]
fn what_was_open_is_overwritten_and_stands_in_no_journal() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("phone.db");
    drop(open_database(&file));
    assert!(says(&file));
    let db = Connection::open(&file).unwrap();
    sealed::overwrite(&db).unwrap();
    let journal: String = db.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(journal, "off", "it takes no memory either");
    drop(db);
    assert!(!says(&file));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "only the database is there");
}

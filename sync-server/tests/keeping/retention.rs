//! What is over its time goes, and what is left is whole: the audit log verifies, also against heads that were written
//! elsewhere before, no phone takes the server for one that was put back, and the office database is as if made again.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use rusqlite::Connection;
use shared::ReplyId;
use shared::Timestamp;
use shared::wire::SyncRequest;
use sync_server::audit_head::{SignedHead, of_directory};
use sync_server::backup::verify_against;
use sync_server::engine::jobs;
use sync_server::retention::{Category, Terms, end};
use sync_server::retention_commands::dry_run;
use sync_server::sql;
use sync_server::store::{AuditFilter, AuditHead, AuditLine, ServerAbsence, Store};
use tempfile::TempDir;

use crate::office::{OTHER, Office, Phone, TECH, clock, material};

/// Seconds of the test's clock, three years and a half.
const LATER: i64 = 110_000_000;

/// An office at work three years ago, of which everything that may go has gone.
struct Kept {
    folder: TempDir,
    office: Office,
    /// A phone that was in a drawer since, and the reply it had last.
    other: Phone,
    first_reply: Option<ReplyId>,
    went: Vec<Category>,
}

fn in_force(office: &mut Office) {
    let terms = Terms::default().in_force();
    office.run(jobs::write(move |store| terms.write(store))).unwrap();
}

impl Kept {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut office = Office::peopled(folder.path());
        let order = office.order_for(&[TECH]);
        let (mut phone, mut other) = (Phone::of(TECH), Phone::of(OTHER));
        phone.sync(&mut office, vec![]);
        let work = phone.does(order, material("joint"));
        phone.sync(&mut office, vec![work]);
        let first_reply = other.sync(&mut office, vec![]).id;
        drop(office);
        std::fs::write(folder.path().join("heads"), format!("{}\n", of_directory(folder.path()).unwrap()))
            .unwrap();

        let mut office = Office::open(folder.path(), clock(LATER));
        phone.sync(&mut office, vec![]);
        for category in Category::ALL {
            assert_eq!(office.run(end(category, None)).unwrap().ended, None, "it is not in force");
        }
        in_force(&mut office);
        let mut went = Vec::new();
        for category in Category::ALL {
            went.extend(office.run(end(category, None)).unwrap().ended.map(|done| done.category));
        }
        Self { folder, office, other, first_reply, went }
    }

    fn lines(&self) -> Vec<AuditLine> {
        self.office.core.store().audit_after(&AuditFilter::default(), 0, 1_000).unwrap()
    }
}

fn wrong(data: &Path, heads: Option<&PathBuf>) -> Vec<String> {
    let findings = verify_against(data, heads.map(PathBuf::as_path), &clock(LATER + 90_000)).unwrap();
    findings.wrong.into_iter().filter(|problem| problem.starts_with("audit log")).collect()
}

#[test]
fn the_audit_log_begins_later_and_holds_against_heads_of_before() {
    let kept = Kept::new();
    assert!(
        kept.went.contains(&Category::Audit) && kept.went.contains(&Category::Technical),
        "{:?}",
        kept.went
    );
    let lines = kept.lines();
    assert!(lines[0].id > 1, "{lines:?}");
    let told: Vec<&str> = lines.iter().map(|line| line.action.as_str()).collect();
    assert!(told.contains(&"audit-shortened") && told.contains(&"retention-done"), "{told:?}");
    let said = lines.iter().find(|line| line.action == "audit-shortened").unwrap();
    assert!(said.detail.contains(&format!("id={} ", lines[0].id - 1)) && said.detail.ends_with("months=36"));
    let (data, heads) = (kept.folder.path().to_owned(), kept.folder.path().join("heads"));
    drop(kept.office);
    assert_eq!(wrong(&data, Some(&heads)), [""; 0]);
}

#[test]
fn what_somebody_takes_away_beyond_that_is_found() {
    let kept = Kept::new();
    let first = kept.lines()[0].id;
    drop(kept.office);
    let harmed = |sql: &str| {
        let copy = tempfile::tempdir().unwrap();
        std::fs::copy(kept.folder.path().join("server.db"), copy.path().join("server.db")).unwrap();
        let db = Connection::open(copy.path().join("server.db")).unwrap();
        db.execute_batch("DROP TRIGGER audit_keeps_its_rows; DROP TRIGGER audit_loses_no_row").unwrap();
        db.execute_batch(sql).unwrap();
        drop(db);
        wrong(copy.path(), None)
    };
    assert_eq!(harmed(""), [""; 0]);
    let taken = harmed(&format!("DELETE FROM audit WHERE id = {first}"));
    assert!(taken[0].contains(&format!("line {first} was taken away")), "{taken:?}");
    let begin = harmed("DELETE FROM meta WHERE key = 'audit_begin'");
    assert!(begin[0].contains("were taken away"), "{begin:?}");
    let forged =
        harmed("UPDATE meta SET value = replace(value, 'lines=', 'lines=1') WHERE key = 'audit_begin'");
    assert!(forged[0].contains("is not signed by this server"), "{forged:?}");
}

#[test]
fn a_phone_whose_last_reply_is_forgotten_finds_the_same_server() {
    let mut kept = Kept::new();
    let feed = kept.office.core.store().feed(|| [0; 16]).unwrap();
    let request = SyncRequest { last_reply: kept.first_reply, ..kept.other.request() };
    assert!(request.last_reply.is_some());
    kept.other.asks(&mut kept.office, request);
    assert_eq!(kept.office.core.store().feed(|| [0; 16]).unwrap(), feed);
    assert!(!kept.lines().iter().any(|line| line.action == "put-back"));
}

#[test]
fn the_office_database_forgets_with_the_server() {
    let kept = Kept::new();
    assert_eq!(kept.office.dump(), kept.office.dump_made_again());
}

#[test]
fn the_command_line_says_what_is_over_its_time_and_ends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::peopled(folder.path());
    let in_2021 = Timestamp(1_609_459_200_000);
    for (secret, at) in [([7; 32], in_2021), ([8; 32], Timestamp(0))] {
        office.run(jobs::write(move |store| store.remember_browser(secret, TECH, at))).unwrap();
    }
    drop(office);
    // By the clock of this machine: one browser was last used in 2021, one while the clock stood in 1970.
    for _ in 0..2 {
        let told = dry_run(folder.path(), TimeZone::UTC).unwrap();
        assert!(
            told.contains(&"sign-ins: 1, kept for 13 months, of 2021-01-01 to 2021-01-01".to_owned()),
            "{told:?}"
        );
    }
    let empty = tempfile::tempdir().unwrap();
    assert!(dry_run(empty.path(), TimeZone::UTC).is_err());
}

#[test]
fn a_clock_that_jumps_ahead_ends_nothing_for_a_week() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::peopled(folder.path());
    let order = office.order_for(&[TECH]);
    let mut phone = Phone::of(TECH);
    phone.sync(&mut office, vec![]);
    let work = phone.does(order, material("joint"));
    phone.sync(&mut office, vec![work]);
    let there = office.clock.now();
    office.run(jobs::write(move |store| store.set_served_at(there))).unwrap();
    drop(office);

    let mut office = Office::open(folder.path(), clock(LATER));
    phone.sync(&mut office, vec![]);
    in_force(&mut office);
    let ends = |office: &mut Office| office.run(end(Category::Technical, None)).unwrap().ended;
    assert_eq!(ends(&mut office), None, "nobody has noted the absence yet");
    let back = office.clock.now();
    let noted = [ServerAbsence { from: there, to: back }];
    let note = jobs::write(move |store| store.set_absences(&noted).and_then(|()| store.set_served_at(back)));
    office.run(note).unwrap();
    assert_eq!(ends(&mut office), None);
    drop(office);
    let mut office = Office::open(folder.path(), clock(LATER + 8 * 86_400));
    assert!(ends(&mut office).is_some(), "after a week it is what it looks like");
    assert!(office.core.store().has_remains().unwrap(), "the files still have it");
}

#[test]
fn a_head_that_was_kept_elsewhere_tells_that_younger_lines_went() {
    let kept = Kept::new();
    let lines = kept.lines();
    let said = lines.iter().find(|line| line.action == "audit-shortened").unwrap();
    let (begin, at, key) = (lines[0].id - 1, said.at, kept.office.core.store().audit_key().unwrap());
    let data = kept.folder.path().to_owned();
    drop(kept.office);
    let file = data.join("young");
    let found = |id, at| {
        let head = AuditHead { id, at, chain: shared::Sha256::of(b"chain"), lines: 1 };
        std::fs::write(&file, format!("{}\n", SignedHead::sign(head, key).unwrap())).unwrap();
        wrong(&data, Some(&file))
    };
    let month = 30 * 86_400_000;
    assert_eq!(found(begin - 1, at.plus_ms(-13 * month)), [""; 0]);
    let young = found(begin - 1, at.plus_ms(-month));
    assert!(young.iter().any(|line| line.contains("before it was old enough to go")), "{young:?}");
    let other = found(begin, at.plus_ms(-13 * month));
    assert!(other.iter().any(|line| line.contains("the log says that this line was of")), "{other:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_written_anew_goes_through_the_folder_of_the_database_and_leaves_nothing_there() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().canonicalize().unwrap();
    let store = Store::open(sql::Connection::open(folder.join("server.db")).unwrap()).unwrap();
    assert!(store.scrub().unwrap());
    // Temporary files are made when they are needed: this one is, and stays open.
    let db = Connection::open(folder.join("server.db")).unwrap();
    db.execute_batch(
        "PRAGMA temp.cache_size = 1; CREATE TEMP TABLE much (text);
         WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 200)
             INSERT INTO much SELECT randomblob(4000) FROM n;",
    )
    .unwrap();
    let open = std::fs::read_dir("/proc/self/fd").unwrap();
    let links = open.filter_map(|entry| std::fs::read_link(entry.unwrap().path()).ok());
    let files: Vec<String> = links.map(|file| file.to_string_lossy().into_owned()).collect();
    let begin = format!("{}/", folder.display());
    assert!(files.iter().any(|file| file.starts_with(&begin) && file.ends_with("(deleted)")), "{files:?}");
    let names = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(names.into_iter().all(|name| name.to_string_lossy().starts_with("server.db")));
}

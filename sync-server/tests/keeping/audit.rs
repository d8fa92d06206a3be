//! What somebody did to the audit log past its schema, with the database in hand, and what a verification says of it.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use shared::work_order::WorkOrderCommand;
use shared::{Command, Sha256, Timestamp};
use sync_server::audit_head::{KeptHeadsError, SignedHead, of_directory};
use sync_server::backup::{BackupError, Findings, backup, restore, verify_against};
use sync_server::engine::error::EngineError;
use sync_server::engine::job::Job;
use sync_server::engine::{CrashPoint, jobs};
use sync_server::sql;
use sync_server::store::audit_chain::link;
use sync_server::store::{
    Action, AuditEntry, AuditFilter, AuditHead, AuditLine, CHAIN_BEGINS, Store, Subject,
};
use tempfile::TempDir;

use crate::office::{Office, SUPERVISOR, TECH, clock, device};

/// How many lines the log has.
const LINES: i64 = 8;

/// The database of a stopped server with a log of [`LINES`] lines, which others are copied from.
struct Log(TempDir);

impl Log {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut office = Office::peopled(folder.path());
        let order = office.order_for(&[TECH]);
        office.does(Some(order), WorkOrderCommand::Cancel { reason: "double emploi".to_owned() });
        for detail in ["24 h", "48 h", "72 h"] {
            hears(&mut office, detail);
        }
        assert_eq!(office.core.store().audit_head().unwrap().lines, LINES.unsigned_abs());
        Self(folder)
    }

    fn head(&self) -> SignedHead {
        of_directory(self.0.path()).unwrap()
    }

    /// A copy that somebody works on who does not let the schema refuse it.
    fn harmed(&self, harm: impl FnOnce(&Connection)) -> Harmed {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(self.0.path().join("server.db"), folder.path().join("server.db")).unwrap();
        let db = Connection::open(folder.path().join("server.db")).unwrap();
        db.execute_batch(
            "DROP TRIGGER audit_keeps_its_rows; DROP TRIGGER audit_loses_no_row; DROP TRIGGER audit_replaces_no_row",
        )
        .unwrap();
        harm(&db);
        Harmed(folder)
    }

    fn after(&self, sql: &str) -> Harmed {
        self.harmed(|db| db.execute_batch(sql).unwrap())
    }
}

/// A line with everything in it.
fn hears(office: &mut Office, detail: &str) {
    let entry = AuditEntry::new(Action::DeviceHeard, Subject::Device(device(TECH).id));
    let entry = entry.by(TECH).with(device(TECH).id).detailed(detail);
    let (at, address) = (office.clock.now(), "192.0.2.1".parse().ok());
    office.run(jobs::write(move |store| store.record_audit(&entry, at, address))).unwrap();
}

struct Harmed(TempDir);

impl Harmed {
    /// What is wrong with its log, beside heads that were written before.
    fn beside(&self, heads: &str) -> Vec<String> {
        let file = self.0.path().join("heads");
        std::fs::write(&file, heads).unwrap();
        of_log(&verify_against(self.0.path(), Some(&file), &clock(90_000)).unwrap())
    }

    fn found(&self) -> Vec<String> {
        of_log(&verify_against(self.0.path(), None, &clock(90_000)).unwrap())
    }
}

/// What is wrong with the log alone.
fn of_log(findings: &Findings) -> Vec<String> {
    findings.wrong.iter().filter_map(|wrong| wrong.strip_prefix("audit log: ")).map(str::to_owned).collect()
}

fn lines(data: &Path) -> Vec<AuditLine> {
    let store = Store::open_to_read(sql::Connection::open_to_read(data.join("server.db")).unwrap());
    store.audit_after(&AuditFilter::default(), 0, 1_000).unwrap()
}

/// Chains the log anew, as this program does.
fn chain_anew(db: &Connection, lines: Vec<AuditLine>) {
    let mut before = CHAIN_BEGINS;
    for line in lines {
        before = link(before, &line);
        db.execute("UPDATE audit SET chain = ?1 WHERE id = ?2", (before.0, line.id)).unwrap();
    }
}

fn one(found: Vec<String>) -> String {
    let [sentence] = <[String; 1]>::try_from(found).unwrap();
    sentence
}

#[test]
fn a_log_that_nobody_touched_is_what_was_written() {
    let log = Log::new();
    let file = log.0.path().join("heads");
    std::fs::write(&file, log.head().to_string()).unwrap();
    let findings = verify_against(log.0.path(), Some(&file), &clock(90_000)).unwrap();
    assert_eq!(findings.wrong, [""; 0]);
    assert_eq!((findings.audit_lines, findings.audit_heads), (LINES.unsigned_abs(), Some(1)));
    assert!(findings.to_string().contains("8 lines of the audit log\n1 heads held against the audit log\n"));
}

#[test]
fn whatever_column_of_a_line_is_altered_its_number_and_time_are_said() {
    let log = Log::new();
    let at = jiff::Timestamp::from_millisecond(lines(log.0.path())[6].at.0).unwrap();
    let said = format!("line 7 ({at:.3}) is not what was written there");
    for assignment in [
        "person = x'05050505050505050505050505050505'",
        "person = NULL",
        "device = x'05050505050505050505050505050505'",
        "device = NULL",
        "address = '192.0.2.2'",
        "address = ''",
        "address = NULL",
        "action = 'signed-in'",
        "subject = ''",
        "detail = '48 h '",
    ] {
        let found = one(log.after(&format!("UPDATE audit SET {assignment} WHERE id = 7")).found());
        assert!(found.starts_with(&said) && !found.contains("further"), "{assignment}: {found}");
    }
    let found = one(log.after("UPDATE audit SET at = at + 1 WHERE id = 7").found());
    assert!(found.starts_with("line 7 (") && found.contains("is not what was written there"), "{found}");
    let found = one(log.after("UPDATE audit SET chain = zeroblob(32) WHERE id = 7").found());
    assert!(found.starts_with(&said) && found.contains("; 1 further lines"), "{found}");
    for unreadable in ["chain = x'00'", "person = 'anne'", "at = 'hier'", "detail = x'ff'"] {
        let found = one(log.after(&format!("UPDATE audit SET {unreadable} WHERE id = 7")).found());
        assert!(found.starts_with("line 7 cannot be read: it was altered"), "{unreadable}: {found}");
    }
}

#[test]
fn lines_that_were_taken_away_before_the_end_are_said() {
    let log = Log::new();
    for (sql, said) in [
        ("DELETE FROM audit WHERE id = 4", "line 4 was taken away: line 5 ("),
        ("DELETE FROM audit WHERE id IN (4, 5)", "lines 4 to 5 were taken away: line 6 ("),
        ("DELETE FROM audit WHERE id = 1", "line 1 was taken away: line 2 ("),
    ] {
        let found = one(log.after(sql).found());
        assert!(found.starts_with(said) && !found.contains("further"), "{sql}: {found}");
    }
    let closed_up = "DELETE FROM audit WHERE id = 4; UPDATE audit SET id = id - 1 WHERE id > 4";
    let found = one(log.after(closed_up).found());
    assert!(found.starts_with("line 4 (") && found.contains("; 3 further lines"), "{found}");
}

#[test]
fn lines_that_changed_places_are_said() {
    let log = Log::new();
    let apart = "UPDATE audit SET id = -3 WHERE id = 3; UPDATE audit SET id = 3 WHERE id = 6;
        UPDATE audit SET id = 6 WHERE id = -3";
    let found = one(log.after(apart).found());
    assert!(found.starts_with("line 3 (") && found.contains("or is another line"), "{found}");
    // The places of the chains stay: only what is said in the lines changes.
    let words = "UPDATE audit SET detail = CASE id WHEN 6 THEN '48 h' ELSE '24 h' END WHERE id IN (6, 7)";
    let found = one(log.after(words).found());
    assert!(found.starts_with("line 6 (") && found.contains("; 1 further lines"), "{found}");
    let added = "INSERT INTO audit SELECT id + 1, at, person, device, address, action, subject, detail, chain
        FROM audit ORDER BY id DESC LIMIT 1";
    let found = one(log.after(added).found());
    assert!(found.starts_with("line 9 ("), "{found}");
}

#[test]
fn a_log_whose_end_was_cut_off_is_found_by_a_head_that_was_written_elsewhere() {
    let log = Log::new();
    let heads = format!("{}\n", log.head());
    let cut = log.after("DELETE FROM audit WHERE id > 6");
    assert_eq!(cut.found(), [""; 0], "the chain alone does not know what followed");
    let found = one(cut.beside(&heads));
    assert!(found.starts_with("the head in line 1 of the file, of line 8 of the log ("), "{found}");
    assert!(found.ends_with("does not hold: the log ends with line 6: its end was cut off"), "{found}");
    // Somebody wrote on.
    let path = cut.0.path();
    let store = Store::open(sql::Connection::open(path.join("server.db")).unwrap()).unwrap();
    for _ in 0..3 {
        store.record_audit(&AuditEntry::new(Action::SignedIn, Subject::Nothing), Timestamp(1), None).unwrap();
    }
    drop(store);
    assert_eq!(cut.found(), [""; 0]);
    let found = one(cut.beside(&heads));
    assert!(found.contains("line 8 has another chain now"), "{found}");
    let emptied = log.after("DELETE FROM audit");
    assert!(one(emptied.beside(&heads)).contains("the log ends with line 0"));
}

#[test]
fn a_log_that_was_chained_anew_is_found_by_the_heads_that_were_written_elsewhere() {
    let log = Log::new();
    let early = log.harmed(|db| {
        db.execute_batch("DELETE FROM audit WHERE id > 3").unwrap();
    });
    let heads = format!("{}\n{}\n", of_directory(early.0.path()).unwrap(), log.head());
    let mut altered = lines(log.0.path());
    altered[4].detail = "rien".to_owned();
    let anew = log.harmed(|db| {
        db.execute("UPDATE audit SET detail = 'rien' WHERE id = 5", []).unwrap();
        chain_anew(db, altered);
    });
    assert_eq!(anew.found(), [""; 0], "the chain alone does not know that there was another");
    let found = one(anew.beside(&heads));
    assert!(found.starts_with("the head in line 2 of the file, of line 8 of the log ("), "{found}");
    assert!(found.contains("line 8 has another chain now"), "{found}");
    assert!(found.ends_with(". Up to line 3 the log is what heads say"), "{found}");
}

#[test]
fn a_head_that_was_altered_cut_or_signed_by_somebody_else_is_found() {
    let log = Log::new();
    let head = log.head();
    let whole = log.harmed(|_| {});
    assert_eq!(whole.beside(&format!("{head}\n{head}\n")), [""; 0]);
    let text = head.to_string();
    let found = one(whole.beside(&text.replace("lines=8", "lines=9")));
    assert!(found.starts_with("the head in line 1 of the file has a wrong signature"), "{found}");
    let chain = format!("chain={}", head.head.chain);
    let found = one(whole.beside(&text.replace(&chain, &format!("chain={}", Sha256([7; 32])))));
    assert!(found.starts_with("the head in line 1 of the file has a wrong signature"), "{found}");
    let found = one(whole.beside(&format!("{text}\n{}\n", &text[..text.len() - 9])));
    assert_eq!(found, "the head in line 2 of the file is not whole");

    // Whoever has no key of the directory makes one.
    let invented = AuditHead { chain: Sha256([7; 32]), ..head.head };
    let foreign = SignedHead::sign(invented, Some([7; 32])).unwrap();
    let found = whole.beside(&format!("{foreign}\n{foreign}\n"));
    let [by_another, unheld] = <[String; 2]>::try_from(found).unwrap();
    assert!(
        by_another.starts_with("the head in line 1 of the file is signed by another key, "),
        "{by_another}"
    );
    assert!(by_another.ends_with("; so it is with 1 other heads"), "{by_another}");
    assert!(unheld.contains("line 8 has another chain now"), "{unheld}");
    assert!(unheld.ends_with("; nor do 1 other heads hold"), "{unheld}");
}

#[test]
fn a_file_without_a_head_proves_nothing_and_is_an_error() {
    let log = Log::new();
    let file = log.0.path().join("heads");
    std::fs::write(&file, "").unwrap();
    let refused = verify_against(log.0.path(), Some(&file), &clock(90_000)).unwrap_err();
    assert!(matches!(refused, BackupError::Heads(KeptHeadsError::NoHead(_))), "{refused}");
}

#[test]
fn the_head_of_a_backup_is_that_of_its_day_and_a_restored_log_goes_on_with_the_same_key() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| -> PathBuf { folder.path().join(name) };
    std::fs::create_dir(place("data")).unwrap();
    let mut office = Office::peopled(&place("data"));
    let order = office.order_for(&[TECH]);
    let before = of_directory(&place("data")).unwrap();
    backup(&place("data"), &place("backup")).unwrap();
    assert_eq!(of_directory(&place("backup")).unwrap(), before);
    office.does(Some(order), WorkOrderCommand::Cancel { reason: "après".to_owned() });
    hears(&mut office, "24 h");
    let since = of_directory(&place("data")).unwrap();
    restore(&place("backup"), &place("restored"), &clock(50_000)).unwrap();
    let mut back = Office::open(&place("restored"), clock(60_000));
    back.order_for(&[TECH]);
    drop(back);
    assert_eq!(of_directory(&place("restored")).unwrap().key, before.key);

    let verified = |heads: &[&SignedHead]| {
        let text: String = heads.iter().map(|head| format!("{head}\n")).collect();
        std::fs::write(place("heads"), text).unwrap();
        of_log(&verify_against(&place("restored"), Some(&place("heads")), &clock(90_000)).unwrap())
    };
    assert_eq!(verified(&[&before]), [""; 0]);
    let found = one(verified(&[&before, &since]));
    assert!(found.contains("line 6 has another chain now"), "{found}");
    assert!(found.contains(". Line 5 (") && found.contains("went on from a backup"), "{found}");
    assert!(found.ends_with("Up to line 4 the log is what heads say"), "{found}");
}

#[test]
fn a_server_that_is_killed_between_two_lines_leaves_a_log_that_is_whole() {
    for point in [CrashPoint::BeforeCommit, CrashPoint::BeforeProjection, CrashPoint::BeforeAnswer] {
        let folder = tempfile::tempdir().unwrap();
        let office = Office::peopled(folder.path());
        let kept = office.core.store().audit_head().unwrap().lines;
        let Office { data, core, clock: ticking } = office;
        let mut office =
            Office { data, core: core.crashing(move |reached| reached == point), clock: ticking };
        let two_lines = Job::new(|transaction| {
            let entry = AuditEntry::new(Action::SignedIn, Subject::Nothing).by(SUPERVISOR);
            transaction.record(&entry)?;
            transaction.record(&entry)
        });
        assert!(matches!(office.run(two_lines), Err(EngineError::Stopped)));
        drop(office);
        let mut back = Office::open(folder.path(), clock(60_000));
        let lines = if point == CrashPoint::BeforeCommit { kept } else { kept + 2 };
        assert_eq!(back.core.store().audit_head().unwrap().lines, lines, "{point:?}");
        hears(&mut back, "24 h");
        drop(back);
        let findings = verify_against(folder.path(), None, &clock(60_000)).unwrap();
        assert_eq!(of_log(&findings), [""; 0], "{point:?}");
        assert_eq!(findings.audit_lines, lines + 1);
    }
}

#[test]
fn a_line_that_was_taken_back_with_its_job_leaves_no_gap() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::peopled(folder.path());
    let fails = Job::new(|transaction| {
        transaction.record(&AuditEntry::new(Action::SignedIn, Subject::Nothing).by(SUPERVISOR))?;
        Err::<(), _>(EngineError::NotFound)
    });
    assert!(matches!(office.run(fails), Err(EngineError::NotFound)));
    hears(&mut office, "24 h");
    let head = office.core.store().audit_head().unwrap();
    assert_eq!(head.lines, head.id.unsigned_abs());
    drop(office);
    let findings = verify_against(folder.path(), None, &clock(90_000)).unwrap();
    assert_eq!(of_log(&findings), [""; 0]);
}

#[test]
fn nothing_is_done_where_a_schema_that_somebody_altered_swallows_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::peopled(folder.path());
    let order = office.order_for(&[TECH]);
    let db = Connection::open(folder.path().join("server.db")).unwrap();
    db.execute_batch("CREATE TRIGGER swallow BEFORE INSERT ON audit BEGIN SELECT RAISE(IGNORE); END")
        .unwrap();
    let cancel = Command::WorkOrder(WorkOrderCommand::Cancel { reason: "double emploi".to_owned() });
    let heads = office.document(order).heads();
    let refused = office.run(jobs::execute(SUPERVISOR, Some(order), cancel)).unwrap_err();
    assert!(refused.to_string().contains("the audit log takes no line"), "{refused}");
    assert_eq!(office.document(order).heads(), heads);
}

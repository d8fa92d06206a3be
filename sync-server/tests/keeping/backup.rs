//! Backups and restores, in process.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use shared::wire::FeedCursor;
use shared::work_order::WorkOrderCommand;
use sync_server::backup::{BackupError, backup, restore, verify};
use sync_server::domains::NOUNS;
use sync_server::engine::error::EngineError;
use sync_server::engine::{Engine, Unusable, jobs};
use sync_server::sql;
use sync_server::store::Store;

use crate::office::{Office, Phone, SUPERVISOR, TECH, clock, device, material};

#[test]
fn a_backup_made_while_serving_comes_back_whole_in_a_feed_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    std::fs::create_dir(place("data")).unwrap();
    let mut office = Office::peopled(&place("data"));
    let id = office.order_for(&[TECH]);
    let photo = office.photo(b"une photo");
    let mut phone = Phone::of(TECH);
    phone.sync(&mut office, vec![]);
    let work = phone.does(id, WorkOrderCommand::Start);
    phone.sync(&mut office, vec![work]);
    let (heads, dump) = (office.document(id).heads(), office.dump());

    let made = backup(&place("data"), &place("backup")).unwrap();
    assert_eq!((made.documents, made.photos, made.missing.len()), (1, 1, 0));
    office.does(Some(id), WorkOrderCommand::Cancel { reason: "après".to_owned() });
    office.photo(b"une autre");

    let restored = restore(&place("backup"), &place("restored"), &clock(50_000)).unwrap();
    assert_eq!((restored.documents, restored.photos, restored.missing.len()), (1, 1, 0));
    let name = photo.to_string();
    let file = place("restored").join("photos").join(&name[..2]).join(&name);
    assert_eq!(std::fs::read(file).unwrap(), b"une photo");
    let mut back = Office::open(&place("restored"), clock(60_000));
    assert_eq!(back.document(id).heads(), heads);
    assert_eq!(back.dump(), dump);
    let reply = phone.clone().sync(&mut back, vec![]);
    assert_ne!(Some(reply.feed), phone.feed, "the phone notices");
    assert_ne!(back.core.actor(), office.core.actor(), "another hand");
    for whole in ["data", "backup", "restored"] {
        let findings = verify(&place(whole), &clock(70_000)).unwrap();
        assert_eq!(findings.wrong, [""; 0], "{whole}");
    }
}

#[test]
fn what_the_restored_server_writes_does_not_clash_with_what_it_wrote_after_the_backup() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    std::fs::create_dir(place("data")).unwrap();
    let mut office = Office::peopled(&place("data"));
    let id = office.order_for(&[TECH]);
    backup(&place("data"), &place("backup")).unwrap();
    office.does(Some(id), WorkOrderCommand::Assign([].into()));
    let mut before = office.document(id);
    restore(&place("backup"), &place("restored"), &clock(50_000)).unwrap();
    let mut back = Office::open(&place("restored"), clock(60_000));
    back.does(Some(id), WorkOrderCommand::Cancel { reason: "double emploi".to_owned() });
    before.merge(&back.document(id)).unwrap();
}

#[test]
fn sessions_and_codes_do_not_come_back_and_devices_do() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    std::fs::create_dir(place("data")).unwrap();
    let mut office = Office::peopled(&place("data"));
    let now = office.clock.now();
    let write = jobs::write(move |store| {
        store.begin_session([1; 32], SUPERVISOR, now, "Firefox")?;
        store.add_code([2; 32], TECH, Some(SUPERVISOR), now)?;
        store.add_code([3; 32], TECH, Some(SUPERVISOR), now)?;
        store.use_code([3; 32], TECH, now)?;
        store.record_attempt("sign-in", now, now).map(drop)
    });
    office.run(write).unwrap();
    backup(&place("data"), &place("backup")).unwrap();
    restore(&place("backup"), &place("restored"), &clock(50_000)).unwrap();
    let back = Office::open(&place("restored"), clock(60_000));
    let store = back.core.store();
    assert!(store.session([1; 32]).unwrap().is_none());
    assert!(store.code([2; 32]).unwrap().is_none());
    assert_eq!(store.code([3; 32]).unwrap().and_then(|code| code.used_at), Some(now), "who enrolled a phone");
    assert_eq!(store.attempts("sign-in", now).unwrap(), 0);
    assert!(store.device(device(TECH).id).unwrap().is_some());
}

#[test]
fn a_backup_is_whole_or_not_there_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    for taken in ["data", "full", "backup.part"] {
        std::fs::create_dir(place(taken)).unwrap();
    }
    Office::peopled(&place("data"));
    std::fs::write(place("full").join("note"), "").unwrap();
    std::fs::write(place("file"), "").unwrap();
    for taken in ["full", "file"] {
        let refused = backup(&place("data"), &place(taken)).unwrap_err();
        assert!(matches!(refused, BackupError::Taken(_)), "{refused}");
        let refused = restore(&place("data"), &place(taken), &clock(1)).unwrap_err();
        assert!(matches!(refused, BackupError::Taken(_)), "{refused}");
        assert!(!place(&format!("{taken}.part")).exists());
    }
    let refused = backup(&place("nothing"), &place("backup")).unwrap_err();
    assert!(matches!(refused, BackupError::NoServer(_)), "{refused}");
    assert!(!place("backup").exists());
    // What a killed attempt left behind is in nobody's way, and not in the backup.
    std::fs::write(place("backup.part").join("somebody's"), "").unwrap();
    let refused = backup(&place("data"), &place("backup")).unwrap_err();
    assert!(matches!(refused, BackupError::Taken(_)), "{refused}");
    std::fs::write(place("backup.part").join("unfinished"), "").unwrap();
    backup(&place("data"), &place("backup")).unwrap();
    assert_eq!(names(&place("backup")), ["server.db"]);
    assert!(!place("backup.part").exists());
}

#[test]
fn what_a_killed_attempt_for_another_place_left_is_removed_and_one_that_is_made_stays() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    std::fs::create_dir(place("data")).unwrap();
    Office::peopled(&place("data"));
    for left in ["monday.part", "tuesday.part", "notes.part", "unfinished"] {
        std::fs::create_dir(place(left)).unwrap();
        std::fs::write(place(left).join("server.db"), "secret").unwrap();
    }
    for left in ["monday.part", "tuesday.part", "unfinished"] {
        std::fs::write(place(left).join("unfinished"), "").unwrap();
    }
    let in_use = std::fs::File::open(place("tuesday.part").join("unfinished")).unwrap();
    in_use.lock().unwrap();
    backup(&place("data"), &place("wednesday")).unwrap();
    assert!(!place("monday.part").exists());
    for there in ["tuesday.part", "notes.part", "unfinished", "wednesday"] {
        assert!(place(there).exists(), "{there}");
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_backup_is_not_served_before_it_is_restored() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    std::fs::create_dir(place("data")).unwrap();
    Office::peopled(&place("data"));
    backup(&place("data"), &place("backup")).unwrap();
    let refused = Engine::open(&place("backup"), NOUNS, clock(1)).err().unwrap();
    assert!(matches!(refused, EngineError::Unusable(Unusable::Backup)), "{refused}");
}

#[test]
fn a_lost_photo_is_told_and_does_not_keep_the_rest_from_being_backed_up() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    std::fs::create_dir(place("data")).unwrap();
    let mut office = Office::peopled(&place("data"));
    let (kept, lost) = (office.photo(b"la bonne"), office.photo(b"la perdue"));
    let name = lost.to_string();
    std::fs::remove_file(place("data").join("photos").join(&name[..2]).join(&name)).unwrap();
    let made = backup(&place("data"), &place("backup")).unwrap();
    assert_eq!((made.photos, made.missing), (1, vec![lost]));
    let restored = restore(&place("backup"), &place("restored"), &clock(50_000)).unwrap();
    assert_eq!((restored.photos, restored.missing), (1, vec![lost]));
    let known = Store::open(sql::Connection::open(place("restored").join("server.db")).unwrap()).unwrap();
    let [kept, lost] = [kept, lost].map(|photo| known.photo(photo).unwrap().is_some());
    assert!(kept && !lost, "a phone that has it is asked for it");
    assert_ne!(kept, lost);
}

#[test]
fn backups_made_while_changes_and_photos_pour_in_are_each_consistent() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    std::fs::create_dir(place("data")).unwrap();
    let mut office = Office::peopled(&place("data"));
    let id = office.order_for(&[TECH]);
    let mut phone = Phone::of(TECH);
    phone.sync(&mut office, vec![]);
    let enough = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&enough);
    let writing = std::thread::spawn(move || {
        let mut rounds = 0_u32;
        while !told.load(Ordering::Relaxed) {
            rounds += 1;
            office.photo(&rounds.to_be_bytes());
            let work = phone.does(id, material(&rounds.to_string()));
            phone.sync(&mut office, vec![work]);
        }
        office
    });
    let mut last = 0;
    for round in 0..6 {
        let to = place(&format!("backup{round}"));
        let made = backup(&place("data"), &to).unwrap();
        assert_eq!(made.missing, [], "every photo in it has its file");
        let findings = verify(&to, &clock(1)).unwrap();
        assert_eq!(findings.wrong, [""; 0]);
        assert!(findings.changes >= last);
        last = findings.changes;
    }
    enough.store(true, Ordering::Relaxed);
    let office = writing.join().unwrap();
    assert!(last > 1, "work came in meanwhile");
    assert!(!office.core.store().changes_after(id, FeedCursor(0)).unwrap().is_empty());
    assert_eq!(verify(&place("data"), &clock(1)).unwrap().wrong, [""; 0]);
}

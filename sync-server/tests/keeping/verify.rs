//! A verification finds what is wrong, and says it.

use std::path::{Path, PathBuf};

use shared::work_order::WorkOrderCommand;
use shared::{DocumentId, Sha256};
use sync_server::backup::verify;
use sync_server::domains::NOUNS;
use sync_server::engine::{Engine, jobs};
use tempfile::TempDir;

use crate::office::{Office, Phone, TECH, clock, material};

struct Scene {
    folder: TempDir,
    order: DocumentId,
    photo: Sha256,
}

impl Scene {
    /// A stopped server: an order with a snapshot and changes beyond it, and a photo.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut office = Office::peopled(folder.path());
        let order = office.order_for(&[TECH]);
        let mut phone = Phone::of(TECH);
        phone.sync(&mut office, vec![]);
        for label in ["joint", "vanne", "coude"] {
            let work = phone.does(order, material(label));
            phone.sync(&mut office, vec![work]);
        }
        let saved = office.document(order).save();
        let position = office.core.store().feed_end().unwrap();
        office.run(jobs::write(move |store| store.set_snapshot(order, &saved, position))).unwrap();
        office.does(Some(order), WorkOrderCommand::Cancel { reason: "double emploi".to_owned() });
        let photo = office.photo(b"une photo");
        Self { folder, order, photo }
    }

    fn photo_file(&self) -> PathBuf {
        let name = self.photo.to_string();
        self.folder.path().join("photos").join(&name[..2]).join(&name)
    }

    fn data(&self) -> &Path {
        self.folder.path()
    }

    /// What a verification finds after the database was harmed.
    fn after(&self, name: &str, sql: &str) -> Vec<String> {
        Office::sql(self.data(), name, sql);
        self.found()
    }

    fn found(&self) -> Vec<String> {
        verify(self.data(), &clock(90_000)).unwrap().wrong
    }
}

fn contains(found: &[String], part: &str) {
    assert!(found.iter().any(|wrong| wrong.contains(part)), "{part} in {found:?}");
}

#[test]
fn a_sound_folder_has_nothing_wrong_and_is_counted() {
    let scene = Scene::new();
    let findings = verify(scene.data(), &clock(90_000)).unwrap();
    assert_eq!((findings.documents, findings.changes, findings.photos, findings.office), (1, 5, 1, true));
    assert_eq!(
        findings.to_string(),
        "1 documents, 5 changes, 1 photos, 6 lines of the audit log\nnothing is wrong\n"
    );
}

/// What a verification that was killed left: copies of everything.
fn killed_verification(data: &Path) -> PathBuf {
    let left = data.join("verify-0123456789abcdef");
    std::fs::create_dir(&left).unwrap();
    std::fs::write(left.join("lock"), "").unwrap();
    std::fs::copy(data.join("server.db"), left.join("server.db")).unwrap();
    left
}

#[test]
fn copies_are_gone_afterwards_and_those_of_a_killed_verification_at_the_next_one_or_the_next_start() {
    let scene = Scene::new();
    let left = killed_verification(scene.data());
    assert!(scene.found().is_empty());
    assert!(!left.exists());
    let names = std::fs::read_dir(scene.data()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.filter(|name| name.to_string_lossy().starts_with("verify-")).count(), 0);
    let left = killed_verification(scene.data());
    Engine::open(scene.data(), NOUNS, clock(90_000)).unwrap().stop();
    assert!(!left.exists());
}

#[test]
fn a_photo_that_is_missing_short_or_altered_is_found() {
    let scene = Scene::new();
    let name = scene.photo.to_string();
    std::fs::write(scene.photo_file(), b"une phot0").unwrap();
    contains(&scene.found(), &format!("photo {name} is not the picture its name says"));
    std::fs::write(scene.photo_file(), b"une").unwrap();
    contains(&scene.found(), &format!("photo {name} has 3 bytes instead of 9"));
    std::fs::remove_file(scene.photo_file()).unwrap();
    contains(&scene.found(), &format!("photo {name} is missing"));
}

#[test]
fn a_change_with_other_bytes_is_found() {
    let scene = Scene::new();
    let swap =
        "UPDATE feed SET bytes = (SELECT bytes FROM feed WHERE hash IS NOT NULL ORDER BY position LIMIT 1)
        WHERE position = (SELECT max(position) FROM feed WHERE hash IS NOT NULL)";
    let found = scene.after("server.db", swap);
    contains(&found, "are not that change");
    contains(&found, "it lacks 1 changes of the feed");
    contains(&found, "office.db was not compared");
}

#[test]
fn a_snapshot_that_does_not_load_is_found() {
    let scene = Scene::new();
    let found = scene.after("server.db", "UPDATE document SET snapshot = x'0102' WHERE snapshot IS NOT NULL");
    contains(&found, &format!("document {} does not load", scene.order));
}

#[test]
fn a_snapshot_with_something_the_feed_does_not_know_is_found() {
    let scene = Scene::new();
    let found = scene.after(
        "server.db",
        "DELETE FROM feed WHERE position = (SELECT min(position) + 1 FROM feed WHERE hash IS NOT NULL)",
    );
    contains(&found, "and has 1 the feed does not have");
}

#[test]
fn changes_of_no_document_are_found() {
    let scene = Scene::new();
    let found = scene.after("server.db", "DELETE FROM document");
    contains(&found, "5 changes belong to no document");
}

#[test]
fn an_office_database_that_is_not_what_the_feed_says_is_found() {
    let scene = Scene::new();
    let found = scene.after("office/office.db", "UPDATE work_order SET title = 'Autre chose'");
    contains(
        &found,
        "office.db, table work_order: 1 rows a rebuild does not have, 1 rows only a rebuild has",
    );
}

//! A disk that takes no more, as phones and the office meet it: said as such, nothing acknowledged that is
//! not stored, reading goes on, and room is enough to go on without a restart.
//!
//! The quota is SQLite's own: `server.db` may not have more pages than it has, some of them taken by a
//! ballast that is taken out when there is to be room again. A photo finds a file where its folder should
//! be, or the device that is always full.

use std::fs;

use axum::http::StatusCode;
use rusqlite::Connection;
use shared::wire::SyncReply;
use shared::work_order::WorkOrderCommand;
use shared::{Document, DocumentId, Sha256};
use sync_server::base::limits::SESSION_NOTED_MS_MIN;

use crate::answer::Answer;
use crate::exchange::whole;
use crate::hostile_bodies::Scene;
use crate::photos::jpeg;
use crate::test_office::{TECHNICIAN, TestOffice};

const BALLAST_BYTES: u32 = 200 * 4096;
/// Small things sent before one of them finds no room: pages have some left.
const TRIES_MAX: usize = 200;

impl TestOffice {
    async fn fills_its_disk(&self) {
        let server = self.server_db();
        server.execute_batch("CREATE TABLE ballast (bytes BLOB)").unwrap();
        server.execute("INSERT INTO ballast VALUES (zeroblob(?1))", [BALLAST_BYTES]).unwrap();
        self.app.engine.write(|store| store.grow_no_more()).await.unwrap();
    }

    fn makes_room(&self) {
        self.server_db().execute_batch("DELETE FROM ballast").unwrap();
    }

    fn server_db(&self) -> Connection {
        Connection::open(self.data().join("server.db")).unwrap()
    }
}

/// A reason of so many letters that it needs pages of its own.
fn at_length() -> String {
    (1_u32..480).map(|word| format!("{:08x}", word.wrapping_mul(0x9E37_79B9))).collect()
}

/// Something a technician has to deliver.
fn work(scene: &mut Scene) -> Vec<u8> {
    let work = scene.phone.does(
        &mut scene.order,
        WorkOrderCommand::CannotFinish {
            cause: shared::work_order::CannotFinishCause::Other,
            reason: at_length(),
        },
    );
    scene.phone.request(vec![work]).encode()
}

fn is_full(answer: &Answer) {
    assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (507, "disk-full"), "{answer}");
}

#[tokio::test]
async fn what_a_full_disk_does_not_take_is_not_acknowledged_and_is_taken_once_there_is_room() {
    let mut scene = Scene::open().await;
    let mut other = scene.office.enrol(TECHNICIAN).await;
    let body = work(&mut scene);
    let (id, before) = (scene.order.id(), scene.office.dump());
    scene.office.fills_its_disk().await;
    for _ in 0..3 {
        is_full(&scene.office.post_sync(&scene.phone, body.clone()).await);
    }
    assert_eq!(scene.office.dump(), before);
    let kept = scene.office.document(id).await;
    assert_ne!(kept.heads(), scene.order.heads());

    // Whoever brings nothing is answered: one that has everything, and one that has nothing yet.
    let nothing = scene.office.post_sync(&scene.phone, scene.phone.request(vec![]).encode()).await.reply();
    assert!(nothing.documents.is_empty() && nothing.taken == 0);
    let stored = copy(&scene.office.post_sync(&other, other.request(vec![]).encode()).await.reply(), id);
    assert_eq!(stored.heads(), kept.heads());

    scene.office.makes_room();
    let reply = scene.office.post_sync(&scene.phone, body).await.reply();
    assert_eq!((reply.taken, reply.refused.len()), (1, 0));
    assert_eq!(scene.office.document(id).await.heads(), scene.order.heads());
    assert_eq!(copy(&scene.office.sync(&mut other, vec![]).await, id).heads(), scene.order.heads());
    scene.takes_good_work().await;
}

/// The document as a phone that had nothing is sent it.
fn copy(reply: &SyncReply, id: DocumentId) -> Document {
    whole(reply.documents.iter().find(|update| update.id == id).unwrap())
}

#[tokio::test]
async fn the_office_reads_on_while_its_disk_is_full_and_is_told_what_it_cannot_do() {
    let scene = Scene::open().await;
    let (office, id) = (&scene.office, scene.order.id());
    let visitor = office.visitor().await;
    let mut codes = Vec::new();
    for _ in 0..TRIES_MAX {
        codes.push(office.code_for(TECHNICIAN).await);
    }
    let before = office.document(id).await.heads();
    office.fills_its_disk().await;
    // That the session is in use would be noted now.
    office.pass_ms(SESSION_NOTED_MS_MIN + 1);
    let order = format!("/office/work-orders/{id}");
    let pages = ["/office/review", "/office/work-orders", "/office/devices", "/office/audit", &order];
    for page in pages {
        visitor.get(page).await;
    }
    let cancel = format!("reason={}", at_length());
    let told = visitor.post(&format!("{order}/cancel"), &cancel).await;
    assert_eq!(told.status, StatusCode::INSUFFICIENT_STORAGE, "{told}");
    assert_eq!(office.document(id).await.heads(), before);
    for _ in 0..2 {
        let health = office.get("/healthz").await;
        assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(String::from_utf8(health.body).unwrap().contains("the disk is full"));
    }

    // What takes little room is taken or refused, and nothing in between.
    let mut refused = None;
    for code in codes {
        let asked = format!(r#"{{"code":"{code}","device_name":"téléphone"}}"#);
        let answer = office.post_enrolment(asked.clone()).await;
        if answer.status != StatusCode::CREATED {
            is_full(&answer);
            refused = Some(asked);
            break;
        }
    }
    let asked = refused.expect("the last page was filled");
    for page in pages {
        visitor.get(page).await;
    }

    office.makes_room();
    assert_eq!(office.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(office.post_enrolment(asked).await.status, StatusCode::CREATED, "the code was not used up");
    let done = visitor.post(&format!("{order}/cancel"), &cancel).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done}");
    assert!(visitor.get(&order).await.contains(&at_length()));
}

#[tokio::test]
async fn a_photo_that_cannot_be_noted_is_not_acknowledged_and_is_there_once_there_is_room() {
    let office = TestOffice::open().await;
    let phone = office.enrol(TECHNICIAN).await;
    let photos: Vec<_> = (0..=u8::MAX).map(jpeg).map(|photo| (Sha256::of(&photo), photo)).collect();
    office.fills_its_disk().await;
    let mut acknowledged = 0;
    let (unnoted, bytes) = loop {
        let (sha256, photo) = &photos[acknowledged];
        let last = office.upload(&phone, *sha256, photo).await;
        if last.status != StatusCode::NO_CONTENT {
            is_full(&last);
            break (*sha256, photo);
        }
        assert_eq!(office.photo(&phone, *sha256).await.body, *photo);
        acknowledged += 1;
    };
    assert!(acknowledged < TRIES_MAX);
    assert_eq!(office.photo(&phone, unnoted).await.status, StatusCode::NOT_FOUND);
    let asked = office.how_far(&phone, unnoted).await;
    assert_eq!((asked.status, asked.header("guichet-photo")), (StatusCode::INSUFFICIENT_STORAGE, None));

    office.makes_room();
    let asked = office.how_far(&phone, unnoted).await;
    assert_eq!((asked.status, asked.header("guichet-photo")), (StatusCode::OK, Some("received")));
    assert_eq!(office.photo(&phone, unnoted).await.body, *bytes);
}

/// Always full: whatever is written there finds no room.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_part_that_finds_no_room_is_told_so_and_can_be_sent_again() {
    let office = TestOffice::open().await;
    let phone = office.enrol(TECHNICIAN).await;
    let photo = jpeg(1);
    let sha256 = Sha256::of(&photo);
    office.announce(&phone, sha256, photo.len()).await;
    let part = office.data().join("uploads").join(format!("{}-{sha256}", phone.device));
    fs::remove_file(&part).unwrap();
    std::os::unix::fs::symlink("/dev/full", &part).unwrap();
    for _ in 0..2 {
        is_full(&office.part(&phone, sha256, 0, &photo).await);
        assert_eq!(office.how_far(&phone, sha256).await.header("upload-offset"), Some("0"));
    }
    fs::remove_file(&part).unwrap();
    office.announce(&phone, sha256, photo.len()).await;
    let last = office.part(&phone, sha256, 0, &photo).await;
    assert_eq!(last.header("guichet-photo"), Some("received"), "{last}");
}

/// Puts a file where a folder of the office was, and the folder beside it.
fn takes_away(office: &TestOffice, folder: &str) {
    let [place, aside] = [folder, "aside"].map(|name| office.data().join(name));
    fs::rename(&place, aside).unwrap();
    fs::write(place, "no folder").unwrap();
}

fn puts_back(office: &TestOffice, folder: &str) {
    let [place, aside] = [folder, "aside"].map(|name| office.data().join(name));
    fs::remove_file(&place).unwrap();
    fs::rename(aside, place).unwrap();
}

#[tokio::test]
async fn photos_that_cannot_be_written_are_kept_by_the_phone_while_everything_else_goes_on() {
    for folder in ["photos", "uploads"] {
        let mut scene = Scene::open().await;
        let photo = jpeg(1);
        let sha256 = Sha256::of(&photo);
        scene.office.announce(&scene.phone, sha256, photo.len()).await;
        takes_away(&scene.office, folder);
        let part = scene.office.part(&scene.phone, sha256, 0, &photo).await;
        let other = scene.office.announce(&scene.phone, Sha256::of(&jpeg(2)), jpeg(2).len()).await;
        let cannot = (503, "storage-unavailable".to_owned());
        assert_eq!((other.status.as_u16(), other.problem()), cannot, "without {folder}: {other}");
        // A phone whose upload is gone announces it anew, and is told the same.
        let is_gone = (part.status.as_u16(), part.problem()) == (404, "not-found".to_owned());
        assert!(is_gone || (part.status.as_u16(), part.problem()) == cannot, "without {folder}: {part}");
        assert_eq!(scene.office.photo(&scene.phone, sha256).await.status, StatusCode::NOT_FOUND);
        scene.takes_good_work().await;
        puts_back(&scene.office, folder);
        assert_eq!(scene.office.how_far(&scene.phone, sha256).await.header("upload-offset"), Some("0"));
        let last = scene.office.part(&scene.phone, sha256, 0, &photo).await;
        assert_eq!(last.header("guichet-photo"), Some("received"), "{last}");
    }
}

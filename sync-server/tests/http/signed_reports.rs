//! The signed report of an approved order: what it says, who gets it, and that nothing of it is altered unseen.

use std::path::Path;
use std::process::Command as Program;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;
use shared::work_order::{WorkOrderCommand, WorkOrderField};
use shared::{DocumentId, Role, Sha256};
use sync_server::audit_head::SignedHead;
use sync_server::base::limits::{AUDIT_COUNTED_MS, REPORT_BYTES_MAX, REPORT_FORM_BYTES_MAX};
use sync_server::signed_report::{Against, Finding, verify_file};
use tempfile::TempDir;

use crate::answer::Answer;
use crate::desk::{Visitor, finished};
use crate::hostile_bodies::{Scene, photo_facts};
use crate::photos::jpeg;
use crate::test_office::{SUPERVISOR, TestOffice};

const BOUNDARY: &str = "----report";

/// Somebody without a session sends a file to be verified.
async fn sends(office: &TestOffice, file: &[u8]) -> Answer {
    let head = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\
         content-type: application/pdf\r\n\r\n"
    );
    let body = [head.as_bytes(), file, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
    let request = Request::post("/office/verify-report")
        .header("host", "guichet.test")
        .header("origin", "https://guichet.test")
        .header("accept-language", "fr")
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
    office.send(request.body(Body::from(body)).unwrap()).await
}

/// What the page says of a file.
async fn verdict(office: &TestOffice, file: &[u8]) -> String {
    let answer = sends(office, file).await;
    let page = String::from_utf8(answer.body).unwrap();
    let (_, rest) = page.split_once("data-test=\"verdict\">").expect("a verdict");
    let text = rest.split("</p>").next().unwrap().rsplit('>').next().unwrap();
    text.split([':', ',', '.']).next().unwrap().trim().to_owned()
}

impl Scene {
    /// An order with a photo that the office has, approved.
    async fn with_photo_approved() -> Self {
        let mut scene = Self::open().await;
        let picture = jpeg(7);
        let mut photo = photo_facts("Vanne du circuit nord");
        (photo.sha256, photo.thumbnail) = (Sha256::of(&picture), Sha256::of(&picture));
        let work = scene.phone.does(&mut scene.order, WorkOrderCommand::AddPhoto(photo));
        scene.office.sync(&mut scene.phone, vec![work]).await;
        scene.office.upload(&scene.phone, Sha256::of(&picture), &picture).await;
        scene.finishes().await;
        scene.approves().await;
        scene
    }

    async fn approves(&self) {
        let seen = self.office.document(self.order.id()).await.heads();
        self.office.does(Some(self.order.id()), WorkOrderCommand::Approve { seen }).await;
    }

    /// The report, in a format.
    async fn report(&self, format: &str) -> Vec<u8> {
        report(&self.office.visitor().await, self.order.id(), format).await
    }
}

async fn report(visitor: &Visitor<'_>, order: DocumentId, format: &str) -> Vec<u8> {
    let answer = visitor.post(&format!("/office/work-orders/{order}/report.{format}"), "").await;
    assert_eq!(answer.status, StatusCode::OK, "{answer}");
    let named = format!("attachment; filename=\"guichet-2026-0001.{format}\"");
    assert_eq!(answer.header("content-disposition"), Some(named.as_str()));
    answer.body
}

fn verified(file: &[u8], against: Against<'_>) -> Finding {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report");
    std::fs::write(&path, file).unwrap();
    verify_file(&path, against).unwrap()
}

#[tokio::test]
async fn a_report_says_who_approved_what_when_and_the_log_vouches_for_it() {
    let scene = Scene::with_photo_approved().await;
    let (office, id) = (&scene.office, scene.order.id());
    let json: Value = serde_json::from_slice(&scene.report("json").await).unwrap();
    let order = &json["guichet_report"]["order"];
    let heads: Vec<String> =
        office.document(id).await.heads().hashes().iter().map(ToString::to_string).collect();
    assert_eq!(order["heads"], serde_json::json!(heads));
    assert_eq!(order["number"], "2026-0001");
    assert_eq!(order["approved"]["by"]["id"], SUPERVISOR.to_string());
    assert_eq!(order["photos"][0]["sha256"], Sha256::of(&jpeg(7)).to_string());
    assert_eq!(order["photos"][0]["received"], true);
    let log = office.audit().await;
    let line = |action: &str| log.iter().find(|line| line.action == action).unwrap();
    let audit = &json["guichet_report"]["audit"];
    for (member, action) in [("approval", "work-order-approve"), ("signed", "report-signed")] {
        assert_eq!(audit[member]["line"], line(action).id, "{action}");
        assert_eq!(audit[member]["chain"], line(action).chain.to_string(), "{action}");
    }
    assert_eq!(line("report-signed").subject, format!("work-order:{id}"));
    let exported = log.last().unwrap();
    assert_eq!((exported.action.as_str(), exported.detail.as_str()), ("report-exported", "json"));
    // The same order is the same report, whoever asks and whenever; asked for again soon, it is counted.
    let again = scene.report("json").await;
    assert_eq!(serde_json::from_slice::<Value>(&again).unwrap(), json);
    let actions: Vec<String> = office.audit().await.into_iter().map(|line| line.action).collect();
    assert_eq!(actions.iter().filter(|action| *action == "report-signed").count(), 1);
    assert_eq!(actions.iter().filter(|action| *action == "report-exported").count(), 1);
}

/// Ten years and more later: the order lost its words and photos, the log its oldest lines.
#[tokio::test]
async fn a_report_says_what_it_said_once_the_order_and_the_log_are_over_their_time() {
    let scene = Scene::with_photo_approved().await;
    let office = &scene.office;
    let (json, pdf) = (scene.report("json").await, scene.report("pdf").await);
    office.pass_ms(11 * 366 * 24 * 60 * 60 * 1000);
    let administrator = office.visitor_as("admin", Role::Administrator).await;
    administrator.post("/office/retention", "in-force=yes").await;
    let done = office.app.engine.end_outlived(&office.app.photos).await.unwrap();
    let went: Vec<&str> = done.iter().map(|done| done.category.name()).collect();
    assert!(went.contains(&"orders") && went.contains(&"audit"), "{went:?}");
    assert!(office.app.photos.store().read(Sha256::of(&jpeg(7))).unwrap().is_none(), "the photo has gone");
    for file in [&json, &pdf] {
        let answer = sends(office, file).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer}");
        let page = String::from_utf8(answer.body).unwrap();
        for said in ["Authentique", "Oui, le bon a changé", "la signature seule en répond"] {
            assert!(page.contains(said), "{said} in {page}");
        }
        let finding = verified(file, Against::Directory(office.data()));
        assert!(
            finding.is_genuine && finding.text.contains("the signature alone says so"),
            "{}",
            finding.text
        );
    }
    let page = administrator.get(&format!("/office/work-orders/{}", scene.order.id())).await;
    assert!(page.contains("data-test=\"gone\"") && page.contains("2026-0001"), "{page}");
}

#[tokio::test]
async fn reports_that_are_taken_again_and_again_take_a_line_each_hour_and_links_to_them_nothing() {
    let scene = Scene::with_photo_approved().await;
    let (office, visitor) = (&scene.office, scene.office.visitor().await);
    let path = format!("/office/work-orders/{}/report.json", scene.order.id());
    let before = office.audit_length().await;
    assert_eq!(visitor.answer(&path).await.status, StatusCode::NOT_FOUND, "a link is no form");
    assert_eq!(office.audit_length().await, before);
    for _ in 0..30 {
        report(&visitor, scene.order.id(), "json").await;
    }
    let lines = async || {
        let log = office.audit().await.into_iter().filter(|line| line.action == "report-exported");
        log.map(|line| line.detail).collect::<Vec<_>>()
    };
    assert_eq!(lines().await, ["json"]);
    office.pass_ms(AUDIT_COUNTED_MS);
    office.app.engine.tell_tallies().await.unwrap();
    assert_eq!(lines().await, ["json", "29 × json"]);
    let page = office.visitor().await.get("/office/audit").await;
    assert!(page.contains("29 fois de plus en une heure json"), "{page}");
}

#[tokio::test]
async fn what_is_not_approved_has_no_report() {
    let scene = finished().await;
    let visitor = scene.office.visitor().await;
    let path = format!("/office/work-orders/{}", scene.order.id());
    assert!(!visitor.get(&path).await.contains("data-test=\"signed-report\""));
    let before = scene.office.audit_length().await;
    for format in ["pdf", "json"] {
        let answer = visitor.post(&format!("{path}/report.{format}"), "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
    }
    assert_eq!(scene.office.audit_length().await, before);
    scene.approves().await;
    assert!(visitor.get(&path).await.contains("data-test=\"signed-report\""));
}

#[tokio::test]
async fn a_page_without_sign_in_says_what_is_genuine_and_what_was_changed() {
    let scene = Scene::with_photo_approved().await;
    let office = &scene.office;
    let (json, pdf) = (scene.report("json").await, scene.report("pdf").await);
    for file in [&json, &pdf] {
        let answer = sends(office, file).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer}");
        let page = String::from_utf8(answer.body).unwrap();
        for said in ["Authentique", "Non, le bon est tel que dans ce rapport", "contient l’empreinte"] {
            assert!(page.contains(said), "{said} in {page}");
        }
        // Nothing of its content, though the page has read it.
        assert!(!page.contains("Entretien") && !page.contains("Vanne"), "{page}");
    }
    // Each byte of the PDF is under the seal, also those that no reader looks at.
    let last = pdf.len() - 1;
    for at in (8..last).step_by(pdf.len() / 97).chain([last]) {
        let mut altered = pdf.clone();
        altered[at] ^= 1;
        assert_ne!(verdict(office, &altered).await, "Authentique", "{at}");
    }
    let mut longer = pdf.clone();
    longer.extend(b"\n%");
    assert_eq!(verdict(office, &longer).await, "Modifié");
    let text = String::from_utf8(json.clone()).unwrap();
    for (was, is) in [("2026-0001", "2026-0002"), ("\"received\":true", "\"received\":false"), (":{", ": {")]
    {
        assert!(text.contains(was), "{was} in {text}");
        assert_eq!(verdict(office, text.replacen(was, is, 1).as_bytes()).await, "Modifié", "{was}");
    }
    // A member that is there twice reads differently to different eyes.
    let twice = text.replacen("\"number\":", "\"number\":\"2026-0009\",\"number\":", 1);
    assert_eq!(verdict(office, twice.as_bytes()).await, "Modifié");
    let title = WorkOrderCommand::Edit(vec![WorkOrderField::Title("Entretien annuel".to_owned())]);
    office.does(Some(scene.order.id()), title).await;
    let page = String::from_utf8(sends(office, &pdf).await.body).unwrap();
    assert!(page.contains("Authentique") && page.contains("Oui, le bon a changé"), "{page}");
}

#[tokio::test]
async fn hostile_files_are_refused_and_nothing_is_kept() {
    let office = TestOffice::open().await;
    let before = office.audit_length().await;
    let deep = "{\"guichet_report\":".repeat(100_000);
    let seals = "%PDF-1.7 guichet-report-seal 1 from=9999999999 ".repeat(10_000);
    for file in [&b"not a report"[..], b"\xff\xfe", b"%PDF-1.7\n%%EOF", deep.as_bytes(), seals.as_bytes()] {
        let answer = sends(&office, file).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
    }
    assert_eq!(verdict(&office, b"").await, "Aucun fichier n’est arrivé");
    assert_eq!(
        verdict(&office, &vec![b' '; REPORT_BYTES_MAX + 1]).await,
        "Ce fichier est trop grand pour être un rapport"
    );
    let answer = sends(&office, &vec![b' '; REPORT_FORM_BYTES_MAX]).await;
    assert!(String::from_utf8(answer.body).unwrap().contains("trop grand"));
    assert_eq!(office.audit_length().await, before);
    assert_eq!(std::fs::read_dir(office.data().join("uploads")).unwrap().count(), 0);
}

#[tokio::test]
async fn another_server_is_named_and_a_key_is_enough_to_know_ones_own() {
    let (scene, elsewhere) = (Scene::with_photo_approved().await, TestOffice::open_elsewhere().await);
    let pdf = scene.report("pdf").await;
    assert_eq!(verdict(&elsewhere, &pdf).await, "Signé par un autre serveur");
    let key = async |office: &TestOffice| {
        let head =
            office.app.engine.read(|store| Ok((store.audit_head()?, store.audit_key()?))).await.unwrap();
        SignedHead::sign(head.0, head.1).unwrap().to_string()
    };
    let word = |head: &str| head.split(' ').find(|word| word.starts_with("key=")).unwrap().parse().unwrap();
    let (own, other) = (word(&key(&scene.office).await), word(&key(&elsewhere).await));
    assert!(verified(&pdf, Against::Key(own)).is_genuine);
    let found = verified(&pdf, Against::Key(other));
    assert!(!found.is_genuine && found.text.starts_with("signed by another server"), "{}", found.text);
    let found = verified(&pdf, Against::Nobody);
    assert!(!found.is_genuine && found.text.contains(&own.to_string()), "{}", found.text);
}

/// Runs the program on a file; its exit code, and what it says.
fn program(file: &Path, data: &Path) -> (Option<i32>, String) {
    let ran = Program::new(env!("CARGO_BIN_EXE_sync-server"))
        .args(["verify-report".as_ref(), file, "--data".as_ref(), data])
        .output()
        .unwrap();
    (ran.status.code(), String::from_utf8(ran.stdout).unwrap())
}

#[tokio::test]
async fn a_log_that_was_altered_does_not_vouch_for_its_report() {
    let scene = Scene::with_photo_approved().await;
    let office = &scene.office;
    let pdf = scene.report("pdf").await;
    let folder: TempDir = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.pdf");
    std::fs::write(&file, &pdf).unwrap();
    let (code, said) = program(&file, office.data());
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with("genuine: work order 2026-0001, approved by – at 2027-01-15T"), "{said}");
    let db = rusqlite::Connection::open(office.data().join("server.db")).unwrap();
    let triggers: Vec<String> = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for trigger in triggers {
        db.execute(&format!("DROP TRIGGER {trigger}"), []).unwrap();
    }
    db.execute(
        "UPDATE audit SET detail = replace(detail, 'sha256=', 'sha256=0') WHERE action = 'report-signed'",
        [],
    )
    .unwrap();
    let (code, said) = program(&file, office.data());
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("says something else"), "{said}");
    let page = String::from_utf8(sends(office, &pdf).await.body).unwrap();
    assert!(page.contains("class=\"notice bad\"") && !page.contains("notice good"), "{page}");
    assert_eq!(verdict(office, &pdf).await, "Douteux");
    db.execute(
        "DELETE FROM audit WHERE id >= (SELECT min(id) FROM audit WHERE action = 'report-signed')",
        [],
    )
    .unwrap();
    let page = String::from_utf8(sends(office, &pdf).await.body).unwrap();
    assert!(page.contains("class=\"notice warn\"") && !page.contains("notice good"), "{page}");
    assert_eq!(verdict(office, &pdf).await, "À confirmer");
    std::fs::write(&file, pdf.split_at(pdf.len() / 2).0).unwrap();
    let (code, said) = program(&file, office.data());
    assert_eq!(code, Some(1), "{said}");
}

/// Read by other people's programs, where they are installed: the file is a PDF with two files in it, and its words are
/// there.
#[tokio::test]
async fn the_pdf_is_one_that_others_read_with_its_words_its_photo_and_its_files() {
    let scene = Scene::with_photo_approved().await;
    let visitor = scene.office.visitor_as("karl", Role::Counter).await;
    visitor.post("/office/language", "language=de").await;
    let pdf = report(&visitor, scene.order.id(), "pdf").await;
    let has = |piece: &[u8]| pdf.windows(piece.len()).any(|window| window == piece);
    assert!(pdf.starts_with(b"%PDF-1.7"));
    for piece in [
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "/DCTDecode",
        "/AFRelationship",
    ] {
        assert!(has(piece.as_bytes()), "{piece}");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.pdf");
    std::fs::write(&file, &pdf).unwrap();
    if let Ok(words) = Program::new("pdftotext").arg(&file).arg("-").output() {
        let words = String::from_utf8(words.stdout).unwrap();
        for said in ["2026-0001 Entretien", "Vanne du circuit nord", "SHA-256", "Schlüssel des Servers"] {
            assert!(words.contains(said), "{said} in {words}");
        }
    }
}

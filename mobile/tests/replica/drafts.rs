//! Drafts are on disk, are used once, and go with the phone's owner.

use std::fs;

use mobile::client::{Answer, Ask, Draft, Failure, Once, Token};
use mobile::limits::{DONE_ONCE_MAX, DRAFT_BYTES_MAX};
use mobile::replica::Replica;
use mobile::shell::native::prepare;
use rusqlite::Connection;
use shared::command::Command;
use shared::document::photo::PhotoPhase;
use shared::request::{Request, RequestCommand};
use shared::work_order::WorkOrderCommand;
use shared::{PersonId, Sha256};

use crate::phone::{DEVICE, ORDER, PhoneOnDisk, entropy, jpeg, made, material, new_order, new_request};

const FORM: &str = r#"{"title":"Vitre fêlée"}"#;
const TOKEN: Token = Token(u64::MAX - 1);

fn with_an_order() -> PhoneOnDisk {
    PhoneOnDisk::holding(&[made(ORDER, new_order())])
}

fn defect() -> Ask {
    let new = new_request("Vitre fêlée");
    Ask::Execute { document: None, command: Command::Request(RequestCommand::Create(Box::new(new))) }
}

fn order_act(command: WorkOrderCommand) -> Ask {
    Ask::Execute { document: Some(ORDER), command: Command::WorkOrder(command) }
}

fn keep(key: &str, token: Token) -> Ask {
    Ask::KeepDraft { key: key.to_owned(), form: FORM.to_owned(), token }
}

impl PhoneOnDisk {
    fn drafts(&mut self) -> Vec<Draft> {
        let Answer::Drafts(drafts) = self.ask(Ask::Drafts) else { panic!("drafts") };
        drafts
    }

    fn once(&mut self, token: Token, draft: Option<&str>, ask: Ask) -> Answer {
        self.ask(Ask::Once(Once { token, draft: draft.map(str::to_owned) }, Box::new(ask)))
    }

    fn with_picture(&mut self, ask: Ask) -> Answer {
        let moment = self.moment();
        self.replica.answer(ask, prepare(&jpeg(64, 48)).ok(), moment).0
    }

    fn picks(&mut self, key: &str, photo: Token) {
        assert_eq!(self.with_picture(Ask::KeepDraftPhoto { key: key.to_owned(), photo }), Answer::Done);
    }
}

#[test]
fn a_draft_and_its_photos_outlive_the_app_until_they_are_thrown_away() {
    let mut phone = with_an_order();
    phone.picks("defect", Token(1));
    phone.picks("defect", Token(2));
    assert_eq!(phone.ask(keep("defect", TOKEN)), Answer::Done);
    let mut phone = phone.opened_again();
    let drafts = phone.drafts();
    assert_eq!(drafts.len(), 1);
    assert_eq!((drafts[0].form.as_str(), drafts[0].token), (FORM, TOKEN));
    assert_eq!(drafts[0].photos, [Token(1), Token(2)]);
    let moment = phone.moment();
    let (answer, small) = phone.replica.answer(Ask::DraftPhoto(Token(1)), None, moment);
    assert_eq!((answer, small.is_some()), (Answer::Picture, true));
    phone.ask(Ask::DropDraftPhoto(Token(1)));
    assert_eq!(phone.drafts()[0].photos, [Token(2)]);
    phone.ask(Ask::DropDraft("defect".to_owned()));
    assert_eq!(phone.drafts(), []);
    assert_eq!(phone.ask(Ask::DraftPhoto(Token(2))), Answer::Failed(Failure::NotHere));
}

#[test]
fn a_draft_is_used_with_its_photos_in_one_step_and_asked_again_nothing_is_done_twice() {
    let mut phone = with_an_order();
    phone.ask(keep("defect", TOKEN));
    phone.picks("defect", Token(1));
    phone.picks("defect", Token(2));
    let first = phone.once(TOKEN, Some("defect"), defect());
    let Answer::Saved { document, .. } = first else { panic!("{first:?}") };
    assert_eq!(phone.drafts(), []);
    let waiting = phone.replica.status().unwrap();

    // The answer got lost; the app was closed; somebody presses again.
    let mut phone = phone.opened_again();
    assert_eq!(phone.once(TOKEN, Some("defect"), defect()), first);
    let still = phone.replica.status().unwrap();
    assert_eq!(
        (still.changes_waiting, still.photos_waiting),
        (waiting.changes_waiting, waiting.photos_waiting)
    );
    let request = Request::read(&phone.replica.document(document).unwrap().unwrap()).unwrap();
    assert_eq!(request.photos.len(), 2);
    let picture = Sha256::of(&prepare(&jpeg(64, 48)).unwrap().picture);
    assert!(request.photos.values().all(|photo| photo.facts.sha256 == picture));
    assert!(request.photos.values().all(|photo| photo.facts.phase == PhotoPhase::Defect));
}

#[test]
fn every_act_is_done_once_however_often_it_is_asked_for() {
    let mut phone = with_an_order();
    phone.execute(WorkOrderCommand::Start);
    let visit = *phone.order().interventions.keys().next().unwrap();
    let report = WorkOrderCommand::WriteReport {
        intervention: visit,
        before: String::new(),
        after: "Purgé.".to_owned(),
    };
    for (token, ask) in [(10, order_act(material("Joint"))), (11, order_act(report))] {
        let first = phone.once(Token(token), None, ask.clone());
        assert!(matches!(first, Answer::Saved { .. }), "{first:?}");
        assert_eq!(phone.once(Token(token), None, ask), first);
    }
    let photo = Ask::AddPhoto { document: ORDER, phase: PhotoPhase::After, caption: String::new() };
    let photo = Ask::Once(Once { token: Token(12), draft: None }, Box::new(photo));
    let first = phone.with_picture(photo.clone());
    assert!(matches!(first, Answer::Saved { .. }), "{first:?}");
    assert_eq!(phone.with_picture(photo), first);
    let order = phone.order();
    assert_eq!((order.materials.len(), order.photos.len()), (1, 1));
    assert_eq!(order.interventions[&visit].report, "Purgé.");
}

#[test]
fn a_used_draft_does_not_come_back() {
    let mut phone = with_an_order();
    phone.ask(keep("defect", TOKEN));
    let saved = phone.once(TOKEN, Some("defect"), defect());
    // The page had not heard of it, and has what was typed kept again.
    assert_eq!(phone.ask(keep("defect", TOKEN)), saved);
    assert_eq!(phone.drafts(), []);
}

#[test]
fn a_refused_command_leaves_the_draft_as_it_is() {
    let mut phone = with_an_order();
    phone.ask(keep("cannot-finish", TOKEN));
    phone.picks("cannot-finish", Token(1));
    let reason = "é".repeat(shared::limits::NOTE_CHARS_MAX + 1);
    let refused = phone.once(
        TOKEN,
        Some("cannot-finish"),
        order_act(WorkOrderCommand::CannotFinish {
            cause: shared::work_order::CannotFinishCause::Other,
            reason,
        }),
    );
    assert!(matches!(refused, Answer::Failed(Failure::BadText { .. })), "{refused:?}");
    let drafts = phone.drafts();
    assert_eq!((drafts.len(), drafts[0].photos.len()), (1, 1));
    assert!(phone.order().photos.is_empty());
}

#[test]
fn a_phone_that_passes_on_or_is_withdrawn_has_no_drafts_any_more() {
    let mut phone = with_an_order();
    phone.ask(keep("defect", TOKEN));
    phone.picks("defect", Token(1));
    let body = br#"{"type":"urn:guichet:problem:device-withdrawn"}"#.to_vec();
    phone.ask(Ask::SyncNow);
    phone.request();
    phone.answered(401, body);
    assert_eq!(phone.drafts(), []);
    for table in ["draft", "draft_photo", "done_once"] {
        let rows: i64 = phone
            .connect()
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
            .unwrap();
        assert_eq!(rows, 0, "{table}");
    }

    let mut phone = with_an_order();
    phone.ask(keep("defect", TOKEN));
    phone.enrols(PersonId::from_bytes([3; 16]), DEVICE, "other");
    assert_eq!(phone.drafts(), []);
}

#[test]
fn the_database_of_the_version_before_takes_drafts_and_a_newer_one_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("phone.db");
    let db = Connection::open(&path).unwrap();
    db.execute_batch(include_str!("../../src/replica/schema.sql")).unwrap();
    db.execute_batch("INSERT INTO meta VALUES ('language', 'nl'); PRAGMA user_version = 1").unwrap();
    drop(db);
    let mut replica = Replica::open(Connection::open(&path).unwrap(), entropy).unwrap();
    let moment = shared::Moment { wall: shared::Timestamp(1), entropy: 1 };
    assert_eq!(replica.answer(keep("search", TOKEN), None, moment).0, Answer::Done);
    assert_eq!(replica.status().unwrap().language, Some(shared::Language::Nl));
    drop(replica);
    let db = Connection::open(&path).unwrap();
    db.pragma_update(None, "user_version", 1_000).unwrap();
    assert!(Replica::open(db, entropy).is_err());
}

#[test]
fn the_largest_draft_is_kept_and_a_larger_one_is_said_not_to_be() {
    let mut phone = with_an_order();
    let keep =
        |bytes: usize| Ask::KeepDraft { key: "report".to_owned(), form: "x".repeat(bytes), token: TOKEN };
    assert_eq!(phone.ask(keep(DRAFT_BYTES_MAX)), Answer::Done);
    assert!(matches!(phone.ask(keep(DRAFT_BYTES_MAX + 1)), Answer::Failed(Failure::BadText { .. })));
    assert_eq!(phone.drafts()[0].form.len(), DRAFT_BYTES_MAX);
}

#[test]
fn so_many_acts_are_remembered_and_no_more() {
    let mut phone = with_an_order();
    phone.execute(WorkOrderCommand::Start);
    phone.once(Token(1), None, order_act(material("Joint")));
    // As if it had been long ago.
    let earlier = DONE_ONCE_MAX - 1;
    phone
        .connect()
        .execute("UPDATE sqlite_sequence SET seq = seq + ?1 WHERE name = 'done_once'", [earlier - 1])
        .unwrap();
    phone.once(Token(2), None, order_act(material("Vis")));
    assert_eq!(phone.order().materials.len(), 2);
    phone.once(Token(1), None, order_act(material("Joint")));
    assert_eq!(phone.order().materials.len(), 2, "the oldest of them is remembered");
    phone.once(Token(3), None, order_act(material("Colle")));
    phone.once(Token(1), None, order_act(material("Joint")));
    assert_eq!(phone.order().materials.len(), 4, "one more, and it is forgotten");
}

#[test]
fn what_was_thrown_away_stands_in_no_page_of_the_file() {
    let mut phone = with_an_order();
    let file = phone.connect().path().unwrap().to_owned();
    let says = || fs::read(&file).unwrap().windows(FORM.len()).any(|part| part == FORM.as_bytes());
    assert_eq!(phone.ask(keep("defect", TOKEN)), Answer::Done);
    assert!(says());
    assert_eq!(phone.ask(Ask::DropDraft("defect".to_owned())), Answer::Done);
    assert!(!says());
}

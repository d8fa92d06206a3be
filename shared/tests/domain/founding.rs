//! A document founded anew says what it said, without what is over its time and without a word of how it came about.

use shared::document::{GONE, texts_of};
use shared::history::History;
use shared::kinds::{OverTime, found_anew, found_without, readable};
use shared::request::{Request, RequestCommand};
use shared::work_order::status::State;
use shared::work_order::{Answer, AnswerValue, Intervention, WorkOrder, WorkOrderCommand};
use shared::{ActorId, Command, Document, Heads, SERVER_ACTOR_PREFIX_BYTES, Timestamp};

use crate::fixture::{approve, first_visit, history, order, photo, read, replica, request, tick};

const ALL: OverTime = OverTime { texts: true, photos: true };
const SECRET: &str = "0475 Dupont";

fn server() -> ActorId {
    ActorId::of_server([9; SERVER_ACTOR_PREFIX_BYTES], [1; 8])
}

fn founded(document: &Document, over: OverTime) -> Document {
    let at = Timestamp(1_900_000_000_000);
    let (founded, change) = found_anew(document, over, server(), at).unwrap();
    readable(&founded).unwrap();
    assert!(founded.contains(change.hash));
    // Whoever has only the change has the document.
    let mut applied = Document::empty(document.kind(), document.id());
    applied.apply(&[&change.bytes]).unwrap();
    assert_eq!(applied.heads(), founded.heads());
    founded
}

/// An approved order in which the secret stood in each place where people write, also where it was deleted since.
fn approved() -> Document {
    let (office, technician) = (replica(1), replica(2));
    let mut document = order(&office, &[&technician]);
    technician.does(&mut document, WorkOrderCommand::Start).unwrap();
    let intervention = first_visit(&document);
    let write = |before: &str, after: &str| WorkOrderCommand::WriteReport {
        intervention,
        before: before.to_owned(),
        after: after.to_owned(),
    };
    technician.does(&mut document, write("", SECRET)).unwrap();
    technician.does(&mut document, write(SECRET, "")).unwrap();
    technician.does(&mut document, write("", "Vu Mme Dupont.")).unwrap();
    technician.does(&mut document, WorkOrderCommand::AddPhoto(photo())).unwrap();
    tick(&mut document, &technician);
    technician.does(&mut document, WorkOrderCommand::Finish).unwrap();
    approve(&mut document, &office).unwrap();
    document
}

#[test]
fn an_order_keeps_what_was_done_by_whom_and_when_and_no_words() {
    let document = approved();
    let (was, is) = (read(&document), read(&founded(&document, ALL)));
    assert_eq!(was.status().state, State::Approved);
    assert_eq!(is.status(), was.status(), "its state");
    assert_eq!(
        (&is.number, is.nature, is.building, is.priority),
        (&was.number, was.nature, was.building, was.priority)
    );
    assert_eq!((&is.assigned, &is.materials, &is.steps), (&was.assigned, &was.materials, &was.steps));
    let hours = |order: &WorkOrder| -> Vec<(Timestamp, Option<Timestamp>)> {
        order.interventions.values().map(|visit: &Intervention| (visit.started_at, visit.ended_at)).collect()
    };
    assert_eq!(hours(&is), hours(&was));
    assert_eq!(is.title, GONE);
    assert!(is.interventions.values().all(|visit| visit.report.is_empty() || visit.report == GONE));
    assert!(is.interventions.values().any(|visit| visit.report == GONE), "that there was a report is seen");
    assert!(is.photos.is_empty() && !was.photos.is_empty());
    assert!(is.is_closed() && !is.changed_since_approval);
    let ticked = |order: &WorkOrder| -> Vec<Option<AnswerValue>> {
        let answers = order.checklist.values().map(|item| item.answer.as_ref());
        answers.map(|answer: Option<&Answer>| answer.map(|answer| answer.value.clone())).collect()
    };
    assert_eq!(ticked(&is), ticked(&was), "a tick is no text");
}

#[test]
fn nothing_of_the_history_is_in_the_bytes() {
    let document = approved();
    let within = |document: &Document, text: &str| {
        let changes = document.changes_since(&Heads::default());
        changes.iter().any(|(_, bytes)| texts_of(bytes).unwrap().join("\n").contains(text))
    };
    assert!(within(&document, "Dupont"), "it was there");
    assert!(!within(&founded(&document, ALL), "Dupont"));
    assert_eq!(founded(&document, ALL).changes_since(&Heads::default()).len(), 1);
    // What somebody deleted goes with the history, though nothing else is over its time.
    assert!(!within(&founded(&document, OverTime::default()), SECRET));
}

#[test]
fn photos_may_go_before_the_words() {
    let is = read(&founded(&approved(), OverTime { texts: false, photos: true }));
    assert!(is.photos.is_empty());
    assert!(is.interventions.values().any(|visit| visit.report == "Vu Mme Dupont."));
}

#[test]
fn a_request_keeps_that_it_was_asked_and_closed() {
    let office = replica(1);
    let (mut document, _) = request(&office);
    let close = RequestCommand::Close { reason: "Mme Dupont a renoncé".to_owned() };
    shared::command::execute(&mut document, &Command::Request(close), office.author()).unwrap();
    let (was, is) = (Request::read(&document).unwrap(), Request::read(&founded(&document, ALL)).unwrap());
    assert_eq!((is.by, is.at, is.building, is.priority), (was.by, was.at, was.building, was.priority));
    assert_eq!((is.title.as_str(), is.closed.as_deref()), (GONE, Some(GONE)));
    assert!(is.description.is_empty() || is.description == GONE);
}

#[test]
fn a_history_loses_what_was_said_in_the_lines_of_one_order() {
    let office = replica(1);
    let document = history(&office);
    let was = History::read(&document).unwrap();
    let number = was.lines.values().next().unwrap().number.clone();
    let at = Timestamp(1_900_000_000_000);
    let (founded, _) =
        History::found_anew(&document, &[number.clone()].into(), server(), at).unwrap().unwrap();
    let is = History::read(&founded).unwrap();
    assert_eq!(is.lines.len(), was.lines.len());
    for (id, line) in &is.lines {
        let before = &was.lines[id];
        assert_eq!((&line.number, line.finished_at), (&before.number, before.finished_at));
        assert_eq!(line.summary == GONE, line.number == number);
    }
    let none = History::found_anew(&document, &["autre".to_owned()].into(), server(), at).unwrap();
    assert!(none.is_none());
}

#[test]
fn a_name_goes_from_what_people_wrote_and_every_other_word_stays() {
    let document = approved();
    let at = Timestamp(1_900_000_000_000);
    let (founded, change) = found_without(&document, "Mme Dupont", server(), at).unwrap();
    readable(&founded).unwrap();
    assert!(founded.contains(change.hash));
    assert_eq!(founded.changes_since(&Heads::default()).len(), 1);
    let (was, is) = (read(&document), read(&founded));
    let report = |order: &WorkOrder| order.interventions.values().next().unwrap().report.clone();
    assert_eq!((report(&was), report(&is)), ("Vu Mme Dupont.".to_owned(), format!("Vu {GONE}.")));
    assert_eq!((&is.title, &is.steps, &is.photos), (&was.title, &was.steps, &was.photos));
    let (whole, _) = found_without(&document, "", server(), at).unwrap();
    assert_eq!(report(&read(&whole)), "Vu Mme Dupont.");
    for hidden in ["Mme Dupont", SECRET] {
        let bytes = change.bytes.windows(hidden.len()).any(|window| window == hidden.as_bytes());
        assert!(!bytes, "{hidden}");
    }
}

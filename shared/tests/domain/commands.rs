//! What commands do, and what they refuse.

use shared::building::{AssetField, BuildingCommand};
use shared::command::execute;
use shared::history::{History, HistoryCommand, HistoryLine};
use shared::limits::{HISTORY_LINES_MAX, REPORT_CHARS_MAX};
use shared::work_order::{AnswerValue, Material, WorkOrderCommand as C};
use shared::{Command, CommandError, Document, DocumentId, DocumentKind, Quantity, Timestamp};

use crate::fixture::*;

#[test]
fn finishing_with_a_required_answer_missing_says_which() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    tech.does(&mut document, C::Start).unwrap();
    let before = document.heads();
    assert_eq!(tech.does(&mut document, C::Finish).unwrap_err(), CommandError::AnswersMissing(vec![TICK]));
    assert_eq!(document.heads(), before, "a refused command leaves the document as it was");
}

#[test]
fn an_answer_of_the_wrong_kind_is_refused_and_can_be_taken_back() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    let wrong = C::Answer { item: TICK, value: Some(AnswerValue::Text("oui".to_owned())) };
    assert_eq!(tech.does(&mut document, wrong).unwrap_err(), CommandError::WrongAnswer);
    let measure = C::Answer { item: MEASURE, value: Some(AnswerValue::Measure(Quantity(1_500))) };
    tech.does(&mut document, measure.clone()).unwrap();
    assert!(tech.does(&mut document, measure).unwrap().change.is_none(), "nothing new, no change");
    assert_eq!(read(&document).checklist[&MEASURE].answer.as_ref().unwrap().by, tech.person);
    tech.does(&mut document, C::Answer { item: MEASURE, value: None }).unwrap();
    assert!(read(&document).checklist[&MEASURE].answer.is_none());
}

#[test]
fn a_material_is_corrected_by_a_new_fact_that_names_the_old() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    let other = Material::Other("joint torique".to_owned());
    let used = C::UseMaterial { material: other.clone(), quantity: Quantity(2_000), corrects: None };
    let first = tech.does(&mut document, used).unwrap().fact.unwrap();
    let right = C::UseMaterial { material: other.clone(), quantity: Quantity(3_000), corrects: Some(first) };
    let second = tech.does(&mut document, right).unwrap().fact.unwrap();
    let order = read(&document);
    assert_eq!(order.materials.len(), 2);
    assert_eq!(order.materials_in_force().len(), 1);
    let none = C::UseMaterial { material: other, quantity: Quantity(0), corrects: Some(second) };
    tech.does(&mut document, none).unwrap();
    assert!(read(&document).materials_in_force().is_empty());
}

#[test]
fn texts_are_held_to_their_limits_just_under_and_just_over() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    let visit = tech.does(&mut document, C::Start).unwrap().fact.unwrap();
    let write = |after: String| C::WriteReport { intervention: visit, before: String::new(), after };
    let over = tech.does(&mut document, write("é".repeat(REPORT_CHARS_MAX + 1)));
    assert_eq!(over.unwrap_err(), CommandError::TooLong { chars_max: REPORT_CHARS_MAX });
    tech.does(&mut document, write("é".repeat(REPORT_CHARS_MAX))).unwrap();
    assert_eq!(
        tech.does(
            &mut document,
            C::CannotFinish { cause: shared::work_order::CannotFinishCause::Other, reason: " ".to_owned() }
        )
        .unwrap_err(),
        CommandError::Empty
    );
}

#[test]
fn a_document_is_created_once_and_only_by_a_creation() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    let again = office.does(&mut document, C::Create(Box::new(new_order(&[]))));
    assert_eq!(again.unwrap_err(), CommandError::WrongMoment);
    let mut empty = Document::empty(DocumentKind::WorkOrder, ORDER);
    assert_eq!(tech.does(&mut empty, C::Start).unwrap_err(), CommandError::WrongMoment);
    let remark = Command::Building(BuildingCommand::AddRemark { text: "x".to_owned() });
    assert_eq!(execute(&mut document, &remark, tech.author()).unwrap_err(), CommandError::WrongMoment);
}

#[test]
fn an_asset_is_corrected_and_a_remark_added() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = building(&office);
    let correct =
        BuildingCommand::CorrectAsset { asset: BOILER, field: AssetField::Serial("XK-77".to_owned()) };
    execute(&mut document, &Command::Building(correct), tech.author()).unwrap();
    let remark = BuildingCommand::AddRemark { text: "La clé est chez la concierge.".to_owned() };
    execute(&mut document, &Command::Building(remark), tech.author()).unwrap();
    let building = reread_building(&document);
    assert_eq!(building.assets[&BOILER].serial, "XK-77");
    assert_eq!(building.remarks.values().next().unwrap().by, tech.person);
}

#[test]
fn the_history_of_an_asset_keeps_only_its_last_lines() {
    let office = replica(1);
    let mut document = Document::empty(DocumentKind::History, DocumentId::from_bytes([11; 16]));
    let begin = Command::History(HistoryCommand::Create { building: BUILDING, organisation: None });
    execute(&mut document, &begin, office.author()).unwrap();
    for number in 0..HISTORY_LINES_MAX + 3 {
        let line = HistoryLine {
            asset: Some(BOILER),
            number: format!("2026-{number:04}"),
            nature: NATURE,
            technician: office.person,
            finished_at: Timestamp(number as i64),
            summary: "entretien".to_owned(),
        };
        execute(&mut document, &Command::History(HistoryCommand::Record(line)), office.author()).unwrap();
    }
    let lines = History::read(&document).unwrap().lines;
    assert_eq!(lines.len(), HISTORY_LINES_MAX);
    assert_eq!(lines.values().next_back().unwrap().number, format!("2026-{:04}", HISTORY_LINES_MAX + 2));
}

#[test]
fn assigning_takes_away_who_is_not_named() {
    let (office, one, two) = (replica(1), replica(2), replica(3));
    let mut document = order(&office, &[&one]);
    office.does(&mut document, C::Assign(assigned(&[&two]))).unwrap();
    assert_eq!(read(&document).assigned.keys().copied().collect::<Vec<_>>(), [two.person]);
    assert!(office.does(&mut document, C::Assign(assigned(&[&two]))).unwrap().change.is_none());
}
